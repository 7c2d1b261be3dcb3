package rules

import (
	"fmt"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/quantities"
)

var quantityDensity = &Rule{
	Name:     "quantity-density",
	Summary:  "Even the lowest figure gives more than max_density per square kilometre.",
	Severity: Warning,
	Compares: true,
	Why: `The most crowded cities of the world have some 45 000 people per square kilometre.
More than that is nearly always an area in the wrong unit, or a figure with a digit too many.`,
	Options: []Option{{Name: "max_density", Summary: "the most per square kilometre", Default: 50000.0}},
	Example: mended(`[[place]]
id = "tskhinvali"
name = "Tskhinvali"
area = 0.0074

[[population]]
place = "tskhinvali"
as_of = 2015
value = 30_432
`, "area = 0.0074", "area = 7.4"),
	Together: together("the area of {fact} makes {n} figures too dense; it is in square kilometres"),
	Base:     checkDensities,
}

// checkDensities judges figures by the area of the thing measured, once for all
// of it, or by one of their own.
func checkDensities(p *Pass) {
	least := p.Least("max_density")
	for asked := range p.Base.Asked {
		area := asked.Value
		if len(asked.Figures) == 0 || !area.Fact().Comparable() {
			continue
		}
		for series := range asked.Series() {
			kind := series[0].Kind
			if role := kind.Quantity; role.Area.Name != area.Field().Name || role.Area.In(kind) != vocabulary.None {
				continue
			}
			for i := range series {
				if q := &series[i]; q.Min > least*area.Number() { // else no more is asked of it
					checkDensity(p, q, area)
				}
			}
		}
	}
	for _, k := range p.Base.Vocabulary.Kinds {
		if k.Quantity == nil || k.Quantity.Area.In(k) == vocabulary.None {
			continue
		}
		for f := range p.Base.OfKind(k) {
			q := facts.ReadQuantity(f)
			if area := quantities.Measured(f, k.Quantity.Area); area.OK() && q.Known && (area.Fact() == f || f.Comparable() && q.Of.Comparable()) {
				checkDensity(p, &q, area)
			}
		}
	}
}

func checkDensity(p *Pass, q *facts.Quantity, area facts.Value) {
	f := q.Fact
	if area.Number() <= 0 || !p.Runs(f.File) || q.Min <= p.Option("max_density", f.File)*area.Number() {
		return
	}
	message := fmt.Sprintf("%s is %s on %s km², which is %s per km²; correct the figure or the area", quantities.FigureName(q), quantities.Amount(q), wording.RoundNumber(area.Number()), mildest(q.Min/area.Number(), q, "at least "))
	note := facts.Note{Place: area.Place(), Words: "is the area"}
	if area.Fact() == f {
		p.Report(Finding{Message: message, Place: quantities.LowValue(f).Place(), Words: quantities.FigureNote(q, quantities.LowValue(f)).Words, Related: []facts.Note{note}})
		return
	}
	p.Conflict(Conflict{Message: message, Sides: []facts.Note{quantities.FigureNote(q, quantities.LowValue(f)), note}})
}
