package rules

import (
	"fmt"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/grouped"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/tenures"
)

var membershipOverlap = &Rule{
	Name:     "membership-overlap",
	Summary:  "One person certainly belongs to two organizations at once that exclude one another, or to one twice.",
	Severity: Error,
	Compares: true,
	Why: `An organization says with exclusive, such as "party", as what it excludes others:
nobody belongs to two with the same word at a time. Who changes from one to the
other may do so on one day. Without the word nothing is said about it. Two
memberships of one person in one organization at once are a record too many, and
a warning.`,
	Example: mended(`[[person]]
id = "pukhaeva"
name = "Sofia Pukhaeva"

[[organization]]
id = "unity"
name = "Unity"
exclusive = "party"

[[organization]]
id = "nykhas"
name = "Nykhas"
exclusive = "party"

[[membership]]
person = "pukhaeva"
organization = "unity"
start = 2009
end = 2014-06-08

[[membership]]
person = "pukhaeva"
organization = "nykhas"
start = 2013-11-01
`, "end = 2014-06-08", `end = "2013-10"`, "start = 2013-11-01", `start = "2013-10"`),
	Together: together("{claim}, at a time of {n} other memberships that leave no room for it; check its dates first"),
	Base:     checkMemberships,
}

// A belonging is what one person belongs to once at a time: one organization, or
// those with a word by which they exclude one another.
type belonging struct {
	member, to *facts.Fact
	word       string
}

func checkMemberships(p *Pass) {
	repeated := p.repeated()
	var all grouped.By[belonging, *tenures.Hold]
	for t := range p.Base.Memberships {
		p.Look()
		if repeated[t.Fact] || !tenures.TookPlace(t.Fact) {
			continue
		}
		all.Add(belonging{t.Holder, t.Of, ""}, tenures.HoldOf(t, t.Fact, tenures.Proof{}))
		if word := exclusive(&t).Text(); word != "" {
			h := tenures.HoldOf(t, t.Of, tenures.Proof{})
			h.From += moments.Slack(p.Base) // the two may be of two clocks
			all.Add(belonging{t.Holder, nil, word}, h)
		}
	}
	for b, holds := range all.All {
		if len(holds) > 1 {
			cut, pairs := 0, 0
			tenures.SweepOver(holds, p.Look, func(s *tenures.Sweep, h *tenures.Hold) {
				before, most := s.Cut, manyPairsOfOne
				if pairs > manyPairs {
					most = 1
				}
				with := s.Meeting(h, most)
				pairs += len(with)
				if s.Cut > before || len(with) == most && s.Others(h) > most {
					cut++
				}
				for _, g := range with {
					p.Conflict(belongsTwice(h, g))
				}
			})
			p.limitHeld(b.member, "memberships", cut, len(holds))
		}
	}
}

// exclusive returns the value by which what a membership is of excludes others.
func exclusive(t *facts.Tenure) facts.Value {
	if !t.Of.Comparable() {
		return facts.Value{}
	}
	return t.Of.Get(t.Kind.Membership.Exclusive.In(t.Of.Kind()))
}

// belongsTwice words two memberships of one person that have a moment in common,
// of which g begins first.
func belongsTwice(h, g *tenures.Hold) Conflict {
	belongs := func(h *tenures.Hold, when string) string {
		return h.Kind.Membership.Belongs + " " + h.Of.Label() + wording.Spaced(when)
	}
	out := Conflict{Sides: []facts.Note{
		{Place: moments.Began(h.Fact), Words: belongs(h, moments.When(h.Fact))},
		{Place: moments.Ended(g.Fact), Words: belongs(g, moments.When(g.Fact))},
	}}
	if h.Of == g.Of {
		out.Severity = Warning
		out.Message = fmt.Sprintf("%s %s, but another record says %s; make the two one, or correct one of the dates",
			h.Holder.Label(), belongs(h, lateWhen(h)), untilOrWhen(g.Fact))
		return out
	}
	out.Message = fmt.Sprintf("%s %s, but %s, and nobody belongs to two as %s at once; %s",
		h.Holder.Label(), belongs(h, lateWhen(h)), belongs(g, untilOrWhen(g.Fact)), wording.QuoteCut(exclusive(&h.Tenure).Text(), 40), mendMembership(h.Fact))
	for _, t := range []*facts.Tenure{&h.Tenure, &g.Tenure} {
		out.Also = append(out.Also, facts.Note{Place: exclusive(t).Place(), Words: t.Of.Label() + " excludes others by this word"})
	}
	return out
}

// lateWhen says when the later of two memberships is: since when is enough if it
// is held at some known moment from then on.
func lateWhen(h *tenures.Hold) string {
	if from := moments.From(h.Fact); from != "" && h.Firm() {
		return from
	}
	return moments.When(h.Fact)
}

// mendMembership says what to correct.
func mendMembership(f *facts.Fact) string {
	if p := f.Kind().Period; p.Start == vocabulary.None || p.End == vocabulary.None {
		return "correct one of the two dates"
	}
	return "correct one of the dates, or end the earlier one"
}
