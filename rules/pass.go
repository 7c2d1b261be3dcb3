package rules

import (
	"context"
	"sync"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/rules/tenures"
	"github.com/factlint/factlint/rules/timeline"
)

// A Pass is what one rule sees while it runs: the base, its options, and where
// to report. Whoever runs the rules fills it in.
type Pass struct {
	Base *facts.Base
	// Today is the day, for rules that judge plans; nil for none.
	Today *edtf.Date
	Rule  *Rule
	// Rules are all that a comment may name.
	Rules List

	// Look does not return once nobody waits any more for what the rule finds.
	// Long loops that report nothing call it at every step.
	Look func()
	// Report reports a finding as it is. Findings that set facts against each
	// other are reported as conflicts instead.
	Report func(Finding)
	// Conflict reports facts that cannot all be true.
	Conflict func(Conflict)
	// Limit tells what was not judged, since it would take too long.
	Limit func(Limit)
	// Option returns the value of one of the rule's options as it holds for a
	// file; of a duration the most days it can have.
	Option func(name string, file *facts.File) float64
	// Least returns the least that it returns for any file.
	Least func(name string) float64
	// Runs reports whether the rule is on for a file, so that costly work can be
	// spared; findings of a rule that is off are dropped in any case.
	Runs func(file *facts.File) bool
	// Left returns how many steps a metered rule may still take, below 0 when it
	// is to be stopped; Spend counts those that it took, up to one more than there
	// were left. What it takes in all does not depend on the order of the facts,
	// so neither does whether it is stopped.
	Left  func() int64
	Spend func(steps int64)

	*Shared
}

// Shared is what rules have in common, each thing built when first asked for.
type Shared struct {
	// Referrers returns the index of who refers to whom.
	Referrers func() *facts.Referrers

	timeline func() *timeline.Timeline
	repeated func() map[*facts.Fact]bool
	bans     func() bans
	written  func() int64 // see firstWritten
	acts     func() tenures.Acts
}

// NewShared returns what rules over a base have in common. Known, when not nil,
// says of the facts of a contradiction in time, by the rule that tells it, that
// it need not be reported: what it would hide is then reported. Once the context is
// cancelled, what is still asked for may be empty; look is [Pass.Look].
func NewShared(ctx context.Context, base *facts.Base, known func(r *Rule, among []*facts.Fact) bool, look func()) *Shared {
	s := &Shared{
		Referrers: sync.OnceValue(base.Referrers),
		repeated:  sync.OnceValue(func() map[*facts.Fact]bool { return tenures.Repeated(base) }),
		bans:      sync.OnceValue(func() bans { return bansOf(base) }),
		written:   sync.OnceValue(func() int64 { return firstWritten(base) }),
		acts:      sync.OnceValue(func() tenures.Acts { return tenures.ActsOf(base) }),
	}
	var inTime func(among []*facts.Fact) bool
	if known != nil {
		inTime = func(among []*facts.Fact) bool { return known(ruleFor(among), among) }
	}
	s.timeline = sync.OnceValue(func() *timeline.Timeline { return timeline.ForContradictions(ctx, base, s.repeated(), inTime, look) })
	return s
}
