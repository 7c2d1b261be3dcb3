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

// side is what is reached from one end, in layers as in walk.
type side struct {
	end  int32
	back bool
	recs []record
	from int             // the last layer is recs[from:]
	best map[int32]int32 // records, by the variable reached
}

// meet finds a walk of fewest relations from u to v, another variable, that gains
// what is needed, or nil. It is not sure of that beyond its share of records.
func (n *Network) meet(u, v int32, m meeting) (edges []int32, sure bool) {
	m.net = n
	for i, end := range [2]int32{u, v} {
		s := &n.sides[i]
		s.best = emptied(s.best)
		s.best[end] = 0
		s.end, s.back, s.from, s.recs = end, i == 1, 0, append(s.recs[:0], record{0, end, -1, -1})
	}
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
			there, back := s.path(n, s.best[at]), other.path(n, other.best[at])
			if s.back {
				there, back = back, there
			}
			return append(there, back...), true
		}
	}
}

// layer goes one relation further on a side. Of walks to one variable it keeps
// that of the greatest sum, and none from which the far end is out of reach.
func (m *meeting) layer(s *side, far int32) bool {
	n, p := m.net, m.net.potentials(m.orders)
	to := len(s.recs)
	for i := s.from; i < to; i++ {
		r := s.recs[i]
		for e := n.first(r.v, s.back); e >= 0; e = n.next(e, s.back) {
			n.spend(1)
			if m.looked++; m.looked > maxLooked {
				return false
			}
			if !n.counts(e, m.orders) && !(m.claimed && n.isOrder(e)) {
				continue
			}
			x, sum := n.head(e, s.back), r.sum
			if !m.claimed {
				sum += n.gain(e, m.orders)
				room := p[far] - p[x]
				if s.back {
					room = -room
				}
				if sum+room < m.need {
					continue
				}
			}
			switch j, seen := s.best[x]; {
			case !seen || int(j) < to && sum > s.recs[j].sum:
				if len(s.recs) >= maxRecords {
					return false
				}
				n.spend(recordWork)
				s.best[x] = int32(len(s.recs))
				s.recs = append(s.recs, record{sum, x, e, int32(i)})
			case int(j) >= to && (sum > s.recs[j].sum || sum == s.recs[j].sum && n.edgeLess(e, s.recs[j].edge)):
				s.recs[j] = record{sum, x, e, int32(i)}
			}
		}
	}
	s.from = to
	return true
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

// path lists the relations of a record, in walking order.
func (s *side) path(n *Network, i int32) (edges []int32) {
	for r := s.recs[i]; r.next >= 0; r = s.recs[r.next] {
		n.spend(recordWork)
		edges = append(edges, r.edge)
	}
	if !s.back {
		slices.Reverse(edges)
	}
	return edges
}
