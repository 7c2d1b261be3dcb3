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

// Proved returns how many pairs that exclude each other and have no order were
// looked into, and how many there are.
func (t *Timeline) Proved() (proved, all int) {
	return len(t.clashes), len(t.clashes) + t.left.Clashes
}

// Followed returns of how many tenures that exclude others all relations were
// followed, and how many there are.
func (t *Timeline) Followed() (followed, all int) {
	for _, g := range t.groups {
		all += len(g.tenures)
	}
	return max(0, all-t.left.Tenures), all
}

// holderOf returns who holds a tenure.
func holderOf(f *facts.Fact) *facts.Fact { return f.Get(f.Kind().Tenure.Holder).Ref() }

// related reports whether a chain rests on more than dates.
func (t *Timeline) related(c *stn.Chain) bool {
	return slices.ContainsFunc(c.Links, func(l stn.Link) bool { return l.Kind == stn.Step && !t.needsNoWords(l) })
}

// clash words two tenures of which neither order is possible.
func (t *Timeline) clash(c *stn.Clash) Disagreement {
	g := &t.groups[c.Group]
	// The one that comes later by what it says is the primary place, but no vacancy.
	late, early := t.fact(g.tenures[c.A].Fact), t.fact(g.tenures[c.B].Fact)
	if late.Kind().Vacancy != nil || early.Kind().Vacancy == nil && late.Compare(early) < 0 {
		late, early = early, late
	}
	who := "other facts"
	if len(c.Facts) == 2 {
		who = "they"
	}
	by := "by what " + who + " say of their times neither comes before the other"
	out := Disagreement{About: []*facts.Fact{late, early}}
	if early.Kind().Vacancy != nil {
		out.Message = fmt.Sprintf("%s %s %s, and a vacancy says that nobody does, but %s; correct one of the dates, or remove the vacancy",
			holderOf(late).Label(), late.Kind().Tenure.Holds, g.office.Label(), by)
	} else {
		hold := "hold one seat of"
		if holderOf(late) == holderOf(early) {
			hold = "are two tenures of one person in"
		}
		out.Message = fmt.Sprintf("%s and %s %s %s, but %s; %s", late.Mention(), early.Mention(), hold, g.office.Label(), by, tenures.MendDates(late))
	}
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
