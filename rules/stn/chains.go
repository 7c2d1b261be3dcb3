package stn

import (
	"cmp"
	"slices"
)

// chain is a contradiction or a proof in the network's own terms, in the order of time.
type chain struct {
	lower  int32 // a bound, or −1 in a loop
	edges  []int32
	upper  int32 // a bound, or −1
	orders bool  // a loop of orders with a strict one
	facts  []Fact
}

func (c *chain) size() int {
	size := len(c.edges)
	if c.lower >= 0 {
		size++
	}
	if c.upper >= 0 {
		size++
	}
	return size
}

// edgeLess orders relations by what the caller knows of them, never by where
// they happen to lie.
func (n *Network) edgeLess(a, b int32) bool {
	x, y := &n.edges[a], &n.edges[b]
	if c := slices.Compare(n.ownerFacts(x.owner), n.ownerFacts(y.owner)); c != 0 {
		return c < 0
	}
	return cmp.Or(cmp.Compare(x.tag, y.tag), cmp.Compare(x.from, y.from), cmp.Compare(x.to, y.to),
		cmp.Compare(x.order(), y.order()), cmp.Compare(x.packed, y.packed)) < 0
}

// strongest returns the bound that gives v its own lower (or upper) bound.
func (n *Network) strongest(v int32, upper bool) int32 {
	found := int32(-1)
	for i := n.boundsOf.first[v]; i >= 0; i = n.boundsOf.next[i] {
		n.spend(1)
		b := &n.bounds[i]
		if n.boff[i] || !upper && b.lo != n.ulo[v] || upper && b.hi != n.uhi[v] {
			continue
		}
		if found < 0 || cmp.Or(cmp.Compare(b.owner, n.bounds[found].owner), cmp.Compare(b.tag, n.bounds[found].tag)) < 0 {
			found = i
		}
	}
	return found
}

// boundLess orders variables by the owners of their own bounds.
func (n *Network) boundLess(upper bool) func(u, w int32) bool {
	return func(u, w int32) bool {
		a, b := n.strongest(u, upper), n.strongest(w, upper)
		return cmp.Or(cmp.Compare(n.bounds[a].owner, n.bounds[b].owner), cmp.Compare(u, w)) < 0
	}
}

// proof finds bound and relations that carry v's label to need or beyond:
// need ≤ lo[v], or for a v that is overshot need = uhi[v]+1. With back, of the
// mirrored labels. Beyond the records it follows what the labels rest on.
func (n *Network) proof(v int32, need int64, back bool) (bound int32, edges []int32) {
	label := n.lo
	if back {
		label = n.neg
	}
	begin, edges, ok := n.walk(search{
		end: v, back: back,
		keep: func(u int32, sum int64) bool { return label[u] > NegInf && label[u]+sum >= need },
		goal: func(u int32, sum int64) bool { x := n.floor(u, back); return x > NegInf && x+sum >= need },
		less: n.boundLess(back),
	})
	if !ok {
		if begin, edges = n.rest(v, need, back); n.ctx == nil && len(edges) > maxRecords {
			return -1, nil // a reader cannot break off what takes so long to tell
		}
	}
	return n.strongest(begin, back), edges
}

// rest follows what v's label rests on. A capped label is only as much as the
// cap, so if need is beyond it the first step is one that overshoots.
func (n *Network) rest(v int32, need int64, back bool) (begin int32, edges []int32) {
	label, why := n.lo, n.loWhy
	if back {
		label, why = n.neg, n.hiWhy
	}
	e := why[v]
	if label[v] < need {
		e = own
		for f := n.first(v, !back); f >= 0; f = n.next(f, !back) {
			if u := n.head(f, !back); n.counts(f, false) && label[u] > NegInf && label[u]+n.edges[f].weight() >= need {
				e = f
				break
			}
		}
	}
	for ; e != own; e = why[v] {
		n.spend(1)
		edges = append(edges, e)
		v = n.head(e, !back)
	}
	slices.Reverse(edges)
	return v, edges
}

// overshootChain finds a chain of few links that overshoots v's upper bound.
func (n *Network) overshootChain(v int32) *chain {
	lower, edges := n.proof(v, n.uhi[v]+1, false)
	c := &chain{lower: lower, edges: edges, upper: n.strongest(v, true)}
	n.collect(c)
	return c
}

// loopChain finds a loop of few relations through l, which is left out; nil if
// l closes none, or if that is not sure for want of patience.
func (n *Network) loopChain(l loop, patient bool) (found *chain, sure bool) {
	u, v := n.edges[l.edge].from, n.edges[l.edge].to
	edges, sure := n.between(v, u, 1-n.gain(l.edge, l.orders), l.orders, patient)
	if edges == nil && u != v {
		return nil, sure
	}
	if l.orders && n.edges[l.edge].order() == Strict && u != v {
		// What is left out is claimed nonetheless, and the shortest loop may need
		// several of those.
		if claimed, _ := n.meet(v, u, meeting{orders: true, claimed: true}); claimed != nil {
			edges = claimed
		}
	}
	c := &chain{lower: -1, edges: append(edges, l.edge), upper: -1, orders: l.orders}
	// Begin with the first of the facts, wherever the search came in.
	first := 0
	for i, e := range c.edges {
		n.spend(1)
		if n.edgeLess(e, c.edges[first]) {
			first = i
		}
	}
	c.edges = append(slices.Clone(c.edges[first:]), c.edges[:first]...)
	n.collect(c)
	return c, true
}

// between finds a walk of few relations from u to v that gains at least need,
// or nil; patient, it looks at all relations if it must. It serves for u ≠ v.
func (n *Network) between(u, v int32, need int64, orders, patient bool) (edges []int32, sure bool) {
	if u == v {
		return nil, true
	}
	edges, sure = n.meet(u, v, meeting{need: need, orders: orders})
	if p := n.potentials(orders); !sure && patient {
		sure = true
		n.spread(u, orders, 0, func(x int32, sum int64) bool { return sum+p[v]-p[x] >= need },
			func(x int32, sum int64, path func() []int32) bool {
				if x == v && sum >= need {
					edges = path()
				}
				return edges == nil
			})
	}
	return edges, sure
}

// collect lists the facts of a chain, each once, in order.
func (n *Network) collect(c *chain) {
	facts := make([]Fact, 0, c.size())
	if c.lower >= 0 {
		facts = append(facts, Fact(n.bounds[c.lower].owner))
	}
	facts = n.appendFacts(facts, c.edges)
	if c.upper >= 0 {
		facts = append(facts, Fact(n.bounds[c.upper].owner))
	}
	c.facts = n.factSet(facts)
}

func (n *Network) appendFacts(facts []Fact, edges []int32) []Fact {
	for _, e := range edges {
		n.spend(1)
		if o := n.edges[e].owner; o >= 0 {
			facts = append(facts, Fact(o))
		} else {
			facts = append(facts, n.premises[^o]...)
		}
	}
	return facts
}

// factSet sorts facts and takes each once, in place.
func (n *Network) factSet(facts []Fact) []Fact {
	slices.SortFunc(facts, func(a, b Fact) int {
		n.spend(1)
		return cmp.Compare(a, b)
	})
	return slices.Compact(facts)
}
