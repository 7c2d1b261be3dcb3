package timeline

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/stn"
)

// subject returns the two facts in the order in which a claim speaks of them.
func (p *pairing) subject(k claimKind) (first, second *facts.Fact) {
	if k&turned != 0 {
		return p.b, p.a
	}
	return p.a, p.b
}

// former returns the fact that the phrase of a claim speaks of first: the later
// one, when that declares what it comes after.
func (p *pairing) former(k claimKind) *facts.Fact {
	first, second := p.subject(k)
	if k.claims() != livesIn && p.claims[k].values[0].Fact() == second {
		return second
	}
	return first
}

// phrase words a claim: "X is said to come before Y".
func (p *pairing) phrase(k claimKind) string {
	first, second := p.subject(k)
	before := "before"
	if p.former(k) != first {
		first, second, before = second, first, "after"
	}
	how := ""
	switch v := p.claims[k].values[0]; k.claims() {
	case comesBefore:
		how = "to come " + before
	case atLeast, atMost:
		how = "to come " + distance(k, v) + " " + before
	case liesWithin:
		how = "to lie within"
	default:
		return fmt.Sprintf("%s names %s as %s and lies within its lifetime", first.Mention(), second.Mention(), v.Field().Name)
	}
	return fmt.Sprintf("%s is said %s %s", first.Mention(), how, second.Mention())
}

// distance words the duration of a claim made at v: "at least 14 days".
func distance(k claimKind, v facts.Value) string {
	for r := range v.Relations() {
		if k.claims() == atMost {
			return "at most " + DurationWords(r.AtMost.Text())
		}
		return "at least " + DurationWords(r.AtLeast.Text())
	}
	return ""
}

// DurationWords spells out a duration as fact files write it: "14 days" for
// "14d". Of what is not a duration it returns the text.
func DurationWords(s string) string {
	if _, _, ok := types.ParseDuration(s); !ok {
		return s
	}
	n, unit := s[:len(s)-1], ""
	switch s[len(s)-1] {
	case 'd':
		unit = " day"
	case 'w':
		unit = " week"
	case 'm':
		unit = " month"
	case 'y':
		unit = " year"
	}
	if strings.TrimLeft(n, "0") != "1" {
		unit += "s"
	}
	return n + unit
}

// places notes where a claim is made.
func (p *pairing) places(k claimKind) []facts.Note {
	words := "declared here"
	if k.claims() == livesIn {
		words = "named here"
	}
	var out []facts.Note
	for _, v := range p.claims[k].values {
		out = append(out, facts.Note{Place: v.Place(), Words: words + " by " + v.Field().Name})
	}
	return out
}

// againstDates words the one claim in a set, which the dates of the facts break.
func (p *pairing) againstDates(s claimSet) Disagreement {
	k := claimKind(0)
	for !s.has(k) {
		k++
	}
	first, second := p.subject(k)
	mine, theirs := moments.Evidence(first, moments.EndEarliest), moments.Evidence(second, moments.BeginLatest)
	how := ""
	switch k.claims() {
	case liesWithin:
		if theirs = moments.Evidence(second, moments.EndLatest); moments.BeginsBefore(p.base, first, second) {
			mine, theirs = moments.Evidence(first, moments.BeginLatest), moments.Evidence(second, moments.BeginEarliest)
		}
	case atLeast:
		how = tooFar(toDay(second.Begin().Latest)-toDay(first.End().Earliest), "at most")
	case atMost:
		mine, theirs = moments.Evidence(first, moments.EndLatest), moments.Evidence(second, moments.BeginEarliest)
		how = tooFar(toDay(second.Begin().Earliest)-toDay(first.End().Latest), "at least")
	}
	claim := p.places(k)
	if claim[0].Fact != first {
		first, second, mine, theirs = second, first, theirs, mine
	}
	sides := []facts.Note{moments.Note(first, mine), moments.Note(second, theirs)}
	if _, last := p.subject(k); how == "" && last.Begin().Latest == edtf.Future && k.claims() == comesBefore {
		for i := range sides {
			if sides[i].Fact == last {
				sides[i].Words = "has begun"
			}
		}
	}
	former, latter := sides[0], sides[1]
	if p.former(k) != first {
		former, latter = latter, former
	}
	return Disagreement{
		Message: fmt.Sprintf("%s, but the former %s and the latter %s%s; correct one of the dates, or the field %s",
			p.phrase(k), former.Words, latter.Words, how, p.claims[k].values[0].Field().Name),
		Sides: sides,
		Also:  claim,
	}
}

// tooFar words how far two facts are apart.
func tooFar(days int64, most string) string {
	switch {
	case days < 0 || days > stn.Inf/2:
		return ""
	case days == 0:
		return ", on the same day"
	case days == 1:
		return ", " + most + " 1 day apart"
	}
	return ", " + most + " " + strconv.FormatInt(days, 10) + " days apart"
}
