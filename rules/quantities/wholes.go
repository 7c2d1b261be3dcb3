package quantities

import (
	"cmp"
	"math"
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/vocabulary"
)

// A Whole is a thing with figures for one group, and with parts that have some.
type Whole struct {
	Thing   *facts.Fact
	Kind    *vocabulary.Kind // of the figures
	Figures []wholeFigure
	parts   []Part
}

// A wholeFigure is what is known of a whole at one time: the highest figure.
type wholeFigure struct {
	High *facts.Quantity
	mid  int64 // the middle of its time; 0 when it is undated
}

// A Part is what is known of one part of a whole.
type Part struct {
	link    facts.Value       // which says that it is a part
	byTime  []*facts.Quantity // each the lowest for its time
	figures []partFigure      // the same by the middle of the time
	undated *facts.Quantity   // the lowest without a time
	lowest  *facts.Quantity   // of all
}

type partFigure struct {
	low *facts.Quantity
	mid int64
}

// A PartUse is a figure of a part that goes into a sum.
type PartUse struct {
	Figure *facts.Quantity
	Link   facts.Value
}

type wholeKey struct {
	thing *facts.Fact
	kind  *vocabulary.Kind
	group string
}

// GatherWholes puts the figures of a base together by whole, in the order of
// the first part of each.
func GatherWholes(b *facts.Base) []*Whole {
	figures := map[wholeKey][]facts.Quantity{}
	for series := range b.Quantities {
		if q := &series[0]; q.Fact.Kind().Quantity.PartOf != "" {
			figures[wholeKey{q.Of, q.Fact.Kind(), q.Group}] = series
		}
	}
	byKey := map[wholeKey]*Whole{}
	var out []*Whole
	for series := range b.Quantities {
		kind := series[0].Fact.Kind()
		if kind.Quantity.PartOf == "" {
			continue
		}
		for _, members := range byWhole(series) {
			key := wholeKey{members.whole, kind, series[0].Group}
			of := figures[key]
			if len(of) == 0 || members.whole == series[0].Of {
				continue
			}
			w := byKey[key]
			if w == nil {
				w = &Whole{Thing: members.whole, Kind: kind, Figures: wholeFigures(of)}
				byKey[key] = w
				if len(w.Figures) > 0 {
					out = append(out, w)
				}
			}
			w.parts = append(w.parts, newPart(members))
		}
	}
	return out
}

// members are the figures of one thing as a part of one whole.
type members struct {
	whole   *facts.Fact
	link    facts.Value
	figures []*facts.Quantity
}

// byWhole divides a series by the wholes that its figures are part of: what the
// figure's own field names, else that of the thing measured.
func byWhole(series []facts.Quantity) []*members {
	var out []*members
	find := map[*facts.Fact]*members{}
	name := series[0].Fact.Kind().Quantity.PartOf
	own := series[0].Fact.Kind().FieldIndex(name) != vocabulary.None
	var shared facts.Value
	if of := series[0].Of; of.Comparable() {
		shared = of.Get(of.Kind().FieldIndex(name))
	}
	for i := range series {
		q := &series[i]
		link := shared
		if own {
			if v := q.Fact.Get(q.Fact.Kind().FieldIndex(name)); v.OK() {
				link = v
			}
		}
		for to, v := range link.Refs() {
			if !to.Comparable() {
				continue
			}
			m := find[to]
			if m == nil {
				m = &members{whole: to, link: v}
				find[to] = m
				out = append(out, m)
			}
			if n := len(m.figures); n == 0 || m.figures[n-1] != q {
				m.figures = append(m.figures, q)
			}
		}
	}
	return out
}

// wholeFigures returns the highest figure for each time, by the middle of the
// time, and for no time at the end.
func wholeFigures(series []facts.Quantity) []wholeFigure {
	var out []wholeFigure
	var undated []wholeFigure
	for figures := range EachTime(series) {
		high := slices.MaxFunc(figures, func(a, b *facts.Quantity) int { return cmp.Compare(a.Max, b.Max) })
		switch {
		case !high.Dated:
			undated = []wholeFigure{{High: high}}
		case Timed(high):
			out = append(out, wholeFigure{high, middle(high.At)})
		}
	}
	slices.SortStableFunc(out, func(a, b wholeFigure) int { return cmp.Compare(a.mid, b.mid) })
	return append(out, undated...)
}

func newPart(m *members) Part {
	p := Part{link: m.link}
	figures := slices.Clone(m.figures)
	slices.SortStableFunc(figures, func(a, b *facts.Quantity) int {
		return cmp.Or(compareMoments(a.At, b.At), cmp.Compare(atLeast(a), atLeast(b)))
	})
	for _, q := range figures {
		if p.lowest == nil || atLeast(q) < atLeast(p.lowest) {
			p.lowest = q
		}
		switch n := len(p.byTime); {
		case !q.Dated && (p.undated == nil || atLeast(q) < atLeast(p.undated)):
			p.undated = q
		case Timed(q) && (n == 0 || p.byTime[n-1].At != q.At):
			p.byTime = append(p.byTime, q)
			p.figures = append(p.figures, partFigure{q, middle(q.At)})
		}
	}
	slices.SortStableFunc(p.figures, func(a, b partFigure) int {
		return cmp.Or(cmp.Compare(a.mid, b.mid), cmp.Compare(atLeast(a.low), atLeast(b.low)))
	})
	p.figures = slices.CompactFunc(p.figures, func(a, b partFigure) bool { return a.mid == b.mid })
	return p
}

// atLeast returns what a figure adds to a sum at its lowest: nothing when that
// is not known.
func atLeast(q *facts.Quantity) float64 {
	if math.IsInf(q.Min, -1) {
		return 0
	}
	return q.Min
}

func middle(m edtf.Moment) int64 { return m.Earliest + (m.Latest-m.Earliest)/2 }
