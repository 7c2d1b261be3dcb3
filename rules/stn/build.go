package stn

import (
	"context"
	"slices"
)

// Builder collects what the facts say. The zero value is ready for use.
type Builder struct{ claims }

// claims are all that is said, in the order in which it was.
type claims struct {
	vars, facts int32
	edges       []edge
	bounds      []bound
	premises    [][]Fact
}

// edge is a relation. In a large network there are millions.
type edge struct {
	from, to   int32
	owner, tag int32 // owner: a fact, or ^i for the premises[i] of a derived order
	packed     int64 // weight<<2 | order
}

func packed(order Order, weight int64) int64 { return weight<<2 | int64(order) }

func (e *edge) weight() int64 { return e.packed >> 2 }
func (e *edge) order() Order  { return Order(e.packed & 3) }

// head is where e leads or, with back, where it comes from; tail is the other end.
func (e *edge) head(back bool) int32 {
	if back {
		return e.from
	}
	return e.to
}

func (e *edge) tail(back bool) int32 { return e.head(!back) }

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
func (c *claims) Grow(bounds, relations int) {
	c.bounds = slices.Grow(c.bounds, bounds)
	c.edges = slices.Grow(c.edges, relations)
}

// Vars makes n new variables of which nothing is known, with consecutive numbers, and
// returns the first.
func (c *claims) Vars(n int) Var {
	v := c.vars
	c.vars += int32(n)
	return Var(v)
}

// Bound says on behalf of f that v lies between the days lo and hi, both
// included. NegInf and Inf leave a side open; the tag comes back in [Link.Tag].
func (c *claims) Bound(f Fact, v Var, lo, hi int64, tag int32) {
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
	c.note(f)
	c.bounds = append(c.bounds, bound{lo: lo, hi: hi, v: int32(v), owner: int32(f), tag: tag})
}

// Relate says r on behalf of f.
func (c *claims) Relate(f Fact, r Relation) {
	c.note(f)
	c.relate(r, int32(f))
}

// Derive says r, which holds as long as all premises do: its link names them all.
func (c *claims) Derive(premises []Fact, r Relation) {
	if len(premises) == 1 {
		c.Relate(premises[0], r)
		return
	}
	for _, f := range premises {
		c.note(f)
	}
	c.premises = append(c.premises, slices.Clone(premises))
	c.relate(r, ^int32(len(c.premises)-1))
}

func (c *claims) note(f Fact) { c.facts = max(c.facts, int32(f)+1) }

func (c *claims) relate(r Relation, owner int32) {
	e := edge{from: int32(r.From), to: int32(r.To), owner: owner, tag: r.Tag, packed: packed(r.Order, 0)}
	if r.Order == Days {
		if r.Days < -MaxDays {
			return // so weak that it says nothing about days that are kept
		}
		e.packed = packed(Days, min(r.Days, MaxDays))
	}
	if e.from == e.to && e.weight() <= 0 && r.Order != Strict {
		return // x ≥ x: an event with one variable for begin and end
	}
	c.edges = append(c.edges, e)
}

// Try makes the network as Build does if it is consistent; one that is not it gives up
// as soon as that shows, and returns nil.
func (b *Builder) Try(ctx context.Context) (n *Network, err error) {
	return b.build(ctx, (*Network).holds)
}

// Build makes the network and judges it. The builder is empty afterwards. The
// error is that of the context.
func (b *Builder) Build(ctx context.Context) (n *Network, err error) {
	return b.build(ctx, func(n *Network) bool {
		n.judge()
		return true
	})
}

// build makes the network, nil unless it is to be kept when it is judged.
func (b *Builder) build(ctx context.Context, judge func(*Network) (keep bool)) (n *Network, err error) {
	defer caught(&err)
	built := &Network{graph: &graph{claims: b.claims}}
	*b = Builder{}
	built.start(ctx)
	if !judge(built) {
		return nil, nil
	}
	built.ctx = nil
	return built, nil
}
