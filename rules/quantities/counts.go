package quantities

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules/moments"
)

// A Count is what makes figures certainly ones of one moment: that they are for
// one and the same day, or that one source has them all for one time. Figures of
// one year from here and there may be of its first and its last day.
type Count struct {
	at     edtf.Moment // the whole day, when it lies within one
	source string      // its id or URL; "" for figures of one day
}

// countTime returns the time by which a figure belongs to counts, and whether
// that is one day.
func countTime(q *facts.Quantity) (at edtf.Moment, day bool) {
	first, last := edtf.DayOf(q.At.Earliest), edtf.DayOf(q.At.Latest)
	if first != last {
		return q.At, false
	}
	return edtf.Moment{Earliest: first * moments.Day, Latest: first*moments.Day + moments.Day - 1}, true
}

// counts yields the counts that a figure belongs to.
func counts(q *facts.Quantity) iter.Seq[Count] {
	return func(yield func(Count) bool) {
		if !Timed(q) {
			return
		}
		at, day := countTime(q)
		if day && !yield(Count{at: at}) {
			return
		}
		for v := range q.Fact.Get(vocabulary.SourceField).Each() {
			if s := v.Ref(); (v.IsURL() || s != nil && s.Comparable()) && !yield(Count{at, v.Text()}) {
				return
			}
		}
	}
}

// byCount returns one figure for each count, the one that comes first of those
// that belong to it; only those of some times, unless that is nil.
func byCount(figures []*facts.Quantity, times map[edtf.Moment]bool, first func(a, b *facts.Quantity) int) map[Count]*facts.Quantity {
	out := map[Count]*facts.Quantity{}
	for _, q := range figures {
		if at, _ := countTime(q); times != nil && !times[at] {
			continue
		}
		for c := range counts(q) {
			if best := out[c]; best == nil || first(q, best) < 0 {
				out[c] = q
			}
		}
	}
	return out
}

// highest orders figures by the greatest number they allow, and lowest by the
// least; of equal ones neither depends on the order of the facts.
func highest(a, b *facts.Quantity) int {
	if c := cmp.Or(cmp.Compare(b.Max, a.Max), cmp.Compare(a.Min, b.Min)); c != 0 {
		return c
	}
	return compareIdentities(a, b)
}

func lowest(a, b *facts.Quantity) int {
	if c := cmp.Or(cmp.Compare(AtLeast(a), AtLeast(b)), cmp.Compare(a.Max, b.Max)); c != 0 {
		return c
	}
	return compareIdentities(a, b)
}

func compareIdentities(a, b *facts.Quantity) int {
	if a == b {
		return 0
	}
	return cmp.Or(cmp.Compare(a.Fact.Identity(), b.Fact.Identity()), cmp.Compare(a.Fact.Index, b.Fact.Index))
}

// A Sum is figures of parts of one thing beside one of the whole.
type Sum struct {
	Whole *facts.Quantity
	Parts []PartUse
	Total float64
}

// Counted returns the sums of figures that are certainly of one moment. Passed
// over are times at which may says of some figures of the whole, and all that the
// parts have, that these are no more.
func (w *Whole) Counted(may func(whole *facts.Quantity, sum float64) bool) []Sum {
	most := map[edtf.Moment]float64{}
	for _, q := range w.all {
		if Timed(q) {
			at, _ := countTime(q)
			most[at] = 0
		}
	}
	for i := range w.parts {
		for _, q := range w.parts[i].all {
			at, _ := countTime(q)
			if sum, ok := most[at]; ok {
				most[at] = sum + max(AtLeast(q), 0)
			}
		}
	}
	times := map[edtf.Moment]bool{}
	for _, q := range w.all {
		if at, _ := countTime(q); Timed(q) && may(q, most[at]) {
			times[at] = true
		}
	}
	if len(times) == 0 {
		return nil
	}
	whole := byCount(w.all, times, highest)
	parts := map[Count][]PartUse{}
	for i := range w.parts {
		p := &w.parts[i]
		for c, q := range byCount(p.all, times, lowest) {
			if whole[c] != nil {
				parts[c] = append(parts[c], PartUse{q, p.link})
			}
		}
	}
	var out []Sum
	for _, c := range slices.SortedFunc(maps.Keys(parts), compareCounts) {
		out = append(out, newSum(whole[c], parts[c]))
	}
	return out
}

// compareCounts puts counts of days first, and then those of sources in the
// order of their names.
func compareCounts(a, b Count) int {
	return cmp.Or(strings.Compare(a.source, b.source), compareMoments(a.at, b.at))
}

func newSum(whole *facts.Quantity, parts []PartUse) Sum {
	s := Sum{Whole: whole, Parts: parts}
	for _, p := range parts {
		s.Total += AtLeast(p.Figure)
	}
	return s
}

// Sorted returns the sum with the largest part first, added up in that order.
func (s *Sum) Sorted() Sum {
	parts := slices.Clone(s.Parts)
	slices.SortFunc(parts, func(a, b PartUse) int {
		if c := cmp.Compare(AtLeast(b.Figure), AtLeast(a.Figure)); c != 0 {
			return c
		}
		return cmp.Or(strings.Compare(a.Figure.Of.Label(), b.Figure.Of.Label()), compareIdentities(a.Figure, b.Figure))
	})
	return newSum(s.Whole, parts)
}

// Split returns the sum of the first parts, so many, and that of the others.
func (s *Sum) Split(n int) (first, rest Sum) {
	return newSum(s.Whole, s.Parts[:n:n]), newSum(s.Whole, s.Parts[n:])
}
