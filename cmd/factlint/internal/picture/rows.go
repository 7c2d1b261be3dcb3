package picture

import (
	"slices"

	"github.com/factlint/factlint/facts/edtf"
)

// A seat is a row of holders one after another.
type seat struct {
	items []*item
	end   int64 // before which nobody else can hold it
}

// succeed gives the holders of a lane their rows. Who certainly holds the
// office together with another drops to a further row, and so does who would be
// drawn at the same place, since both are dated alike and to no more than that.
// Whoever can have followed another does so in the same row, however short the
// term.
func (l *lane) succeed() {
	var seats []*seat
	for _, it := range l.items {
		n := slices.IndexFunc(seats, func(s *seat) bool { return s.continued(it) })
		if n < 0 {
			n = slices.IndexFunc(seats, func(s *seat) bool { return s.free(it) })
		}
		if n < 0 {
			n = len(seats)
			seats = append(seats, &seat{end: edtf.Past})
		}
		it.row = n
		s := seats[n]
		it.first = it
		if it.joined = s.continued(it); it.joined {
			last := s.items[len(s.items)-1]
			last.next, it.first = it, last.first
		}
		s.items = append(s.items, it)
		s.end = max(s.end, it.leastEnd())
	}
	for _, s := range seats {
		s.settle()
	}
	l.rows = len(seats)
}

// latestBegin is when the item certainly has begun.
func (it *item) latestBegin() int64 {
	if unknown(it.begin.Latest) {
		return it.drawn.to
	}
	return it.begin.Latest
}

// leastEnd is until when the item has its row for itself: as long as it
// certainly lasts, for ever when its end is unknown.
func (it *item) leastEnd() int64 {
	switch {
	case unknown(it.end.Latest):
		return edtf.Future
	case !unknown(it.end.Earliest):
		return it.end.Earliest
	case !unknown(it.drawn.from):
		return it.drawn.from
	}
	return it.drawn.begin
}

// free reports whether an item can follow those of a row.
func (s *seat) free(it *item) bool {
	if s.end > it.latestBegin() || s.end >= it.drawn.to {
		return false
	}
	last := s.items[len(s.items)-1]
	if last.drawn.sure || it.drawn.sure {
		return true
	}
	// Of neither it is certain when they were; they are told apart only when
	// most of the one comes before the other.
	shared := min(last.drawn.to, it.drawn.to) - max(last.drawn.from, it.drawn.from)
	return shared <= min(last.drawn.to-last.drawn.from, it.drawn.to-it.drawn.from)/2
}

// continued reports whether an item goes on with what the last of a row began:
// the next term of the same holder.
func (s *seat) continued(it *item) bool {
	if it.holder == nil || len(s.items) == 0 || !s.free(it) {
		return false
	}
	last := s.items[len(s.items)-1]
	return last.holder == it.holder && last.acting == it.acting && last.fact.Status() == it.fact.Status() &&
		!unknown(last.end.Latest) && !unknown(it.begin.Earliest) &&
		it.begin.Earliest <= last.end.Latest+day && last.end.Earliest <= it.begin.Latest+day
}

// settle cuts what is drawn of the items of a row where they meet, so that none
// is drawn over another: in the middle of the time in which the one can have
// taken over from the other. Neighbours get different tints.
func (s *seat) settle() {
	alt := false
	for i, it := range s.items {
		if i == 0 {
			continue
		}
		if !it.joined && !it.vacant {
			alt = !alt
		}
		it.alt = alt && !it.vacant
		a, b := &s.items[i-1].drawn, &it.drawn
		if a.to <= b.from {
			continue
		}
		aEdge, bEdge := a.endEdge(), b.beginEdge()
		from, to := max(a.from, b.from), min(a.to, b.to)
		if a.sure || aEdge {
			from = max(b.from, a.end)
		}
		if b.sure || bEdge {
			to = min(a.to, b.begin)
		}
		if unknown(from) {
			from = to
		}
		meet := from + (to-from)/2
		a.to, b.from = max(meet, a.from), min(max(meet, a.from), b.to)
		a.clamp(aEdge, false)
		b.clamp(false, bEdge)
	}
}

// A span is a range of x that something takes up.
type span struct{ from, to float64 }

// rows are filled from the left, in any order of what stands in them.
type rows []float64 // where what stands in each ends

// place takes s up in the first row from the top that ends before it.
func (rs *rows) place(s span) int {
	for i, end := range *rs {
		if end <= s.from {
			(*rs)[i] = s.to
			return i
		}
	}
	*rs = append(*rs, s.to)
	return len(*rs) - 1
}

// A box is where a text stands; an empty one stands nowhere.
type box struct{ x, y, w, h float64 }
