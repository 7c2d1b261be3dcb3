package quantities

import (
	"sort"

	"github.com/factlint/factlint/facts"
)

// Near returns what the figures of the parts nearest in time, or undated, sum to
// at their lowest, for each figure of the whole. The time it takes does not grow
// with parts times figures of the whole: a part adds the same over a run of
// figures, so it is enough to note where that changes.
func (w *Whole) Near(within int64) []float64 {
	n := len(w.Figures)
	dated := n
	if !w.Figures[n-1].High.Dated {
		dated--
	}
	out := make([]float64, n)
	steps := make([]float64, n+1)
	for i := range w.parts {
		p := &w.parts[i]
		otherwise := 0.0
		if p.undated != nil {
			otherwise = AtLeast(p.undated)
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
				steps[lo] += AtLeast(f.low) - otherwise
				steps[hi] -= AtLeast(f.low) - otherwise
			}
			from = to
		}
		if dated < n {
			out[dated] += AtLeast(p.forUndated())
		}
	}
	sum := 0.0
	for i := range dated {
		sum += steps[i]
		out[i] = sum
	}
	return out
}

// nextIsNearer reports whether the figure after k is nearer to a time than k;
// of two equally near ones the lower counts.
func (p *Part) nextIsNearer(k int, mid int64) bool {
	a, b := &p.figures[k], &p.figures[k+1]
	before, after := mid-a.mid, b.mid-mid
	return after < before || after == before && AtLeast(b.low) < AtLeast(a.low)
}

// forUndated returns the figure to hold against a whole that is undated.
func (p *Part) forUndated() *facts.Quantity {
	if p.undated != nil {
		return p.undated
	}
	return p.lowest
}

// near returns the figure to hold against one of the whole, nil when there is
// none near enough.
func (p *Part) near(f *wholeFigure, within int64) *facts.Quantity {
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

// SumNear adds up the figures of the parts nearest in time to one of the whole.
func (w *Whole) SumNear(f *wholeFigure, within int64) Sum {
	var parts []PartUse
	for i := range w.parts {
		if q := w.parts[i].near(f, within); q != nil {
			parts = append(parts, PartUse{q, w.parts[i].link})
		}
	}
	return newSum(f.High, parts)
}
