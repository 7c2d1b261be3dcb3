package rules

import (
	"fmt"
	"slices"

	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/timeline"
)

var dateOrder = &Rule{
	Name:     "date-order",
	Summary:  "Two facts certainly break a declared order: before, after, during, announces and the like.",
	Severity: Error,
	Why: `An order says what the dates cannot: that the announcement came before the vote,
though both are known only by their month. When dates and order disagree, one of them is wrong; so it is when
two facts declare orders that exclude each other, whatever their dates.

On one and the same day any order is possible, unless both facts carry a time of day. at_least and at_most
count whole days from the end of the earlier to the beginning of the later, a month as 28 to 31 of them.`,
	Bad: `[[event]]
id = "announcement"
title = "Referendum announced"
date = 2022-05-13
announces = "referendum"

[[event]]
id = "referendum"
title = "Referendum on joining Russia"
date = 2022-04-17
`,
	Good: `[[event]]
id = "announcement"
title = "Referendum announced"
date = 2022-05-13
announces = "referendum"

[[event]]
id = "referendum"
title = "Referendum on joining Russia"
date = 2022-07-17
status = "cancelled"
`,
	Together: "{fact} breaks its declared order with {n} other facts; correct its date first",
	Base:     checkOrders,
}

// checkOrders reports orders that dates or other orders break, and those that
// break what an act in an office implies.
func checkOrders(p *Pass) {
	checkDeclared(p)
	found, _ := p.timeline().Contradictions()
	for _, f := range found {
		if f.Facts == 2 {
			p.Report(findingOf(&f))
		}
	}
}

func checkDeclared(p *Pass) {
	ties := declaredOrders(p)
	if len(ties) == 0 {
		return
	}
	ties = addLifetimes(p, ties)
	timeline.EachPair(ties, func(of []timeline.Tie) { checkPair(p, of) })
}

// declaredOrders lists every order between two facts, and reports those of a
// fact with itself.
func declaredOrders(p *Pass) []timeline.Tie {
	var ties []timeline.Tie
	for _, k := range p.Base.Vocabulary.Kinds {
		if len(k.Orders) == 0 {
			continue
		}
		for f := range p.Base.OfKind(k) {
			if !f.Comparable() {
				continue
			}
			for field, v := range f.Written {
				if field.Order == vocabulary.Unordered {
					continue
				}
				for r := range v.Relations() {
					to := r.To.Ref()
					switch {
					case to == nil || to.Kind().Period == nil || !to.Comparable():
					case to != f:
						ties = append(ties, timeline.NewTie(f, to, field.Order, r.Value, len(ties)))
					case field.Order != vocabulary.During:
						p.Report(Finding{
							Message: fmt.Sprintf("%s names itself in %s and so would come %s itself; name another fact, or leave the field out", f.Label(), field.Name, field.Order),
							Place:   r.Value.Place(),
						})
					}
				}
			}
		}
	}
	return ties
}

// addLifetimes adds the lifetimes between facts that have orders too.
func addLifetimes(p *Pass, ties []timeline.Tie) []timeline.Tie {
	ordered := make([]bool, len(p.Base.Facts))
	for _, t := range ties {
		ordered[t.Low], ordered[t.High] = true, true
	}
	for f := range p.Base.All {
		if !ordered[f.Index] || !f.Happens() {
			continue
		}
		for _, field := range f.Kind().Lifetimes {
			for z, v := range moments.Lifetimes(f, field) {
				if ordered[z.Index] && z != f && z.Kind().Period != nil {
					t := timeline.NewTie(f, z, vocabulary.During, v, len(ties))
					t.Lives = true
					ties = append(ties, t)
				}
			}
		}
	}
	return ties
}

// checkPair judges all that ties two facts.
func checkPair(p *Pass, ties []timeline.Tie) {
	if len(ties) == 1 && (ties[0].Lives || timeline.PlainlyPossible(p.Base, &ties[0])) {
		return
	}
	if !slices.ContainsFunc(ties, func(t timeline.Tie) bool { return !t.Lives }) {
		return
	}
	pair := timeline.NewPairing(p.Base, ties)
	if broken := pair.Culprits(); broken != 0 {
		d := pair.Disagreement(broken)
		p.Conflict(Conflict{Message: d.Message, Sides: d.Sides, Also: d.Also})
	}
}
