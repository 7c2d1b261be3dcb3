package stn

import (
	"cmp"
	mathbits "math/bits"
	"slices"
)

// judge finds the verdict and the lower labels. Of a network that is not
// consistent it also finds what is overshot and what closes loops.
func (n *Network) judge() {
	switch n.raiseBoth(false) {
	case consistent:
		return
	case overshot:
		n.index()
		n.capLower()
	default:
		needed := n.untie()
		n.capLower()
		n.retry(needed)
	}
	n.indexFacts() // before several may search
}

// holds only finds the verdict.
func (n *Network) holds() bool {
	switch n.raiseBoth(true) {
	case consistent:
		return true
	case unsure:
		n.untie()
		n.capLower()
		return n.Consistent()
	}
	return false
}

type judgement uint8

const (
	consistent judgement = iota
	overshot             // but no loop is impossible
	looped
	unsure // perhaps looped
)

// raiseBoth raises the labels of both views at once: in one label a day counts for
// more than all strict orders together. So it is a potential of both.
//
// Only relations count at first that the bounds of their variables leave open.
// The others follow from the bounds as long as no bound is overshot; if one is,
// and not only the verdict is asked for, all are raised.
func (n *Network) raiseBoth(hasty bool) judgement {
	n.stateBounds()
	open, shift := n.open()
	if shift == 0 {
		return unsure
	}
	r := n.raising(shift, false)
	settled, certain := r.run(open, true)
	judged := overshot
	if settled && !r.overshoots(n.uhi) {
		judged = consistent
	}
	if settled && judged == overshot && !hasty {
		settled, certain = r.run(n.arcs(false, func(int32, *edge) bool { return true }), true)
	}
	switch {
	case settled:
		n.orders, n.shift = r.label, shift
		n.lo, n.loWhy = r.result()
		return judged
	case certain:
		return looped
	}
	return unsure
}

// stateBounds takes the strictest bounds as own bounds.
func (n *Network) stateBounds() {
	n.ulo, n.uhi = make([]int64, n.vars), make([]int64, n.vars)
	for v := range n.ulo {
		n.spendFor(int32(v))
		n.ulo[v], n.uhi[v] = NegInf, Inf
	}
	for i := range n.bounds {
		n.spendFor(int32(i))
		b := &n.bounds[i]
		n.ulo[b.v], n.uhi[b.v] = max(n.ulo[b.v], b.lo), min(n.uhi[b.v], b.hi)
	}
}

// open lays out the relations that the bounds of their two variables do not
// fulfil whatever days are chosen. Shift makes room below a day for all strict
// orders; it is 0 if that leaves too little for the days.
func (n *Network) open() (open arcs, shift uint) {
	far := int64(0) // no sum of days goes beyond
	for v, x := range n.ulo {
		n.spendFor(int32(v))
		if x > NegInf {
			far = max(far, x, -x)
		}
	}
	strict := uint64(1)
	open = n.arcs(false, func(_ int32, e *edge) bool {
		order, w := e.order(), e.weight()
		if order == Strict {
			strict++
		}
		far = min(far+max(w, -w), Inf/2)
		return !n.fulfilled(e)
	})
	shift = uint(mathbits.Len64(strict))
	if far >= Inf/2>>shift {
		return open, 0
	}
	return open, shift
}

// fulfilled reports whether the bounds of its variables fulfil a relation,
// whatever days are chosen.
func (n *Network) fulfilled(e *edge) bool {
	hi, lo := n.uhi[e.from], n.ulo[e.to]
	if hi == Inf || lo == NegInf {
		return false
	}
	hi += e.weight()
	return hi < lo || hi == lo && e.order() == Days
}

// untie leaves out relations that close impossible loops. Which depends on the
// order of the relations, so they are first put in an order that does not
// depend on when each was said. The first of them are left out with need.
func (n *Network) untie() (needed int) {
	slices.SortFunc(n.edges, func(x, y edge) int {
		n.spend(4)
		if c := cmp.Or(cmp.Compare(x.to, y.to), cmp.Compare(x.from, y.from), cmp.Compare(x.order(), y.order()), cmp.Compare(x.packed, y.packed)); c != 0 {
			return c
		}
		return cmp.Or(slices.Compare(n.ownerFacts(x.owner), n.ownerFacts(y.owner)), cmp.Compare(x.tag, y.tag))
	})
	n.index()
	_, turn := n.breakLoops(false)
	needed = len(n.loops)
	r := n.raising(0, false)
	r.inTurn(turn)
	r.keepForest() // or labels would go round loops before these show
	r.run(n.arcs(false, func(int32, *edge) bool { return true }), false)
	n.days = r.label
	n.lo, n.loWhy = r.result()
	n.orders, _ = n.breakLoops(true)
	return needed
}

// capLower brings the lower labels below the caps and sees what is overshot.
func (n *Network) capLower() {
	over := n.capLabels(false)
	n.violated = 0
	for _, v := range over {
		n.spend(1)
		if n.bad[v] = n.overshot(v); n.bad[v] > 0 {
			n.violated++
		}
	}
}

// upperBounds finds the upper labels.
func (n *Network) upperBounds() {
	if n.neg != nil {
		return
	}
	n.index()
	r := n.raising(0, true)
	all := !n.Consistent()
	settled, _ := r.run(n.arcs(true, func(i int32, e *edge) bool { return n.counts(i, false) && (all || !n.fulfilled(e)) }), true)
	if n.neg, n.hiWhy = r.result(); settled {
		n.capLabels(true)
		return
	}
	// No loop gains, but to raise without potentials takes too long.
	var c change
	for v := range n.vars {
		c.bounds = append(c.bounds, v)
	}
	n.settleSide(&c, true)
}

// capLabels lowers labels that are beyond what the own bounds allow, and those
// that rest on them. It returns the variables of the former.
func (n *Network) capLabels(back bool) []int32 {
	label := n.lo
	if back {
		label = n.neg
	}
	var c change
	for v := range n.vars {
		n.spendFor(v)
		if label[v] > n.ceiling(v, back) {
			c.bounds = append(c.bounds, v)
		}
	}
	if len(c.bounds) > 0 {
		n.settleSide(&c, back)
	}
	return c.bounds
}

// overshot counts what contradicts v's own upper bound.
func (n *Network) overshot(v int32) int32 {
	over := int32(0)
	if n.ulo[v] > n.uhi[v] {
		over++
	}
	for e := n.in.first[v]; e >= 0; e = n.in.next[e] {
		n.spend(1)
		if n.counts(e, false) && n.overshoots(e, n.lo[n.edges[e].from]) {
			over++
		}
	}
	return over
}

// overshoots reports whether e would carry the lower label lo past its end.
func (n *Network) overshoots(e int32, lo int64) bool {
	return lo > NegInf && lo+n.edges[e].weight() > n.uhi[n.edges[e].to]
}
