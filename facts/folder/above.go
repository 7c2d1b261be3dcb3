package folder

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// RootAbove is [Root] for a file that need not exist, nor the folders that it is
// to stand in when the base has a factlint.toml. The file is an absolute path.
func RootAbove(file string) (root string, found bool, err error) {
	own := filepath.Dir(file)
	dir := own
	for dir != filepath.Dir(dir) {
		if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		dir = filepath.Dir(dir)
	}
	root, found, err = Root(dir)
	if err == nil && !found && dir != own {
		return Root(own)
	}
	return root, found, err
}

// RealIn returns the path below root, as an absolute path, that is without links
// where path leads: a base has each file once, under its own path where it can.
// It reports false for what does not exist or lies outside of root.
func RealIn(root, path string) (real string, ok bool) {
	realRoot, err := filepath.EvalSymlinks(root)
	if err != nil {
		return "", false
	}
	if real, err = filepath.EvalSymlinks(path); err != nil {
		return "", false
	}
	rel, err := filepath.Rel(realRoot, real)
	if err != nil || !filepath.IsLocal(rel) {
		return "", false
	}
	return filepath.Join(root, rel), true
}
