package rules

import (
	"fmt"
	"iter"
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/grouped"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/tenures"
)

var tenureRepeated = &Rule{
	Name:     "tenure-repeated",
	Summary:  "One person has two tenures in one office that may be one: with equal starts, or one without an end that begins within the other.",
	Severity: Warning,
	OfTime:   true,
	Compares: true,
	Why: `The same term is entered twice, by two people or from two sources: once before it
ended, and once after. Where both certainly have a moment in common, that is tenure-overlap, an error; where a
start is known by its month or year alone, or the tenure without an end may have ended at once, it is only
likely. A term that begins as another ends is the next one.`,
	Example: mended(`[[person]]
id = "bibilov"
name = "Anatoly Bibilov"

[[office]]
id = "president"
name = "President of South Ossetia"

[[tenure]]
person = "bibilov"
office = "president"
start = 2017
end = 2022

[[tenure]]
person = "bibilov"
office = "president"
start = 2017-04-21
`, `start = 2017
`, `start = 2017-04-21
`, `end = 2022

[[tenure]]
person = "bibilov"
office = "president"
start = 2017-04-21`, "end = 2022"),
	Together: together("{claim}, and {n} other tenures of the same person in it may be the same one; keep one of them, or correct their dates"),
	Base:     checkRepeated,
}

func checkRepeated(p *Pass) {
	repeated := p.repeated()
	for _, held := range p.Base.Held {
		for of := range byHolder(held) {
			if len(of) > 1 {
				checkHolder(p, of, repeated)
			}
		}
	}
}

// byHolder yields the tenures of each holder of an office.
func byHolder(held []facts.Tenure) iter.Seq[[]facts.Tenure] {
	return grouped.Runs(held, func(a, b *facts.Tenure) bool { return a.Holder == b.Holder })
}

// maxLooked is how many pairs of tenures of one person in one office are looked at for
// such as may be the same.
const maxLooked = 1_000_000

// checkHolder looks at the tenures of one person in one office.
func checkHolder(p *Pass, held []facts.Tenure, repeated map[*facts.Fact]bool) {
	var all []*facts.Tenure
	for i := range held {
		if t := &held[i]; tenures.TookPlace(t.Fact) && !repeated[t.Fact] && moments.BeginValue(t.Fact).OK() && moments.Known(t.Fact.Begin().Earliest) {
			all = append(all, t)
		}
	}
	slices.SortFunc(all, func(a, b *facts.Tenure) int {
		p.Look()
		return a.Fact.Compare(b.Fact)
	})
	looked := 0
	for i, t := range all {
		for j := i - 1; j >= 0; j-- {
			p.Look()
			if looked++; looked > maxLooked {
				p.Limit(Limit{
					Message: fmt.Sprintf("%s has too many tenures of %s: of %d, %d were not looked at for such as may be one", t.Holder.Label(), t.Of.Label(), len(all), len(all)-i),
					Judged:  i, All: len(all),
				})
				return
			}
			if mayBeOne(all[j], t) {
				reportRepeated(p, all[j].Fact, t.Fact)
				break
			}
		}
	}
}

// mayBeOne reports whether two tenures, of which a begins first, are perhaps one,
// and do not certainly overlap.
func mayBeOne(a, b *facts.Tenure) bool {
	x, y := a.Fact, b.Fact
	if a.Acting != b.Acting || x.End().Earliest > y.Begin().Latest && y.End().Earliest > x.Begin().Latest {
		return false
	}
	return moments.BeginValue(x).Canonical() == moments.BeginValue(y).Canonical() || beginsWithin(y, x) || beginsWithin(x, y)
}

// beginsWithin reports whether a tenure that does not say when it ends certainly
// begins before another ends, and perhaps not before that begins.
func beginsWithin(y, x *facts.Fact) bool {
	return !moments.EndValue(y).OK() && y.Begin().Latest < x.End().Earliest && y.Begin().Latest >= x.Begin().Earliest
}

func reportRepeated(p *Pass, x, y *facts.Fact) {
	if y.Compare(x) < 0 {
		x, y = y, x
	}
	role := y.Kind().Tenure
	p.Conflict(Conflict{
		Message: fmt.Sprintf("%s is written twice, %s and %s, which may be one tenure; keep one of the two, or correct a date",
			y.Label(), tenureWords(x), tenureWords(y)),
		Sides: laterFirst(facts.Note{Place: moments.Began(y), Words: role.HoldsIt + " " + tenureWords(y)}, facts.Note{Place: moments.Began(x), Words: x.Kind().Tenure.HoldsIt + " " + tenureWords(x)}),
	})
}

// tenureWords says when a tenure is: "from 2017, with no end written".
func tenureWords(f *facts.Fact) string {
	if moments.EndValue(f).OK() {
		return moments.When(f)
	}
	return moments.From(f) + " with no end written"
}
