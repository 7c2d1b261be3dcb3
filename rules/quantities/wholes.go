package quantities

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/vocabulary"
)

// A Whole is a thing with figures for one group, and with parts that have some.
type Whole struct {
	Thing   *facts.Fact
	Kind    *vocabulary.Kind // of the figures
	Figures []wholeFigure
	all     []*facts.Quantity // of the thing
	parts   []Part
}

// A wholeFigure is what is known of a whole at one time: the highest figure.
type wholeFigure struct {
	High *facts.Quantity
	mid  int64 // the middle of its time; 0 when it is undated
}

// A Part is what is known of one part of a whole.
type Part struct {
	thing   *facts.Fact
	link    facts.Value // which says that it is a part
	all     []*facts.Quantity
	figures []partFigure    // the lowest for each time, by its middle
	undated *facts.Quantity // the lowest without a time
	lowest  *facts.Quantity // of all
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
// the first part of each. Look is called before each is looked at.
func GatherWholes(b *facts.Base, look func()) []*Whole {
	g := gathering{base: b, byKey: map[wholeKey]*Whole{}}
	for asked := range b.Asked {
		look()
		if len(asked.Figures) == 0 || !asked.Leads() {
			continue
		}
		for series := range asked.Series() {
			if partOf := series[0].Kind.Quantity.PartOf; partOf.Name == asked.Value.Field().Name && !ownPartOf(series[0].Kind) {
				g.add(series)
			}
		}
	}
	if slices.ContainsFunc(b.Vocabulary.Kinds, ownPartOf) {
		for series := range b.Quantities {
			look()
			if ownPartOf(series[0].Kind) {
				g.add(series)
			}
		}
	}
	if common := commonIn(b); common != nil {
		for _, w := range g.wholes {
			w.leaveCommon(common)
		}
	}
	return g.wholes
}

// ownPartOf reports whether the figures of a kind say themselves what they are a part of.
func ownPartOf(k *vocabulary.Kind) bool {
	return k.Quantity != nil && k.Quantity.PartOf.In(k) != vocabulary.None
}

// A gathering is the wholes found so far.
type gathering struct {
	base   *facts.Base
	byKey  map[wholeKey]*Whole
	wholes []*Whole // those with figures
}

// add adds a series to the wholes that its figures are part of.
func (g *gathering) add(series []facts.Quantity) {
	kind, group := series[0].Kind, series[0].Group
	if !hasWhole(g.base, series) {
		return
	}
	for _, members := range byWhole(series) {
		key := wholeKey{members.whole, kind, group}
		of := g.base.QuantitiesOf(members.whole, kind, group)
		if len(of) == 0 || members.whole == series[0].Of {
			continue
		}
		w := g.byKey[key]
		if w == nil {
			w = &Whole{Thing: members.whole, Kind: kind, Figures: wholeFigures(of), all: pointers(of)}
			g.byKey[key] = w
			if len(w.Figures) > 0 {
				g.wholes = append(g.wholes, w)
			}
		}
		w.parts = append(w.parts, newPart(members))
	}
}

// members are the figures of one thing as a part of one whole.
type members struct {
	whole   *facts.Fact
	link    facts.Value
	figures []*facts.Quantity
}

// hasWhole reports whether something that figures of a series are a part of has
// figures of their sort: most have none, and no more is asked of them.
func hasWhole(b *facts.Base, series []facts.Quantity) bool {
	for to := range wholesOf(series) {
		if len(b.QuantitiesOf(to, series[0].Kind, series[0].Group)) > 0 {
			return true
		}
	}
	return false
}

// byWhole divides a series by the wholes that its figures are part of: what the
// figure's own field names, else that of the thing measured.
func byWhole(series []facts.Quantity) []*members {
	var out []*members
	find := map[*facts.Fact]*members{}
	for to, use := range wholesOf(series) {
		m := find[to]
		if m == nil {
			m = &members{whole: to, link: use.Link}
			find[to] = m
			out = append(out, m)
		}
		if n := len(m.figures); n == 0 || m.figures[n-1] != use.Figure {
			m.figures = append(m.figures, use.Figure)
		}
	}
	return out
}

// wholesOf yields each thing that a figure of a series is part of, with the figure.
func wholesOf(series []facts.Quantity) func(yield func(*facts.Fact, PartUse) bool) {
	return func(yield func(*facts.Fact, PartUse) bool) {
		kind, of := series[0].Kind, series[0].Of
		own := kind.Quantity.PartOf.In(kind)
		var shared facts.Value
		if of.Comparable() {
			shared = of.Get(kind.Quantity.PartOf.In(of.Kind()))
		}
		for i := range series {
			q, link := &series[i], shared
			if v := q.Fact.Get(own); v.OK() {
				link = v
			}
			for to, v := range link.Refs() {
				if to.Comparable() && held(v, q) && !byAnother(link, to, kind) && !yield(to, PartUse{q, v}) {
					return
				}
			}
		}
	}
}

// wholeFigures returns the highest figure for each time, by the middle of the
// time, and for no time at the end.
func wholeFigures(series []facts.Quantity) []wholeFigure {
	var out []wholeFigure
	var undated []wholeFigure
	for figures := range EachTime(series, nil) {
		high := slices.MinFunc(figures, highest)
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
	p := Part{thing: m.figures[0].Of, link: m.link, all: m.figures}
	for _, q := range m.figures {
		if p.lowest == nil || lowest(q, p.lowest) < 0 {
			p.lowest = q
		}
		switch {
		case !q.Dated && (p.undated == nil || lowest(q, p.undated) < 0):
			p.undated = q
		case Timed(q):
			p.figures = append(p.figures, partFigure{q, middle(q.At)})
		}
	}
	slices.SortFunc(p.figures, func(a, b partFigure) int {
		if a.mid != b.mid {
			return cmp.Compare(a.mid, b.mid)
		}
		return lowest(a.low, b.low)
	})
	p.figures = slices.CompactFunc(p.figures, func(a, b partFigure) bool { return a.mid == b.mid })
	return p
}

func pointers(series []facts.Quantity) []*facts.Quantity {
	out := make([]*facts.Quantity, len(series))
	for i := range series {
		out[i] = &series[i]
	}
	return out
}

// AtLeast returns what a figure adds to a sum at its lowest: nothing when that
// is not known.
func AtLeast(q *facts.Quantity) float64 {
	if math.IsInf(q.Min, -1) {
		return 0
	}
	return q.Min
}

func middle(m edtf.Moment) int64 { return m.Earliest + (m.Latest-m.Earliest)/2 }

// DirectParts returns all that says it is a part of the whole, disputed or not,
// or of which a figure says so; nil when there may be more.
func (w *Whole) DirectParts(b *facts.Base, r *facts.Referrers) []*facts.Fact {
	if b.MayHaveLost(w.Thing.ID()) || r.Loose(nil) {
		return nil
	}
	var out []*facts.Fact
	for ref := range r.To(w.Thing) {
		if field, _, _ := strings.Cut(ref.Path, "."); field != w.Kind.Quantity.PartOf.Name {
			continue
		}
		f := ref.Value.Fact()
		if f.Kind() == w.Kind {
			f = f.Get(w.Kind.Quantity.Of).Ref()
		}
		out = append(out, f) // nil, of which nothing is known, for a figure of nothing
	}
	return out
}

// Loops reports whether the thing is a part of itself by some way round.
func (w *Whole) Loops() bool { return liesIn(w.Thing, w.Thing, w.Kind) }
