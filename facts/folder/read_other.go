//go:build !linux

package folder

import "os"

type file struct{ *os.File }

func (r *Reader) open(name string) (file, error) {
	f, err := r.openInside(name)
	return file{f}, err
}

func (f file) size() (int64, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, cause(err)
	}
	if !info.Mode().IsRegular() {
		return 0, ErrNotRegular
	}
	return info.Size(), nil
}
