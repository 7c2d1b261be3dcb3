package config

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/factlint/factlint/facts/folder"
)

// MaxSize is the size in bytes of the largest factlint.toml that is read.
const MaxSize = 16 << 20

// ReadFile reads a factlint.toml; nil when there is none. The error does not name the path.
func ReadFile(files folder.Files, name string) ([]byte, error) {
	info, err := files.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, folder.Cause(err)
	case !info.Mode().IsRegular():
		return nil, errors.New("is not a regular file")
	case leadsElsewhere(files, name):
		return nil, errors.New("is a link to a file of another name, which is not followed")
	case info.Size() > MaxSize:
		return nil, fmt.Errorf("is larger than %d MB", MaxSize>>20)
	}
	real, err := files.EvalSymlinks(name)
	if err != nil {
		return nil, folder.Cause(err)
	}
	from, err := folder.NewReader(files, filepath.Dir(real))
	if err != nil {
		return nil, folder.Cause(err)
	}
	return from.Read(filepath.Base(real), MaxSize)
}

// leadsElsewhere reports whether a factlint.toml is a link to a file that is
// called otherwise. Mistakes are shown with the lines they stand on: a link in
// a stranger's base must not put /proc/self/environ or .git/config into a log.
func leadsElsewhere(files folder.Files, name string) bool {
	info, err := files.Lstat(name)
	if err != nil || info.Mode()&fs.ModeSymlink == 0 {
		return false
	}
	real, err := files.EvalSymlinks(name)
	return err != nil || filepath.Base(real) != folder.ConfigName
}
