package quantities

import (
	"cmp"
	"maps"
	"slices"
	"sort"

	"github.com/factlint/factlint/facts"
)

// A Group is a figure for a group of what is counted, with that for everybody
// to hold it against.
type Group struct {
	Figure, Everybody *facts.Quantity
	OneMoment         bool // both are certainly of one
}

// everybody is what is known of all that is counted of one thing.
type everybody struct {
	counts  map[Count]*facts.Quantity
	figures []wholeFigure // the highest for each time, by its middle
	undated *facts.Quantity
	highest *facts.Quantity
}

func newEverybody(series []facts.Quantity) *everybody {
	all := pointers(series)
	e := &everybody{counts: byCount(all, nil, highest), figures: wholeFigures(series), highest: slices.MinFunc(all, highest)}
	if n := len(e.figures); n > 0 && !e.figures[n-1].High.Dated {
		e.undated, e.figures = e.figures[n-1].High, e.figures[:n-1]
	}
	slices.SortStableFunc(e.figures, func(a, b wholeFigure) int {
		if a.mid != b.mid {
			return cmp.Compare(a.mid, b.mid)
		}
		return highest(a.High, b.High)
	})
	e.figures = slices.CompactFunc(e.figures, func(a, b wholeFigure) bool { return a.mid == b.mid })
	return e
}

// Groups yields the figures of groups beside those of everybody: for each count
// that both belong to, and then for the time nearest to it, at most within apart.
// Of several figures for one moment a group has the lowest, and everybody the highest.
func Groups(b *facts.Base, within func(*facts.File) int64) func(yield func(Group) bool) {
	return func(yield func(Group) bool) {
		var whole []facts.Quantity // figures for everybody
		var all *everybody         // the same, once a group follows
		for series := range b.Quantities {
			first := &series[0]
			switch {
			case !first.Kind.Counts():
				continue // others may be negative
			case first.Group == "":
				whole, all = series, nil
				continue
			case len(whole) == 0 || whole[0].Of != first.Of || whole[0].Kind != first.Kind:
				continue
			case all == nil:
				all = newEverybody(whole)
			}
			figures := pointers(series)
			low := byCount(figures, nil, lowest)
			for _, c := range slices.SortedFunc(maps.Keys(low), compareCounts) {
				if high := all.counts[c]; high != nil && !yield(Group{low[c], high, true}) {
					return
				}
			}
			for figures := range EachTime(series, nil) {
				low := slices.MinFunc(figures, lowest)
				if high := all.near(low, within(low.Fact.File)); high != nil && !yield(Group{low, high, false}) {
					return
				}
			}
		}
	}
}

// near returns the figure for everybody to hold against one of a group, nil when
// there is none near enough; of two equally near ones the higher.
func (e *everybody) near(q *facts.Quantity, within int64) *facts.Quantity {
	if !q.Dated {
		if e.undated != nil {
			return e.undated
		}
		return e.highest
	}
	if !Timed(q) {
		return nil
	}
	mid := middle(q.At)
	best, apart := e.undated, within+1
	i := sort.Search(len(e.figures), func(i int) bool { return e.figures[i].mid >= mid })
	for _, f := range e.figures[max(0, i-1):min(len(e.figures), i+1)] {
		if d := max(f.mid-mid, mid-f.mid); d < apart || d == apart && d <= within && highest(f.High, best) < 0 {
			best, apart = f.High, d
		}
	}
	return best
}
