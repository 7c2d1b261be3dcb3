package stn

import "slices"

// closes reports whether "a ends no later than b begins" would close an
// impossible loop of relations. If not, the potentials have room for it now.
func (s *seating) closes(a, b Tenure, orders bool) bool {
	return a.End != b.Begin && !s.net.makeRoom(int32(a.End), int32(b.Begin), 0, orders)
}

// refutation lists facts that, with those of the tenures, refute that a ends
// no later than b begins.
func (s *seating) refutation(a, b Tenure) []Fact {
	n := s.net
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
	orders := !s.closes(a, b, false)
	edges, _ := n.between(int32(b.Begin), int32(a.End), 1, orders, true)
	return n.appendFacts(nil, edges)
}

// premises lists what refutes that a ends no later than b begins: the two
// tenures and as few facts more as do it. It is not ok if those facts
// contradict each other by themselves.
func (s *seating) premises(a, b Tenure) (facts []Fact, ok bool) {
	fixed := s.net.factSet([]Fact{a.Fact, b.Fact})
	facts = s.net.factSet(append(s.refutation(a, b), fixed...))
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
	if len(s.found) == maxReports {
		return
	}
	ta, tb := s.tenures[a], s.tenures[b]
	fixed := s.net.factSet([]Fact{ta.Fact, tb.Fact})
	facts := s.net.factSet(slices.Concat(fixed, s.refutation(ta, tb), s.refutation(tb, ta)))
	p := s.net.part(facts)
	ab, ba := p.seatOrder(ta, tb), p.seatOrder(tb, ta)
	out := make([]bool, len(facts))
	if len(facts) > len(fixed) {
		out, _ = p.minimise(maxFiltered, fixed, func(out []bool) bool {
			return !p.consistent(out, ab) && !p.consistent(out, ba)
		})
	}
	if !s.clean && !p.consistent(out) {
		return // they contradict each other without the seat
	}
	c := Clash{Group: s.group, A: a, B: b, Facts: p.rest(out)}
	edges, bounds := p.arrange(s.net)
	c.AFirst = s.chain(p, out, ta, tb, edges, bounds)
	c.BFirst = s.chain(p, out, tb, ta, edges, bounds)
	s.found = append(s.found, c)
}

// chain finds what contradicts that a ends no later than b begins, and names
// it as the network does.
func (s *seat) chain(p *part, out []bool, a, b Tenure, edges, bounds []int32) Chain {
	place := func(v Var) int32 {
		i, _ := slices.BinarySearch(p.vars, int32(v))
		return int32(i)
	}
	m := p.network(out, edge{from: place(a.End), to: place(b.Begin), packed: packed(Weak, 0), tag: -1})
	found := m.shortest()
	if found == nil {
		return Chain{}
	}
	n := s.net
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
