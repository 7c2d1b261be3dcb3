package lsp

import (
	"path/filepath"
	"strings"

	"github.com/factlint/factlint/rules/engine"
)

// judgeAll checks the newest snapshot, one after the other, until the base is stopped.
func (b *base) judgeAll() {
	last := &snapshot{} // that was checked
	for {
		sn := b.now.Load()
		if sn.facts != nil && sn.check(last) == nil && b.server.publish(sn) {
			last = sn
			close(sn.judged)
		}
		select {
		case <-sn.followed:
		case <-b.ctx.Done():
			return
		}
	}
}

// check runs the rules, unless the last snapshot that was checked has the same
// facts, and words what they find. It ends with an error when something changes.
func (sn *snapshot) check(last *snapshot) (err error) {
	switch {
	case sn.config == nil: // nothing is judged by a configuration that cannot be read
	case sn.facts == last.facts && sn.config == last.config:
		sn.findings = last.findings
	default:
		result, err := engine.Run(sn.fresh, sn.facts, sn.config.Settings)
		if err != nil {
			return err
		}
		sn.findings = result.Findings
	}
	sn.reports, err = sn.reportFiles(last)
	return err
}

// publish tells the client what was found, unless something has changed since.
func (s *server) publish(sn *snapshot) bool {
	s.lock.Lock()
	defer s.lock.Unlock()
	if sn.fresh.Err() != nil {
		return false
	}
	s.replace(sn.base, sn.byURI())
	return true
}

// takeNested opens the bases that were found inside of one. Documents in there
// are theirs, though nobody need have told of their factlint.toml.
func (s *server) takeNested(sn *snapshot) {
	if len(sn.facts.Nested) == 0 {
		return
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	strays := false
	for _, name := range sn.facts.Nested {
		dir := filepath.Join(sn.base.root, filepath.FromSlash(name))
		if sn.base.ctx.Err() != nil || !hasConfig(dir) {
			continue
		}
		for document := range sn.documents {
			strays = strays || strings.HasPrefix(document, name+"/")
		}
		if s.inWorkspace(dir) {
			s.openBase(dir, dir, true)
		}
	}
	if strays {
		s.regroup()
	}
}
