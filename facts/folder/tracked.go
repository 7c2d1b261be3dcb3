package folder

import (
	"path"
	"slices"
	"strings"
)

// A Tree is the files of a git work tree as they are elsewhere than on disk, in a
// revision. Paths are relative to the top of the work tree, with forward slashes.
type Tree struct {
	Files []string // regular files, links left out
}

// List names what makes up the base in the folder root of the tree, "" for its
// top, by the rules of List: what git tracks is ignored by no pattern. Links are not
// followed. Its error is a pattern of
// Exclude that ValidatePattern refuses.
func (t *Tree) List(root string, selection Selection) (Listing, error) {
	globs, err := NewGlobs(selection.Exclude)
	if err != nil {
		return Listing{}, err
	}
	l := treeLister{tree: t, root: root, effort: newEffort(), exclude: globs, has: make(map[string]bool), dirs: map[string]bool{}}
	for _, name := range t.Files {
		if path.Base(name) == ConfigName {
			l.has[name] = true
		}
	}
	for _, name := range t.Files {
		rel, ok := within(root, name)
		if !ok || !selection.isFact(rel) {
			continue
		}
		l.effort.name()
		if !l.left(parent(name)) && !globs.matchOne(rel, false, l.effort) {
			l.Files = append(l.Files, rel)
		}
	}
	if l.effort.left < 0 {
		l.Errors = append(l.Errors, pathError(root, ErrTooCostly))
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
	has     map[string]bool // every factlint.toml
	dirs    map[string]bool // folders: whether they are no part of the base
}

// left looks at a folder, those above it first. It calls itself no deeper than
// paths go, which git keeps short.
func (l *treeLister) left(name string) bool {
	rel, ok := within(l.root, name)
	if !ok || rel == "" {
		return false
	}
	left, known := l.dirs[name]
	if known {
		return left
	}
	switch {
	case l.left(parent(name)), path.Base(name)[0] == '.', l.exclude.matchOne(rel, true, l.effort):
		left = true
	case l.has[join(name, ConfigName)]:
		l.Nested = append(l.Nested, rel)
		left = true
	}
	l.dirs[name] = left
	return left
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
