package rules

import (
	"fmt"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules/quantities"
)

var quantityDisagree = &Rule{
	Name:     "quantity-disagree",
	Summary:  "Two figures for the same thing, group and time lie further apart than tolerance.",
	Severity: Warning,
	Compares: true,
	Why: `Two sources seldom give the same number, and min and max are there to say so. But
when two figures for one thing and one time do not meet even with their ranges widened by a twentieth on both
sides, one of them is probably wrong, or counts something else. Compared are figures with an equal as_of, and
figures without any.`,
	Options: []Option{{Name: "tolerance", Summary: "how much of itself each figure is widened by on both sides", Default: 0.05}},
	Example: mended(`[[place]]
id = "tskhinvali"
name = "Tskhinvali"

[[population]]
place = "tskhinvali"
as_of = 2015
value = 30_432

[[population]]
place = "tskhinvali"
as_of = 2015
value = 53_532
`, "value = 53_532", `min = 28_000
max = 35_000`),
	Together: together("{fact} {says}, but {n} other figures for the same time disagree; correct it, or mark it disputed"),
	Base:     checkDisagree,
}

func checkDisagree(p *Pass) {
	tolerance := func(q *facts.Quantity) float64 { return p.Option("tolerance", q.Fact.File) }
	for series := range p.Base.Quantities {
		if len(series) < 2 {
			continue
		}
		for figures := range quantities.EachTime(series, p.Look) {
			top, bottom, meet := quantities.Extremes(figures, tolerance)
			if len(figures) < 2 || meet {
				continue
			}
			// Whatever disagrees with any figure disagrees with the top or the
			// bottom one, so that these are enough to name them all.
			p.Conflict(disagreement(top, bottom))
			topLow, _ := quantities.Widened(top, tolerance(top))
			_, bottomHigh := quantities.Widened(bottom, tolerance(bottom))
			for _, q := range figures {
				low, high := quantities.Widened(q, tolerance(q))
				if q != bottom && high < topLow {
					p.Conflict(disagreement(top, q))
				}
				if q != top && low > bottomHigh {
					p.Conflict(disagreement(q, bottom))
				}
			}
		}
	}
}

// disagreement words two figures for one time, of which the first is higher.
func disagreement(high, low *facts.Quantity) Conflict {
	time := quantities.When(high)
	if !high.Dated {
		time = "without a date"
	}
	return Conflict{
		Message: fmt.Sprintf("%s %s is %s by one figure but %s by another; correct one, widen its min and max, or mark one disputed", quantities.FigureName(high), time, quantities.Amount(high), quantities.Amount(low)),
		Sides:   laterFirst(quantities.FigureNote(high, quantities.LowValue(high.Fact)), quantities.FigureNote(low, quantities.HighValue(low.Fact))),
	}
}
