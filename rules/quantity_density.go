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
	Why: `The most crowded cities of the world have some 45 000 people per square kilometre.
More than that is nearly always an area in the wrong unit, or a figure with a digit too many.`,
	Options: []Option{{Name: "max_density", Summary: "the most per square kilometre", Default: 50000.0}},
	Bad: `[[place]]
id = "tskhinvali"
name = "Tskhinvali"
area = 0.0074

[[population]]
place = "tskhinvali"
as_of = 2015
value = 30_432
`,
	Good: `[[place]]
id = "tskhinvali"
name = "Tskhinvali"
area = 7.4

[[population]]
place = "tskhinvali"
as_of = 2015
value = 30_432
`,
	Together: together("the area of {fact} makes {n} figures too dense; it is in square kilometres"),
	Fact:     checkDensity,
	Kinds:    func(k *vocabulary.Kind) bool { return k.Quantity != nil && k.Quantity.Area.Name != "" },
}

func checkDensity(p *Pass, f *facts.Fact) {
	of := f.Get(f.Kind().Quantity.Of).Ref()
	area := quantities.Measured(f, of, f.Kind().Quantity.Area)
	if !area.OK() || area.Number() <= 0 || area.Fact() != f && !(f.Comparable() && of.Comparable()) {
		return
	}
	q := facts.ReadQuantity(f)
	if !q.Known || q.Min <= p.Option("max_density", f.File)*area.Number() {
		return
	}
	message := fmt.Sprintf("%s is %s on %s km², which is %s per km²; correct the figure or the area", quantities.FigureName(&q), quantities.Amount(&q), wording.RoundNumber(area.Number()), mildest(q.Min/area.Number(), &q, "at least "))
	note := facts.Note{Place: area.Place(), Words: "is the area"}
	if area.Fact() == f {
		p.Report(Finding{Message: message, Place: quantities.LowValue(f).Place(), Words: quantities.FigureNote(&q, quantities.LowValue(f)).Words, Related: []facts.Note{note}})
		return
	}
	p.Conflict(Conflict{Message: message, Sides: []facts.Note{quantities.FigureNote(&q, quantities.LowValue(f)), note}})
}
