package rules

import (
	"fmt"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/tenures"
)

var tenureOutside = &Rule{
	Name:     "tenure-outside",
	Summary:  "Somebody acts in an office certainly outside every tenure of theirs in it.",
	Severity: Error,
	OfTime:   true,
	Compares: true,
	Absence:  true,
	Why: `Who signs as president is president at that moment. To act inside a tenure means
to have a moment in common with it: on its first and last day one may act. A
disputed tenure at that time, or one with an unknown end, is a way out.`,
	Example: mended(`[[person]]
id = "bibilov"
name = "Anatoly Bibilov"

[[office]]
id = "president"
name = "President of South Ossetia"

[[tenure]]
person = "bibilov"
office = "president"
start = 2017-04-21
end = 2022-05-24

[[event]]
title = "Referendum suspended"
date = 2022-05-30
by = { person = "bibilov", as = "president" }
`, `title = "Referendum suspended"
date = 2022-05-30`, `title = "Referendum announced"
date = 2022-05-13`),
	Together: together("{claim}, which does not fit {n} other facts on who acts in the office when; check its dates first"),
	Base:     checkOutside,
}

func checkOutside(p *Pass) {
	for _, act := range p.acts().Unheld {
		f := act.Fact
		held := p.Base.TenuresBetween(act.Person, act.Office)
		if !p.Runs(f.File) || !tenures.AnyTookPlace(held) || p.Base.MayHaveLostTenure(act.Person, act.Office) {
			continue
		}
		c := Conflict{
			Message: fmt.Sprintf("%s acts as %s %s, but %s; correct the date or the person, or add the tenure that is missing",
				act.Person.Label(), act.Office.Label(), act.When(), onlyHeld(held)),
			Sides: []facts.Note{act.Note(act.Person.Label() + " acts in it " + act.When())},
			About: []*facts.Fact{f, act.Person, act.Office},
		}
		c.Sides = append(c.Sides, heldNotes(held)...)
		for _, v := range [2]facts.Value{moments.BeginValue(f), moments.EndValue(f)} {
			if n := (facts.Note{Place: v.Place(), Words: "this is " + act.When()}); v.OK() && (len(c.Also) == 0 || c.Also[0].Place != n.Place) {
				c.Also = append(c.Also, n)
			}
		}
		p.Conflict(c)
	}
}

// onlyHeld says when somebody held an office: "held it only until 24 May 2022".
func onlyHeld(held []facts.Tenure) string {
	if len(held) == 1 {
		return held[0].Kind.Tenure.HeldIt + " only " + moments.When(held[0].Fact)
	}
	return fmt.Sprintf("none of their %d tenures in it reaches that time", len(held))
}

// heldNotes places the tenures of one person in one office, a great many cut short.
func heldNotes(held []facts.Tenure) []facts.Note {
	var out []facts.Note
	for i, t := range held {
		if i == namedHolders {
			out[i-1].Words += fmt.Sprintf(", and at %d other times", len(held)-i)
			break
		}
		out = append(out, facts.Note{Place: moments.Ended(t.Fact), Words: tenures.HoldsIt(t.Fact, moments.When(t.Fact))})
	}
	return out
}
