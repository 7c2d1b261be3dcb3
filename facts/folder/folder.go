// Package folder says which files make up a base: every *.toml below its root and
// the files of other formats that its configuration names, except factlint.toml
// itself, what .gitignore ignores, what exclude names, and folders whose name starts
// with a dot. A folder with a factlint.toml of its own is a base of its own and is
// told apart, not read.
//
// It promises the same listing whatever the order of the file system, at most
// one entry for each real file however many symbolic links lead to it, and an
// end: no loop of links, no named pipe and no pattern makes it hang. List opens
// .gitignore files, git's index and nothing else; what the fact files hold is not its matter.
//
// Like git it reads .gitignore below the work tree and .git/info/exclude, but not
// the ignore file of the person (core.excludesFile), so that two people see the
// same base; and git's index, since what is tracked is ignored by no pattern. Patterns are compared byte by byte, letters in their own case.
package folder

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// ConfigName is the file whose folder is the root of a base.
const ConfigName = "factlint.toml"

// Causes that are in the *fs.PathError values of a Listing and of Root.
var (
	ErrNotRegular = errors.New("is not a regular file")
	ErrDangling   = errors.New("is a link that leads nowhere")
	ErrTooCostly  = errors.New("has patterns, in exclude or .gitignore, that take too many steps to be compared with all names; from some name on they are not applied")
	ErrTooLarge   = errors.New("is larger than 1 MiB, its patterns are not applied")
)

// Listing is what List finds. Paths are relative to the root of the base, with
// forward slashes, their bytes as the file system has them.
type Listing struct {
	// Files are the fact files of the base, sorted.
	Files []string
	// Nested are the folders below the root that hold a factlint.toml, sorted.
	// They are bases of their own and nothing below them is looked at, so that
	// a base nested in a nested one appears only in the listing of the latter.
	Nested []string
	// NotFollowed are the links left aside, sorted by path. Links that
	// have nothing to do with facts (a file without .toml) are not among them.
	NotFollowed []Link
	// Errors are *fs.PathError values, sorted by path, which is under the root as it was
	// given to List. What could be read in spite of them is listed.
	Errors []error
}

// Link is a symbolic link that was not followed.
type Link struct {
	Path   string // relative to the root, with forward slashes
	Reason string // goes on after the path: "leads out of the base, to ../x"
}

// Root returns the folder of the base that path belongs to, as an absolute path: that of the
// nearest factlint.toml upward (from path itself when it is a folder), else path
// when it is a folder, else the folder of the file. found reports whether a
// factlint.toml was there.
//
// A path that does not exist is an error (fs.ErrNotExist): for a file not yet saved
// ask for its folder. So is a factlint.toml that cannot be read as a file.
func Root(files Files, path string) (root string, found bool, err error) {
	own, err := filepath.Abs(path)
	if err != nil {
		return "", false, err
	}
	info, err := files.Stat(own)
	if err != nil {
		return "", false, err
	}
	if !info.IsDir() {
		own = filepath.Dir(own)
	}
	for dir := range upward(own) {
		found, err := hasConfig(files, dir)
		if err != nil {
			return "", false, err
		}
		if found {
			return dir, true, nil
		}
	}
	return own, false, nil
}

// hasConfig reports whether dir holds a factlint.toml. A folder of that name is
// none. One that is there but is not a file to be read is an error: to
// walk past it would silently make another base of the same files.
func hasConfig(files Files, dir string) (bool, error) {
	path := filepath.Join(dir, ConfigName)
	info, err := files.Stat(path)
	switch {
	case err == nil && info.Mode().IsRegular():
		return true, nil
	case err == nil && info.IsDir():
		return false, nil
	case err == nil:
		return false, pathError(path, ErrNotRegular)
	case errors.Is(err, fs.ErrNotExist):
		if _, err := files.Lstat(path); err == nil {
			return false, pathError(path, ErrDangling)
		}
		return false, nil
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.ENOTDIR):
		// A parent folder closed to us: sandboxes do that to everything above
		// the work tree, and it must not keep anybody from checking the work tree.
		return false, nil
	}
	return false, err
}

// pathError says in one form what is wrong with path; err may be what Files returned.
func pathError(path string, err error) error {
	return &fs.PathError{Op: "read", Path: path, Err: Cause(err)}
}

// Cause returns what went wrong, without the paths that are before it.
func Cause(err error) error {
	for {
		var at *fs.PathError
		var link *os.LinkError
		switch {
		case errors.As(err, &at):
			err = at.Err
		case errors.As(err, &link):
			err = link.Err
		default:
			return err
		}
	}
}

// PathOf returns the path that an error is about, or "".
func PathOf(err error) string {
	if at := (*fs.PathError)(nil); errors.As(err, &at) {
		return at.Path
	}
	return ""
}
