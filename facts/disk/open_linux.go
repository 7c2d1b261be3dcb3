package disk

import (
	"io"
	"io/fs"
	"path/filepath"
	"syscall"
	"time"

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

// Open opens the file at name, with forward slashes, below the folder dir, which is a path
// without links. The error is syscall.ELOOP where a link is on the way.
func (Files) Open(dir, name string) (fs.File, error) {
	how := straight
	fd, err := uninterrupted(func() (int, error) { return unix.Openat2(unix.AT_FDCWD, filepath.Join(dir, name), &how) })
	switch err {
	case nil:
		return file(fd), nil
	case unix.ENOSYS, unix.EPERM: // before Linux 5.6, or where a sandbox does not know of it
		whole, err := openInside(dir, name)
		if err != nil {
			return nil, err
		}
		return whole, nil
	}
	return nil, err
}

func (f file) Stat() (fs.FileInfo, error) {
	i := new(info)
	if _, err := uninterrupted(func() (int, error) { return 0, syscall.Fstat(int(f), &i.stat) }); err != nil {
		return nil, err
	}
	return i, nil
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

func (f file) Close() error { return syscall.Close(int(f)) }

// info says what is asked of an open file: how large it is, and whether it is one at all.
type info struct{ stat syscall.Stat_t }

func (i *info) Size() int64 { return i.stat.Size }

func (i *info) Mode() fs.FileMode {
	mode := fs.FileMode(i.stat.Mode & 0o777)
	switch i.stat.Mode & syscall.S_IFMT {
	case syscall.S_IFREG:
		return mode
	case syscall.S_IFDIR:
		return mode | fs.ModeDir
	}
	return mode | fs.ModeIrregular
}

func (i *info) Name() string       { return "" } // an open file has none
func (i *info) ModTime() time.Time { return time.Unix(i.stat.Mtim.Unix()) }
func (i *info) IsDir() bool        { return i.Mode().IsDir() }
func (i *info) Sys() any           { return &i.stat }

// uninterrupted repeats a call for as long as signals cut it short, as package os does.
func uninterrupted(call func() (int, error)) (int, error) {
	for {
		if n, err := call(); err != syscall.EINTR {
			return n, err
		}
	}
}
