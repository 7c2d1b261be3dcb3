package stn

// raiseDays finds potentials in days for a region and leaves out what closes a
// loop that gains.
func (n *Network) raiseDays(r *region, all []settled) {
	p := make([]int64, len(r.vars))
	for i, v := range r.vars {
		for e := n.firstIn(v); e >= 0; e = n.nextIn(e) {
			if n.off[e]&daysMask == 0 && r.outside(n.from[e]) {
				p[i] = max(p[i], all[n.from[e]].days+n.weight[e])
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
func (n *Network) raiseOrders(r *region, all []settled) {
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
					level = max(level, all[n.from[e]].orders+strictness(n.off[e]))
				}
			}
			for j := a.start[i]; j < a.start[i+1]; j++ {
				t := a.list[j]
				if part[t] != part[i] {
					level = max(level, n.orders[r.vars[t]]+strictness(n.off[id[j]]))
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

// retryWork is how many relations are looked at in retry before the rest is
// left to those who ask for contradictions. The verdict is certain by then.
const retryWork = 10_000_000

// retry takes back each left-out relation that closes no loop with the others,
// and reports whether one of them counts in days.
func (n *Network) retry() (again bool) {
	if len(n.loops) == 0 {
		return false
	}
	n.index()
	n.work = 0
	kept := n.loops[:0]
	for _, l := range n.loops {
		if len(kept) > 0 && n.work > retryWork || !n.assert(l.edge, l.orders) {
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
