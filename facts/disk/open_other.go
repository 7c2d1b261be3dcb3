//go:build !linux

package disk

import (
	"io/fs"
	"path/filepath"
)

// Open opens the file at name, with forward slashes, below the folder dir, which is a path
// without links. The error is syscall.ELOOP where a link is on the way.
func (Files) Open(dir, name string) (fs.File, error) {
	f, err := openInside(dir, filepath.FromSlash(name))
	if err != nil {
		return nil, err
	}
	return f, nil
}
