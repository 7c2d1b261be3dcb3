package lsp

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

// A base is a fact base that is kept up to date with the open documents and the
// files on disk, and checked after each change.
type base struct {
	server     *server
	key        string
	root       string // absolute; "" for a document alone
	configured bool   // it has a factlint.toml
	ctx        context.Context
	cancel     context.CancelFunc
	wake       chan struct{}

	// What has changed and is not yet in the state.
	in      sync.Mutex
	dirty   map[string]bool    // documents and files, by path in the base
	stale   bool               // the folder is to be read anew
	edition int                // counts the changes
	check   context.CancelFunc // of the check under way
	checked int                // edition that was checked last
	passed  chan struct{}      // closed after the check, and made anew

	// Two states of a base share facts, so that nobody may read the old one
	// while the new one is made.
	mu    sync.RWMutex
	state state

	// Of the goroutine that checks.
	took time.Duration // by the last check
}

func newBase(s *server, key, root string, configured bool) *base {
	b := &base{server: s, key: key, root: root, configured: configured, wake: make(chan struct{}, 1), dirty: map[string]bool{}, passed: make(chan struct{})}
	b.ctx, b.cancel = context.WithCancel(s.ctx)
	return b
}

func (b *base) stop() { b.cancel() }

// hasConfig reports whether a folder has a factlint.toml now.
func hasConfig(dir string) bool {
	_, err := os.Lstat(filepath.Join(dir, folder.ConfigName))
	return err == nil
}

// edited notes that a file changed.
func (b *base) edited(name string) { b.change(name, func() {}) }

// change opens, changes or closes a document, and notes that at once: no state
// has the new document and not the facts in it.
func (b *base) change(name string, do func()) {
	b.edit(func() {
		do()
		b.dirty[name] = true
		b.stale = b.stale || name == folder.ConfigName
	})
}

// reread has the folder read anew.
func (b *base) reread() { b.edit(func() { b.stale = true }) }

// edit notes a change. Work on what was before it ends.
func (b *base) edit(note func()) {
	b.in.Lock()
	note()
	b.edition++
	if b.check != nil {
		b.check()
	}
	b.in.Unlock()
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// now returns the number of the newest change.
func (b *base) now() int {
	b.in.Lock()
	defer b.in.Unlock()
	return b.edition
}

// read calls f with the base as it is with all changes up to an edition, or
// later ones. F must not keep anything of it.
func (b *base) read(ctx context.Context, edition int, f func(*state) error) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		b.mu.RLock()
		if b.state.facts != nil && b.state.edition >= edition {
			defer b.mu.RUnlock()
			return f(&b.state)
		}
		b.mu.RUnlock()
		b.interrupt()
		b.refresh()
	}
}

// interrupt ends the check under way, which begins again later.
func (b *base) interrupt() {
	b.in.Lock()
	defer b.in.Unlock()
	if b.check != nil {
		b.check()
	}
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// refresh brings the state up to date.
func (b *base) refresh() {
	b.mu.RLock()
	fresh := b.state.facts != nil && b.state.edition == b.now()
	b.mu.RUnlock()
	if fresh {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.in.Lock()
	dirty, stale, edition := b.dirty, b.stale, b.edition
	documents, uris := b.server.documents.in(b)
	b.dirty, b.stale = map[string]bool{}, false
	b.in.Unlock()
	if b.state.facts != nil && b.state.edition == edition {
		return
	}
	b.state.documents, b.state.uris = documents, uris
	b.state.update(b, dirty, stale)
	b.state.edition = edition
}

// work checks the base after every change, until it is stopped.
func (b *base) work() {
	for {
		select {
		case <-b.ctx.Done():
			return
		case <-b.wake:
		}
		b.settle()
		if b.ctx.Err() != nil {
			return
		}
		b.refresh()
		b.judge()
		b.rest()
	}
}

// idle is how long nothing must change until times are worked out ahead, for
// whoever may ask for them.
const idle = 400 * time.Millisecond

// rest uses the time in which nothing happens.
func (b *base) rest() {
	select {
	case <-b.ctx.Done():
	case <-time.After(idle):
		b.mu.RLock()
		b.state.derived.times()
		b.mu.RUnlock()
	case <-b.wake:
		b.interrupt() // to be taken by work
	}
}

// settle waits until nothing more is typed: no longer than a check takes, so
// that in a small base findings come at once.
func (b *base) settle() {
	wait := min(b.took/2, 150*time.Millisecond)
	if wait < 5*time.Millisecond {
		return
	}
	for deadline := time.Now().Add(500 * time.Millisecond); time.Now().Before(deadline); {
		before := b.now()
		select {
		case <-b.ctx.Done():
			return
		case <-time.After(wait):
		}
		if b.now() == before {
			return
		}
	}
}

// judge checks the state and reports what is found, unless something changes
// meanwhile.
func (b *base) judge() {
	b.mu.RLock()
	st := &b.state
	ctx, cancel := context.WithCancel(b.ctx)
	defer cancel()
	b.in.Lock()
	edition := b.edition
	if st.edition == edition {
		b.check = cancel
	}
	b.in.Unlock()
	if st.edition != edition {
		b.mu.RUnlock()
		return // what changed has woken us again
	}
	began := time.Now()
	if b.took > early {
		b.server.published.early(b.server, b, st)
	}
	findings, err := b.findings(ctx, st)
	var reports map[string]*told
	if err == nil {
		reports = st.reports(b, st.diagnostics(b, findings))
	}
	b.in.Lock()
	b.check = nil
	if err == nil && b.edition == edition && b.ctx.Err() == nil {
		st.found.Store(&verdict{edition, findings})
		b.checked = edition
		b.server.published.replace(b.server, b, reports)
		close(b.passed)
		b.passed = make(chan struct{})
	}
	b.in.Unlock()
	nested := st.facts.Nested
	strays := map[string]bool{} // folders of other bases in which documents of ours are
	for _, dir := range nested {
		for name := range st.documents {
			strays[dir] = strays[dir] || strings.HasPrefix(name, dir+"/")
		}
	}
	b.mu.RUnlock()
	if err != nil {
		return
	}
	b.took = time.Since(began)
	found := false
	for _, name := range nested {
		dir := filepath.Join(b.root, filepath.FromSlash(name))
		if hasConfig(dir) {
			found = found || strays[name] || !b.server.bases.has(dir)
			b.server.bases.open(b.server, dir, dir, true)
		}
	}
	if found { // nobody need have told of its factlint.toml
		b.server.serial.Lock()
		b.server.regroup()
		b.server.serial.Unlock()
	}
}

// findings runs the rules.
func (b *base) findings(ctx context.Context, st *state) ([]rules.Finding, error) {
	if st.config == nil {
		return nil, nil // nothing is judged by a configuration that cannot be read
	}
	result, err := engine.Run(ctx, st.facts, st.config.Settings)
	if err != nil {
		return nil, err
	}
	return result.Findings, nil
}

// judged waits until an edition, or a later one, is checked.
func (b *base) judged(ctx context.Context, edition int) error {
	for {
		b.in.Lock()
		done, passed := b.checked >= edition, b.passed
		b.in.Unlock()
		if done {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-b.ctx.Done():
			return b.ctx.Err()
		case <-passed:
		}
	}
}

// fileOf returns the file of a base at a path, or nil.
func fileOf(b *facts.Base, path string) *facts.File {
	lo, hi := 0, len(b.Files)
	for lo < hi {
		if mid := (lo + hi) / 2; b.Files[mid].Path < path {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(b.Files) && b.Files[lo].Path == path {
		return b.Files[lo]
	}
	return nil
}
