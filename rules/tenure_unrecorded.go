package rules

import (
	"fmt"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/tenures"
)

var tenureUnrecorded = &Rule{
	Name:     "tenure-unrecorded",
	Summary:  "Somebody acts in an office, or is elected to it, and the base has no tenure of theirs in it.",
	Severity: Warning,
	OfTime:   true,
	Compares: true,
	Absence:  true,
	Why: `Who acts in an office holds it; a base that knows of the act should say since when.
A disputed tenure is enough.`,
	Example: mended(`[[person]]
id = "gagloev"
name = "Alan Gagloev"

[[office]]
id = "president"
name = "President of South Ossetia"

[[event]]
title = "Referendum suspended"
date = 2022-05-30
by = { person = "gagloev", as = "president" }
`, `name = "President of South Ossetia"
`, `name = "President of South Ossetia"

[[tenure]]
person = "gagloev"
office = "president"
start = 2022-05-24
`),
	Together: func(g *Group) string {
		return fmt.Sprintf("%s (needed in %d places)", g.Conflicts[0].Message, len(g.Conflicts))
	},
	Base: checkUnrecorded,
}

func checkUnrecorded(p *Pass) {
	for _, act := range p.acts().Unheld {
		if p.Runs(act.Fact.File) && unrecorded(p.Base, act.Person, act.Office) {
			p.Conflict(Conflict{
				Message: fmt.Sprintf("%s acts as %s%s, but has no tenure in it; add one",
					act.Person.Label(), act.Office.Label(), wording.Spaced(act.When())),
				Sides: []facts.Note{act.Note("acts in it" + wording.Spaced(act.When()))},
				Lack:  Lack{Facts: [2]*facts.Fact{act.Person, act.Office}},
			})
		}
	}
	for win := range p.Base.Wins {
		if f := win.Fact; len(win.Held) == 0 && tenures.TookPlace(f) && p.Runs(f.File) && tenures.CanHold(p.Base, win.Person, win.Office) && unrecorded(p.Base, win.Person, win.Office) {
			when := wording.Spaced(moments.When(f))
			p.Conflict(Conflict{
				Message: fmt.Sprintf("%s won the election to %s%s, but has no tenure in it; add one, planned if it has not begun",
					win.Person.Label(), win.Office.Label(), when),
				Sides: []facts.Note{{Place: win.Value.Place(), Words: "won the election to it" + when}},
				Lack:  Lack{Facts: [2]*facts.Fact{win.Person, win.Office}},
			})
		}
	}
}

// unrecorded reports whether the base has no tenure of person in office, not
// even one that a slip may hide.
func unrecorded(b *facts.Base, person, office *facts.Fact) bool {
	return len(b.TenuresBetween(person, office)) == 0 && !tenures.MayBeUnseen(b, person, office)
}
