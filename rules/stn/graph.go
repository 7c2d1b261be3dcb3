package stn

// graph is what was said, and lists of it by variable and by fact, which a
// verdict alone does not need. [Network.Seats] appends the orders it derives.
type graph struct {
	claims

	byVar    bool  // there are lists by variable:
	out, in  lists // relations
	boundsOf lists

	byFact   bool             // and by fact:
	edgesBy  lists            // relations that it owns
	derived  map[Fact][]int32 // derived orders of which it is a premise
	boundsBy lists
}

// lists are one list of numbers for each key, as heads and nexts in arrays,
// −1 at the end.
type lists struct{ first, next []int32 }

func (n *Network) newLists(keys int32, members int) lists {
	l := lists{make([]int32, keys), make([]int32, members)}
	for i := range l.first {
		n.spendFor(int32(i))
		l.first[i] = -1
	}
	return l
}

// put puts a member before all others of its key.
func (l *lists) put(key, member int32) {
	l.next[member] = l.first[key]
	l.first[key] = member
}

func (l *lists) append(key int32) {
	l.next = append(l.next, 0)
	l.put(key, int32(len(l.next)-1))
}

// index makes the lists by variable, the potentials in days, and room for what
// is not to count.
func (n *Network) index() {
	if n.byVar {
		return
	}
	g := n.graph
	g.byVar = true
	g.out, g.in = n.newLists(g.vars, len(g.edges)), n.newLists(g.vars, len(g.edges))
	g.boundsOf = n.newLists(g.vars, len(g.bounds))
	for i := int32(len(g.edges)) - 1; i >= 0; i-- {
		n.spendFor(i)
		g.out.put(g.edges[i].from, i)
		g.in.put(g.edges[i].to, i)
	}
	for i := int32(len(g.bounds)) - 1; i >= 0; i-- {
		n.spendFor(i)
		g.boundsOf.put(g.bounds[i].v, i)
	}
	n.off, n.boff, n.bad = make([]uint8, len(g.edges)), make([]bool, len(g.bounds)), make([]int32, g.vars)
	if n.orders != nil {
		n.days = make([]int64, g.vars)
		for v, x := range n.orders {
			n.spendFor(int32(v))
			n.days[v] = x >> n.shift
		}
	}
}

// indexFacts makes the lists by fact.
func (n *Network) indexFacts() {
	if n.byFact {
		return
	}
	g := n.graph
	g.byFact = true
	g.edgesBy, g.boundsBy = n.newLists(g.facts, len(g.edges)), n.newLists(g.facts, len(g.bounds))
	for i := int32(len(g.edges)) - 1; i >= 0; i-- {
		n.spendFor(i)
		if by := g.edges[i].owner; by >= 0 {
			g.edgesBy.put(by, i)
		} else {
			g.noteDerived(i)
		}
	}
	for i := int32(len(g.bounds)) - 1; i >= 0; i-- {
		n.spendFor(i)
		g.boundsBy.put(g.bounds[i].owner, i)
	}
}

func (g *graph) noteDerived(e int32) {
	if g.derived == nil {
		g.derived = map[Fact][]int32{}
	}
	for _, f := range g.premises[^g.edges[e].owner] {
		g.derived[f] = append(g.derived[f], e)
	}
}

// appendOrder adds one derived order; it does not count yet.
func (n *Network) appendOrder(from, to int32, premises []Fact) int32 {
	g := n.graph
	e := int32(len(g.edges))
	g.premises = append(g.premises, premises)
	g.edges = append(g.edges, edge{from, to, ^int32(len(g.premises) - 1), -1, packed(Weak, 0)})
	n.off = append(n.off, offPending)
	g.out.append(from)
	g.in.append(to)
	if g.byFact {
		g.edgesBy.next = append(g.edgesBy.next, -1)
		g.noteDerived(e)
	}
	return e
}

// first and next walk along the relations out of v or, with back, into it,
// whether they count or not.
func (g *graph) first(v int32, back bool) int32 {
	if back {
		return g.in.first[v]
	}
	return g.out.first[v]
}

func (g *graph) next(e int32, back bool) int32 {
	if back {
		return g.in.next[e]
	}
	return g.out.next[e]
}

// head is where e leads or, with back, where it comes from.
func (g *graph) head(e int32, back bool) int32 { return g.edges[e].head(back) }

// counts reports whether a relation counts in a view.
func (n *Network) counts(e int32, orders bool) bool {
	if orders {
		return n.off[e]&ordersMask == 0 && n.edges[e].order() != Days
	}
	return n.off[e]&daysMask == 0
}

// isOrder reports whether a relation is an order that was stated, though it may be
// left out for closing a loop.
func (n *Network) isOrder(e int32) bool {
	return n.off[e]&(offAside|offPending) == 0 && n.edges[e].order() != Days
}

// ownerFacts returns the facts behind a relation. The slice of a plain owner is fresh.
func (g *graph) ownerFacts(owner int32) []Fact {
	if owner < 0 {
		return g.premises[^owner]
	}
	return []Fact{Fact(owner)}
}

// eachEdge calls do for the relations that f owns or is a premise of.
func (n *Network) eachEdge(f Fact, do func(e int32)) {
	for e := n.edgesBy.first[f]; e >= 0; e = n.edgesBy.next[e] {
		n.spend(1)
		do(e)
	}
	for _, e := range n.derived[f] {
		n.spend(1)
		do(e)
	}
}

func (n *Network) eachBound(f Fact, do func(i int32)) {
	for i := n.boundsBy.first[f]; i >= 0; i = n.boundsBy.next[i] {
		n.spend(1)
		do(i)
	}
}

// An arc is a relation as a search from a variable meets it: where it leads,
// and id<<2 | order.
type arc struct{ head, is int32 }

func (a arc) edge() int32  { return a.is >> 2 }
func (a arc) order() Order { return Order(a.is & 3) }

// arcs are the relations by the variable that they leave: those of v are
// list[start[v]:start[v+1]].
type arcs struct {
	start []int32
	list  []arc
}

// arcs lays out the relations for which takes is true, turned round with back.
// They are read from front to back then, which lists are not.
func (n *Network) arcs(back bool, takes func(i int32, e *edge) bool) arcs {
	a := arcs{start: make([]int32, n.vars+2)}
	taken := make([]int32, 0, len(n.edges))
	for i := range int32(len(n.edges)) {
		n.spendFor(i)
		if e := &n.edges[i]; takes(i, e) {
			taken = append(taken, i)
			a.start[e.tail(back)+2]++
		}
	}
	for v := 2; v < len(a.start); v++ {
		n.spendFor(int32(v))
		a.start[v] += a.start[v-1]
	}
	a.list = make([]arc, len(taken))
	for k, i := range taken {
		n.spendFor(int32(k))
		e := &n.edges[i]
		place := &a.start[e.tail(back)+1] // moves each start to the start of the next
		a.list[*place] = arc{e.head(back), i<<2 | int32(e.order())}
		*place++
	}
	a.start = a.start[:n.vars+1]
	return a
}
