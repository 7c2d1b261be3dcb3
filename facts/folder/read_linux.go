package folder

import (
	"io"
	"path/filepath"
	"syscall"

	"golang.org/x/sys/unix"
)

// doNotWait keeps a named pipe from waiting for somebody who writes.
const doNotWait = unix.O_NONBLOCK

// file is an open file without what makes an *os.File: five further calls of the
// system, to learn whether it is to be waited for, and something for the
// collector to run. Of small files, reading with those takes half as long again.
type file int

// straight has the system open no link, at whatever place of a path.
var straight = unix.OpenHow{Flags: unix.O_RDONLY | unix.O_CLOEXEC | doNotWait, Resolve: unix.RESOLVE_NO_SYMLINKS}

func (r *Reader) open(name string) (file, error) {
	open := func(name string) (file, error) {
		how := straight
		fd, err := uninterrupted(func() (int, error) { return unix.Openat2(unix.AT_FDCWD, filepath.Join(r.real, name), &how) })
		return file(fd), err
	}
	f, err := open(name)
	switch err {
	case unix.ELOOP:
		if name, err = r.follow(name); err != nil {
			return 0, err
		}
		if f, err = open(name); err == unix.ELOOP {
			err = errSwapped
		}
	case unix.ENOSYS, unix.EPERM: // before Linux 5.6, or where a sandbox does not know of it
		whole, err := r.openInside(name)
		if err != nil {
			return 0, err
		}
		defer whole.Close()
		fd, err := unix.FcntlInt(whole.Fd(), unix.F_DUPFD_CLOEXEC, 0)
		return file(fd), err
	}
	return f, err
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
