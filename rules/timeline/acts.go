package timeline

import (
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules/stn"
	"github.com/factlint/factlint/rules/tenures"
)

// act keeps an act in an office within the tenure that it belongs to, when only
// one can be meant.
func (g *gathering) act(a *facts.Act) {
	if g.base.MayHaveLostTenure(a.Person, a.Office) {
		return
	}
	if len(a.Held) > maxCandidates {
		g.Unplaced++
		return
	}
	f := a.Fact
	tenure, others := g.tenureOf(a)
	switch {
	case tenure == nil && len(others) > 0 && tenures.AnyTookPlace(a.Held):
		g.noteWrong(append(others, g.number(f)))
		return
	case tenure == nil || !g.base.LocalClock && tenure.Begin.DaysBefore(f.End()) && f.Begin().DaysBefore(tenure.End): // as is mostly so
		return
	}
	t := tenure.Fact
	for _, r := range [...]struct{ from, to point }{{point{t, begins}, point{f, ends}}, {point{f, begins}, point{t, ends}}} {
		if !g.superfluous(r.from, r.to, stn.Weak, 0) {
			g.state(others, relation{kind: actLink, by: f, other: t, value: a.As()}, r.from, r.to, stn.Weak, 0)
		}
	}
}

// maxCandidates is how many tenures of one person in one office are gone through
// to find the one that an act belongs to.
const maxCandidates = 100

// noteWrong notes facts that contradict each other by themselves.
func (t *Timeline) noteWrong(all []stn.Fact) {
	others := make([]*facts.Fact, len(all)-1)
	for i, f := range all[1:] {
		others[i] = t.fact(f)
	}
	first := t.fact(all[0])
	t.wrong[first] = append(t.wrong[first], others)
}

// tenureOf returns the one tenure during which the act can have happened, and
// the other tenures of the person in the office, which their dates or an order with
// the act rule out. Of several that orders rule out, and no other left, it returns
// one, whose order then contradicts it. It returns neither when there are several,
// or when it is not certain that the one is meant.
func (g *gathering) tenureOf(a *facts.Act) (tenure *facts.Tenure, others []stn.Fact) {
	begin, end := a.Fact.Begin(), a.Fact.End()
	if g.base.HasIncompleteTenure(a.Person, a.Office, begin, end) {
		return nil, nil
	}
	var ordered *facts.Tenure // the first by content of those that an order rules out
	for i := range a.Held {
		t := &a.Held[i]
		switch {
		case t.Fact == a.Fact:
			return nil, nil
		case tenures.Apart(g.base, t, a):
			others = append(others, g.number(t.Fact))
		case len(a.Held) > 1 && orderBetween(a.Fact, t.Fact).OK():
			if ordered == nil || t.TookPlace && (!ordered.TookPlace || t.Fact.Compare(ordered.Fact) < 0) {
				ordered = t
			}
			others = append(others, g.number(t.Fact))
		case tenure != nil || !t.TookPlace:
			return nil, nil
		default:
			tenure = t
		}
	}
	if tenure == nil && ordered != nil {
		if !ordered.TookPlace {
			return nil, nil
		}
		tenure = ordered
		others = slices.DeleteFunc(others, func(f stn.Fact) bool { return f == g.number(ordered.Fact) })
	}
	return tenure, others
}

// orderBetween returns where one of two facts says that it lies before or behind the
// other, so that they have no moment in common.
func orderBetween(a, b *facts.Fact) facts.Value {
	for _, side := range [...]struct{ by, to *facts.Fact }{{a, b}, {b, a}} {
		if side.by.Status() == facts.Cancelled || side.by.Broken() {
			continue
		}
		k := side.by.Kind()
		for _, i := range k.Orders {
			if k.Fields[i].Order == vocabulary.During {
				continue
			}
			for r := range side.by.Get(i).Relations() {
				if r.To.Ref() == side.to {
					return r.To
				}
			}
		}
	}
	return facts.Value{}
}
