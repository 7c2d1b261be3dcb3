package rules

import (
	"fmt"
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules/stn"
)

// checkBounded reports tenures of one seat of which neither can come before the
// other, by what other facts say of their times. Those that clash by their own
// dates, or by acts alone, are reported already.
func checkBounded(p *Pass) {
	t := p.timeline()
	told := map[[2]*facts.Fact]bool{}
	for _, c := range p.out.conflicts[p.rule] {
		for _, a := range c.Sides {
			for _, b := range c.Sides {
				told[[2]*facts.Fact{a.Fact, b.Fact}] = true
			}
		}
	}
	for i := range t.seating.Clashes {
		c := &t.seating.Clashes[i]
		if len(c.Facts) < 3 {
			continue
		}
		if conflict := t.clash(c); !told[[2]*facts.Fact{conflict.Sides[0].Fact, conflict.Sides[1].Fact}] {
			p.Conflict(conflict)
		}
	}
}

// clash words two tenures of which neither order is possible.
func (t *timeline) clash(c *stn.Clash) Conflict {
	var pair []*facts.Fact
	for _, l := range append(slices.Clone(c.AFirst.Links), c.BFirst.Links...) {
		if l.Kind == stn.Step && len(l.Facts) == 0 { // the order that is tried
			pair = []*facts.Fact{t.points[l.From].fact, t.points[l.To].fact}
		}
	}
	// The one whose record stands later is the primary place.
	if pair[0].Index < pair[1].Index {
		pair[0], pair[1] = pair[1], pair[0]
	}
	out := Conflict{Message: fmt.Sprintf("%s and %s hold one seat of %s, but by what other facts say of their times neither comes before the other; %s",
		pair[0].Label(), pair[1].Label(), t.groups[c.Group].Label(), mendDates(pair[0]))}
	for _, f := range pair {
		out.Sides = append(out.Sides, Note{Place: f.Place(), Words: "cannot come before the other, nor after it"})
	}
	for _, chain := range []*stn.Chain{&c.AFirst, &c.BFirst} {
		for _, n := range t.notes(chain) {
			if !slices.ContainsFunc(out.Also, func(m Note) bool { return m.Place == n.Place }) {
				out.Also = append(out.Also, n)
			}
		}
	}
	return out
}
