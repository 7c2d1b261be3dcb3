package stn

import "slices"

// meeting is a search for a walk of few relations from both of its ends at once.
// In a knot where each variable leads to several others, one search would look
// at all of them before it arrives; two of half the depth look at few.
type meeting struct {
	need   int64
	orders bool
	// claimed also goes through what is left out for closing a loop, and asks for
	// no gain.
	claimed bool

	net    *Network
	looked int
}

// meet finds a walk of fewest relations from u to v, another variable, that gains
// what is needed, or nil. It is not sure of that beyond its share of records.
func (n *Network) meet(u, v int32, m meeting) (edges []int32, sure bool) {
	m.net = n
	n.sides[0].begin(u, false)
	n.sides[1].begin(v, true)
	for {
		// The one with less to look at goes on.
		i := 0
		if a, b := &n.sides[0], &n.sides[1]; len(b.recs)-b.from < len(a.recs)-a.from {
			i = 1
		}
		s, other := &n.sides[i], &n.sides[1-i]
		switch {
		case s.from == len(s.recs):
			return nil, true
		case !m.layer(s, other.end):
			return nil, false
		}
		if at := m.met(s, other); at >= 0 {
			there, back := n.sides[0].path(n, n.sides[0].best[at]), n.sides[1].path(n, n.sides[1].best[at])
			slices.Reverse(there)
			return append(there, back...), true
		}
	}
}

// layer goes one relation further on a side, but not to where the far end is out of
// reach.
func (m *meeting) layer(s *side, far int32) bool {
	n, p := m.net, m.net.potentials(m.orders)
	return s.layer(n, &m.looked, func(e, x int32, sum int64) (int64, bool) {
		if !n.counts(e, m.orders) {
			return sum, m.claimed && n.isOrder(e)
		}
		if m.claimed {
			return sum, true
		}
		room := p[far] - p[x]
		if s.back {
			room = -room
		}
		sum += n.gain(e, m.orders)
		return sum, sum+room >= m.need
	})
}

// met returns the variable where the last layer of a side meets the other with
// the greatest gain, if that is enough, or −1.
func (m *meeting) met(s, other *side) (at int32) {
	at, most := -1, m.need-1
	for i := s.from; i < len(s.recs); i++ {
		r := &s.recs[i]
		j, has := other.best[r.v]
		if !has {
			continue
		}
		if sum := r.sum + other.recs[j].sum; sum > most || sum == most && at >= 0 && r.v < at {
			at, most = r.v, sum
		}
	}
	return at
}
