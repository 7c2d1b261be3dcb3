package folder

import (
	"io/fs"
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
// .git/info/exclude. prefix is root's path from that top, ending in a slash, "" for the top
// itself. fail is called with files that cannot be read.
func outerIgnores(files Files, top, root string, fail func(path string, err error)) (prefix string, g *ignores) {
	g = infoExclude(files, top, 0, fail)
	dir := top
	for below, _ := Inside(top, root); below != ""; {
		var name string
		name, below, _ = strings.Cut(below, "/")
		g = folderIgnores(files, dir, len(prefix), g, fail)
		dir = filepath.Join(dir, name)
		prefix += name + "/"
	}
	return prefix, g
}

// folderIgnores puts the patterns of dir's .gitignore before g.
func folderIgnores(files Files, dir string, base int, g *ignores, fail func(string, error)) *ignores {
	path := filepath.Join(dir, ignoreName)
	info, err := files.Lstat(path)
	switch {
	case err != nil || info.IsDir():
		return g
	case info.Mode()&fs.ModeSymlink != 0:
		return g // git does not read through such a link either
	case !info.Mode().IsRegular():
		fail(path, ErrNotRegular)
		return g
	}
	data, err := readRegular(files, path, maxIgnoreFile)
	if err != nil {
		fail(path, err)
		return g
	}
	return g.with(data, base)
}

// infoExclude returns the patterns of the repository's own ignore file for the
// work tree in top.
func infoExclude(files Files, top string, base int, fail func(string, error)) *ignores {
	path := filepath.Join(commonDir(files, top), "info", "exclude")
	if info, err := files.Stat(path); err != nil || !info.Mode().IsRegular() {
		return nil
	}
	data, err := readRegular(files, path, maxIgnoreFile)
	if err != nil {
		fail(path, err)
		return nil
	}
	var none *ignores
	return none.with(data, base)
}

// gitDir returns the folder where git keeps what belongs to the work tree in top.
func gitDir(files Files, top string) string {
	git := filepath.Join(top, gitName)
	line, ok := firstLine(files, git)
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
func commonDir(files Files, top string) string {
	git := gitDir(files, top)
	if common, ok := firstLine(files, filepath.Join(git, "commondir")); ok {
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

func firstLine(files Files, path string) (string, bool) {
	data, err := readRegular(files, path, maxIgnoreFile)
	if err != nil {
		return "", false
	}
	line, _, _ := strings.Cut(string(data), "\n")
	return strings.TrimRight(line, "\r"), true
}

// WorkTree returns the top of the git work tree that dir, an absolute path,
// lies in; "" when it lies in none.
func WorkTree(files Files, dir string) string {
	for dir := range upward(dir) {
		if _, err := files.Lstat(filepath.Join(dir, gitName)); err == nil {
			return dir
		}
	}
	return ""
}
