package rules

import (
	"fmt"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/tenures"
)

var tenureElection = &Rule{
	Name:     "tenure-election",
	Summary:  "The winner of an election certainly held the office only before it.",
	Severity: Warning,
	OfTime:   true,
	Compares: true,
	Absence:  true,
	Why: `Who wins an election takes the office after it, or goes on in it. When all tenures
of the winner had ended by then, the winner or a date is wrong, or the tenure
that was won is missing. It is an error when the office is complete: then no
tenure is missing. It need not have begun: a planned one says that it will, and
one that is cancelled, with or without dates, that it was never taken.`,
	Example: mended(`[[person]]
id = "tibilov"
name = "Leonid Tibilov"

[[office]]
id = "president"
name = "President of South Ossetia"

[[tenure]]
person = "tibilov"
office = "president"
start = 2012-04-19
end = 2017-04-21

[[election]]
title = "Presidential election of 2022"
date = 2022-05-08
office = "president"
winner = "tibilov"
`, `title = "Presidential election of 2022"
date = 2022-05-08`, `title = "Presidential election of 2012"
date = 2012-04-08`),
	Together: together("{fact} and {n} other facts cannot all be true: the winner would have held the office only before the election; check its dates first"),
	Base:     checkElection,
}

func checkElection(p *Pass) {
	for win := range p.Base.Wins {
		f := win.Fact
		later := edtf.Moment{Earliest: edtf.Future, Latest: edtf.Future}
		if !tenures.TookPlace(f) || !p.Runs(f.File) || !tenures.AnyTookPlace(win.Held) || p.Base.MayHold(win.Person, win.Office, f.Begin(), later) ||
			p.Base.MayHaveLostTenure(win.Person, win.Office) {
			continue
		}
		when := moments.When(f)
		c := Conflict{
			Message: fmt.Sprintf("%s won the election to %s%s, but %s; correct the winner or a date, or add the tenure that was won, with status = \"cancelled\" if it was never taken",
				win.Person.Label(), win.Office.Label(), wording.Spaced(when), heldBefore(win.Held)),
			Sides: []facts.Note{{Place: win.Value.Place(), Words: "won the election" + wording.Spaced(when)}},
			About: []*facts.Fact{f, win.Person, win.Office},
		}
		c.Sides = append(c.Sides, heldNotes(win.Held)...)
		if v := moments.BeginValue(f); v.OK() {
			c.Also = append(c.Also, facts.Note{Place: v.Place(), Words: "the election was " + when})
		}
		if claim := tenures.Claimed(win.Office, p.Base.TenuresIn(win.Office)); claim.OK() {
			c.Severity = Error
			c.Also = append(c.Also, claimNote(claim))
		}
		p.Conflict(c)
	}
}

func heldBefore(held []facts.Tenure) string {
	if len(held) == 1 {
		return held[0].Kind.Tenure.HeldIt + " only " + moments.When(held[0].Fact)
	}
	return fmt.Sprintf("all of their %d tenures in it had ended by then", len(held))
}
