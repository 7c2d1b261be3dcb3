package folder

import (
	"errors"
	"io/fs"
	"path/filepath"
)

// RootAbove is [Root] for a file that need not exist, nor the folders that it is
// to are in when the base has a factlint.toml. The file is an absolute path.
func RootAbove(files Files, file string) (root string, found bool, err error) {
	own := filepath.Dir(file)
	dir := own
	for dir != filepath.Dir(dir) {
		if _, err := files.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		dir = filepath.Dir(dir)
	}
	root, found, err = Root(files, dir)
	if err == nil && !found && dir != own {
		return Root(files, own)
	}
	return root, found, err
}

// RealIn returns the path below root, as an absolute path, that is without links
// where path leads: a base has each file once, under its own path where it can.
// It reports false for what does not exist or lies outside of root.
func RealIn(files Files, root, path string) (real string, ok bool) {
	realRoot, err := files.EvalSymlinks(root)
	if err != nil {
		return "", false
	}
	if real, err = files.EvalSymlinks(path); err != nil {
		return "", false
	}
	rel, ok := Inside(realRoot, real)
	return filepath.Join(root, rel), ok
}
