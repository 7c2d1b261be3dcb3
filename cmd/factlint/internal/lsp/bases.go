package lsp

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/vocabulary"
)

// openBase returns the base with the key, its folder or the URI of a document
// alone. It makes one when there is none.
func (s *server) openBase(key, root string, configured bool) *base {
	b := s.bases.get(key)
	if b == nil {
		b = newBase(s, key, root, configured)
		s.bases.set(key, b)
		s.start(b.run)
	}
	return b
}

// drop forgets a base, and takes back what was reported of it.
func (s *server) drop(b *base) {
	s.bases.remove(b.key)
	b.stop()
	s.replace(b, nil)
	for _, outer := range s.bases.all() {
		if b.root != "" && outer.root != "" && within(outer.root, b.root) {
			outer.reread() // its files may be among these now
		}
	}
}

// dropUnused forgets a base that was only there for a document, or whose
// factlint.toml is gone.
func (s *server) dropUnused(b *base) {
	if b.configured && s.inWorkspace(b.root) && hasConfig(b.root) {
		return
	}
	for _, d := range s.documents.all() {
		if d.home == b {
			return
		}
	}
	s.drop(b)
}

// inWorkspace reports whether a folder is one of the workspace, lies in one or
// holds one.
func (s *server) inWorkspace(dir string) bool {
	return slices.ContainsFunc(s.dirs(), func(f string) bool { return within(f, dir) || within(dir, f) })
}

func isFolder(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.IsDir()
}

// within reports whether path is dir or lies in it.
func within(dir, path string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && filepath.IsLocal(rel)
}

// findHome finds the base that a document belongs to, and its name in there.
func (s *server) findHome(d *document) {
	d.home, d.name = nil, ""
	switch {
	case d.path == "" && strings.HasPrefix(d.uri, "untitled:"):
		if madeOfFacts(d.text.src) {
			d.home, d.name = s.openBase(d.uri, "", false), "untitled.toml"
		}
		return
	case d.path == "" || !strings.HasSuffix(d.path, ".toml"):
		return
	case filepath.Base(d.path) == folder.ConfigName:
		d.home, d.name = s.openBase(filepath.Dir(d.path), filepath.Dir(d.path), true), folder.ConfigName
		return
	}
	root, found, err := folder.RootAbove(d.path)
	if err != nil {
		s.log(messageWarning, "%s: %v", d.path, err)
		return
	}
	if !found {
		if !madeOfFacts(d.text.src) {
			return
		}
		root = filepath.Dir(d.path)
		for _, f := range s.dirs() {
			if within(f, d.path) && len(f) < len(root) {
				root = f
			}
		}
		if tooBroad(root) {
			d.home, d.name = s.openBase(d.uri, "", false), filepath.Base(d.path)
			return
		}
	}
	path := d.path
	if real, ok := folder.RealIn(root, path); ok {
		path = real
	}
	if rel, err := filepath.Rel(root, path); err == nil {
		key := root
		if !found {
			key = "without factlint.toml " + root // it may get one
		}
		d.home, d.name = s.openBase(key, root, found), filepath.ToSlash(rel)
	}
}

var header = regexp.MustCompile(`(?m)^[ \t]*\[\[[ \t]*([A-Za-z0-9_-]+)[ \t]*\]\]`)

// madeOfFacts reports whether a file that no factlint.toml vouches for is made
// of facts: most of its tables are of the built-in kinds.
func madeOfFacts(src []byte) bool {
	known, all := 0, 0
	for _, m := range header.FindAllSubmatch(src[:min(len(src), 1<<20)], 1000) {
		all++
		if vocabulary.Builtin().Kind(string(m[1])) != nil {
			known++
		}
	}
	return known > 0 && 2*known > all
}

// maxEntries is how many files and folders a folder without factlint.toml may
// have to be read for the sake of a document in it.
const maxEntries = 5000

// tooBroad reports whether a folder without factlint.toml is better not read.
func tooBroad(dir string) bool {
	if home, err := os.UserHomeDir(); err == nil && within(dir, home) {
		return true
	}
	if dir == filepath.Dir(dir) {
		return true
	}
	n := 0
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if n++; n > maxEntries {
			return fs.ErrInvalid
		}
		if err == nil && e.IsDir() && path != dir && e.Name()[0] == '.' {
			return fs.SkipDir
		}
		return nil
	})
	return err != nil
}

// openFolder opens the bases of a folder of the workspace: that which it
// belongs to, else those below it.
func (s *server) openFolder(dir string) {
	root, found, err := folder.Root(dir)
	if err != nil {
		s.log(messageWarning, "%s: %v", dir, err)
		return
	}
	if found {
		s.openBase(root, root, true)
		return
	}
	s.start(func() { s.findBelow(dir) })
}

// maxSearched is how many files and folders are looked through for bases.
const maxSearched = 100_000

// findBelow opens the bases below a folder. Those inside of others are found by these.
func (s *server) findBelow(dir string) {
	if home, err := os.UserHomeDir(); err == nil && within(dir, home) || dir == filepath.Dir(dir) {
		s.log(messageInfo, "%s is not searched for bases; open a folder that has a factlint.toml", dir)
		return
	}
	n := 0
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		switch n++; {
		case n > maxSearched || s.ctx.Err() != nil:
			return fs.ErrInvalid
		case err != nil:
			return nil
		case e.IsDir() && path != dir && (e.Name()[0] == '.' || e.Name() == "node_modules"):
			return fs.SkipDir
		case !e.IsDir() || path == dir:
			return nil
		}
		if info, err := os.Stat(filepath.Join(path, folder.ConfigName)); err == nil && info.Mode().IsRegular() {
			s.lock.Lock()
			defer s.lock.Unlock()
			s.openBase(path, path, true)
			return fs.SkipDir
		}
		return nil
	})
	if err != nil && s.ctx.Err() == nil {
		s.log(messageWarning, "%s has too many files to be searched for bases to its end; open a folder that has a factlint.toml", dir)
	}
}

// regroup looks anew which base every document belongs to, after a factlint.toml
// or a folder of the workspace has come or gone.
func (s *server) regroup() {
	for _, d := range s.documents.all() {
		moved := *d
		s.findHome(&moved)
		if moved.home == d.home && moved.name == d.name {
			continue
		}
		s.put(&moved)
		if d.home != nil {
			d.home.edited(d.name)
		}
	}
	for _, b := range s.bases.all() {
		s.dropUnused(b)
	}
	for _, dir := range s.dirs() {
		s.openFolder(dir)
	}
}
