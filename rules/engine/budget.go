package engine

import (
	"fmt"

	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules"
)

// stepsPerFact is how many steps a rule may take for each fact of the base
// besides its own: what takes time in proportion to the base does not run away.
const stepsPerFact = 1000

// budget is how many steps a rule may take over the base.
func (e *engine) budget(r *rules.Rule) int64 { return r.Steps + stepsPerFact*int64(len(e.base.Facts)) }

// overspent reports whether rule i has taken more steps than it may.
func (e *engine) overspent(i int) bool {
	r := e.rules[i]
	return r.Steps > 0 && e.spent[i].Load() > e.budget(r)
}

// tellStopped appends to kept each rule that was stopped, at the first fact that
// it speaks of. What it had found until then depends on chance and is dropped.
func (e *engine) tellStopped(r *Result, kept []rules.Finding, s *silencer) []rules.Finding {
	for i, rule := range e.rules {
		if !e.overspent(i) {
			continue
		}
		for f := range e.base.All {
			if f.Kind().Index == vocabulary.None || rule.Kinds != nil && !rule.Kinds(f.Kind()) || e.profiles.byFile[f.File.Index].severity[i] == rules.Off {
				continue
			}
			kept = e.settle(r, kept, s, rules.Finding{
				Rule: rule, Severity: rule.Severity, Place: f.Place(),
				Message: fmt.Sprintf("the rule %s takes more than %s steps over this base, so it was stopped and says nothing of any fact; narrow what it looks at, first of all in its lists of facts", rule.Name, wording.RoundNumber(float64(e.budget(rule)))),
			})
			break
		}
	}
	return kept
}
