package rules

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/quantities"
)

var quantityGrowth = &Rule{
	Name:     "quantity-growth",
	Summary:  "Between two dated figures even the mildest change exceeds max_per_year.",
	Severity: Warning,
	Compares: true,
	Why: `Numbers of people change by a few percent a year; a tenfold jump is a digit too many,
a wrong year, or a war that deserves a note. The change is compound, per year of 365 days, and the mildest that
the figures allow: between the nearest ends of their ranges, over the longest time that may lie between their
dates. Figures whose dates may be the same are not compared, nor is a pair that holds another one that jumps.`,
	Options: []Option{{Name: "max_per_year", Summary: "the most that is gained or lost in a year, as a fraction", Default: 0.10}},
	Example: mended(`[[place]]
id = "tskhinvali"
name = "Tskhinvali"

[[population]]
place = "tskhinvali"
as_of = 2012
value = 30_000

[[population]]
place = "tskhinvali"
as_of = 2015
value = 304_320
`, "value = 304_320", "value = 30_432"),
	Together: together("{fact} {says}, too far from {n} other figures for the time between; correct it or its date, or mark it disputed"),
	Base:     checkGrowth,
}

func checkGrowth(p *Pass) {
	for series := range p.Base.Quantities {
		if len(series) < 2 {
			continue
		}
		most := 0.0
		for i := range series {
			most = max(most, p.Option("max_per_year", series[i].Fact.File))
		}
		list := levels(p, series)
		jumps(p, list, math.Log1p(most), false)
		if most < 1 {
			jumps(p, list, -math.Log1p(-most), true)
		}
	}
}

// A level is what a figure, or several that disagree on one time, say.
type level struct {
	at        edtf.Moment
	min, max  float64
	low, high *facts.Quantity
}

// levels turns a series into levels. Figures for one time that do not agree are
// a finding of their own; here they are one level, anywhere between them.
func levels(p *Pass, series []facts.Quantity) []level {
	out := make([]level, 0, len(series))
	disagreeing := func(*facts.Quantity) float64 { return quantityDisagree.Options[0].Value() }
	for figures := range quantities.EachTime(series, p.Look) {
		if !quantities.Timed(figures[0]) {
			continue
		}
		first := len(out)
		for _, q := range figures {
			out = append(out, level{q.At, q.Min, q.Max, q, q})
		}
		if _, _, meet := quantities.Extremes(figures, disagreeing); meet {
			continue
		}
		whole := out[first]
		for _, l := range out[first+1:] {
			if l.min < whole.min {
				whole.min, whole.low = l.min, l.low
			}
			if l.max > whole.max {
				whole.max, whole.high = l.max, l.high
			}
		}
		out = append(out[:first], whole)
	}
	return out
}

const yearSeconds = 365 * moments.Day

// jumps reports the rises, or falls, that are steeper than the logarithm a year
// of steepest. From level i to a later level j that is: to(j) − from(i) >
// steepest × years from the earliest of i to the latest of j. The level that
// begins a jump to j is the one with the least from(i) − steepest × earliest(i)
// among those that certainly lie before j, kept in a queue by that measure.
func jumps(p *Pass, list []level, steepest float64, fall bool) {
	if len(list) < 2 {
		return
	}
	from := make([]float64, len(list))
	byEnd := make([]int, 0, len(list)) // the possible beginnings, by when they are over
	byBegin := make([]int, len(list))
	measure := make([]float64, len(list))
	zero := list[0].at.Earliest
	for i := range list {
		byBegin[i] = i
		var ok bool
		if from[i], ok = leaving(&list[i], fall); ok {
			byEnd = append(byEnd, i)
			measure[i] = from[i] - steepest*float64(list[i].at.Earliest-zero)/yearSeconds
		}
	}
	slices.SortStableFunc(byEnd, func(i, j int) int { return cmp.Compare(list[i].at.Latest, list[j].at.Latest) })
	slices.SortStableFunc(byBegin, func(i, j int) int { return cmp.Compare(list[i].at.Earliest, list[j].at.Earliest) })
	var queue []int // positions in byEnd, their measures rising
	next := 0
	for _, j := range byBegin {
		for next < len(byEnd) && list[byEnd[next]].at.Latest < list[j].at.Earliest {
			for len(queue) > 0 && measure[byEnd[queue[len(queue)-1]]] >= measure[byEnd[next]] {
				queue = queue[:len(queue)-1]
			}
			queue = append(queue, next)
			next++
		}
		to, ok := leaving(&list[j], !fall) // at the mildest it ends where the other way would begin
		if !ok || len(queue) == 0 {
			continue
		}
		i := byEnd[queue[0]]
		years := float64(list[j].at.Latest-list[i].at.Earliest) / yearSeconds
		if rate := (-to - from[i]) / years; rate > steepest*(1+1e-9) {
			p.Conflict(jump(&list[i], &list[j], rate, fall))
			queue = queue[1:] // what began earlier would hold this jump too
		}
	}
}

// leaving returns the logarithm of the number that a jump from l begins with at
// the mildest, reversed for a fall; false when there is none. A count of nobody
// is taken for one, since it is rounded.
func leaving(l *level, fall bool) (float64, bool) {
	if fall {
		x, ok := logarithm(l.min, l.low)
		return -x, ok
	}
	return logarithm(l.max, l.high)
}

func logarithm(x float64, q *facts.Quantity) (float64, bool) {
	if math.IsInf(x, 0) || x <= 0 && !q.Kind.Counts() {
		return 0, false
	}
	if q.Kind.Counts() {
		x = max(x, 1)
	}
	return math.Log(x), true
}

// jump words a change from one level to a later one, rate being the logarithm a year.
func jump(a, b *level, rate float64, fall bool) Conflict {
	first, second := a.high, b.low
	value, next := quantities.HighValue(first.Fact), quantities.LowValue(second.Fact)
	verb, change := "rises", math.Expm1(rate)
	left, reached := mildest(first.Max, first, "at most "), mildest(second.Min, second, "at least ")
	if fall {
		first, second = a.low, b.high
		value, next = quantities.LowValue(first.Fact), quantities.HighValue(second.Fact)
		verb, change = "falls", -math.Expm1(-rate)
		left, reached = mildest(first.Min, first, "at least "), mildest(second.Max, second, "at most ")
	}
	return Conflict{
		Message: fmt.Sprintf("%s %s from %s %s to %s %s, by %s a year even at the mildest; correct a figure or its %s, or mark one disputed",
			quantities.FigureName(second), verb, left, quantities.When(first), reached, quantities.When(second), percent(change), quantities.AtValue(second.Fact).Field().Name),
		Sides: []facts.Note{quantities.FigureNote(second, next), quantities.FigureNote(first, value)},
		Also:  []facts.Note{{Place: quantities.AtValue(first.Fact).Place(), Words: "is its date"}, {Place: quantities.AtValue(second.Fact).Place(), Words: "is its date"}},
	}
}

// mildest words the end of a figure's range from which a change is the mildest.
func mildest(x float64, q *facts.Quantity, how string) string {
	if q.Min == q.Max {
		return wording.RoundNumber(x)
	}
	return how + wording.RoundNumber(x)
}

// percent words a fraction: "12 %", "more than tenfold".
func percent(x float64) string {
	switch {
	case x >= 10:
		return "more than tenfold"
	case x < 0.1:
		return fmt.Sprintf("%.2g %%", x*100)
	}
	return fmt.Sprintf("%.0f %%", x*100)
}
