//go:build !unix

package folder

import (
	"errors"
	"io/fs"
	"os"
)

type file struct{ *os.File }

func open(path string) (file, error) {
	f, err := os.Open(path)
	return file{f}, cause(err)
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

func (f file) Read(p []byte) (int, error) {
	n, err := f.File.Read(p)
	return n, cause(err)
}

// cause leaves the path out of an error.
func cause(err error) error {
	if at := (*fs.PathError)(nil); errors.As(err, &at) {
		return at.Err
	}
	return err
}
