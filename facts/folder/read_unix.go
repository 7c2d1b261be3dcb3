//go:build unix

package folder

import (
	"io"
	"syscall"
)

// file is an open file without what makes an *os.File: five further calls of the
// system, to learn whether it is to be waited for, and something for the
// collector to run. Of small files, reading with those takes half as long again.
type file int

func open(path string) (file, error) {
	fd, err := uninterrupted(func() (int, error) { return syscall.Open(path, syscall.O_RDONLY|syscall.O_CLOEXEC, 0) })
	return file(fd), err
}

func (f file) size() (int64, error) {
	var stat syscall.Stat_t
	if _, err := uninterrupted(func() (int, error) { return 0, syscall.Fstat(int(f), &stat) }); err != nil {
		return 0, err
	}
	if stat.Mode&syscall.S_IFMT != syscall.S_IFREG {
		return 0, ErrNotRegular
	}
	return stat.Size, nil
}

func (f file) Read(p []byte) (int, error) {
	n, err := uninterrupted(func() (int, error) { return syscall.Read(int(f), p) })
	switch {
	case err != nil:
		return 0, err
	case n == 0:
		return 0, io.EOF
	}
	return n, nil
}

func (f file) Close() { syscall.Close(int(f)) }

// uninterrupted repeats a call for as long as signals cut it short, as package os does.
func uninterrupted(call func() (int, error)) (int, error) {
	for {
		if n, err := call(); err != syscall.EINTR {
			return n, err
		}
	}
}
