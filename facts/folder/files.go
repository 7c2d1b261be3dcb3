package folder

import (
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"syscall"
)

// Files is where folders and files stand: the disk, or a [Memory]. Paths are absolute, in
// the form of the system, unless something else is said.
type Files interface {
	Lstat(path string) (fs.FileInfo, error)
	Stat(path string) (fs.FileInfo, error)
	ReadDir(path string) ([]fs.DirEntry, error)
	Readlink(path string) (string, error)
	// EvalSymlinks returns the path, which may be relative, without links.
	EvalSymlinks(path string) (string, error)
	// Open opens the file at name, with forward slashes, below the folder dir, which is
	// a path without links. It waits for nothing, and where a link is on the way its
	// error is syscall.ELOOP.
	Open(dir, name string) (fs.File, error)
}

// Walk calls visit for a folder and all that is below it, as [filepath.WalkDir] does, in
// order of names. Links are not followed.
func Walk(files Files, dir string, visit fs.WalkDirFunc) error {
	err := walk(files, dir, nil, visit)
	if err == fs.SkipDir || err == fs.SkipAll {
		return nil
	}
	return err
}

func walk(files Files, path string, e fs.DirEntry, visit fs.WalkDirFunc) error {
	if e == nil {
		info, err := files.Lstat(path)
		if err != nil {
			return visit(path, nil, err)
		}
		e = fs.FileInfoToDirEntry(info)
	}
	if err := visit(path, e, nil); err != nil || !e.IsDir() {
		if err == fs.SkipDir && e.IsDir() {
			err = nil
		}
		return err
	}
	entries, err := files.ReadDir(path)
	if err != nil {
		if err = visit(path, e, err); err != nil {
			if err == fs.SkipDir {
				err = nil
			}
			return err
		}
	}
	for _, e := range entries {
		if err := walk(files, filepath.Join(path, e.Name()), e, visit); err != nil {
			if err == fs.SkipDir {
				break
			}
			return err
		}
	}
	return nil
}

// openAt opens a file by its path, wherever links lead.
func openAt(files Files, path string) (fs.File, error) {
	f, err := files.Open(filepath.Dir(path), filepath.Base(path))
	if !errors.Is(err, syscall.ELOOP) {
		return f, err
	}
	real, err := files.EvalSymlinks(path)
	if err != nil {
		return nil, err
	}
	return files.Open(filepath.Dir(real), filepath.Base(real))
}

// readRegular returns the content of a regular file of at most so many bytes.
func readRegular(files Files, path string, most int64) ([]byte, error) {
	f, err := openAt(files, path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, ErrNotRegular
	case info.Size() > most:
		return nil, ErrTooLarge
	}
	return io.ReadAll(io.LimitReader(f, most))
}
