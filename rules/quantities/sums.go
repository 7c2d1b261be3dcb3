package quantities

import (
	"sort"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
)

// sums are what the parts of a whole sum to at their lowest, by the whole's figures.
type sums struct {
	Equal []float64 // of the figures for the very same time
	Near  []float64 // of those nearest in time, or undated
}

// Sums adds up the parts. The time it takes does not grow with parts times
// figures of the whole: a part adds the same over a run of figures, so it is
// enough to note where that changes.
func (w *Whole) Sums(within int64) sums {
	n := len(w.Figures)
	dated := n
	if !w.Figures[n-1].High.Dated {
		dated--
	}
	at := make(map[edtf.Moment]int, dated)
	for i := range dated {
		at[w.Figures[i].High.At] = i
	}
	out := sums{make([]float64, n), make([]float64, n)}
	steps := make([]float64, n+1)
	for i := range w.parts {
		p := &w.parts[i]
		for _, q := range p.byTime {
			if k, ok := at[q.At]; ok {
				out.Equal[k] += atLeast(q)
			}
		}
		otherwise := 0.0
		if p.undated != nil {
			otherwise = atLeast(p.undated)
		}
		steps[0] += otherwise
		steps[dated] -= otherwise
		from := 0
		for k := range p.figures {
			to := dated
			if k+1 < len(p.figures) {
				to = sort.Search(dated, func(i int) bool { return p.nextIsNearer(k, w.Figures[i].mid) })
			}
			f := &p.figures[k]
			lo := max(from, sort.Search(dated, func(i int) bool { return w.Figures[i].mid >= f.mid-within }))
			hi := min(to, sort.Search(dated, func(i int) bool { return w.Figures[i].mid > f.mid+within }))
			if lo < hi {
				steps[lo] += atLeast(f.low) - otherwise
				steps[hi] -= atLeast(f.low) - otherwise
			}
			from = to
		}
		if dated < n {
			out.Near[dated] += atLeast(p.forUndated())
		}
	}
	sum := 0.0
	for i := range dated {
		sum += steps[i]
		out.Near[i] = sum
	}
	return out
}

// nextIsNearer reports whether the figure after k is nearer to a time than k;
// of two equally near ones the lower counts.
func (p *Part) nextIsNearer(k int, mid int64) bool {
	a, b := &p.figures[k], &p.figures[k+1]
	before, after := mid-a.mid, b.mid-mid
	return after < before || after == before && atLeast(b.low) < atLeast(a.low)
}

// forUndated returns the figure to hold against a whole that is undated.
func (p *Part) forUndated() *facts.Quantity {
	if p.undated != nil {
		return p.undated
	}
	return p.lowest
}

// Near returns the figure to hold against one of the whole, nil when there is
// none near enough.
func (p *Part) Near(f *wholeFigure, within int64) *facts.Quantity {
	if !f.High.Dated {
		return p.forUndated()
	}
	if len(p.figures) > 0 {
		k := sort.Search(len(p.figures)-1, func(k int) bool { return !p.nextIsNearer(k, f.mid) })
		if g := &p.figures[k]; max(g.mid-f.mid, f.mid-g.mid) <= within {
			return g.low
		}
	}
	return p.undated
}

// Equal returns the figure for the very same time as one of the whole, or nil.
func (p *Part) Equal(f *wholeFigure) *facts.Quantity {
	i := sort.Search(len(p.byTime), func(i int) bool { return compareMoments(p.byTime[i].At, f.High.At) >= 0 })
	if f.High.Dated && i < len(p.byTime) && p.byTime[i].At == f.High.At {
		return p.byTime[i]
	}
	return nil
}

// Uses lists the figures of the parts that choose gives, those that add nothing
// left out.
func (w *Whole) Uses(choose func(*Part) *facts.Quantity) []PartUse {
	var out []PartUse
	for i := range w.parts {
		if q := choose(&w.parts[i]); q != nil && atLeast(q) > 0 {
			out = append(out, PartUse{q, w.parts[i].link})
		}
	}
	return out
}
