package edtf

import (
	"cmp"
	"slices"
	"sort"
)

// Spans are the times that some things may take up, each from the earliest that it
// may begin to the latest that it may end. Once all are added they are sorted, and
// may then be asked by several at once. Nil is none.
type Spans struct {
	all    []Moment
	latest []int64 // the latest end of each and those before it
}

// Add adds what begins and ends at two moments.
func (s *Spans) Add(begin, end Moment) {
	s.all = append(s.all, Moment{Earliest: begin.Earliest, Latest: end.Latest})
}

// Sort makes the spans ready to be asked.
func (s *Spans) Sort() {
	slices.SortFunc(s.all, func(a, b Moment) int { return cmp.Compare(a.Earliest, b.Earliest) })
	s.latest = make([]int64, len(s.all))
	latest := Past
	for i, m := range s.all {
		latest = max(latest, m.Latest)
		s.latest[i] = latest
	}
}

// Meet reports whether one of them may lie in part between two moments.
func (s *Spans) Meet(begin, end Moment) bool {
	if s == nil {
		return false
	}
	n := sort.Search(len(s.all), func(i int) bool { return s.all[i].Earliest > end.Latest })
	return n > 0 && s.latest[n-1] >= begin.Earliest
}
