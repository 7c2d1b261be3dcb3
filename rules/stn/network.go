package stn

import (
	"context"
	"slices"
)

// Var is a variable: a moment known by its day. Variables are numbered from 0
// in the order in which they were made.
type Var int32

// Fact names the owner of bounds and relations. The numbers are the caller's;
// they should be dense, for arrays are indexed by them, and ordered by path
// and line, for the lower number wins a tie.
type Fact int32

// Days for "unknown", and the largest count of days that is kept. Bounds
// beyond ±MaxDays count as unknown on that side; relations are weakened to it.
// The margin between the two keeps sums along any path from overflowing.
const (
	Inf     int64 = 1 << 62
	NegInf  int64 = -Inf
	MaxDays int64 = 1 << 40
)

// Order says how a relation compares the moments of its two variables.
type Order uint8

// The orders. Only Weak and Strict take part in condition (ii).
const (
	Days   Order = iota // whole days only: x[To] ≥ x[From] + Days
	Weak                // From is no later than To
	Strict              // From is earlier than To, by however little
)

// Why a relation does not count at present.
const (
	offAside   uint8 = 1 << iota // one of its facts is set aside
	offDays                      // it closes a loop that gains days
	offOrders                    // it closes a loop of orders with a strict one
	offPending                   // appended, not yet asserted

	daysMask   = offAside | offDays | offPending
	ordersMask = offAside | offOrders | offPending
)

// own is the parent of a label that rests on the variable's own bound.
const own int32 = -1

// Network is a built network. Make one with [Builder.Build].
type Network struct {
	*graph // what was said; shared by forks

	ulo, uhi []int64 // the strictest own bounds that count
	lo       []int64
	loWhy    []int32 // the relation that a label rests on, or own; a forest
	neg      []int64 // −hi: the label of the reversed graph, so that one code serves both
	hiWhy    []int32

	// Potentials, which prove that no loop gains: days[v] ≥ days[u] + w, and
	// over orders alone orders[v] ≥ orders[u] + (1 if strict).
	days, orders []int64
	shift        uint // orders may be days<<shift and more

	off      []uint8 // per relation: why it does not count; 0 = it does
	boff     []bool  // per bound: its fact is set aside
	aside    []bool  // per fact
	bad      []int32 // relations that overshoot uhi, +1 if the own bounds cross
	violated int     // variables with bad > 0
	loops    []loop  // relations left out because they close a loop
	forked   bool    // by a search for contradictions, for which the lower labels are enough

	scratch
}

// loop is a relation that closes an impossible loop with relations that count.
type loop struct {
	edge   int32
	orders bool // in the view of orders (a strict loop), else in days
}

// Consistent reports whether all facts can be true.
func (n *Network) Consistent() bool { return n.violated == 0 && len(n.loops) == 0 }

// Lo returns the earliest day of v that all facts together allow, or NegInf.
func (n *Network) Lo(v Var) int64 { return n.lo[v] }

// Hi returns the latest day of v that all facts together allow, or Inf. It may
// be asked after [Network.Bounds].
func (n *Network) Hi(v Var) int64 { return -n.neg[v] }

// Bounds works out what [Network.Hi], [Network.WhyLo] and [Network.WhyHi] need;
// the verdict and [Network.Contradictions] do without. The error is that of the
// context; the network is of no use then.
func (n *Network) Bounds(ctx context.Context) (err error) {
	defer caught(&err)
	n.start(ctx)
	n.upperBounds()
	n.ctx = nil
	return nil
}

// overshotVars lists the variables whose own upper bound is overshot, in order.
// There may be none in an inconsistent network: a loop violates no variable.
func (n *Network) overshotVars() []int32 {
	list := make([]int32, 0, n.violated)
	for v, bad := range n.bad {
		if bad > 0 {
			list = append(list, int32(v))
		}
	}
	return list
}

// fork returns a network over the same graph that may set facts aside without
// disturbing n, and counts on a clock of its own.
func (n *Network) fork(ctx context.Context) *Network {
	f := &Network{graph: n.graph, violated: n.violated, forked: true}
	f.start(ctx)
	c := &f.clock
	f.off, f.boff = clone(c, n.off), clone(c, n.boff)
	f.ulo, f.uhi = clone(c, n.ulo), clone(c, n.uhi)
	f.lo, f.loWhy, f.bad = clone(c, n.lo), clone(c, n.loWhy), clone(c, n.bad)
	f.days, f.orders = clone(c, n.days), clone(c, n.orders)
	f.loops, f.aside = clone(c, n.loops), make([]bool, n.facts)
	return f
}

// clone copies exactly, unlike slices.Clone, which may reserve more.
func clone[T any](c *clock, s []T) []T {
	out := make([]T, 0, len(s))
	for part := range slices.Chunk(s, 8*lookEvery) {
		c.spend(lookEvery)
		out = append(out, part...)
	}
	return out
}
