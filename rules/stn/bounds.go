package stn

import "slices"

// judge works out everything from what counts: potentials, loops, labels and
// violations. Linear but for the components with loops. With hasty it stops at
// the first impossible loop, of which n.loops then tells.
func (n *Network) judge(hasty bool) {
	order, spans, local := n.begin()
	if !n.sweepUp(order, spans, local, true, hasty) {
		return
	}
	if n.retry() {
		n.sweepUp(order, spans, local, false, false)
	}
	n.sweepDown(order, spans, local)
	n.countViolated()
}

// verdict only works out whether there is no contradiction.
func (n *Network) verdict() bool {
	order, spans, local := n.begin()
	if !n.sweepUp(order, spans, local, true, true) {
		return false
	}
	n.countViolated()
	return n.violated == 0
}

// begin forgets all conclusions and puts the variables in order for the sweeps.
func (n *Network) begin() (order []int32, spans []span, local []int32) {
	for e := range n.off {
		n.off[e] &^= offDays | offOrders | offPending
	}
	n.loops = n.loops[:0]
	n.stateBounds()

	a := adjacency{start: n.inStart, list: n.from}
	if slices.ContainsFunc(n.off, func(off uint8) bool { return off&daysMask != 0 }) {
		a.off, a.mask = n.off, daysMask
	}
	order, spans = components(a)
	if len(spans) > 0 {
		local = make([]int32, n.vars)
	}
	return order, spans, local
}

// stateBounds takes the strictest bounds that count as own bounds.
func (n *Network) stateBounds() {
	for v := range n.ulo {
		n.ulo[v], n.uhi[v] = NegInf, Inf
	}
	for i, v := range n.boundVar {
		if !n.boff[i] {
			n.ulo[v] = max(n.ulo[v], n.blo[i])
			n.uhi[v] = min(n.uhi[v], n.bhi[i])
		}
	}
}

// settled is what sweepUp knows of a variable. Together in one line of the
// cache it takes half the time of three arrays, so those are filled at the end.
type settled struct{ lo, limit, days, orders int64 } // before its turn lo is the own bound

// sweepUp settles lo in topological order, and with potentials also those. It
// reports false if, being hasty, it stopped at a loop.
func (n *Network) sweepUp(order []int32, spans []span, local []int32, potentials, hasty bool) bool {
	all, inLoops := make([]settled, n.vars), spans
	for v := range all {
		all[v] = settled{lo: n.ulo[v], limit: n.uhi[v], days: n.days[v], orders: n.orders[v]}
	}
	for at := int32(0); at < int32(len(order)); {
		if len(spans) == 0 || at < spans[0].from {
			n.liftOne(order[at], all)
			at++
			continue
		}
		r := n.region(order[spans[0].from:spans[0].to], local)
		if potentials {
			n.raiseDays(r, all, hasty)
			n.raiseOrders(r, all)
			if hasty && len(n.loops) > 0 {
				return false
			}
		}
		n.liftRegion(r, all)
		for _, v := range r.vars {
			all[v] = settled{n.lo[v], n.uhi[v], n.days[v], n.orders[v]}
		}
		r.leave()
		at, spans = spans[0].to, spans[1:]
	}
	for v, s := range all {
		n.lo[v], n.days[v], n.orders[v] = s.lo, s.days, s.orders
	}
	for _, s := range inLoops {
		for _, v := range order[s.from:s.to] {
			n.bad[v] = n.overshot(v)
		}
	}
	return true
}

// liftOne settles a variable that lies on no loop. This is the hot loop.
func (n *Network) liftOne(v int32, all []settled) {
	at, why, over := all[v], own, int32(0)
	at.days, at.orders = 0, 0
	if at.lo > at.limit {
		over++
	}
	for e := n.inStart[v]; e < n.inStart[v+1]; e++ {
		off := n.off[e]
		if off&daysMask != 0 {
			continue
		}
		u, w := &all[n.from[e]], n.weight[e]
		at.days = max(at.days, u.days+w)
		if off&ordersMask == 0 {
			at.orders = max(at.orders, u.orders+strictness(off))
		}
		x := u.lo
		if x == NegInf { // nothing known is not a very early day: adding to it proves nothing
			continue
		}
		if x += w; x > at.lo {
			at.lo, why = x, e
		}
		if x > at.limit {
			over++
		}
	}
	at.lo = min(at.lo, at.limit)
	all[v], n.loWhy[v], n.bad[v] = at, why, over
}

// strictness is what a relation gains among orders.
func strictness(off uint8) int64 {
	if off&strictBit != 0 {
		return 1
	}
	return 0
}

// liftRegion settles lo in a region. With potentials no relation gains, so
// the label highest above its potential is final (Dijkstra); caps only lower
// what is passed on, which keeps this true.
func (n *Network) liftRegion(r *region, all []settled) {
	var h maxHeap
	for _, v := range r.vars {
		n.liftOuter(r, v, all)
		if n.lo[v] > NegInf {
			h.push(n.lo[v]-n.days[v], v)
		}
	}
	for len(h) > 0 {
		key, u := h.pop()
		if key != n.lo[u]-n.days[u] {
			continue
		}
		i := r.local[u] - 1
		for _, j := range r.outEdge[r.outStart[i]:r.outStart[i+1]] {
			e := r.id[j]
			if n.off[e]&daysMask != 0 {
				continue
			}
			v := n.to[e]
			if x := min(n.lo[u]+n.weight[e], n.uhi[v]); x > n.lo[v] {
				n.lo[v], n.loWhy[v] = x, e
				h.push(x-n.days[v], v)
			}
		}
	}
}

// liftOuter starts a member of a region with what comes from outside it.
func (n *Network) liftOuter(r *region, v int32, all []settled) {
	lo, why := n.ulo[v], own
	for e := n.firstIn(v); e >= 0; e = n.nextIn(e) {
		if n.off[e]&daysMask != 0 || !r.outside(n.from[e]) || all[n.from[e]].lo == NegInf {
			continue
		}
		if x := all[n.from[e]].lo + n.weight[e]; x > lo {
			lo, why = x, e
		}
	}
	n.lo[v], n.loWhy[v] = min(lo, n.uhi[v]), why
}

// sweepDown settles neg = −hi in reverse order, pushing along the relations
// that lead here. Labels are mirrored: own bound −uhi, cap −ulo.
func (n *Network) sweepDown(order []int32, spans []span, local []int32) {
	for v := range n.neg {
		n.neg[v], n.hiWhy[v] = -n.uhi[v], own
	}
	for at := int32(len(order)); at > 0; {
		if k := len(spans); k > 0 && at == spans[k-1].to {
			r := n.region(order[spans[k-1].from:at], local)
			n.lowerRegion(r)
			for _, v := range r.vars {
				n.pushDown(v, r)
			}
			r.leave()
			at, spans = spans[k-1].from, spans[:k-1]
			continue
		}
		at--
		v := order[at]
		n.neg[v] = min(n.neg[v], -n.ulo[v])
		n.pushDown(v, nil)
	}
}

// pushDown hands the final label of v to the variables before it, except to
// those in its region r.
func (n *Network) pushDown(v int32, r *region) {
	y := n.neg[v]
	if y == NegInf {
		return
	}
	for e := n.inStart[v]; e < n.inStart[v+1]; e++ {
		u := n.from[e]
		if n.off[e]&daysMask != 0 || r != nil && !r.outside(u) {
			continue
		}
		if x := y + n.weight[e]; x > n.neg[u] {
			n.neg[u], n.hiWhy[u] = x, e
		}
	}
}

func (n *Network) lowerRegion(r *region) {
	var h maxHeap
	for _, v := range r.vars {
		n.neg[v] = min(n.neg[v], -n.ulo[v])
		if n.neg[v] > NegInf {
			h.push(n.neg[v]+n.days[v], v)
		}
	}
	for len(h) > 0 {
		key, v := h.pop()
		if key != n.neg[v]+n.days[v] {
			continue
		}
		i := r.local[v] - 1
		for j := r.inStart[i]; j < r.inStart[i+1]; j++ {
			e := r.id[j]
			if n.off[e]&daysMask != 0 {
				continue
			}
			u := n.from[e]
			if x := min(n.neg[v]+n.weight[e], -n.ulo[u]); x > n.neg[u] {
				n.neg[u], n.hiWhy[u] = x, e
				h.push(x+n.days[u], u)
			}
		}
	}
}

// overshot counts what contradicts v's own upper bound.
func (n *Network) overshot(v int32) int32 {
	over := int32(0)
	if n.ulo[v] > n.uhi[v] {
		over++
	}
	for e := n.firstIn(v); e >= 0; e = n.nextIn(e) {
		if n.off[e]&daysMask == 0 && n.overshoots(e, n.lo[n.from[e]]) {
			over++
		}
	}
	return over
}

// overshoots reports whether e would carry the lower label lo past its end.
func (n *Network) overshoots(e int32, lo int64) bool {
	return lo > NegInf && lo+n.weight[e] > n.uhi[n.to[e]]
}

func (n *Network) countViolated() {
	n.violated = 0
	for _, bad := range n.bad {
		if bad > 0 {
			n.violated++
		}
	}
}
