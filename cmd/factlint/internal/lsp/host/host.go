// Package host is what a language server asks of the machine it runs on: its disk, notice
// of what changes there, and which processes still are. Nothing of it is in a server
// that runs elsewhere.
package host

import (
	"os"

	"github.com/fsnotify/fsnotify"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/cmd/factlint/internal/lsp/workspace"
	"github.com/factlint/factlint/facts/disk"
)

// Machine is this machine.
func Machine() workspace.Host {
	home, _ := os.UserHomeDir() // "" for none
	return workspace.Host{Files: disk.Files{}, Home: home, Watch: watch, Alive: func(pid int) bool { return pid == os.Getpid() || alive(pid) }}
}

// watcher has the system tell of changes in folders.
type watcher struct{ notify *fsnotify.Watcher }

func watch() (workspace.Watcher, error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	return watcher{w}, nil
}

func (w watcher) Add(dir string) error { return w.notify.Add(dir) }
func (w watcher) Folders() int         { return len(w.notify.WatchList()) }
func (w watcher) Close() error         { return w.notify.Close() }

func (w watcher) Run(changed func(path string, kind int), lost func(error)) {
	for {
		select {
		case e, ok := <-w.notify.Events:
			switch {
			case !ok:
				return
			case e.Has(fsnotify.Create):
				changed(e.Name, wire.FileCreated)
			case e.Has(fsnotify.Remove), e.Has(fsnotify.Rename):
				changed(e.Name, wire.FileDeleted)
			case e.Has(fsnotify.Write):
				changed(e.Name, wire.FileChanged)
			}
		case err, ok := <-w.notify.Errors:
			if !ok {
				return
			}
			lost(err)
		}
	}
}
