package folder

import (
	"errors"
	"io/fs"
	"iter"
	"path/filepath"
)

// RootAbove is [Root] for a file that need not exist, nor the folders that it is
// to stand in when the base has a factlint.toml. The file is an absolute path.
func RootAbove(files Files, file string) (root string, found bool, err error) {
	own := filepath.Dir(file)
	dir := own
	for dir = range upward(own) {
		if _, err := files.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	root, found, err = Root(files, dir)
	if err == nil && !found && dir != own {
		return Root(files, own)
	}
	return root, found, err
}

// upward yields a folder and those that it lies in.
func upward(dir string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for above := filepath.Dir(dir); yield(dir) && above != dir; above = filepath.Dir(above) {
			dir = above
		}
	}
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
