package rules

import (
	"fmt"
	"math"
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/quantities"
)

var quantityParts = &Rule{
	Name:     "quantity-parts",
	Summary:  "The direct parts of a whole sum, even at their lowest, to more than the whole at its highest, or a group is more than everybody.",
	Severity: Error,
	Compares: true,
	Why: `The districts of a country have no more people than the country, nor has a group
more than everybody. That is an error when all are certainly figures of one moment: for one and the same day, or
of one count, which is an equal as_of and a source in common. Two figures for 2010 may be of January and of
December, and people move: for these it is a warning beyond slack, as for the figures nearest in time, at most
within apart, or one of them undated. A figure for a group is held against figures for the same group. Parts
without a figure count for nothing, of several figures for one part the lowest counts, and of several for the
whole the highest. A part that is more than the whole alone is reported by itself. A kind of your own whose numbers
may be negative, of type "number" and without an area or shares, is judged only where every direct part has a
figure.`,
	Options: []Option{
		{Name: "tolerance", Summary: "how many times the whole the parts may be, for figures of one moment", Default: 1.01},
		{Name: "slack", Summary: "how many times the whole the parts may be, for figures near in time", Default: 1.1},
		{Name: "within", Summary: "how far apart figures near in time may be", Default: "2y"},
	},
	Example: mended(`[[place]]
id = "south-ossetia"
name = "South Ossetia"

[[place]]
id = "tskhinvali"
name = "Tskhinvali"
part_of = "south-ossetia"

[[population]]
place = "south-ossetia"
as_of = 2015-10-15
value = 23_532

[[population]]
place = "tskhinvali"
as_of = 2015-10-15
value = 30_432
`, "value = 23_532", "value = 53_532"),
	Together: together("by {n} figures of {fact} its parts sum to more than the whole; correct a figure, or what is a part of what"),
	Base:     checkParts,
}

func checkParts(p *Pass) {
	for _, w := range quantities.GatherWholes(p.Base, p.Look) {
		p.Look()
		c := wholeCheck{p: p, w: w, counts: w.Kind.Counts(), of: map[*facts.Fact]bool{}, at: map[edtf.Moment]bool{}}
		c.check()
	}
	checkGroups(p)
}

// A wholeCheck holds the figures of one whole against those of its parts.
type wholeCheck struct {
	p      *Pass
	w      *quantities.Whole
	counts bool                 // no number is negative
	parts  []*facts.Fact        // all direct parts, nil when there may be more
	looked bool                 // whether parts are known
	of     map[*facts.Fact]bool // figures of the whole that are reported
	at     map[edtf.Moment]bool // and their times
	listed int                  // figures of parts, so far
}

func (c *wholeCheck) check() {
	may := func(whole *facts.Quantity, sum float64) bool {
		return exceeds(sum, whole.Max, c.p.Option("tolerance", whole.Fact.File))
	}
	for _, s := range c.w.Counted(may) {
		tolerance := c.p.Option("tolerance", s.Whole.Fact.File)
		if c.of[s.Whole.Fact] || !c.exceeds(&s, tolerance) {
			continue
		}
		if c.w.Loops() {
			return // which ref-cycle tells
		}
		c.of[s.Whole.Fact], c.at[s.Whole.At] = true, true
		c.reportParts(Error, s.Sorted(), tolerance)
	}
	within := int64(c.p.Option("within", c.w.Figures[0].High.Fact.File)) * moments.Day
	sums := c.w.Near(within)
	for i := range c.w.Figures {
		f := &c.w.Figures[i]
		slack := c.p.Option("slack", f.High.Fact.File)
		if f.High.Dated && c.at[f.High.At] || c.counts && !exceeds(sums[i], f.High.Max, slack) {
			continue
		}
		s := c.w.SumNear(f, within)
		if !c.exceeds(&s, slack) {
			continue
		}
		if c.w.Loops() {
			return
		}
		c.reportParts(Warning, s.Sorted(), slack)
	}
}

// exceeds reports whether parts are certainly more than so many times the whole.
// Where numbers may be negative, that takes a figure of every direct part.
func (c *wholeCheck) exceeds(s *quantities.Sum, times float64) bool {
	return len(s.Parts) > 0 && exceeds(s.Total, s.Whole.Max, times) && (c.counts || c.everyPart(s))
}

// everyPart reports whether the sum has a least number of every direct part of
// the whole.
func (c *wholeCheck) everyPart(s *quantities.Sum) bool {
	if !c.looked {
		c.looked, c.parts = true, c.w.DirectParts(c.p.Base, c.p.Referrers())
	}
	if c.parts == nil {
		return false
	}
	has := map[*facts.Fact]bool{}
	for _, part := range s.Parts {
		if math.IsInf(part.Figure.Min, -1) {
			return false
		}
		has[part.Figure.Of] = true
	}
	return !slices.ContainsFunc(c.parts, func(f *facts.Fact) bool { return !has[f] })
}

// reportParts reports how the parts exceed a figure of the whole: each part that does so
// alone by itself, and the others together if they do. Where numbers may be
// negative, all belong together.
func (c *wholeCheck) reportParts(severity Severity, s quantities.Sum, times float64) {
	first := true
	for c.counts && len(s.Parts) > 1 && exceeds(quantities.AtLeast(s.Parts[0].Figure), s.Whole.Max, times) {
		var alone quantities.Sum
		alone, s = s.Split(1)
		c.report(severity, alone, first)
		first = false
	}
	if exceeds(s.Total, s.Whole.Max, times) {
		c.report(severity, s, first)
	}
}

// maxPartNotes bounds the figures of parts that are listed for one whole: every
// finding that stands alone has them all, unless there are very many.
const maxPartNotes = 2000

// exceeds reports whether a sum is more than so many times a number, if that has
// an upper bound.
func exceeds(sum, most, times float64) bool {
	return !math.IsInf(most, 1) && sum > most+(times-1)*math.Abs(most)+1e-9*math.Abs(sum)
}

// report says how some parts exceed a figure of the whole. The whole thing itself
// is a side too, so that one finding gathers all its figures; of several findings
// of one figure the first does that.
func (c *wholeCheck) report(severity Severity, s quantities.Sum, first bool) {
	q := s.Whole
	out := Conflict{Severity: severity}
	claim := fmt.Sprintf("%s is %s %s", quantities.FigureName(q), quantities.Amount(q), quantities.When(q))
	parts := s.Parts
	if c.counts { // others add nothing
		parts = slices.DeleteFunc(parts, func(u quantities.PartUse) bool { return quantities.AtLeast(u.Figure) == 0 })
	}
	if len(parts) == 1 {
		part := parts[0].Figure
		out.Message = fmt.Sprintf("%s, but %s, a part of it, has %s %s; correct one of the two, or what is a part of what", claim, part.Of.Label(), quantities.Amount(part), quantities.When(part))
	} else {
		out.Message = fmt.Sprintf("%s, but its parts sum to %s even at their lowest: %s; correct a figure, or what is a part of what", claim, wording.RoundNumber(s.Total), partNames(parts))
	}
	out.Sides = []facts.Note{quantities.FigureNote(q, quantities.HighValue(q.Fact))}
	out.Sides[0].Words += ", its parts at least " + wording.RoundNumber(s.Total)
	if first {
		out.Sides = append(out.Sides, facts.Note{Place: c.w.Thing.IDPlace(), Words: "is the whole"})
	}
	for i, part := range parts[:min(len(parts), max(maxPartNotes-c.listed, 0))] {
		n := quantities.FigureNote(part.Figure, quantities.LowValue(part.Figure.Fact))
		n.Words = part.Figure.Of.Label() + " " + n.Words
		if i == 0 && !first {
			out.Sides = append(out.Sides, n)
		} else {
			out.Also = append(out.Also, n)
		}
		out.Also = append(out.Also, facts.Note{Place: part.Link.Place(), Words: "is a part of it"})
	}
	c.listed += len(parts)
	c.p.Conflict(out)
}

// maxPartNames is how many parts a message names; the places name them all.
const maxPartNames = 3

// partNames names parts with their least numbers: "Gori 500, Java 400 and 3 others".
func partNames(parts []quantities.PartUse) string {
	var names []string
	for i, part := range parts {
		if i == maxPartNames {
			names = append(names, wording.Count(len(parts)-i, "other"))
			break
		}
		names = append(names, part.Figure.Of.Label()+" "+wording.RoundNumber(quantities.AtLeast(part.Figure)))
	}
	return wording.And(names)
}

// checkGroups holds the figure for a group against that for everybody, of which
// it is a part.
func checkGroups(p *Pass) {
	type moment struct {
		of    *facts.Fact
		kind  *vocabulary.Kind
		group string
		at    edtf.Moment
	}
	certain := map[moment]bool{} // certainly
	within := func(f *facts.File) int64 { return int64(p.Option("within", f)) * moments.Day }
	for g := range quantities.Groups(p.Base, within) {
		file := g.Everybody.Fact.File
		severity, times := Warning, p.Option("slack", file)
		if g.OneMoment {
			severity, times = Error, p.Option("tolerance", file)
		}
		at := moment{g.Figure.Of, g.Figure.Kind, g.Figure.Group, g.Figure.At}
		if certain[at] || !exceeds(quantities.AtLeast(g.Figure), g.Everybody.Max, times) {
			continue
		}
		certain[at] = true
		sides := []facts.Note{quantities.FigureNote(g.Figure, quantities.LowValue(g.Figure.Fact)), quantities.FigureNote(g.Everybody, quantities.HighValue(g.Everybody.Fact))}
		sides[0].Words = "for " + wording.QuoteCut(g.Figure.Group, 40) + " it " + sides[0].Words
		sides[1].Words = "for everybody it " + sides[1].Words
		p.Conflict(Conflict{
			Message: fmt.Sprintf("%s is %s %s, but everybody there is %s %s; correct one of the two, or the group",
				quantities.FigureName(g.Figure), quantities.Amount(g.Figure), quantities.When(g.Figure), quantities.Amount(g.Everybody), quantities.When(g.Everybody)),
			Sides:    sides,
			Severity: severity,
		})
	}
}
