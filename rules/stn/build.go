package stn

import (
	"cmp"
	"slices"
)

// Builder collects what the facts say. The zero value is ready for use.
type Builder struct {
	vars, facts int32
	edges       []edge
	bounds      []bound
	premises    [][]Fact
}

type edge struct {
	weight     int64
	from, to   int32
	owner, tag int32
	order      Order
}

type bound struct {
	lo, hi        int64
	v, owner, tag int32
}

// Relation is x[To] ≥ x[From] + Days, or with Order Weak or Strict an order of
// the two moments, where Days is not looked at. Tag comes back in [Link.Tag].
type Relation struct {
	From, To Var
	Order    Order
	Days     int64
	Tag      int32
}

// Grow reserves room for that many more bounds and relations.
func (b *Builder) Grow(bounds, relations int) {
	b.bounds = slices.Grow(b.bounds, bounds)
	b.edges = slices.Grow(b.edges, relations)
}

// Var makes a new variable of which nothing is known.
func (b *Builder) Var() Var { return b.Vars(1) }

// Vars makes n new variables with consecutive numbers and returns the first.
func (b *Builder) Vars(n int) Var {
	v := b.vars
	b.vars += int32(n)
	return Var(v)
}

// Bound says on behalf of f that v lies between the days lo and hi, both
// included. NegInf and Inf leave a side open; the tag comes back in [Link.Tag].
func (b *Builder) Bound(f Fact, v Var, lo, hi int64, tag int32) {
	if lo < -MaxDays {
		lo = NegInf
	}
	if hi > MaxDays {
		hi = Inf
	}
	lo, hi = min(lo, MaxDays), max(hi, -MaxDays)
	if lo == NegInf && hi == Inf {
		return
	}
	b.note(f)
	b.bounds = append(b.bounds, bound{lo: lo, hi: hi, v: int32(v), owner: int32(f), tag: tag})
}

// Relate says r on behalf of f.
func (b *Builder) Relate(f Fact, r Relation) {
	b.note(f)
	b.relate(r, int32(f))
}

// Derive says r, which holds as long as all premises do: its link names them all.
func (b *Builder) Derive(premises []Fact, r Relation) {
	if len(premises) == 1 {
		b.Relate(premises[0], r)
		return
	}
	for _, f := range premises {
		b.note(f)
	}
	b.premises = append(b.premises, slices.Clone(premises))
	b.relate(r, ^int32(len(b.premises)-1))
}

func (b *Builder) note(f Fact) { b.facts = max(b.facts, int32(f)+1) }

func (b *Builder) relate(r Relation, owner int32) {
	e := edge{from: int32(r.From), to: int32(r.To), owner: owner, tag: r.Tag, order: r.Order}
	if r.Order == Days {
		if r.Days < -MaxDays {
			return // so weak that it says nothing about days that are kept
		}
		e.weight = min(r.Days, MaxDays)
	}
	if e.from == e.to && e.weight <= 0 && e.order != Strict {
		return // x ≥ x: an event with one variable for begin and end
	}
	b.edges = append(b.edges, e)
}

// Build makes the network and judges it. The builder is empty afterwards.
//
// Which relation of an impossible loop is left out depends on the order of the
// relations, so if there is a loop they are first put in an order that does not
// depend on when each was said.
func (b *Builder) Build() *Network {
	n := b.arrange()
	n.judge(true)
	if len(n.loops) > 0 {
		slices.SortStableFunc(b.edges, func(x, y edge) int {
			return cmp.Or(cmp.Compare(x.to, y.to), cmp.Compare(x.from, y.from), cmp.Compare(x.order, y.order),
				cmp.Compare(x.weight, y.weight), slices.Compare(b.owners(x), b.owners(y)), cmp.Compare(x.tag, y.tag))
		})
		n = b.arrange()
		n.judge(false)
	}
	*b = Builder{}
	return n
}

func (b *Builder) owners(r edge) []Fact {
	if r.owner < 0 {
		return b.premises[^r.owner]
	}
	return []Fact{Fact(r.owner)}
}

// arrange lays the relations out by the variable they lead to: the sweeps
// then read them from front to back.
func (b *Builder) arrange() *Network {
	m := len(b.edges)
	g := &graph{
		vars: b.vars, facts: b.facts, premises: b.premises, sorted: int32(m),
		from: make([]int32, m), to: make([]int32, m), weight: make([]int64, m), order: make([]Order, m),
		owner: make([]int32, m), tag: make([]int32, m), inStart: make([]int32, b.vars+1),
	}
	n := &Network{graph: g, off: make([]uint8, m)}
	for i := range b.edges {
		g.inStart[b.edges[i].to]++
	}
	sum := int32(0)
	for v, count := range g.inStart {
		g.inStart[v] = sum
		sum += count
	}
	// First only the places: writing whole relations to where they belong would
	// miss the cache once for every array.
	place := make([]int32, m)
	for i := range b.edges { // moves each start to the start of the next
		to := b.edges[i].to
		place[g.inStart[to]] = int32(i)
		g.inStart[to]++
	}
	for e, i := range place {
		r := &b.edges[i]
		g.from[e], g.to[e], g.weight[e], g.order[e] = r.from, r.to, r.weight, r.order
		g.owner[e], g.tag[e] = r.owner, r.tag
		n.off[e] = orderBit(r.order)
	}
	copy(g.inStart[1:], g.inStart[:b.vars])
	g.inStart[0] = 0

	k := len(b.bounds)
	g.boundVar, g.boundOwner, g.boundTag = make([]int32, k), make([]int32, k), make([]int32, k)
	g.blo, g.bhi = make([]int64, k), make([]int64, k)
	for i := range b.bounds {
		s := &b.bounds[i]
		g.boundVar[i], g.boundOwner[i], g.boundTag[i] = s.v, s.owner, s.tag
		g.blo[i], g.bhi[i] = s.lo, s.hi
	}
	n.boff = make([]bool, k)

	v := b.vars
	n.ulo, n.uhi, n.lo, n.neg = make([]int64, v), make([]int64, v), make([]int64, v), make([]int64, v)
	n.loWhy, n.hiWhy, n.bad = make([]int32, v), make([]int32, v), make([]int32, v)
	n.days, n.orders = make([]int64, v), make([]int64, v)
	return n
}
