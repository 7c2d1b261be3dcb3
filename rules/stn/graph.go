package stn

import "sync"

// graph holds what was said: parallel arrays of relations and bounds. Lists
// are heads and nexts in arrays, −1 at the end; there is no map per variable.
// The orders that [Network.Seats] derives are appended.
type graph struct {
	vars, facts int32

	// Relations. The first `sorted` ones lie in the order of the variable they
	// lead to: those into v are inStart[v] … inStart[v+1]−1. Later ones hang in
	// the lists of lateIn.
	from, to []int32
	weight   []int64
	order    []Order
	owner    []int32 // a fact, or ^i for the premises[i] of a derived order
	tag      []int32

	sorted   int32
	inStart  []int32
	lateIn   []int32 // nil until one is derived
	lateNext []int32 // of relation e at e−sorted

	// Bounds, in the order in which they were added.
	boundVar   []int32
	blo, bhi   []int64
	boundOwner []int32
	boundTag   []int32

	premises [][]Fact

	// Lists that a verdict alone does not need; see index.
	once       sync.Once
	outFirst   []int32 // per variable, the relations that leave it
	outNext    []int32
	boundFirst []int32 // per variable, its bounds
	boundNext  []int32
	edgeFirst  []int32 // per fact, its relations
	edgeNext   []int32
	ownFirst   []int32 // per fact, its bounds
	ownNext    []int32
	derived    map[Fact][]int32 // per premise, the derived orders that need it
}

// index makes the lists for walking from a variable or a fact.
func (g *graph) index() {
	g.once.Do(func() {
		g.outFirst, g.outNext = lists(g.from, int(g.vars))
		g.boundFirst, g.boundNext = lists(g.boundVar, int(g.vars))
		g.edgeFirst, g.edgeNext = lists(g.owner, int(g.facts))
		g.ownFirst, g.ownNext = lists(g.boundOwner, int(g.facts))
		for e, o := range g.owner {
			if o < 0 {
				g.noteDerived(int32(e))
			}
		}
	})
}

// lists chains the members of keys by key, each list in ascending order.
// Negative keys are left out.
func lists(keys []int32, n int) (first, next []int32) {
	first, next = filled(n, -1), make([]int32, len(keys))
	for i := len(keys) - 1; i >= 0; i-- {
		next[i] = -1
		if k := keys[i]; k >= 0 {
			next[i] = first[k]
			first[k] = int32(i)
		}
	}
	return first, next
}

func filled(n int, x int32) []int32 {
	s := make([]int32, n)
	for i := range s {
		s[i] = x
	}
	return s
}

func (g *graph) noteDerived(e int32) {
	if g.derived == nil {
		g.derived = map[Fact][]int32{}
	}
	for _, f := range g.premises[^g.owner[e]] {
		g.derived[f] = append(g.derived[f], e)
	}
}

// firstIn and nextIn walk the relations into v, firstOut and nextOut those out
// of it, whether they count or not.
func (g *graph) firstIn(v int32) int32 {
	if int(v)+1 < len(g.inStart) && g.inStart[v] < g.inStart[v+1] {
		return g.inStart[v]
	}
	return g.firstLate(v)
}

func (g *graph) nextIn(e int32) int32 {
	if e >= g.sorted {
		return g.lateNext[e-g.sorted]
	}
	v := g.to[e]
	if e+1 < g.inStart[v+1] {
		return e + 1
	}
	return g.firstLate(v)
}

func (g *graph) firstLate(v int32) int32 {
	if g.lateIn == nil {
		return -1
	}
	return g.lateIn[v]
}

// first and next walk along or, with back, against the relations.
func (g *graph) first(v int32, back bool) int32 {
	if back {
		return g.firstIn(v)
	}
	return g.outFirst[v]
}

func (g *graph) next(e int32, back bool) int32 {
	if back {
		return g.nextIn(e)
	}
	return g.outNext[e]
}

// ownerFacts returns the facts behind a relation. The slice of a plain owner is fresh.
func (g *graph) ownerFacts(owner int32) []Fact {
	if owner < 0 {
		return g.premises[^owner]
	}
	return []Fact{Fact(owner)}
}

// appendEdge adds one derived order after the build; it does not count yet.
// The lists must have been made.
func (n *Network) appendEdge(r edge) int32 {
	g := n.graph
	e := int32(len(g.from))
	g.from = append(g.from, r.from)
	g.to = append(g.to, r.to)
	g.weight = append(g.weight, r.weight)
	g.order = append(g.order, r.order)
	g.owner = append(g.owner, r.owner)
	g.tag = append(g.tag, r.tag)
	n.off = append(n.off, offPending|orderBit(r.order))

	g.outNext = append(g.outNext, g.outFirst[r.from])
	g.outFirst[r.from] = e
	if g.lateIn == nil {
		g.lateIn = filled(int(g.vars), -1)
	}
	g.lateNext = append(g.lateNext, g.lateIn[r.to])
	g.lateIn[r.to] = e
	g.noteDerived(e)
	return e
}

func orderBit(o Order) uint8 {
	return [...]uint8{Days: offNotOrder, Weak: 0, Strict: strictBit}[o]
}
