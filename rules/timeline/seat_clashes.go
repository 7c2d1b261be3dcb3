package timeline

import (
	"fmt"
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules/stn"
	"github.com/factlint/factlint/rules/tenures"
)

// SeatClashes yields tenures that exclude each other of which neither can come
// before the other, by what other facts or they themselves say of their times.
// Those that clash by their own dates, or by acts alone, are left out.
func (t *Timeline) SeatClashes(yield func(Disagreement) bool) {
	for i := range t.clashes {
		c := &t.clashes[i]
		if (t.related(&c.AFirst) || t.related(&c.BFirst)) && !yield(t.clash(c)) {
			return
		}
	}
}

// related reports whether a chain rests on more than dates.
func (t *Timeline) related(c *stn.Chain) bool {
	return slices.ContainsFunc(c.Links, func(l stn.Link) bool { return l.Kind == stn.Step && !t.silent(l) })
}

// clash words two tenures of which neither order is possible.
func (t *Timeline) clash(c *stn.Clash) Disagreement {
	g := &t.groups[c.Group]
	// The one that comes later by what it says is the primary place.
	late, early := t.fact(g.tenures[c.A].Fact), t.fact(g.tenures[c.B].Fact)
	if late.Compare(early) < 0 {
		late, early = early, late
	}
	hold := "hold one seat of"
	if late.Get(late.Kind().Tenure.Holder).Ref() == early.Get(early.Kind().Tenure.Holder).Ref() {
		hold = "are two tenures of one person in"
	}
	who := "other facts"
	if len(c.Facts) == 2 {
		who = "they"
	}
	out := Disagreement{Message: fmt.Sprintf("%s and %s %s %s, but by what %s say of their times neither comes before the other; %s",
		late.Mention(), early.Mention(), hold, g.office.Label(), who, tenures.MendDates(late)), About: []*facts.Fact{late, early}}
	seen := map[facts.Place]bool{}
	for _, f := range []*facts.Fact{late, early} {
		out.Sides = append(out.Sides, facts.Note{Place: f.Place(), Words: f.Mention() + " cannot come before the other, nor after it"})
		seen[f.Place()] = true
	}
	out.Also = out.Sides[:1:1] // the primary place says it too
	for _, chain := range []*stn.Chain{&c.AFirst, &c.BFirst} {
		for _, n := range t.notes(chain) {
			if !seen[n.Place] {
				seen[n.Place] = true
				out.Also = append(out.Also, n)
			}
		}
	}
	return out
}
