package stn

import (
	"cmp"
	"slices"
)

// Tenure is one holder's time in a seat. Begin ≤ End must be said of it as a
// relation of its own.
type Tenure struct {
	Begin, End Var
	Fact       Fact
	Holder     int32 // two tenures of one holder are not compared; 0: unknown, unlike all
}

// Clash is a pair of tenures of one seat of which neither can precede the other.
type Clash struct {
	Group, A, B int // places in the groups given
	// Facts prove it: those of both tenures and of both refutations, by
	// Options.Before; none but the tenures themselves can be left out.
	Facts []Fact
	// AFirst contradicts "A ends no later than B begins", BFirst the converse.
	// That order is the link without Facts.
	AFirst, BFirst Chain
}

// Seating is what [Network.Seats] found. More is the number of clashes beyond
// Options.Reports.
type Seating struct {
	Clashes []Clash
	More    int
	Derived int // orders added to the network
}

// Seats puts the tenures of each group, all of one single seat, in order. For
// two tenures either order is refuted if the earliest end of the one lies
// after the latest beginning of the other, or if it would close an impossible
// loop of relations. If one order is refuted the other becomes a relation, with
// the two tenures and the facts of the refutation as premises; if both are,
// that is a clash; and so on until nothing more follows. Derived orders never
// make a consistent network inconsistent.
//
// Seats first takes back what an earlier call derived: call it again with all
// groups after an edit, or when facts were set aside or put back; tenures that
// are aside take no part. In an inconsistent network nothing is derived from
// facts that contradict each other.
//
// Cost: a group of k tenures takes k log k steps and one for each clash; where
// two dates are too vague to tell the order, each tenure concerned takes one
// search of relations, of at most Options.Records. No order is added that the
// dates imply anyhow or that follows from two others, so dated tenures add none
// but for hand-overs on one day. Quadratic only where that many vague tenures
// stand on either side of a known boundary.
func (n *Network) Seats(groups [][]Tenure, o Options) Seating {
	n.index()
	n.withdraw()
	s := &seating{net: n, opt: &o, ties: o.ties(), known: map[[2]Var]bool{}, clean: n.Consistent()}
	s.limit = cmp.Or(o.Reports, defaultReports)
	list := make([]*seat, len(groups))
	for i, tenures := range groups {
		list[i] = &seat{seating: s, group: i, clashes: map[[2]int]bool{}}
		for j, t := range tenures {
			if !n.IsAside(t.Fact) {
				list[i].tenures, list[i].place = append(list[i].tenures, t), append(list[i].place, j)
			}
		}
	}
	for changed := true; changed; {
		before := s.out.Derived
		for _, seat := range list {
			seat.order()
		}
		changed = s.out.Derived > before
	}
	return s.out
}

// withdraw drops all orders that Seats derived.
func (n *Network) withdraw() {
	var c change
	for _, e := range n.seats {
		if n.off[e]&offGone == 0 {
			n.drop(&c, e, offGone)
			n.stale++
		}
	}
	n.seats = nil
	switch {
	case len(n.loops) > 0:
		n.rejudge()
	case n.cluttered():
		n.rebuild(&statements{})
	default:
		n.settle(&c)
	}
	n.index()
}

type seating struct {
	net   *Network
	opt   *Options
	ties  ties
	limit int
	clean bool            // nothing contradicts but for seats
	known map[[2]Var]bool // orders derived or given up
	out   Seating
}

// seat is one group in the making.
type seat struct {
	*seating
	group   int
	tenures []Tenure        // without those whose facts are set aside
	place   []int           // of each in the group as given
	clashes map[[2]int]bool // pairs, the lower number first

	end, begin []int64 // earliest end and latest beginning of each tenure
	by         []int   // places by latest beginning
	overlaps   []int   // number of tenures that each certainly overlaps by dates
	clashing   []bool  // those that are in some clash
	vague      bool    // some pair is open
	seen       int     // orders derived in all when last looked at
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
	if !moved && !(s.vague && s.seen < s.out.Derived) {
		return
	}
	s.seen = s.out.Derived // what is derived from here on may lead to more
	slices.SortFunc(s.by, func(a, b int) int {
		return cmp.Or(cmp.Compare(s.begin[a], s.begin[b]), s.ties.compare(s.tenures[a].Fact, s.tenures[b].Fact))
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

// holder is the same for two tenures that are not to be compared.
func (s *seat) holder(i int) int32 {
	if h := s.tenures[i].Holder; h != 0 {
		return h
	}
	return -1 - int32(i)
}

// findOverlaps finds pairs of which dates refute both orders. In the order of
// latest beginnings only those who certainly still sit can overlap the next.
func (s *seat) findOverlaps() {
	clear(s.overlaps)
	var sitting []int
	for _, b := range s.by {
		still := sitting[:0]
		for _, a := range sitting {
			if s.end[a] <= s.begin[b] {
				continue
			}
			still = append(still, a)
			if s.end[b] > s.begin[a] {
				s.overlaps[a]++
				s.overlaps[b]++
				if s.holder(a) != s.holder(b) {
					s.clash(a, b)
				}
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
	top := make([][3]int, len(s.by)+1) // before each place: the latest earliest ends, of different holders
	top[0] = [3]int{-1, -1, -1}
	for i, c := range s.by {
		top[i+1] = top[i]
		if s.overlaps[c] == 0 && !s.clashing[c] {
			top[i+1] = s.insertTop(top[i], c)
		}
	}
	for _, b := range s.by {
		before, _ := slices.BinarySearchFunc(s.by, s.end[b], func(a int, end int64) int {
			return cmp.Compare(s.begin[a], end)
		})
		for i := before - 1; i >= 0; i-- {
			a := s.by[i]
			between, any := 0, false
			for _, c := range top[before] {
				if c >= 0 && s.holder(c) != s.holder(b) && s.end[c] > s.begin[a] {
					between++
					any = any || s.holder(c) != s.holder(a)
				}
			}
			if !any && s.holder(a) != s.holder(b) && s.end[a] <= s.begin[b] {
				s.derive(a, b)
			}
			if between >= 2 {
				break // one of them is between for each a further back
			}
		}
	}
}

// insertTop puts c into the three of latest earliest end and different holders.
func (s *seat) insertTop(top [3]int, c int) (next [3]int) {
	next = [3]int{-1, -1, -1}
	size, placed := 0, false
	add := func(x int) {
		if size < len(next) {
			next[size] = x
			size++
		}
	}
	for _, x := range [...]int{top[0], top[1], top[2], -1} {
		if !placed && (x < 0 || s.end[c] > s.end[x]) {
			add(c)
			placed = true
		}
		if x < 0 {
			continue
		}
		if s.holder(x) == s.holder(c) {
			if placed {
				continue
			}
			placed = true
		}
		add(x)
	}
	return next
}

// derive adds "a ends no later than b begins", whose converse is refuted.
func (s *seat) derive(a, b int) {
	n, ta, tb := s.net, s.tenures[a], s.tenures[b]
	key := [2]Var{ta.End, tb.Begin}
	if ta.End == tb.Begin || s.known[key] || n.Hi(ta.End) < n.Lo(tb.Begin) || s.clashed(a, b) {
		return // known, or certain by dates, which is as good
	}
	if n.Lo(ta.End) > n.Hi(tb.Begin) || s.closes(ta, tb, false) || s.closes(ta, tb, true) {
		s.clash(a, b)
		return
	}
	s.known[key] = true
	premises, ok := s.premises(tb, ta)
	if !ok {
		return
	}
	n.premises = append(n.premises, premises)
	e := n.appendEdge(edge{
		from: int32(ta.End), to: int32(tb.Begin), order: Weak, owner: ^int32(len(n.premises) - 1), tag: -1,
	})
	n.assertBoth(e) // it had room, see closes, but the premises' search may have taken that
	var c change
	n.admit(&c, e, offPending)
	n.settle(&c)
	n.seats = append(n.seats, e)
	s.out.Derived++
}

func (s *seat) clashed(a, b int) bool { return s.clashes[[2]int{min(a, b), max(a, b)}] }
