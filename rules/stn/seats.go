package stn

import (
	"cmp"
	"context"
	"slices"
)

// Tenure is one holder's time in a seat. Begin ≤ End must be said of it as a
// relation of its own.
type Tenure struct {
	Begin, End Var
	Fact       Fact
}

// Clash is a pair of tenures of one seat of which neither can precede the other.
type Clash struct {
	Group, A, B int // places in the groups given
	// Facts prove it, in order: those of both tenures and of both refutations;
	// none but the tenures themselves can be left out.
	Facts []Fact
	// AFirst contradicts "A ends no later than B begins", BFirst the converse.
	// That order is the link without Facts.
	AFirst, BFirst Chain
}

// Left is what [Network.Seats] left out, since it would have taken too long.
type Left struct {
	Clashes int // that are not proved
	Tenures int // from which not all relations were followed
}

// Seats puts the tenures of each group, all of one single seat, in order. For
// two tenures either order is refuted if the earliest end of the one lies
// after the latest beginning of the other, or if it would close an impossible
// loop of relations. If one order is refuted the other becomes a relation, with
// the two tenures and the facts of the refutation as premises; if both are,
// that is a clash; and so on until nothing more follows. Derived orders never
// make a consistent network inconsistent.
//
// Call it once, with all groups. In an inconsistent network nothing is derived
// from facts that contradict each other.
//
// Cost: a group of k tenures takes k log k steps and one for each clash; where
// two dates are too vague to tell the order, each tenure concerned takes one
// search of relations, of at most 16 000 variables. No order is added that the
// dates imply anyhow or that follows from two others, so dated tenures add none
// except for hand-overs on one day. Quadratic only where that many vague tenures
// stand on either side of a known boundary.
//
// It works out all of [Network.Bounds]. Of clashes that the bounds of the tenures'
// own variables show it returns a hundred, for nobody needs a network to see
// them. The error is that of the context.
func (n *Network) Seats(ctx context.Context, groups [][]Tenure) (clashes []Clash, left Left, err error) {
	defer caught(&err)
	n.start(ctx)
	n.upperBounds()
	s := &seating{net: n, known: map[[2]Var]bool{}, clean: n.Consistent(), cut: map[Fact]bool{}}
	list := make([]*seat, len(groups))
	for i, tenures := range groups {
		list[i] = &seat{seating: s, group: i, tenures: tenures, clashes: map[[2]int]bool{}}
	}
	for changed := true; changed; {
		before := s.derived
		for _, seat := range list {
			seat.order()
		}
		changed = s.derived > before
	}
	n.ctx = nil
	return s.found, Left{s.unproved, len(s.cut)}, nil
}

type seating struct {
	net     *Network
	clean   bool            // nothing contradicts except for seats
	known   map[[2]Var]bool // orders derived or given up
	derived int             // orders
	found   []Clash
	plain   int // clashes by own bounds

	// Other clashes, and what their proofs took: facts looked at.
	proved, unproved, work int

	cut map[Fact]bool
}

// seat is one group in the making.
type seat struct {
	*seating
	group   int
	tenures []Tenure
	clashes map[[2]int]bool // pairs, the lower number first

	end, begin []int64 // earliest end and latest beginning of each tenure
	by         []int   // places by latest beginning
	overlaps   []int   // number of tenures that each certainly overlaps by dates
	clashing   []bool  // those that are in some clash
	vague      bool    // some pair is open
	seen       int     // orders derived in all when last looked at

	targets map[int32]int32 // of reach, kept for their room
	next    []int32
}

// order adds what follows for the group from the labels and relations now.
func (s *seat) order() {
	k := len(s.tenures)
	fresh := s.end == nil
	if fresh {
		s.end, s.begin, s.overlaps = make([]int64, k), make([]int64, k), make([]int, k)
		s.by, s.clashing = make([]int, k), make([]bool, k)
		for i := range s.by {
			s.by[i] = i
		}
	}
	moved := fresh
	for i, t := range s.tenures {
		end, begin := s.net.Lo(t.End), s.net.Hi(t.Begin)
		moved = moved || end != s.end[i] || begin != s.begin[i]
		s.end[i], s.begin[i] = end, begin
	}
	if !moved && !(s.vague && s.seen < s.derived) {
		return
	}
	s.seen = s.derived // what is derived from here on may lead to more
	slices.SortFunc(s.by, func(a, b int) int {
		return cmp.Or(cmp.Compare(s.begin[a], s.begin[b]), cmp.Compare(s.tenures[a].Fact, s.tenures[b].Fact))
	})
	s.findOverlaps()
	for before := -1; before < len(s.clashes); {
		// A tenure that turns out to clash no longer carries an order from the
		// one before it to the one after.
		before = len(s.clashes)
		s.orderByDates()
		s.orderByRelations()
	}
}

// findOverlaps finds pairs of which dates refute both orders. In the order of
// latest beginnings only those who certainly still sit can overlap the next.
func (s *seat) findOverlaps() {
	clear(s.overlaps)
	var sitting []int
	for _, b := range s.by {
		still := sitting[:0]
		for _, a := range sitting {
			s.net.spend(1)
			if s.end[a] <= s.begin[b] {
				continue
			}
			still = append(still, a)
			if s.end[b] > s.begin[a] {
				s.overlaps[a]++
				s.overlaps[b]++
				s.clash(a, b)
			}
		}
		sitting = still
		if s.end[b] > s.begin[b] {
			sitting = append(sitting, b)
		}
	}
}

// orderByDates derives A before B where dates refute the converse, thus where
// A's latest beginning is before B's earliest end. With C between them the
// order follows from A before C before B; among all before B the one of latest
// earliest end is such a C for every A that begins before that.
func (s *seat) orderByDates() {
	top := make([][3]int, len(s.by)+1) // before each place: the three of latest earliest end, the latest first
	top[0] = [3]int{-1, -1, -1}
	for i, c := range s.by {
		top[i+1] = top[i]
		if s.overlaps[c] > 0 || s.clashing[c] {
			continue
		}
		for j, d := range top[i+1] {
			if d < 0 || s.end[c] > s.end[d] {
				copy(top[i+1][j+1:], top[i+1][j:])
				top[i+1][j] = c
				break
			}
		}
	}
	for _, b := range s.by {
		before, _ := slices.BinarySearchFunc(s.by, s.end[b], func(a int, end int64) int {
			return cmp.Compare(s.begin[a], end)
		})
		for i := before - 1; i >= 0; i-- {
			s.net.spend(1)
			a := s.by[i]
			between, any := 0, false
			for _, c := range top[before] {
				if c >= 0 && c != b && s.end[c] > s.begin[a] {
					between++
					any = any || c != a
				}
			}
			if !any && a != b && s.end[a] <= s.begin[b] {
				s.derive(a, b)
			}
			if between >= 2 {
				break // one of them is between for each a further back
			}
		}
	}
}

// derive adds "a ends no later than b begins", whose converse is refuted.
func (s *seat) derive(a, b int) {
	n, ta, tb := s.net, s.tenures[a], s.tenures[b]
	key := [2]Var{ta.End, tb.Begin}
	if ta.End == tb.Begin || s.known[key] || n.Hi(ta.End) < n.Lo(tb.Begin) || s.clashed(a, b) {
		return // known, or certain by dates, which is as good
	}
	if n.refuted(ta, tb) {
		s.clash(a, b)
		return
	}
	s.known[key] = true
	premises, ok := s.premises(tb, ta)
	if !ok {
		return
	}
	e := n.appendOrder(int32(ta.End), int32(tb.Begin), premises)
	n.assertBoth(e) // it had room, see closes, but the premises' search may have taken that
	var c change
	n.admit(&c, e, offPending)
	n.settle(&c)
	s.derived++
}

func (s *seat) clashed(a, b int) bool { return s.clashes[[2]int{min(a, b), max(a, b)}] }
