package folder

import (
	"os"
	"path/filepath"
	"strings"
)

// gitName is a folder at the top of a git work tree, and a file at the top of a
// submodule or of a linked work tree.
const gitName = ".git"

// ignoreName is the file that git reads ignore patterns from.
const ignoreName = ".gitignore"

// outerIgnores gathers the patterns that hold in the real folder root from outside of it:
// those of the folders above it up to the top of the git work tree, and of
// .git/info/exclude. prefix is root's path from that top, ending in a slash; without a
// work tree it is empty and there are no patterns. fail is told of files that
// cannot be read.
func outerIgnores(root string, fail func(path string, err error)) (prefix string, g *ignores) {
	top := WorkTree(root)
	if top == "" {
		return "", nil
	}
	var between []string // names of the folders from root up to the top
	for dir := root; dir != top; dir = filepath.Dir(dir) {
		between = append(between, filepath.Base(dir))
	}
	g = infoExclude(top, 0, fail)
	dir := top
	for i := len(between) - 1; i >= 0; i-- {
		g = folderIgnores(dir, len(prefix), g, fail)
		dir = filepath.Join(dir, between[i])
		prefix += between[i] + "/"
	}
	return prefix, g
}

// folderIgnores puts the patterns of dir's .gitignore before g.
func folderIgnores(dir string, base int, g *ignores, fail func(string, error)) *ignores {
	path := filepath.Join(dir, ignoreName)
	info, err := os.Lstat(path)
	switch {
	case err != nil || info.IsDir():
		return g
	case info.Mode()&os.ModeSymlink != 0:
		return g // git does not read through such a link either
	case !info.Mode().IsRegular():
		fail(path, ErrNotRegular)
		return g
	}
	data, err := readIgnore(path)
	if err != nil {
		fail(path, err)
		return g
	}
	return g.with(data, base)
}

// infoExclude returns the patterns of the repository's own ignore file for the
// work tree in top.
func infoExclude(top string, base int, fail func(string, error)) *ignores {
	path := filepath.Join(commonDir(top), "info", "exclude")
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	data, err := readIgnore(path)
	if err != nil {
		fail(path, err)
		return nil
	}
	var none *ignores
	return none.with(data, base)
}

// gitDir returns the folder where git keeps what belongs to the work tree in top.
func gitDir(top string) string {
	git := filepath.Join(top, gitName)
	line, ok := firstLine(git)
	if !ok {
		return git
	}
	target, ok := strings.CutPrefix(line, "gitdir:")
	if !ok {
		return git
	}
	return against(top, strings.TrimSpace(target))
}

// commonDir returns the folder where git keeps what all work trees of a
// repository share.
func commonDir(top string) string {
	git := gitDir(top)
	if common, ok := firstLine(filepath.Join(git, "commondir")); ok {
		return against(git, common)
	}
	return git
}

// against returns path as seen from dir.
func against(dir, path string) string {
	if path = filepath.FromSlash(path); filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}

func firstLine(path string) (string, bool) {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return "", false
	}
	data, err := readIgnore(path)
	if err != nil {
		return "", false
	}
	line, _, _ := strings.Cut(string(data), "\n")
	return strings.TrimRight(line, "\r"), true
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// WorkTree returns the top of the git work tree that dir, an absolute path,
// lies in; "" when it lies in none.
func WorkTree(dir string) string {
	for !exists(filepath.Join(dir, gitName)) {
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
	return dir
}
