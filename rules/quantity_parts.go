package rules

import (
	"fmt"
	"math"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/quantities"
)

var quantityParts = &Rule{
	Name:     "quantity-parts",
	Summary:  "The direct parts of a whole sum, even at their lowest, to more than the whole at its highest.",
	Severity: Error,
	Why: `The districts of a country have no more people than the country. For figures of one
and the same as_of that is an error, for the figures nearest in time only a warning, since people move: those at
most within apart, or one of them undated. A figure for a group is held against figures for the same group.
Parts without a figure count for nothing, of several figures for one part the lowest counts, and of several for
the whole the highest.`,
	Options: []Option{
		{Name: "tolerance", Summary: "how many times the whole the parts may be, for figures of one as_of", Default: 1.01},
		{Name: "slack", Summary: "how many times the whole the parts may be, for figures near in time", Default: 1.1},
		{Name: "within", Summary: "how far apart figures near in time may be", Default: "2y"},
	},
	Bad: `[[place]]
id = "south-ossetia"
name = "South Ossetia"

[[place]]
id = "tskhinvali"
name = "Tskhinvali"
part_of = "south-ossetia"

[[population]]
place = "south-ossetia"
as_of = 2015
value = 23_532

[[population]]
place = "tskhinvali"
as_of = 2015
value = 30_432
`,
	Good: `[[place]]
id = "south-ossetia"
name = "South Ossetia"

[[place]]
id = "tskhinvali"
name = "Tskhinvali"
part_of = "south-ossetia"

[[population]]
place = "south-ossetia"
as_of = 2015
value = 53_532

[[population]]
place = "tskhinvali"
as_of = 2015
value = 30_432
`,
	Together: "by {n} figures of {fact} its parts sum to more than the whole; correct a figure, or what is a part of what",
	Base:     checkParts,
}

// partKinds tells the kinds of figures, of what they measure, and of what that
// is a part of.
func partKinds(v *vocabulary.Vocabulary) func(*facts.Fact) bool {
	all := func(*facts.Fact) bool { return true }
	kinds := map[*vocabulary.Kind]bool{}
	add := func(k *vocabulary.Kind, i int) bool {
		if i == vocabulary.None {
			return true
		}
		to := k.Fields[i].To
		for _, t := range to {
			kinds[t] = true
		}
		return len(to) > 0
	}
	for _, k := range v.Kinds {
		if q := k.Quantity; q != nil && q.PartOf != "" {
			kinds[k] = true
			if !add(k, q.Of) {
				return all
			}
			for _, part := range v.Kinds { // of any kind, so as to follow the way up
				if !add(part, part.FieldIndex(q.PartOf)) {
					return all
				}
			}
		}
	}
	return func(f *facts.Fact) bool { return kinds[f.Kind()] }
}

func checkParts(p *Pass) {
	for _, w := range quantities.GatherWholes(p.Base) {
		within := int64(p.Option("within", w.Figures[0].High.Fact.File)) * moments.Day
		sums := w.Sums(within)
		shown := 0
		for i := range w.Figures {
			f := &w.Figures[i]
			file := f.High.Fact.File
			c := Conflict{Severity: Error}
			choose := func(p *quantities.Part) *facts.Quantity { return p.Equal(f) }
			sum := sums.Equal[i]
			if !exceeds(sum, f.High.Max, p.Option("tolerance", file)) {
				c.Severity = Warning
				choose = func(p *quantities.Part) *facts.Quantity { return p.Near(f, within) }
				if sum = sums.Near[i]; !exceeds(sum, f.High.Max, p.Option("slack", file)) {
					continue
				}
			}
			if loops(w) {
				break // which ref-cycle tells
			}
			var parts []quantities.PartUse
			if shown < maxPartNotes {
				parts = w.Uses(choose)
				shown += len(parts)
			}
			wordParts(w, &c, f.High, sum, parts)
			p.Conflict(c)
		}
	}
}

// maxPartNotes bounds the figures of parts that are listed for one whole: every
// finding that stands alone has them all, unless there are very many.
const maxPartNotes = 2000

// exceeds reports whether a sum is more than so many times a number.
func exceeds(sum, most, times float64) bool {
	return sum > most+(times-1)*math.Abs(most)+1e-9*math.Abs(sum)
}

// word says how the parts exceed a figure of the whole. The whole thing itself
// is a side too, so that one finding gathers all its figures.
func wordParts(w *quantities.Whole, c *Conflict, q *facts.Quantity, sum float64, parts []quantities.PartUse) {
	claim := fmt.Sprintf("%s is %s %s", quantities.FigureName(q), quantities.Amount(q), quantities.When(q))
	if len(parts) == 1 {
		part := parts[0].Figure
		c.Message = fmt.Sprintf("%s, but %s, a part of it, has %s %s; correct one of the two, or what is a part of what", claim, part.Of.Label(), quantities.Amount(part), quantities.When(part))
	} else {
		c.Message = fmt.Sprintf("%s, but its parts sum to %s even at their lowest; correct a figure, or what is a part of what", claim, wording.RoundNumber(sum))
	}
	c.Sides = []facts.Note{quantities.FigureNote(q, quantities.HighValue(q.Fact)), {Place: w.Thing.IDPlace(), Words: "is the whole"}}
	c.Sides[0].Words += ", its parts at least " + wording.RoundNumber(sum)
	for _, part := range parts {
		n := quantities.FigureNote(part.Figure, quantities.LowValue(part.Figure.Fact))
		n.Words = part.Figure.Of.Label() + " " + n.Words
		c.Also = append(c.Also, n, facts.Note{Place: part.Link.Place(), Words: "is a part of it"})
	}
}

// loops reports whether the thing is a part of itself by some way round.
func loops(w *quantities.Whole) bool {
	seen := map[*facts.Fact]bool{w.Thing: true}
	todo := []*facts.Fact{w.Thing}
	for len(todo) > 0 && len(seen) < 1000 {
		f := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for up := range f.Get(f.Kind().FieldIndex(w.Kind.Quantity.PartOf)).Refs() {
			if up == w.Thing {
				return true
			}
			if !seen[up] {
				seen[up] = true
				todo = append(todo, up)
			}
		}
	}
	return false
}
