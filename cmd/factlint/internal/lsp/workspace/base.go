package workspace

import (
	"context"
	"maps"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/facts/folder"
)

// A Base is a fact base that is kept up to date with the open documents and the
// files on disk, and checked after each change.
type Base struct {
	Workspace  *Workspace
	key        string
	root       string // absolute; "" for a document alone
	real       string // the same without links
	configured bool   // it has a factlint.toml
	ctx        context.Context
	stop       context.CancelFunc

	// now is the newest snapshot: whoever reads loads it, and waits for nobody.
	now   atomic.Pointer[Snapshot]
	texts sync.Map // by path: the *text of a file that is not open, as it was last asked for

	// What has changed and is in no snapshot yet, under the workspace's lock.
	dirty   map[string]bool // documents and files, by path in the base
	stale   bool            // the folder is to be read anew
	edition atomic.Int64    // counts the changes
	wake    chan struct{}

	// While a snapshot is loaded nobody knows what it has read, so that a change
	// on disk may concern it. Under the same lock.
	loading     bool
	configuring bool // factlint.toml is read with it
}

// newBase returns a base whose folder is still to be read.
func newBase(ws *Workspace, key, root string, configured bool) *Base {
	b := &Base{Workspace: ws, key: key, root: root, real: ws.realPath(root), configured: configured, dirty: map[string]bool{}, wake: make(chan struct{}, 1)}
	b.ctx, b.stop = context.WithCancel(ws.ctx)
	first := b.next()
	first.config = config.Default()
	b.now.Store(first)
	b.reread()
	return b
}

// run keeps the base up to date until it is stopped: one goroutine takes what
// changes, another checks what has come of it.
func (b *Base) run() {
	b.Workspace.running.Go(b.checkAll)
	b.Workspace.watchBase(b) // before the folder is read, lest a change in between be missed
	for {
		select {
		case <-b.ctx.Done():
			return
		case <-b.wake:
		}
		old := b.now.Load()
		sn, dirty, stale := b.begin()
		if err := sn.load(old, dirty, stale); err != nil {
			return // it is stopped
		}
		b.replace(old, sn)
		if stale {
			b.Workspace.takeNested(sn)
		}
	}
}

// replace puts a snapshot in the place of the one before.
func (b *Base) replace(old, sn *Snapshot) {
	b.Workspace.lock.Lock()
	defer b.Workspace.lock.Unlock()
	if b.edition.Load() != sn.edition {
		sn.outdate()
	}
	b.now.Store(sn)
	b.loading, b.configuring = false, false
	for _, e := range sn.extended { // which nobody knew that it is one until now
		if documentAt(b.Workspace.documents.all(), e.path) != documentAt(sn.open, e.path) {
			b.reread()
		}
	}
	old.outdate()
	close(old.replaced)
}

// begin returns a snapshot that is still to be loaded, and what has changed since
// the newest.
func (b *Base) begin() (sn *Snapshot, dirty map[string]bool, stale bool) {
	b.Workspace.lock.Lock()
	defer b.Workspace.lock.Unlock()
	sn, dirty, stale = b.next(), b.dirty, b.stale
	b.dirty, b.stale = map[string]bool{}, false
	b.loading, b.configuring = true, stale
	return sn, dirty, stale
}

// next returns a snapshot of the documents as they are now.
func (b *Base) next() *Snapshot {
	sn := &Snapshot{Base: b, edition: b.edition.Load(), replaced: make(chan struct{}), checked: make(chan struct{})}
	sn.Documents, sn.uris = b.Workspace.documentsOf(b)
	sn.open = b.Workspace.documents.all()
	sn.fresh, sn.outdate = context.WithCancel(b.ctx)
	return sn
}

// edited notes that a document or file changed.
func (b *Base) edited(name string) {
	b.dirty[name] = true
	b.stale = b.stale || name == folder.ConfigName
	b.changed()
}

// reread has the folders of some bases read anew.
func (ws *Workspace) reread(of func(*Base) bool) {
	for _, b := range ws.bases.all() {
		if of(b) {
			b.reread()
		}
	}
}

// reread has the folder read anew.
func (b *Base) reread() {
	b.stale = true
	b.changed()
}

// changed ends the check that a change makes useless.
func (b *Base) changed() {
	b.edition.Add(1)
	b.now.Load().outdate()
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// Received returns the number of the newest change.
func (b *Base) Received() int64 { return b.edition.Load() }

// At returns the newest snapshot, once it has all changes up to an edition.
func (b *Base) At(ctx context.Context, edition int64) (*Snapshot, error) {
	for {
		sn := b.now.Load()
		if sn.Facts != nil && sn.edition >= edition {
			return sn, ctx.Err()
		}
		select {
		case <-sn.replaced:
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-b.ctx.Done():
			return nil, b.ctx.Err()
		}
	}
}

// Checked returns the newest snapshot with all changes up to an edition, once it
// has been checked.
func (b *Base) Checked(ctx context.Context, edition int64) (*Snapshot, error) {
	for {
		sn, err := b.At(ctx, edition)
		if err != nil {
			return nil, err
		}
		select {
		case <-sn.checked:
			return sn, nil
		case <-sn.replaced:
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-b.ctx.Done():
			return nil, b.ctx.Err()
		}
	}
}

// Snapshots returns the newest snapshot of each base.
func (ws *Workspace) Snapshots(ctx context.Context) (out []*Snapshot, err error) {
	bases := ws.bases.all()
	for _, key := range slices.Sorted(maps.Keys(bases)) {
		sn, err := bases[key].At(ctx, 0)
		if err != nil {
			return nil, err
		}
		out = append(out, sn)
	}
	return out, nil
}

// hasConfig reports whether a folder has a factlint.toml now.
func (ws *Workspace) hasConfig(dir string) bool {
	return ws.isThere(filepath.Join(dir, folder.ConfigName))
}
