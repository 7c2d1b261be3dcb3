package stn

import (
	"cmp"
	"slices"
)

// part is what a few facts say, with variables and facts numbered from 0 and
// the network's own relations and bounds as tags. It answers questions about
// those facts alone.
type part struct {
	net      *Network
	facts    []Fact  // sorted; a fact's number is its place
	vars     []int32 // global names
	edges    []edge
	bounds   []bound
	premises [][]Fact

	local map[int32]int32 // numbers of variables
	place map[Fact]Fact   // and of facts
}

// part gathers all that the facts say, not only what a chain uses, and the
// derived orders that need no other facts.
func (n *Network) part(facts []Fact) *part {
	n.indexFacts()
	p := &part{net: n, facts: facts, local: map[int32]int32{}, place: make(map[Fact]Fact, len(facts))}
	for i, f := range facts {
		p.place[f] = Fact(i)
	}
	for i, f := range facts {
		n.eachEdge(f, func(e int32) {
			r := n.edges[e]
			o := r.owner
			r.from, r.to, r.owner, r.tag = p.name(r.from), p.name(r.to), int32(i), e
			if o < 0 {
				premises := p.places(n.premises[^o])
				if premises == nil || premises[0] != Fact(i) { // once, not for every premise
					return
				}
				p.premises = append(p.premises, premises)
				r.owner = ^int32(len(p.premises) - 1)
			}
			p.edges = append(p.edges, r)
		})
		n.eachBound(f, func(b int32) {
			s := n.bounds[b]
			s.v, s.owner, s.tag = p.name(s.v), int32(i), b
			p.bounds = append(p.bounds, s)
		})
	}
	return p
}

func (p *part) name(v int32) int32 {
	i, ok := p.local[v]
	if !ok {
		i = int32(len(p.vars))
		p.local[v] = i
		p.vars = append(p.vars, v)
	}
	return i
}

// places numbers the facts, or returns nil if one is not in the part.
func (p *part) places(facts []Fact) []Fact {
	list := make([]Fact, len(facts))
	for i, f := range facts {
		at, ok := p.place[f]
		if !ok {
			return nil
		}
		list[i] = at
	}
	return list
}

// consistent reports whether the facts that are not out can all be true,
// together with extra relations of nobody's.
func (p *part) consistent(out []bool, extra ...edge) bool { return p.without(out, extra).holds() }

// network builds what they say.
func (p *part) network(out []bool, extra ...edge) *Network {
	n := p.without(out, extra)
	n.judge()
	return n
}

func (p *part) without(out []bool, extra []edge) *Network {
	b := claims{vars: int32(len(p.vars)), facts: int32(len(p.facts)) + 1, premises: p.premises}
	b.edges = make([]edge, 0, len(p.edges)+len(extra))
	for _, r := range p.edges {
		p.net.spend(1)
		if r.owner >= 0 && !out[r.owner] ||
			r.owner < 0 && !slices.ContainsFunc(p.premises[^r.owner], func(f Fact) bool { return out[f] }) {
			b.edges = append(b.edges, r)
		}
	}
	b.bounds = make([]bound, 0, len(p.bounds))
	for _, s := range p.bounds {
		p.net.spend(1)
		if !out[s.owner] {
			b.bounds = append(b.bounds, s)
		}
	}
	for _, r := range extra {
		r.owner = int32(len(p.facts))
		b.edges = append(b.edges, r)
	}
	n := &Network{graph: &graph{claims: b}}
	n.ctx = p.net.ctx
	return n
}

// arrange numbers variables, relations and bounds by what the caller knows of
// them, so that ties in the part fall the same way however n came about. The
// tags become places in the lists of n's names that are returned.
func (p *part) arrange(n *Network) (edges, bounds []int32) {
	names := slices.Clone(p.vars)
	slices.SortFunc(names, func(a, b int32) int {
		n.spend(1)
		return cmp.Compare(a, b)
	})
	place := func(v int32) int32 {
		i, _ := slices.BinarySearch(names, p.vars[v])
		return int32(i)
	}
	slices.SortFunc(p.edges, func(a, b edge) int {
		n.spend(recordWork)
		if n.edgeLess(a.tag, b.tag) {
			return -1
		} else if n.edgeLess(b.tag, a.tag) {
			return 1
		}
		return 0
	})
	for i := range p.edges {
		n.spend(recordWork)
		r := &p.edges[i]
		edges = append(edges, r.tag)
		r.from, r.to, r.tag = place(r.from), place(r.to), int32(i)
	}
	slices.SortFunc(p.bounds, func(a, b bound) int {
		n.spend(1)
		return cmp.Or(cmp.Compare(a.owner, b.owner), cmp.Compare(n.bounds[a.tag].tag, n.bounds[b.tag].tag),
			cmp.Compare(p.vars[a.v], p.vars[b.v]))
	})
	for i := range p.bounds {
		n.spend(recordWork)
		s := &p.bounds[i]
		bounds = append(bounds, s.tag)
		s.v, s.tag = place(s.v), int32(i)
	}
	p.vars = names
	return edges, bounds
}

// minimise is a deletion filter: it marks facts out, the last first, as long
// as test stays true of the rest, and reports whether any is. The first
// `budget` facts that are not fixed are tried; with no more facts than that
// none of the rest can be left out.
//
// It is the facts that must be few. A fact that says several things can make
// a fact of the chain superfluous even where no relation of it is.
func (p *part) minimise(budget int, fixed []Fact, test func(out []bool) bool) (out []bool, any bool) {
	out = make([]bool, len(p.facts))
	for i := len(p.facts) - 1; i >= 0 && budget > 0; i-- {
		if slices.Contains(fixed, p.facts[i]) {
			continue
		}
		budget--
		out[i] = true
		if test(out) {
			any = true
		} else {
			out[i] = false
		}
	}
	return out, any
}

// rest lists the facts that are not out.
func (p *part) rest(out []bool) []Fact {
	var list []Fact
	for i, f := range p.facts {
		if !out[i] {
			list = append(list, f)
		}
	}
	return list
}

// A test of the filter takes time by the length of the chain. For chains of
// hundreds of facts fewer are tried.
const (
	filterSize = 20_000  // facts looked at in all tests of one chain
	filterWork = 10      // of one relation in one test, as work of the report
	partWork   = 200_000 // then the shortest chain found so far among the facts will do
)

// irreducible returns a contradiction among the facts of c of which none can
// be left out: c itself or a shorter one.
func (n *Network) irreducible(c *chain) *chain {
	if len(c.facts) < 2 {
		return c
	}
	tries := min(maxFiltered, filterSize/len(c.facts))
	if tries == 0 {
		return c
	}
	p := n.part(c.facts)
	n.spend(filterWork * len(p.edges))
	if len(p.bounds) == 0 && len(p.edges) == len(c.edges) && n.simple(c) {
		return c // a loop, and besides it the facts say nothing
	}
	out, any := p.minimise(tries, nil, func(out []bool) bool {
		n.spend(filterWork * len(p.edges))
		return !p.consistent(out)
	})
	if !any {
		return c
	}
	edges, bounds := p.arrange(n)
	m := p.network(out)
	found := m.shortest()
	n.spend(m.work)
	if found == nil {
		return c
	}
	for i, e := range found.edges {
		found.edges[i] = edges[m.edges[e].tag]
	}
	if found.lower >= 0 {
		found.lower, found.upper = bounds[m.bounds[found.lower].tag], bounds[m.bounds[found.upper].tag]
	}
	n.collect(found)
	return found
}

// simple reports whether a loop comes through each of its variables once.
func (n *Network) simple(c *chain) bool {
	seen := make(map[int32]bool, len(c.edges))
	for _, e := range c.edges {
		n.spend(recordWork)
		if seen[n.edges[e].to] {
			return false
		}
		seen[n.edges[e].to] = true
	}
	return true
}

// shortest finds the shortest chain of a small network. In one that is not so
// small it tries only some.
func (n *Network) shortest() (best *chain) {
	start := n.work
	try := func(c *chain) {
		if c != nil && (best == nil || c.compare(best) < 0) {
			best = c
		}
	}
	enough := func() bool { return best != nil && n.work-start > partWork }
	for _, v := range n.overshotVars() {
		if enough() {
			return best
		}
		try(n.overshootChain(v))
	}
	for _, l := range n.loops {
		if enough() {
			return best
		}
		c, _ := n.loopChain(l, true)
		try(c)
	}
	return best
}

// compare orders chains: few links first, then few facts, then by the facts.
func (c *chain) compare(d *chain) int {
	return cmp.Or(c.size()-d.size(), len(c.facts)-len(d.facts), slices.Compare(c.facts, d.facts))
}
