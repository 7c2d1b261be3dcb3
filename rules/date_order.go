package rules

import (
	"fmt"
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules/timeline"
)

var dateOrder = &Rule{
	Name:     "date-order",
	Summary:  "Two facts certainly break a declared order: before, after, during, announces and the like; a warning when a cancelled one declares it.",
	Severity: Error,
	OfTime:   true,
	Compares: true,
	Why: `An order says what the dates cannot: that the announcement came before the vote,
though both are known only by their month. When dates and order disagree, one of them is wrong; so it is when
two facts declare orders that exclude each other, whatever their dates.

On one and the same day any order is possible, unless both facts carry a time of day. at_least and at_most
count whole days from the end of the earlier to the beginning of the later, a month as 28 to 31 of them.

With clock = "local" in factlint.toml two facts are certainly out of order when they are so by more than 26
hours, by which inhabited time zones differ, unless both name the same place. Two dates with offsets from UTC are
compared as instants.

What a cancelled fact says of its own order was a plan, and plans change: breaking it is a warning. What others
say of it still holds, for an announcement comes before the day that was planned.`,
	Example: mended(`[[event]]
id = "announcement"
title = "Referendum announced"
date = 2022-05-13
announces = "referendum"

[[event]]
id = "referendum"
title = "Referendum on joining Russia"
date = 2022-04-17
`, "date = 2022-04-17", `date = 2022-07-17
status = "cancelled"`),
	Together: together("{fact} breaks its declared order with {n} other facts; correct its date first"),
	Base:     checkOrders,
}

// checkOrders reports orders that dates or other orders break, and those that
// break what an act in an office implies.
func checkOrders(p *Pass) {
	timeline.EachPair(tiesToJudge(p), func(of []timeline.Tie) { checkPair(p, of) })
	found, _ := p.timeline().Contradictions()
	for _, f := range found {
		if len(f.Facts) == 2 {
			p.Conflict(inTime(&f))
		}
	}
}

// tiesToJudge lists what ties two facts of which one declares an order. Left out is
// what the dates fulfil, which is as true without it, and every lone order that
// they plainly allow: most of a base is of that sort. It reports the orders of a
// fact with itself.
func tiesToJudge(p *Pass) []timeline.Tie {
	orders := make([]facts.Tie, 0, len(p.Base.Facts)/16)
	for t := range p.Base.Orders {
		switch {
		case t.Is(facts.Kept) && !t.Is(facts.Clocked):
		case t.To != t.Fact:
			orders = append(orders, *t)
		case t.Order != vocabulary.During:
			name := t.Value().Field().Name
			p.Report(Finding{
				Message: fmt.Sprintf("%s names itself in %s and so would come %s itself; name another fact, or leave the field out", t.Fact.Label(), name, t.Order),
				Place:   t.Value().Place(),
			})
		}
	}
	if len(orders) == 0 {
		return nil
	}
	ordered, repeated := newHashSet(len(orders)), newHashSet(len(orders)) // pairs of facts that have an order, and that have more
	for i := range orders {
		pair := hashPair(&orders[i])
		if ordered.has(pair) {
			repeated.add(pair)
		}
		ordered.add(pair)
	}
	var ties []timeline.Tie
	for t := range p.Base.Lifetimes {
		if t.Is(facts.Kept) && !t.Is(facts.Clocked) || !t.Is(facts.Happening) {
			continue
		}
		pair := hashPair(t)
		if !ordered.has(pair) {
			continue
		}
		repeated.add(pair)
		tie := timeline.NewTie(t.Fact, t.To, vocabulary.During, t.Value(), len(ties))
		tie.Lives = true
		ties = append(ties, tie)
	}
	for i := range orders {
		t := &orders[i]
		if repeated.has(hashPair(t)) || !t.Is(facts.BareRef) || !timeline.Possible(t.Fact, t.To, t.Order) {
			ties = append(ties, timeline.NewTie(t.Fact, t.To, t.Order, t.Value(), len(ties)))
		}
	}
	return ties
}

// hashPair returns a hash of the two facts that a tie binds, whichever comes first.
func hashPair(t *facts.Tie) uint64 {
	low, high := min(t.Index, t.ToIndex), max(t.Index, t.ToIndex)
	const odd = 0x9e3779b97f4a7c15 // 2^64 over the golden ratio
	h := (uint64(low)<<32 | uint64(high)) * odd
	return (h ^ h>>32) * odd
}

// checkPair judges all that ties two facts.
func checkPair(p *Pass, ties []timeline.Tie) {
	if len(ties) == 1 && (ties[0].Lives || timeline.PlainlyPossible(p.Base, &ties[0])) {
		return
	}
	if !slices.ContainsFunc(ties, func(t timeline.Tie) bool { return !t.Lives }) {
		return
	}
	judge := func(ties []timeline.Tie, severity Severity) bool {
		pair := timeline.NewPairing(p.Base, ties)
		broken := pair.Culprits()
		if broken != 0 {
			d := pair.Disagreement(broken)
			p.Conflict(Conflict{Message: d.Message, Sides: d.Sides, Also: d.Also, Severity: severity})
		}
		return broken != 0
	}
	firm := slices.DeleteFunc(slices.Clone(ties), func(t timeline.Tie) bool { return t.Planned() })
	if len(firm) == len(ties) {
		judge(ties, Unset)
		return
	}
	if !slices.ContainsFunc(firm, func(t timeline.Tie) bool { return !t.Lives }) || !judge(firm, Unset) {
		judge(ties, Warning)
	}
}
