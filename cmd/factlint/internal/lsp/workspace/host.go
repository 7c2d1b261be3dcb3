package workspace

import "github.com/factlint/factlint/facts/folder"

// A Host is what a session asks of where it runs. The zero value of all but Files is
// of a place where nobody else changes files, and nothing outlives the session.
type Host struct {
	Files folder.Files
	// Home is the home folder of the person, which is never read as a base; "" for none.
	Home string
	// Watch returns what tells of changes of files.
	Watch func() (Watcher, error)
	// Alive reports whether a process exists.
	Alive func(pid int) bool
}

// A Watcher tells of changes in folders.
type Watcher interface {
	// Add watches a folder, but not those in it.
	Add(dir string) error
	// Folders is how many are watched.
	Folders() int
	// Run tells of each change, by a kind of the protocol, and of some that were lost, until
	// the watcher is closed.
	Run(changed func(path string, kind int), lost func(error))
	Close() error
}
