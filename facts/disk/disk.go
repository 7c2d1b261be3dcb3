// Package disk is the files of the machine, as [folder.Files] asks for them: the one
// place where what reads facts meets the operating system.
//
// It promises to open no link and to wait for nobody who writes into a pipe. What makes up a
// base, and what a link in it may lead to, is not its matter.
package disk

import (
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// Files is the disk. Paths are those of the system.
type Files struct{}

// Lstat is [os.Lstat].
func (Files) Lstat(path string) (fs.FileInfo, error) { return os.Lstat(path) }

// Stat is [os.Stat].
func (Files) Stat(path string) (fs.FileInfo, error) { return os.Stat(path) }

// ReadDir is [os.ReadDir].
func (Files) ReadDir(path string) ([]fs.DirEntry, error) { return os.ReadDir(path) }

// Readlink is [os.Readlink].
func (Files) Readlink(path string) (string, error) { return os.Readlink(path) }

// EvalSymlinks is [filepath.EvalSymlinks].
func (Files) EvalSymlinks(path string) (string, error) { return filepath.EvalSymlinks(path) }

// openInside opens a file wherever links are told apart by the Go library alone.
func openInside(dir, name string) (*os.File, error) {
	path := filepath.Join(dir, name)
	real, err := filepath.EvalSymlinks(path)
	switch {
	case err != nil:
		return nil, err
	case real != path:
		return nil, &fs.PathError{Op: "open", Path: path, Err: syscall.ELOOP}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return root.OpenFile(name, os.O_RDONLY|doNotWait, 0)
}
