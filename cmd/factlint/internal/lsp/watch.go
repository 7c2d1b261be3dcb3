package lsp

import (
	"encoding/json"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/fsnotify/fsnotify"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/folder"
)

// watch asks the client to tell of changes on disk, when it can.
func (s *server) watch() {
	if !s.client.Workspace.Watched.DynamicRegistration {
		return
	}
	type pattern struct {
		Glob string `json:"globPattern"`
		Kind int    `json:"kind,omitempty"`
	}
	const deleted = 4
	s.conn.call("client/registerCapability", map[string]any{"registrations": []map[string]any{{
		"id": "factlint-files", "method": "workspace/didChangeWatchedFiles",
		"registerOptions": map[string]any{"watchers": []pattern{
			{Glob: "**/*.toml"}, {Glob: "**/.gitignore"}, {Glob: "**/.git/HEAD"}, {Glob: "**/.git/info/exclude"},
			{Glob: "**/*", Kind: deleted}, // a folder that goes takes its files along, unsaid
		}},
	}}}, func(failed *answerError, _ json.RawMessage) {
		if failed != nil {
			s.log(messageWarning, "the editor does not tell of changes on disk: %s", failed.Message)
		}
	})
}

func (s *server) didChangeWatchedFiles(raw json.RawMessage) error {
	p, err := decode[struct {
		Changes []fileEvent `json:"changes"`
	}](raw)
	if err != nil {
		return err
	}
	for _, e := range p.Changes {
		if path, ok := pathOf(e.URI); ok {
			s.fileChanged(path, e.Type)
		}
	}
	return nil
}

// fileChanged notes that something happened to a file or folder on disk.
func (s *server) fileChanged(path string, kind int) {
	switch name := filepath.Base(path); {
	case name == folder.ConfigName:
		if kind != fileChanged || s.bases.get(filepath.Dir(path)) == nil { // it may have been away for a moment
			s.regroup()
		}
		for _, b := range s.bases.all() {
			if b.root == filepath.Dir(path) || b.root != "" && kind != fileChanged && within(b.root, path) {
				b.reread()
			}
		}
	case name == ".gitignore", name == "HEAD", name == "exclude":
		if name == "HEAD" {
			s.regroup() // another branch has its own bases
		}
		for _, b := range s.bases.all() {
			if b.root != "" && (within(b.root, path) || within(gitTop(path), b.root)) {
				b.reread()
			}
		}
	case strings.HasSuffix(name, ".toml"):
		if b, rel := s.innermost(path); b != nil {
			b.onDisk(rel)
		}
	case kind == fileDeleted:
		s.lost(path)
		if b, rel := s.innermost(path); b != nil && b.holdsBelow(rel) {
			b.reread()
		}
	}
}

// lost notes that a folder is gone, and with it the bases in there. It may be
// there again by now, with other files.
func (s *server) lost(dir string) {
	gone := false
	for _, b := range s.bases.all() {
		if b.root != "" && within(dir, b.root) {
			b.reread()
			gone = gone || b.configured && !hasConfig(b.root)
		}
	}
	if gone {
		s.regroup()
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
func (s *server) innermost(path string) (inner *base, rel string) {
	for _, b := range s.bases.all() {
		if b.root != "" && within(b.root, path) && (inner == nil || len(b.root) > len(inner.root)) {
			inner = b
		}
	}
	if inner != nil {
		rel, _ = filepath.Rel(inner.root, path)
	}
	return inner, filepath.ToSlash(rel)
}

// onDisk notes that a file changed on disk, which says nothing new about one
// that is open.
func (b *base) onDisk(name string) {
	if open, _ := b.server.documentsOf(b); open[name] == nil {
		b.edited(name)
	}
}

// holdsBelow reports whether the base has files in a folder.
func (b *base) holdsBelow(dir string) bool {
	read := b.now.Load().facts
	if read == nil {
		return false
	}
	i, _ := slices.BinarySearchFunc(read.Files, dir+"/", func(f *facts.File, dir string) int { return strings.Compare(f.Path, dir) })
	return i < len(read.Files) && strings.HasPrefix(read.Files[i].Path, dir+"/")
}

// watcher notices changes on disk for clients that cannot tell of them.
type watcher struct {
	mu      sync.Mutex
	notify  *fsnotify.Watcher
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
func (s *server) watchBase(b *base) {
	if b.root == "" {
		return
	}
	told := func(f string) bool { return within(f, b.root) }
	if s.client.Workspace.Watched.DynamicRegistration && slices.ContainsFunc(s.dirs(), told) {
		return
	}
	if top := folder.WorkTree(b.root); top != "" {
		s.watchFolder(filepath.Join(top, ".git"))
	}
	s.watchBelow(b.root)
}

// watchBelow watches a folder and those in it.
func (s *server) watchBelow(dir string) {
	filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil || !e.IsDir():
			return nil
		case path != dir && (e.Name()[0] == '.' || e.Name() == "node_modules"):
			return fs.SkipDir
		case !s.watchFolder(path):
			return fs.SkipAll
		}
		return nil
	})
}

// watchFolder watches one folder, and reports whether there is room for more.
func (s *server) watchFolder(dir string) bool {
	w := &s.watcher
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return false
	}
	var err error
	if w.notify == nil {
		if w.notify, err = fsnotify.NewWatcher(); err == nil {
			s.running.Go(func() { s.listen(w.notify) })
		}
	}
	if err == nil && w.watched >= maxWatched {
		w.watched = len(w.notify.WatchList()) // without those that are gone, or were watched already
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
		s.log(messageWarning, "not every folder can be watched for changes on disk; save a file to have them looked at")
	}
	return false
}

// listen takes what the system tells of.
func (s *server) listen(w *fsnotify.Watcher) {
	for {
		select {
		case e, ok := <-w.Events:
			if !ok {
				return
			}
			s.onDisk(e)
		case err, ok := <-w.Errors:
			if !ok {
				return
			}
			// Some events are lost: everything is looked at again.
			s.log(messageWarning, "watching for changes on disk: %v", err)
			s.lock.Lock()
			for _, b := range s.bases.all() {
				b.reread()
			}
			s.lock.Unlock()
		}
	}
}

func (s *server) onDisk(e fsnotify.Event) {
	kind := fileChanged
	switch {
	case e.Has(fsnotify.Create):
		kind = fileCreated
		s.watchNew(e.Name)
	case e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename):
		kind = fileDeleted
	case !e.Has(fsnotify.Write):
		return
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	s.fileChanged(e.Name, kind)
}

// watchNew watches a folder that has come, and has what is in it read.
func (s *server) watchNew(path string) {
	if filepath.Base(path)[0] == '.' || !isFolder(path) {
		return
	}
	s.watchBelow(path)
	s.lock.Lock()
	defer s.lock.Unlock()
	for _, b := range s.bases.all() {
		if b.root != "" && (within(path, b.root) || within(b.root, path)) {
			b.reread()
		}
	}
}
