package workspace

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules/engine"
	"github.com/factlint/factlint/rules/slips"
)

// checkAll checks the newest snapshot, one after the other, until the base is stopped.
func (b *Base) checkAll() {
	last := &Snapshot{} // that was checked
	for {
		sn := b.now.Load()
		if sn.Facts != nil && sn.check(last) == nil && b.Workspace.publish(sn) {
			last = sn
			close(sn.checked)
		}
		select {
		case <-sn.replaced:
		case <-b.ctx.Done():
			return
		}
	}
}

// check runs the rules, unless the last snapshot that was checked has the same
// facts, and words what they find. It ends with an error when something changes.
func (sn *Snapshot) check(last *Snapshot) (err error) {
	if sn.Facts == last.Facts && sn.config == last.config {
		sn.Findings = last.Findings
	} else {
		result, err := sn.Run(sn.fresh, sn.Facts)
		if err != nil {
			return err
		}
		sn.Findings = result.Findings
	}
	sn.reports, err = sn.reportFiles(last)
	return err
}

// Run runs the rules over facts as the base is configured; none when its
// configuration never was readable.
func (sn *Snapshot) Run(ctx context.Context, base *facts.Base) (*engine.Result, error) {
	if !sn.readable {
		return &engine.Result{}, nil
	}
	return engine.Run(ctx, base, sn.config.Settings)
}

// Finder returns what finds out what was meant in place of what is wrong.
func (sn *Snapshot) Finder() *slips.Finder {
	return slips.New(sn.Facts, sn.config.Settings, slips.Budget)
}

// publish tells the client what was found, unless something has changed since.
func (ws *Workspace) publish(sn *Snapshot) bool {
	ws.lock.Lock()
	defer ws.lock.Unlock()
	if sn.fresh.Err() != nil {
		return false
	}
	ws.publishReports(sn.Base, sn.byURI())
	return true
}

// takeNested opens the bases that were found inside of one. Documents in there
// are theirs, though nobody need have named their factlint.toml.
func (ws *Workspace) takeNested(sn *Snapshot) {
	if len(sn.Facts.Nested) == 0 {
		return
	}
	ws.lock.Lock()
	defer ws.lock.Unlock()
	strays := false
	for _, name := range sn.Facts.Nested {
		dir := filepath.Join(sn.Base.root, filepath.FromSlash(name))
		if sn.Base.ctx.Err() != nil || !ws.hasConfig(dir) {
			continue
		}
		for document := range sn.Documents {
			strays = strays || strings.HasPrefix(document, name+"/")
		}
		if ws.inWorkspace(dir) {
			ws.openRoot(dir)
		}
	}
	if strays {
		ws.regroup()
	}
}
