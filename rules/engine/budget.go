package engine

import (
	"fmt"
	"math"
	"sync/atomic"

	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules"
)

// How many steps metered rules may take, all together: for each byte of the base,
// which is far more than what looks at each fact by itself takes, and besides
// over all bases of a run, for what goes through lists. A step takes some 40 ns,
// so that a base of 1 MB is done, or given up, after two seconds.
const (
	stepsPerByte = 15
	stepsOfRun   = 30_000_000
)

// meter is what a rule may take, and has taken.
type meter struct {
	allowed int64 // no limit for 0
	spent   atomic.Int64
}

func (m *meter) left() int64 {
	if m.allowed == 0 {
		return math.MaxInt64
	}
	return m.allowed - m.spent.Load()
}

// roughly returns what the rule may take, or a little less, with two digits that
// are not 0.
func (m *meter) roughly() int64 {
	unit := int64(1)
	for m.allowed/unit >= 100 {
		unit *= 10
	}
	return m.allowed / unit * unit
}

// bySize is how many steps the base has for itself.
func (e *engine) bySize() int64 {
	bytes := 0
	for _, f := range e.base.Files {
		bytes += len(f.Source)
	}
	return stepsPerByte * int64(bytes)
}

// allowance is how many steps the metered rules may take over the base.
func (e *engine) allowance() int64 { return e.bySize() + max(0, stepsOfRun-e.settings.Spent) }

// allot gives all metered rules among some the same number of steps, and returns them.
func (e *engine) allot(some []int) (metered []int) {
	for _, i := range some {
		if e.rules[i].Metered {
			metered = append(metered, i)
		}
	}
	for _, i := range metered {
		e.meters[i].allowed = max(1, e.allowance()/int64(len(metered)))
	}
	return metered
}

// stopped reports whether rule i has taken more steps than it may.
func (e *engine) stopped(i int) bool { return e.meters[i].left() < 0 }

// overspent returns those of the rules that have taken more steps than they may.
func (e *engine) overspent(some []int) (over []int) {
	for _, i := range some {
		if e.stopped(i) {
			over = append(over, i)
		}
	}
	return over
}

// taken is how many steps the metered rules took: of one that was stopped all that
// it was allowed, for how many more it had begun to take depends on chance.
func (e *engine) taken() (sum int64) {
	for i := range e.meters {
		if m := &e.meters[i]; m.allowed > 0 {
			sum += min(m.spent.Load(), m.allowed)
		}
	}
	return sum + e.restarted
}

// allotMore has the rules that were stopped begin again with what others left of
// their shares, unless that is not twice of what was too little.
func (e *engine) allotMore(over []int) bool {
	if len(over) == 0 {
		return false
	}
	share := (e.allowance() - e.taken()) / int64(len(over))
	if share < 2*e.meters[over[0]].allowed {
		return false
	}
	for _, i := range over {
		m := &e.meters[i]
		e.restarted += m.allowed
		m.allowed = share
		m.spent.Store(0)
	}
	return true
}

// spentBeyond is Result.Spent.
func (e *engine) spentBeyond() int64 { return e.settings.Spent + max(0, e.taken()-e.bySize()) }

// reportStopped appends to kept each rule that was stopped, at the first fact that
// it speaks of.
func (e *engine) reportStopped(r *Result, kept []rules.Finding, s *silencer) []rules.Finding {
	for i, rule := range e.rules {
		if !e.stopped(i) {
			continue
		}
		for f := range e.base.All {
			if f.Kind().Index == vocabulary.None || rule.Kinds != nil && !rule.Kinds(f.Kind()) || e.profiles.byFile[f.File.Index].severity[i] == rules.Off {
				continue
			}
			kept = e.keep(r, kept, s, rules.Finding{
				Rule: rule, Severity: rule.Severity, Place: f.Place(),
				Message: fmt.Sprintf("the rule %s takes more than %s steps over this base, so it was stopped and says nothing of any fact; narrow what it looks at, first of all in its lists of facts", rule.Name, wording.RoundNumber(float64(e.meters[i].roughly()))),
			})
			break
		}
	}
	return kept
}
