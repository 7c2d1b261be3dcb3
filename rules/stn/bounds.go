package stn

// judge works out everything from what counts: potentials, loops, labels and
// violations. Linear but for the components with loops.
func (n *Network) judge() {
	for e := range n.off {
		n.off[e] &^= offDays | offOrders | offPending
	}
	n.loops = n.loops[:0]
	n.stateBounds()

	a := adjacency{start: n.inStart, list: n.from, off: n.off, mask: daysMask}
	order, spans := components(a)
	var local []int32
	if len(spans) > 0 {
		local = make([]int32, n.vars)
	}
	n.sweepUp(order, spans, local, true)
	if n.retry() {
		n.sweepUp(order, spans, local, false)
	}
	n.sweepDown(order, spans, local)
	n.countViolated()
}

// stateBounds takes the strictest bounds that count as own bounds.
func (n *Network) stateBounds() {
	for v := range n.ulo {
		n.ulo[v], n.uhi[v] = NegInf, Inf
	}
	for i, v := range n.boundVar {
		if n.boff[i] == 0 {
			n.ulo[v] = max(n.ulo[v], n.blo[i])
			n.uhi[v] = min(n.uhi[v], n.bhi[i])
		}
	}
}

// sweepUp settles lo in topological order, and with potentials also those.
func (n *Network) sweepUp(order []int32, spans []span, local []int32, potentials bool) {
	for at := int32(0); at < int32(len(order)); {
		if len(spans) == 0 || at < spans[0].from {
			n.liftOne(order[at])
			at++
			continue
		}
		r := n.region(order[spans[0].from:spans[0].to], local)
		if potentials {
			n.raiseDays(r)
			n.raiseOrders(r)
		}
		n.liftRegion(r)
		r.leave()
		at, spans = spans[0].to, spans[1:]
	}
}

// liftOne settles a variable that lies on no loop. This is the hot loop.
func (n *Network) liftOne(v int32) {
	lo, why := n.ulo[v], own
	days, orders, over := int64(0), int64(0), int32(0)
	limit := n.uhi[v]
	for e := n.inStart[v]; e < n.inStart[v+1]; e++ {
		off := n.off[e]
		if off&daysMask != 0 {
			continue
		}
		u, w := n.from[e], n.weight[e]
		days = max(days, n.days[u]+w)
		if off&ordersMask == 0 {
			orders = max(orders, n.orders[u]+strictness(n.order[e]))
		}
		x := n.lo[u]
		if x == NegInf { // nothing known is not a very early day: adding to it proves nothing
			continue
		}
		if x += w; x > lo {
			lo, why = x, e
		}
		if x > limit {
			over++
		}
	}
	if n.ulo[v] > limit {
		over++
	}
	n.lo[v], n.loWhy[v], n.bad[v] = min(lo, limit), why, over
	n.days[v], n.orders[v] = days, orders
}

func strictness(o Order) int64 {
	if o == Strict {
		return 1
	}
	return 0
}

// raiseDays finds potentials in days for a region and leaves out what closes a
// loop that gains.
func (n *Network) raiseDays(r *region) {
	p := make([]int64, len(r.vars))
	for i, v := range r.vars {
		for e := n.firstIn(v); e >= 0; e = n.nextIn(e) {
			if n.off[e]&daysMask == 0 && r.outside(n.from[e]) {
				p[i] = max(p[i], n.days[n.from[e]]+n.weight[e])
			}
		}
	}
	for _, e := range r.raise(p) {
		n.leaveOut(r.id[e], false)
	}
	for i, v := range r.vars {
		n.days[v] = p[i]
	}
}

// raiseOrders does the same for the view of orders. Here the components of the
// orders alone tell everything: a strict order inside one closes a loop.
func (n *Network) raiseOrders(r *region) {
	k := len(r.vars)
	a := adjacency{start: make([]int32, k+1)}
	var id []int32
	for i := range k {
		for j := r.inStart[i]; j < r.inStart[i+1]; j++ {
			if n.off[r.id[j]]&ordersMask == 0 {
				a.list, id = append(a.list, r.tail[j]), append(id, r.id[j])
			}
		}
		a.start[i+1] = int32(len(a.list))
	}
	order, spans := components(a)
	part := make([]int32, k)
	for i := range part {
		part[i] = int32(-1 - i)
	}
	for s, span := range spans {
		for _, i := range order[span.from:span.to] {
			part[i] = int32(s)
		}
	}
	for at := 0; at < k; {
		end := at + 1
		if s := part[order[at]]; s >= 0 {
			end = int(spans[s].to)
		}
		level := int64(0)
		for _, i := range order[at:end] {
			v := r.vars[i]
			for e := n.firstIn(v); e >= 0; e = n.nextIn(e) {
				if n.off[e]&ordersMask == 0 && r.outside(n.from[e]) {
					level = max(level, n.orders[n.from[e]]+strictness(n.order[e]))
				}
			}
			for j := a.start[i]; j < a.start[i+1]; j++ {
				t := a.list[j]
				if part[t] != part[i] {
					level = max(level, n.orders[r.vars[t]]+strictness(n.order[id[j]]))
				} else if n.order[id[j]] == Strict {
					n.leaveOut(id[j], true)
				}
			}
		}
		for _, i := range order[at:end] {
			n.orders[r.vars[i]] = level
		}
		at = end
	}
}

func (n *Network) leaveOut(e int32, orders bool) {
	if orders {
		n.off[e] |= offOrders
	} else {
		n.off[e] |= offDays
	}
	n.loops = append(n.loops, loop{e, orders})
}

// retry takes back each left-out relation that closes no loop with the others,
// and reports whether one of them counts in days.
func (n *Network) retry() (again bool) {
	if len(n.loops) == 0 {
		return false
	}
	n.index()
	kept := n.loops[:0]
	for _, l := range n.loops {
		if !n.assert(l.edge, l.orders) {
			kept = append(kept, l)
			continue
		}
		n.takeIn(l)
		again = again || !l.orders
	}
	n.loops = kept
	return again
}

func (n *Network) takeIn(l loop) {
	if l.orders {
		n.off[l.edge] &^= offOrders
	} else {
		n.off[l.edge] &^= offDays
	}
}

// liftRegion settles lo in a region. With potentials no relation gains, so
// the label highest above its potential is final (Dijkstra); caps only lower
// what is passed on, which keeps this true.
func (n *Network) liftRegion(r *region) {
	var h maxHeap
	for _, v := range r.vars {
		n.liftOuter(r, v)
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
	for _, v := range r.vars {
		n.bad[v] = n.overshot(v)
	}
}

// liftOuter starts a member of a region with what comes from outside it.
func (n *Network) liftOuter(r *region, v int32) {
	lo, why := n.ulo[v], own
	for e := n.firstIn(v); e >= 0; e = n.nextIn(e) {
		if n.off[e]&daysMask != 0 || !r.outside(n.from[e]) || n.lo[n.from[e]] == NegInf {
			continue
		}
		if x := n.lo[n.from[e]] + n.weight[e]; x > lo {
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
