package rules

import (
	"fmt"

	"github.com/factlint/factlint/facts"
)

var tenureOutside = &Rule{
	Name:     "tenure-outside",
	Summary:  "Somebody acts in an office certainly outside every tenure of theirs in it.",
	Severity: Error,
	Why: `Who signs as president is president at that moment. To act inside a tenure means
to have a moment in common with it: on its first and last day one may act. A
disputed tenure at that time, or one with an unknown end, is a way out.`,
	Bad: `[[person]]
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
`,
	Good: `[[person]]
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
title = "Referendum announced"
date = 2022-05-13
by = { person = "bibilov", as = "president" }
`,
	Together: "{fact}: {says}, which does not fit {n} other facts on who acts in the office when; check its dates first",
	Kinds:    func(k *facts.Kind) bool { return len(k.Acts) > 0 },
	Fact:     checkOutside,
}

func checkOutside(p *Pass, f *facts.Fact) {
	for act := range actsOf(p.Base, f) {
		tenures := p.Base.TenuresBetween(act.person, act.office)
		if !anyTookPlace(tenures) || p.Base.MayHold(act.person, act.office, f.Begin(), f.End()) ||
			p.Base.MayHaveLostTenure(act.person.ID()) || p.Base.MayHaveLostTenure(act.office.ID()) {
			continue
		}
		c := Conflict{
			Message: fmt.Sprintf("%s acts as %s %s, but %s; correct the date or the person, or add the tenure that is missing",
				act.person.Label(), act.office.Label(), act.when(), onlyHeld(tenures)),
			Sides: []Note{act.note(act.person.Label() + " acts in it " + act.when())},
			About: []*facts.Fact{f, act.person, act.office},
		}
		c.Sides = append(c.Sides, heldNotes(tenures)...)
		for _, v := range [2]facts.Value{beginValue(f), endValue(f)} {
			if n := (Note{Place: v.Place(), Words: "this is " + act.when()}); v.OK() && (len(c.Also) == 0 || c.Also[0].Place != n.Place) {
				c.Also = append(c.Also, n)
			}
		}
		p.Conflict(c)
	}
}

// anyTookPlace reports whether one of the tenures may be held against others.
func anyTookPlace(tenures []facts.Tenure) bool {
	for _, t := range tenures {
		if tookPlace(t.Fact) {
			return true
		}
	}
	return false
}

// onlyHeld says when somebody held an office: "held it only until 24 May 2022".
func onlyHeld(tenures []facts.Tenure) string {
	if len(tenures) == 1 {
		return "held it only " + whenWords(tenures[0].Fact)
	}
	return fmt.Sprintf("none of their %d tenures in it reaches that time", len(tenures))
}

// heldNotes places the tenures of one person in one office, a great many cut short.
func heldNotes(tenures []facts.Tenure) []Note {
	var out []Note
	for i, t := range tenures {
		if i == namedHolders {
			out[i-1].Words += fmt.Sprintf(", and at %d other times", len(tenures)-i)
			break
		}
		out = append(out, Note{Place: ended(t.Fact), Words: holdsIt(whenWords(t.Fact))})
	}
	return out
}
