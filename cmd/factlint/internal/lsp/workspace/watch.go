package workspace

import (
	"encoding/json"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/folder"
)

// watch asks the client to tell of changes on disk, when it can.
func (ws *Workspace) watch() {
	if !ws.Client.Workspace.Watched.DynamicRegistration {
		return
	}
	type pattern struct {
		Glob string `json:"globPattern"`
		Kind int    `json:"kind,omitempty"`
	}
	const deleted = 4
	ws.conn.Call("client/registerCapability", map[string]any{"registrations": []map[string]any{{
		"id": "factlint-files", "method": "workspace/didChangeWatchedFiles",
		"registerOptions": map[string]any{"watchers": []pattern{
			{Glob: "**/*.{toml,mapping,yaml,yml,json,jsonl,ndjson,csv,tsv}"}, {Glob: "**/.gitignore"}, {Glob: "**/.git/HEAD"}, {Glob: "**/.git/info/exclude"},
			{Glob: "**/*", Kind: deleted}, // a folder that goes takes its files along, unsaid
		}},
	}}}, func(failed *wire.Error, _ json.RawMessage) {
		if failed != nil {
			ws.log(wire.MessageWarning, "the editor does not tell of changes on disk: %s", failed.Message)
		}
	})
}

func (ws *Workspace) didChangeWatchedFiles(raw json.RawMessage) error {
	p, err := wire.Decode[struct {
		Changes []wire.FileEvent `json:"changes"`
	}](raw)
	if err != nil {
		return err
	}
	for _, e := range p.Changes {
		if path, ok := wire.PathOf(e.URI); ok {
			ws.fileChanged(path, e.Type)
		}
	}
	return nil
}

// fileChanged notes that something happened to a file or folder on disk.
func (ws *Workspace) fileChanged(path string, kind int) {
	path = ws.inRealFolder(path)
	switch name := filepath.Base(path); {
	case name == folder.ConfigName:
		if kind != wire.FileChanged || ws.bases.get(filepath.Dir(path)) == nil { // it may have been away for a moment
			ws.regroup()
		}
		ws.reread(func(b *Base) bool { return b.holds(path) && (kind != wire.FileChanged || b.real == filepath.Dir(path)) })
	case name == ".gitignore", name == "HEAD", name == "exclude":
		if name == "HEAD" {
			ws.regroup() // another branch has its own bases
		}
		ws.reread(func(b *Base) bool { return b.holds(path) || b.root != "" && within(gitTop(path), b.real) })
	case mayConcern(path):
		if b, rel := ws.innermost(path); b != nil && (strings.HasSuffix(name, ".toml") || b.reads(rel)) {
			b.onDisk(rel)
		}
		ws.reread(func(b *Base) bool { return b.configuring || b.now.Load().extends(path) })
	case kind == wire.FileDeleted:
		ws.folderGone(path)
		if b, rel := ws.innermost(path); b != nil && b.holdsBelow(rel) {
			b.reread()
		}
	}
}

// reads reports whether a file may hold records of the base, by its path.
func (b *Base) reads(name string) bool {
	records := b.now.Load().config.Selection().Records
	return b.configuring || records != nil && records(name)
}

// folderGone notes that a folder is gone, and with it the bases in there. It may be
// there again by now, with other files.
func (ws *Workspace) folderGone(dir string) {
	gone := false
	for _, b := range ws.bases.all() {
		if b.root != "" && within(dir, b.real) {
			b.reread()
			gone = gone || b.configured && !ws.hasConfig(b.root)
		}
	}
	if gone {
		ws.regroup()
	}
}

// gitTop returns the folder that an ignore file or a file of git speaks of.
func gitTop(path string) string {
	dir := filepath.Dir(path)
	for filepath.Base(dir) == "info" || filepath.Base(dir) == ".git" {
		dir = filepath.Dir(dir)
	}
	return dir
}

// innermost returns the base that a path lies in, and its path in there.
func (ws *Workspace) innermost(path string) (inner *Base, rel string) {
	for _, b := range ws.bases.all() {
		if b.holds(path) && (inner == nil || len(b.real) > len(inner.real)) {
			inner = b
		}
	}
	if inner != nil {
		rel, _ = filepath.Rel(inner.real, path)
	}
	return inner, filepath.ToSlash(rel)
}

// onDisk notes that a file changed on disk, which says nothing new about one
// that is open.
func (b *Base) onDisk(name string) {
	if open, _ := b.Workspace.documentsOf(b); open[name] == nil {
		b.edited(name)
	}
}

// holdsBelow reports whether the base may have files in a folder.
func (b *Base) holdsBelow(dir string) bool {
	read := b.now.Load().Facts
	if read == nil || b.loading {
		return true
	}
	i, _ := slices.BinarySearchFunc(read.Files, dir+"/", func(f *facts.File, dir string) int { return strings.Compare(f.Path, dir) })
	return i < len(read.Files) && strings.HasPrefix(read.Files[i].Path, dir+"/")
}

// watcher notices changes on disk for clients that cannot tell of them.
type watcher struct {
	mu      sync.Mutex
	notify  Watcher
	watched int
	full    bool // which was said
	closed  bool
}

// maxWatched is how many folders are watched: systems allow few.
const maxWatched = 4096

func (w *watcher) close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.closed = true
	if w.notify != nil {
		w.notify.Close()
	}
}

// watchBase watches the folders of a base, unless the client does.
func (ws *Workspace) watchBase(b *Base) {
	if b.root == "" || ws.host.Watch == nil || ws.clientWatches(b.real) {
		return
	}
	if top := folder.WorkTree(ws.host.Files, b.root); top != "" {
		ws.watchFolder(filepath.Join(top, ".git"))
	}
	ws.watchBelow(b.real)
}

// clientWatches reports whether the client tells of changes at a path.
func (ws *Workspace) clientWatches(path string) bool {
	return ws.Client.Workspace.Watched.DynamicRegistration && slices.ContainsFunc(ws.dirs(), func(f string) bool { return within(ws.realPath(f), path) })
}

// watchBelow watches a folder and those in it.
func (ws *Workspace) watchBelow(dir string) {
	folder.Walk(ws.host.Files, dir, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil || !e.IsDir():
			return nil
		case path != dir && (e.Name()[0] == '.' || e.Name() == "node_modules"):
			return fs.SkipDir
		case !ws.watchFolder(path):
			return fs.SkipAll
		}
		return nil
	})
}

// watchFolder watches one folder, and reports whether there is room for more.
func (ws *Workspace) watchFolder(dir string) bool {
	w := &ws.watcher
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed || ws.host.Watch == nil {
		return false
	}
	var err error
	if w.notify == nil {
		if w.notify, err = ws.host.Watch(); err == nil {
			ws.running.Go(func() { w.notify.Run(ws.onDisk, ws.lost) })
		}
	}
	if err == nil && w.watched >= maxWatched {
		w.watched = w.notify.Folders() // without those that are gone, or were watched already
	}
	if err == nil && w.watched < maxWatched {
		switch err = w.notify.Add(dir); {
		case err == nil:
			w.watched++
			return true
		case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
			return true // gone again, or not to be read either
		}
	}
	if !w.full {
		w.full = true
		ws.log(wire.MessageWarning, "not every folder can be watched for changes on disk; save a file to have them looked at")
	}
	return false
}

// onDisk takes a change that the system tells of.
func (ws *Workspace) onDisk(path string, kind int) {
	if kind == wire.FileCreated {
		ws.watchNew(path)
	}
	ws.lock.Lock()
	defer ws.lock.Unlock()
	ws.fileChanged(path, kind)
}

// lost has everything looked at again, as the system does not tell of all changes.
func (ws *Workspace) lost(err error) {
	ws.log(wire.MessageWarning, "watching for changes on disk: %v", err)
	ws.lock.Lock()
	defer ws.lock.Unlock()
	ws.reread(func(*Base) bool { return true })
}

// watchNew watches a folder that has come, and has what is in it read.
func (ws *Workspace) watchNew(path string) {
	if filepath.Base(path)[0] == '.' || !ws.isFolder(path) {
		return
	}
	ws.watchBelow(path)
	ws.lock.Lock()
	defer ws.lock.Unlock()
	ws.reread(func(b *Base) bool { return b.holds(path) || b.root != "" && within(path, b.real) })
}
