// Package quantities holds what the rules about figures share: figures of one
// time, and wholes with the figures of their parts. Sums are the least that imprecise
// figures allow, so that what exceeds a whole does so for certain.
package quantities

import (
	"cmp"
	"math"
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/grouped"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/moments"
)

// FigureName names what a figure measures: "population of Tskhinvali", and its
// group when it is not everybody.
func FigureName(q *facts.Quantity) string {
	if q.Group == "" {
		return q.Fact.Label()
	}
	return q.Fact.Label() + " (" + wording.Cut(q.Group, 40) + ")"
}

// AtValue returns the value that says for when a figure is.
func AtValue(f *facts.Fact) facts.Value { return f.Get(f.Kind().Quantity.At) }

// When says for when a figure is: "in 2015", or that it is undated.
func When(q *facts.Quantity) string {
	if v := AtValue(q.Fact); v.OK() {
		return v.DatePhrase()
	}
	return "undated"
}

// LowValue and highValue return what sets the least and the greatest number.
func LowValue(f *facts.Fact) facts.Value {
	return firstValue(f, f.Kind().Quantity.Min, f.Kind().Quantity.Value, f.Kind().Quantity.Max)
}

func HighValue(f *facts.Fact) facts.Value {
	return firstValue(f, f.Kind().Quantity.Max, f.Kind().Quantity.Value, f.Kind().Quantity.Min)
}

func firstValue(f *facts.Fact, fields ...int) facts.Value {
	for _, i := range fields {
		if v := f.Get(i); v.OK() {
			return v
		}
	}
	return facts.Value{}
}

// Amount words the range of a figure: "60 000", "40 000 to 60 000".
func Amount(q *facts.Quantity) string {
	switch {
	case q.Min == q.Max:
		return wording.RoundNumber(q.Min)
	case math.IsInf(q.Min, -1):
		return "at most " + wording.RoundNumber(q.Max)
	case math.IsInf(q.Max, 1):
		return "at least " + wording.RoundNumber(q.Min)
	}
	return wording.RoundNumber(q.Min) + " to " + wording.RoundNumber(q.Max)
}

// FigureNote says what a figure gives, at one of its numbers.
func FigureNote(q *facts.Quantity, v facts.Value) facts.Note {
	return facts.Note{Place: moments.At(q.Fact, v), Words: "is " + Amount(q) + " " + When(q)}
}

// Timed reports whether it is known for when the figure is, on both sides.
func Timed(q *facts.Quantity) bool {
	return q.Dated && moments.Known(q.At.Earliest) && moments.Known(q.At.Latest)
}

func compareMoments(a, b edtf.Moment) int {
	return cmp.Or(cmp.Compare(a.Earliest, b.Earliest), cmp.Compare(a.Latest, b.Latest))
}

// EachTime yields the figures of a series that are for one and the same time,
// in order of time; those without a time come together, after the rest. What
// is dated to any time at all is left out.
func EachTime(series []facts.Quantity, look func()) func(yield func([]*facts.Quantity) bool) {
	return func(yield func([]*facts.Quantity) bool) {
		list := make([]*facts.Quantity, 0, len(series))
		for i := range series {
			if q := &series[i]; !q.Dated || moments.Known(q.At.Earliest) || moments.Known(q.At.Latest) {
				list = append(list, q)
			}
		}
		slices.SortStableFunc(list, func(a, b *facts.Quantity) int {
			if a.Dated != b.Dated {
				if a.Dated {
					return -1
				}
				return 1
			}
			return compareMoments(a.At, b.At)
		})
		for figures := range grouped.Runs(list, func(a, b **facts.Quantity) bool { return (*a).Dated == (*b).Dated && (*a).At == (*b).At }) {
			if len(figures) > 1 {
				facts.SortByContentOf(figures, func(q *facts.Quantity) *facts.Fact { return q.Fact }, look)
			}
			if !yield(figures) {
				return
			}
		}
	}
}

// Extremes returns of some figures the one that is highest even at its lowest,
// and the one that is lowest even at its highest, each range widened by a
// fraction. Any two ranges meet exactly when the lowest reaches up to the highest.
func Extremes(figures []*facts.Quantity, widen func(*facts.Quantity) float64) (top, bottom *facts.Quantity, meet bool) {
	var low, high float64
	for _, q := range figures {
		by := widen(q)
		l, h := Widened(q, by)
		if top == nil || l > low || l == low && q.Fact.Compare(top.Fact) < 0 {
			top, low = q, l
		}
		if bottom == nil || h < high || h == high && q.Fact.Compare(bottom.Fact) < 0 {
			bottom, high = q, h
		}
	}
	return top, bottom, low <= high
}

// Widened returns the range of a figure with both sides moved out by a fraction;
// an open side stays open.
func Widened(q *facts.Quantity, by float64) (low, high float64) {
	low, high = q.Min, q.Max
	if !math.IsInf(low, 0) {
		low -= by * math.Abs(low)
	}
	if !math.IsInf(high, 0) {
		high += by * math.Abs(high)
	}
	return low, high
}

// Measured returns the value of a field that belongs to the fact itself or,
// when it does not set it, to the thing measured, which is looked at only where one
// of its kind may have it.
func Measured(f *facts.Fact, field vocabulary.OtherField) facts.Value {
	k := f.Kind()
	v := f.Get(field.In(k))
	to := k.Fields[k.Quantity.Of].To
	if v.OK() || len(to) > 0 && !slices.ContainsFunc(to, func(of *vocabulary.Kind) bool { return field.In(of) != vocabulary.None }) {
		return v
	}
	if of := f.Get(k.Quantity.Of).Ref(); of != nil {
		return of.Get(field.In(of.Kind()))
	}
	return facts.Value{}
}
