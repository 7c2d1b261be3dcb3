package stn

// change gathers what a step has altered before the labels follow.
type change struct {
	bounds []int32 // variables whose own bounds changed
	lost   []int32 // relations that count no longer
	gained []int32 // relations that count now
}

// drop stops relation e from counting for the given reason.
func (n *Network) drop(c *change, e int32, why uint8) {
	counted := n.off[e]&daysMask == 0
	if counted && n.overshoots(e, n.lo[n.edges[e].from]) {
		n.blame(n.edges[e].to, -1)
	}
	n.off[e] |= why
	if counted {
		c.lost = append(c.lost, e)
	}
}

// admit lets relation e, already asserted, count in days from now on.
func (n *Network) admit(c *change, e int32, why uint8) {
	before := n.off[e]
	n.off[e] &^= why
	if before&daysMask == 0 || n.off[e]&daysMask != 0 {
		return
	}
	// Counted at the old label of its start, like all others; settle then
	// sees to the difference.
	if n.overshoots(e, n.lo[n.edges[e].from]) {
		n.blame(n.edges[e].to, +1)
	}
	c.gained = append(c.gained, e)
}

// restate takes the own bounds of v anew.
func (n *Network) restate(c *change, v int32) {
	lo, hi := NegInf, Inf
	for i := n.boundsOf.first[v]; i >= 0; i = n.boundsOf.next[i] {
		n.spend(1)
		if !n.boff[i] {
			lo, hi = max(lo, n.bounds[i].lo), min(hi, n.bounds[i].hi)
		}
	}
	if lo != n.ulo[v] || hi != n.uhi[v] {
		n.ulo[v], n.uhi[v] = lo, hi
		c.bounds = append(c.bounds, v)
	}
}

// settle brings the labels of both sides back to the fixpoint.
func (n *Network) settle(c *change) {
	n.settleSide(c, false)
	if n.neg != nil { // a fork has no use for it
		n.settleSide(c, true)
	}
	for _, v := range c.bounds {
		n.spend(1)
		n.blame(v, n.overshot(v)-n.bad[v])
	}
}

// settleSide does so for the lower labels or, with back, for the mirrored
// upper ones. Labels that rested on something lost are forgotten, and with
// them all that rested on those; then everything that can rise does, highest
// above its potential first.
func (n *Network) settleSide(c *change, back bool) {
	label, why := n.lo, n.loWhy
	if back {
		label, why = n.neg, n.hiWhy
	}
	epoch := n.mark()
	touched, queue := n.touched[:0], n.queue[:0]
	forget := func(v int32) {
		n.spend(1)
		if n.stamp[v] != epoch {
			n.stamp[v] = epoch
			touched = append(touched, touch{v, label[v]})
			queue = append(queue, v)
		}
	}
	for _, v := range c.bounds {
		forget(v)
	}
	for _, e := range c.lost {
		if v := n.head(e, back); why[v] == e {
			forget(v)
		}
	}
	for at := 0; at < len(queue); at++ {
		v := queue[at]
		for e := n.first(v, back); e >= 0; e = n.next(e, back) {
			n.spend(1)
			if x := n.head(e, back); why[x] == e {
				forget(x)
			}
		}
	}
	for _, v := range queue {
		n.spend(1)
		label[v], why[v] = NegInf, own
	}

	h := n.heap.emptied()
	lift := func(v int32, x int64, by int32) {
		x = min(x, n.ceiling(v, back))
		if x <= label[v] {
			return
		}
		if n.stamp[v] != epoch {
			n.stamp[v] = epoch
			touched = append(touched, touch{v, label[v]})
		}
		label[v], why[v] = x, by
		h.Push(keyedVar{n.height(v, x, back), v})
	}
	for _, v := range queue {
		n.spend(1)
		lift(v, n.floor(v, back), own)
		for e := n.first(v, !back); e >= 0; e = n.next(e, !back) {
			n.spend(1)
			if x := label[n.head(e, !back)]; x > NegInf && n.off[e]&daysMask == 0 {
				lift(v, x+n.edges[e].weight(), e)
			}
		}
	}
	for _, e := range c.gained {
		if x := label[n.head(e, !back)]; x > NegInf {
			lift(n.head(e, back), x+n.edges[e].weight(), e)
		}
	}
	for len(h.All) > 0 {
		n.spend(1)
		top := h.Pop()
		u := top.v
		if top.key != n.height(u, label[u], back) {
			continue
		}
		for e := n.first(u, back); e >= 0; e = n.next(e, back) {
			n.spend(1)
			if n.off[e]&daysMask == 0 {
				lift(n.head(e, back), label[u]+n.edges[e].weight(), e)
			}
		}
	}
	n.queue, n.touched = queue[:0], touched[:0]
	if !back {
		n.recount(touched)
	}
}

// recount follows the violations from the old labels to the new.
func (n *Network) recount(touched []touch) {
	for _, t := range touched {
		n.spend(1)
		now := n.lo[t.v]
		if now == t.old {
			continue
		}
		for e := n.out.first[t.v]; e >= 0; e = n.out.next[e] {
			n.spend(1)
			if n.off[e]&daysMask != 0 {
				continue
			}
			before, after := n.overshoots(e, t.old), n.overshoots(e, now)
			if before && !after {
				n.blame(n.edges[e].to, -1)
			} else if after && !before {
				n.blame(n.edges[e].to, +1)
			}
		}
	}
}

// blame adds to the count of what contradicts v.
func (n *Network) blame(v, by int32) {
	was := n.bad[v] != 0
	n.bad[v] += by
	if is := n.bad[v] != 0; is && !was {
		n.violated++
		if n.forked { // only the search for contradictions asks what is new
			n.newBad = append(n.newBad, v)
		}
	} else if was && !is {
		n.violated--
	}
}

func (n *Network) floor(v int32, back bool) int64 {
	if back {
		return -n.uhi[v]
	}
	return n.ulo[v]
}

func (n *Network) ceiling(v int32, back bool) int64 {
	if back {
		return -n.ulo[v]
	}
	return n.uhi[v]
}

// height is a label above its potential: no relation leads to a greater one.
func (n *Network) height(v int32, label int64, back bool) int64 {
	if back {
		return label + n.days[v]
	}
	return label - n.days[v]
}
