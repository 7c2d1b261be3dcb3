package stn

import "slices"

// closes reports whether "a ends no later than b begins" would close an
// impossible loop of relations. If not, the potentials have room for it now.
func (n *Network) closes(a, b Tenure, orders bool) bool {
	return a.End != b.Begin && !n.makeRoom(int32(a.End), int32(b.Begin), 0, orders)
}

// refutation lists facts that, with those of the tenures, refute that a ends
// no later than b begins.
func (n *Network) refutation(a, b Tenure) []Fact {
	var facts []Fact
	if n.Lo(a.End) > n.Hi(b.Begin) {
		// As little as does it on the one side, then on the other.
		lower, edges := n.proof(int32(a.End), n.Hi(b.Begin)+1, false)
		day := n.bounds[lower].lo
		for _, e := range edges {
			day += n.edges[e].weight()
		}
		upper, back := n.proof(int32(b.Begin), 1-day, true)
		facts = []Fact{Fact(n.bounds[lower].owner), Fact(n.bounds[upper].owner)}
		return n.appendFacts(n.appendFacts(facts, edges), back)
	}
	orders := !n.closes(a, b, false)
	edges, _ := n.between(int32(b.Begin), int32(a.End), 1, orders, true)
	return n.appendFacts(nil, edges)
}

// premises lists what refutes that a ends no later than b begins: the two
// tenures and as few facts more as do it. It is not ok if those facts
// contradict each other by themselves.
func (s *seating) premises(a, b Tenure) (facts []Fact, ok bool) {
	fixed := s.net.factSet([]Fact{a.Fact, b.Fact})
	facts = s.net.factSet(append(s.net.refutation(a, b), fixed...))
	if s.clean && slices.Equal(facts, fixed) {
		return facts, true
	}
	p := s.net.part(facts)
	order := p.seatOrder(a, b)
	out, _ := p.minimise(maxFiltered, fixed, func(out []bool) bool { return !p.consistent(out, order) })
	return p.rest(out), s.clean || p.consistent(out)
}

// seatOrder is the order under test, in the part's own numbers.
func (p *part) seatOrder(a, b Tenure) edge {
	return edge{from: p.name(int32(a.End)), to: p.name(int32(b.Begin)), packed: packed(Weak, 0), tag: -1}
}

// clash records that neither a nor b can be first.
func (s *seat) clash(a, b int) {
	a, b = min(a, b), max(a, b)
	if s.clashes[[2]int{a, b}] {
		return
	}
	s.clashes[[2]int{a, b}] = true
	s.clashing[a], s.clashing[b] = true, true
	ta, tb := s.tenures[a], s.tenures[b]
	if s.net.ownOverlap(ta, tb) {
		if s.plain++; s.plain > maxReports {
			return
		}
	} else if s.proved == maxClashes || s.work > clashWork {
		s.unproved++
		return
	} else {
		s.proved++
	}
	c, facts, ok := s.net.overlap(ta, tb, s.clean)
	s.work += facts * min(facts, maxFiltered)
	if ok {
		c.Group, c.A, c.B = s.group, a, b
		s.found = append(s.found, c)
	}
}

// ownOverlap reports whether the bounds of their own variables refute both orders.
func (n *Network) ownOverlap(a, b Tenure) bool {
	return n.ulo[a.End] > n.uhi[b.Begin] && n.ulo[b.End] > n.uhi[a.Begin]
}

// overlap proves that neither of two tenures can precede the other, with few facts,
// and returns from how many it began. It is not ok if these contradict each other by
// themselves.
func (n *Network) overlap(a, b Tenure, clean bool) (c Clash, began int, ok bool) {
	fixed := n.factSet([]Fact{a.Fact, b.Fact})
	facts := n.factSet(slices.Concat(fixed, n.refutation(a, b), n.refutation(b, a)))
	p := n.part(facts)
	ab, ba := p.seatOrder(a, b), p.seatOrder(b, a)
	out := make([]bool, len(facts))
	if len(facts) > len(fixed) {
		out, _ = p.minimise(maxFiltered, fixed, func(out []bool) bool {
			return !p.consistent(out, ab) && !p.consistent(out, ba)
		})
	}
	if !clean && !p.consistent(out) {
		return c, len(facts), false // they contradict each other without the seat
	}
	c.Facts = p.rest(out)
	edges, bounds := p.arrange(n)
	c.AFirst = n.against(p, out, a, b, edges, bounds)
	c.BFirst = n.against(p, out, b, a, edges, bounds)
	return c, len(facts), true
}

// against finds what contradicts that a ends no later than b begins, and names
// it as the network does.
func (n *Network) against(p *part, out []bool, a, b Tenure, edges, bounds []int32) Chain {
	place := func(v Var) int32 {
		i, _ := slices.BinarySearch(p.vars, int32(v))
		return int32(i)
	}
	m := p.network(out, edge{from: place(a.End), to: place(b.Begin), packed: packed(Weak, 0), tag: -1})
	found := m.shortest()
	if found == nil {
		return Chain{}
	}
	c := Chain{Links: m.links(found), Loop: found.lower < 0, Gap: m.gap(found)}
	for _, f := range found.facts {
		if int(f) < len(p.facts) {
			c.Facts = append(c.Facts, p.facts[f])
		}
	}
	for i := range c.Links {
		l := &c.Links[i]
		l.From, l.To = Var(p.vars[l.From]), Var(p.vars[l.To])
		switch {
		case l.Kind != Step:
			id := bounds[l.Tag]
			l.Facts, l.Tag = []Fact{Fact(n.bounds[id].owner)}, n.bounds[id].tag
		case l.Tag < 0:
			l.Facts = nil
		default:
			id := edges[l.Tag]
			l.Facts, l.Tag = n.ownerFacts(n.edges[id].owner), n.edges[id].tag
		}
	}
	return c
}
