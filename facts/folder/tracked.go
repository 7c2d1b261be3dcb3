package folder

import (
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// A Tree is the files of a git work tree as they are elsewhere than on disk, in a
// revision. Paths are relative to the top of the work tree, with forward slashes.
type Tree struct {
	Top   string   // where the work tree is on disk
	Files []string // regular files, links left out
	Inner []string // folders that are the top of a work tree of their own
	// Read returns the content of one of the files; it is asked for .gitignore alone.
	Read func(path string) ([]byte, error)
}

// List names what makes up the base in the folder root of the tree, "" for its
// top, by the rules of List. Links are not followed. Its error is a pattern of
// Exclude that ValidatePattern refuses.
func (t *Tree) List(root string, selection Selection) (Listing, error) {
	globs, err := NewGlobs(selection.Exclude)
	if err != nil {
		return Listing{}, err
	}
	l := treeLister{tree: t, root: root, effort: newEffort(), exclude: globs, has: make(map[string]bool), dirs: map[string]*treeDir{}}
	for _, name := range t.Files {
		if base := path.Base(name); base == ConfigName || base == ignoreName {
			l.has[name] = true
		}
	}
	for _, dir := range t.Inner {
		l.has[join(dir, gitName)] = true
	}
	for _, name := range t.Files {
		rel, ok := within(root, name)
		if !ok || !selection.isFact(rel) {
			continue
		}
		l.effort.name()
		dir := l.dir(parent(name))
		if !dir.left && !globs.matchOne(rel, false, l.effort) && !dir.git.ignored(name, false, l.effort) {
			l.Files = append(l.Files, rel)
		}
	}
	if l.effort.left < 0 {
		l.fail(root, ErrTooCostly)
	}
	slices.Sort(l.Files)
	slices.Sort(l.Nested)
	return l.Listing, nil
}

type treeLister struct {
	Listing
	tree    *Tree
	root    string
	exclude Globs
	effort  *effort
	has     map[string]bool // the files and tops that say something of a folder
	dirs    map[string]*treeDir
}

// treeDir is a folder of a tree.
type treeDir struct {
	git  *ignores // for its entries
	left bool     // no part of the base
}

// dir looks at a folder, those above it first. It calls itself no deeper than
// paths go, which git keeps short.
func (l *treeLister) dir(name string) *treeDir {
	if d := l.dirs[name]; d != nil {
		return d
	}
	d := &treeDir{}
	l.dirs[name] = d
	if name == "" {
		d.git = infoExclude(l.tree.Top, 0, l.fail)
	} else {
		up := l.dir(parent(name))
		d.git = up.git
		if rel, ok := within(l.root, name); ok && rel != "" {
			switch {
			case up.left, path.Base(name)[0] == '.', l.exclude.matchOne(rel, true, l.effort), up.git.ignored(name, true, l.effort):
				d.left = true
				return d
			case l.has[join(name, ConfigName)]:
				l.Nested = append(l.Nested, rel)
				d.left = true
				return d
			}
		}
	}
	base := len(name)
	if name != "" {
		base++
	}
	if name != "" && l.has[join(name, gitName)] {
		d.git = infoExclude(filepath.Join(l.tree.Top, filepath.FromSlash(name)), base, l.fail)
	}
	if file := join(name, ignoreName); l.has[file] {
		data, err := l.tree.Read(file)
		if err != nil {
			l.fail(file, err)
		} else if len(data) > maxIgnoreFile {
			l.fail(file, ErrTooLarge)
		} else {
			d.git = d.git.with(data, base)
		}
	}
	return d
}

func (l *treeLister) fail(path string, err error) {
	l.Errors = append(l.Errors, pathError(path, err))
}

// within returns path relative to the folder root, "" for root itself.
func within(root, path string) (rel string, ok bool) {
	if root == "" || path == root {
		return path[len(root):], true
	}
	rel, ok = strings.CutPrefix(path, root+"/")
	return rel, ok
}

func parent(name string) string {
	if dir := path.Dir(name); dir != "." {
		return dir
	}
	return ""
}
