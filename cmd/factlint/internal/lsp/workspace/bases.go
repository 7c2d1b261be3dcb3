package workspace

import (
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/facts/vocabulary"
)

// openRoot returns the base in a folder with a factlint.toml.
func (ws *Workspace) openRoot(dir string) *Base { return ws.openBase(ws.realPath(dir), dir, true) }

// openBase returns the base with the key: its folder without links, so that a
// base is one by whatever path it is reached, or the URI of a document alone. It
// makes one when there is none.
func (ws *Workspace) openBase(key, root string, configured bool) *Base {
	b := ws.bases.get(key)
	if b == nil {
		b = newBase(ws, key, root, configured)
		ws.bases.set(key, b)
		ws.Start(b.run)
	}
	return b
}

// drop forgets a base, and takes back what was reported of it.
func (ws *Workspace) drop(b *Base) {
	ws.bases.remove(b.key)
	b.stop()
	ws.publishReports(b, nil)
	ws.reread(func(outer *Base) bool { return outer.holds(b.real) }) // its files may be among these now
}

// dropUnused forgets a base that was only there for a document, or whose
// factlint.toml is gone.
func (ws *Workspace) dropUnused(b *Base) {
	if b.configured && ws.inWorkspace(b.root) && ws.hasConfig(b.root) {
		return
	}
	for _, d := range ws.documents.all() {
		if d.Home == b {
			return
		}
	}
	ws.drop(b)
}

// inWorkspace reports whether a folder is one of the workspace, lies in one or
// holds one.
func (ws *Workspace) inWorkspace(dir string) bool {
	dir = ws.realPath(dir)
	return slices.ContainsFunc(ws.dirs(), func(f string) bool { return within(ws.realPath(f), dir) || within(dir, ws.realPath(f)) })
}

func (ws *Workspace) isThere(path string) bool {
	_, err := ws.host.Files.Lstat(path)
	return err == nil
}

func (ws *Workspace) isFolder(path string) bool {
	info, err := ws.host.Files.Lstat(path)
	return err == nil && info.IsDir()
}

// realPath returns a path without links in it, as far as it exists.
func (ws *Workspace) realPath(path string) string {
	if path == "" {
		return ""
	}
	real, err := ws.host.Files.EvalSymlinks(path)
	if dir := filepath.Dir(path); err != nil && dir != path {
		return filepath.Join(ws.realPath(dir), filepath.Base(path))
	}
	return real
}

// inRealFolder returns a path without links to its folder.
func (ws *Workspace) inRealFolder(path string) string {
	return filepath.Join(ws.realPath(filepath.Dir(path)), filepath.Base(path))
}

// holds reports whether a path without links is the base's folder or lies in it.
func (b *Base) holds(path string) bool { return b.root != "" && within(b.real, path) }

// within reports whether path is dir or lies in it.
func within(dir, path string) bool {
	_, ok := folder.Inside(dir, path)
	return ok
}

// findHome finds the base that a document belongs to, and its name in there.
func (ws *Workspace) findHome(d *Document) {
	d.Home, d.Name = nil, ""
	switch {
	case d.path == "" && strings.HasPrefix(d.URI, "untitled:"):
		if madeOfFacts(d.Text.Source) {
			d.Home, d.Name = ws.openBase(d.URI, "", false), "untitled.toml"
		}
		return
	case d.path == "" || !mayConcern(d.path):
		return
	case filepath.Base(d.path) == folder.ConfigName:
		d.Home, d.Name = ws.openRoot(filepath.Dir(d.path)), folder.ConfigName
		return
	}
	root, found, err := folder.RootAbove(ws.host.Files, d.path)
	if err != nil {
		ws.log(wire.MessageWarning, "%s: %v", d.path, err)
		return
	}
	if !found {
		if !strings.HasSuffix(d.path, ".toml") || !madeOfFacts(d.Text.Source) {
			return
		}
		root = filepath.Dir(d.path)
		for _, f := range ws.dirs() {
			if within(f, d.path) && len(f) < len(root) {
				root = f
			}
		}
		if ws.tooBroad(root) {
			d.Home, d.Name = ws.openBase(d.URI, "", false), filepath.Base(d.path)
			return
		}
	}
	key := ws.realPath(root)
	if !found {
		key = "without factlint.toml " + key // it may get one
	}
	b := ws.openBase(key, root, found)
	path := d.real
	if real := ws.realPath(d.path); b.holds(real) {
		path = real // a base has each file once
	}
	if rel, err := filepath.Rel(b.real, path); err == nil {
		d.Home, d.Name = b, filepath.ToSlash(rel)
	}
}

// mayConcern reports whether a base may read a file of such a name: facts as TOML,
// records in a format that the ending tells, or a mapping.
func mayConcern(path string) bool {
	return strings.HasSuffix(path, ".toml") || strings.HasSuffix(path, config.MappingEnding) || records.FormatOf(filepath.ToSlash(path)) != ""
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
func (ws *Workspace) tooBroad(dir string) bool {
	if ws.holdsHome(dir) {
		return true
	}
	n := 0
	err := folder.Walk(ws.host.Files, dir, func(path string, e fs.DirEntry, err error) error {
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

// holdsHome reports whether the home folder of a person lies in a folder.
func (ws *Workspace) holdsHome(dir string) bool {
	return ws.host.Home != "" && within(dir, ws.host.Home) || dir == filepath.Dir(dir)
}

// openFolder opens the bases of a folder of the workspace: the one that it
// belongs to, else those below it.
func (ws *Workspace) openFolder(dir string) {
	root, found, err := folder.Root(ws.host.Files, dir)
	if err != nil {
		ws.log(wire.MessageWarning, "%s: %v", dir, err)
		return
	}
	if found {
		ws.openRoot(root)
		return
	}
	ws.Start(func() { ws.findBelow(dir) })
}

// maxSearched is how many files and folders are looked through for bases.
const maxSearched = 100_000

// findBelow opens the bases below a folder. Those inside of others are found by these.
func (ws *Workspace) findBelow(dir string) {
	if ws.holdsHome(dir) {
		ws.log(wire.MessageInfo, "%s is not searched for bases; open a folder that has a factlint.toml", dir)
		return
	}
	n := 0
	real := ws.realPath(dir)
	err := folder.Walk(ws.host.Files, real, func(path string, e fs.DirEntry, err error) error {
		switch n++; {
		case n > maxSearched || ws.ctx.Err() != nil:
			return fs.ErrInvalid
		case err != nil:
			return nil
		case e.IsDir() && path != real && (e.Name()[0] == '.' || e.Name() == "node_modules"):
			return fs.SkipDir
		case !e.IsDir() || path == real:
			return nil
		}
		if info, err := ws.host.Files.Stat(filepath.Join(path, folder.ConfigName)); err == nil && info.Mode().IsRegular() {
			ws.lock.Lock()
			defer ws.lock.Unlock()
			ws.openRoot(dir + path[len(real):])
			return fs.SkipDir
		}
		return nil
	})
	if err != nil && ws.ctx.Err() == nil {
		ws.log(wire.MessageWarning, "%s has too many files to be searched for bases to its end; open a folder that has a factlint.toml", dir)
	}
}

// regroup looks anew which base every document belongs to, after a factlint.toml
// or a folder of the workspace has come or gone.
func (ws *Workspace) regroup() {
	for _, d := range ws.documents.all() {
		moved := *d
		ws.findHome(&moved)
		if moved.Home == d.Home && moved.Name == d.Name {
			continue
		}
		ws.put(&moved)
		if d.Home != nil {
			d.Home.edited(d.Name)
		}
	}
	for _, b := range ws.bases.all() {
		ws.dropUnused(b)
	}
	for _, dir := range ws.dirs() {
		ws.openFolder(dir)
	}
}
