package stn

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

// Why a relation or a bound does not count at present.
const (
	offAside    uint8 = 1 << iota // one of its facts is set aside
	offDays                       // it closes a loop that gains days
	offOrders                     // it closes a loop of orders with a strict one
	offPending                    // appended, not yet asserted
	offNotOrder                   // Days: never part of the view of orders
	strictBit                     // no reason: a copy of Strict, here to be at hand

	daysMask   = offAside | offDays | offPending
	ordersMask = offAside | offOrders | offPending | offNotOrder
)

// own is the parent of a label that rests on the variable's own bound.
const own int32 = -1

// Network is a built network. Make one with [Builder.Build].
type Network struct {
	*graph // what was said; shared by forks

	off  []uint8 // per relation: why it does not count; 0 = it does
	boff []bool  // per bound: its fact is set aside

	ulo, uhi []int64 // the strictest own bounds that count
	lo       []int64
	neg      []int64 // −hi: the label of the reversed graph, so that one code serves both
	loWhy    []int32 // the relation that a label rests on, or own; a forest
	hiWhy    []int32
	bad      []int32 // relations that overshoot uhi, +1 if the own bounds cross
	violated int     // variables with bad > 0

	// Potentials, which prove that no loop gains: days[v] ≥ days[u] + w, and
	// over orders alone orders[v] ≥ orders[u] + (1 if strict).
	days, orders []int64

	loops []loop // relations left out because they close a loop
	aside []bool // per fact; of forks

	scratch
}

// loop is a relation that closes an impossible loop with relations that count.
type loop struct {
	edge   int32
	orders bool // in the view of orders (a strict loop), else in days
}

// Lo returns the earliest day of v that all facts together allow, or NegInf.
func (n *Network) Lo(v Var) int64 { return n.lo[v] }

// Hi returns the latest day of v that all facts together allow, or Inf.
func (n *Network) Hi(v Var) int64 { return -n.neg[v] }

// Consistent reports whether all facts can be true.
func (n *Network) Consistent() bool { return n.violated == 0 && len(n.loops) == 0 }

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
// disturbing n. It keeps lower labels only: they decide the verdict.
func (n *Network) fork() *Network {
	n.index()
	return &Network{
		graph: n.graph,
		off:   clone(n.off), boff: clone(n.boff),
		ulo: clone(n.ulo), uhi: clone(n.uhi),
		lo: clone(n.lo), loWhy: clone(n.loWhy),
		bad: clone(n.bad), violated: n.violated,
		days: clone(n.days), orders: clone(n.orders),
		loops: clone(n.loops), aside: make([]bool, n.facts),
	}
}

// clone copies exactly, unlike slices.Clone, which may reserve more.
func clone[T any](s []T) []T {
	c := make([]T, len(s))
	copy(c, s)
	return c
}
