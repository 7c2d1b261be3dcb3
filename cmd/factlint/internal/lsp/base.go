package lsp

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/factlint/factlint/facts/folder"
)

// A base is a fact base that is kept up to date with the open documents and the
// files on disk, and checked after each change.
type base struct {
	server     *server
	key        string
	root       string // absolute; "" for a document alone
	configured bool   // it has a factlint.toml
	ctx        context.Context
	stop       context.CancelFunc

	// now is the newest snapshot: whoever reads loads it, and waits for nobody.
	now   atomic.Pointer[snapshot]
	texts sync.Map // by path: the *text of a file that is not open, as it was last asked for

	// What has changed and is in no snapshot yet, under the server's lock.
	dirty   map[string]bool // documents and files, by path in the base
	stale   bool            // the folder is to be read anew
	edition atomic.Int64    // counts the changes
	wake    chan struct{}
}

// newBase returns a base whose folder is still to be read.
func newBase(s *server, key, root string, configured bool) *base {
	b := &base{server: s, key: key, root: root, configured: configured, dirty: map[string]bool{}, wake: make(chan struct{}, 1)}
	b.ctx, b.stop = context.WithCancel(s.ctx)
	b.now.Store(b.next())
	b.reread()
	return b
}

// run keeps the base up to date until it is stopped: one goroutine takes what
// changes, another checks what has come of it.
func (b *base) run() {
	b.server.running.Go(b.judgeAll)
	b.server.watchBase(b) // before the folder is read, lest a change in between be missed
	for {
		select {
		case <-b.ctx.Done():
			return
		case <-b.wake:
		}
		old := b.now.Load()
		sn, dirty, stale := b.take()
		if err := sn.load(old, dirty, stale); err != nil {
			return // it is stopped
		}
		b.follow(old, sn)
		if stale {
			b.server.takeNested(sn)
		}
	}
}

// follow puts a snapshot in the place of the one before.
func (b *base) follow(old, sn *snapshot) {
	b.server.lock.Lock()
	defer b.server.lock.Unlock()
	if b.edition.Load() != sn.edition {
		sn.outdate()
	}
	b.now.Store(sn)
	old.outdate()
	close(old.followed)
}

// take returns a snapshot that is still to be loaded, and what has changed since
// the newest.
func (b *base) take() (sn *snapshot, dirty map[string]bool, stale bool) {
	b.server.lock.Lock()
	defer b.server.lock.Unlock()
	sn, dirty, stale = b.next(), b.dirty, b.stale
	b.dirty, b.stale = map[string]bool{}, false
	return sn, dirty, stale
}

// next returns a snapshot of the documents as they are now.
func (b *base) next() *snapshot {
	sn := &snapshot{base: b, edition: b.edition.Load(), followed: make(chan struct{}), judged: make(chan struct{})}
	sn.documents, sn.uris = b.server.documentsOf(b)
	sn.fresh, sn.outdate = context.WithCancel(b.ctx)
	return sn
}

// edited notes that a document or file changed.
func (b *base) edited(name string) {
	b.dirty[name] = true
	b.stale = b.stale || name == folder.ConfigName
	b.changed()
}

// reread has the folder read anew.
func (b *base) reread() {
	b.stale = true
	b.changed()
}

// changed ends the check that a change makes useless.
func (b *base) changed() {
	b.edition.Add(1)
	b.now.Load().outdate()
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// at returns the newest snapshot, once it has all changes up to an edition.
func (b *base) at(ctx context.Context, edition int64) (*snapshot, error) {
	for {
		sn := b.now.Load()
		if sn.facts != nil && sn.edition >= edition {
			return sn, ctx.Err()
		}
		select {
		case <-sn.followed:
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-b.ctx.Done():
			return nil, b.ctx.Err()
		}
	}
}

// checked returns the newest snapshot with all changes up to an edition, once it
// has been checked.
func (b *base) checked(ctx context.Context, edition int64) (*snapshot, error) {
	for {
		sn, err := b.at(ctx, edition)
		if err != nil {
			return nil, err
		}
		select {
		case <-sn.judged:
			return sn, nil
		case <-sn.followed:
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-b.ctx.Done():
			return nil, b.ctx.Err()
		}
	}
}

// hasConfig reports whether a folder has a factlint.toml now.
func hasConfig(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, folder.ConfigName))
	return err == nil
}
