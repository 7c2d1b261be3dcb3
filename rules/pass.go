package rules

import (
	"sync/atomic"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
)

// A Pass is what one rule sees while it runs: the base, its options, and where to report.
type Pass struct {
	Base *facts.Base
	// Today is the day, for rules that judge plans; nil for none.
	Today *edtf.Date

	*shared
	rule     int // position in the engine's rules
	profiles *profiles
	out      *collector
	spent    *atomic.Int64
}

// shared is what rules have in common, each built when first asked for.
type shared struct {
	timeline  func() *timeline
	referrers func() *facts.Referrers
	repeated  func() map[*facts.Fact]bool
	bans      func() bans
	proofs    func() map[*facts.Fact]proof
}

// collector holds what one goroutine has found.
type collector struct {
	findings  []Finding
	conflicts [][]Conflict // by rule
}

// Report reports a finding as it is. Findings that set facts against each
// other are reported as conflicts instead.
func (p *Pass) Report(f Finding) {
	f.Rule = p.profiles.rules[p.rule]
	if f.Severity == Unset {
		f.Severity = f.Rule.Severity
	}
	for i := range f.others {
		f.others[i].Rule, f.others[i].Severity = f.Rule, f.Severity
	}
	p.out.findings = append(p.out.findings, f)
}

// Conflict reports facts that cannot all be true.
func (p *Pass) Conflict(c Conflict) {
	if c.Severity == Unset {
		c.Severity = p.profiles.rules[p.rule].Severity
	}
	p.out.conflicts[p.rule] = append(p.out.conflicts[p.rule], c)
}

// Rule returns the rule that runs.
func (p *Pass) Rule() *Rule { return p.profiles.rules[p.rule] }

// Referrers returns the index of who refers to whom, which all rules share.
func (p *Pass) Referrers() *facts.Referrers { return p.referrers() }

// Option returns the value of one of the rule's options as it holds for a
// file; of a duration the most days it can have.
func (p *Pass) Option(name string, file *facts.File) float64 {
	return p.profiles.byFile[file.Index].options[p.rule][name]
}

// Runs reports whether the rule is on for a file, so that costly work can be
// spared; findings of a rule that is off are dropped in any case.
func (p *Pass) Runs(file *facts.File) bool {
	return p.profiles.byFile[file.Index].severity[p.rule] != Off
}
