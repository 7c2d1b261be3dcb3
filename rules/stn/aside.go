package stn

// SetAside takes everything that f says, and every derived order that needs
// it, out of account until [Network.PutBack]. The cost is that of the labels
// which rested on it; a network with loops is judged anew. A fact of which
// nothing is known yet is set aside too: an [Edit] may still add it.
func (n *Network) SetAside(f Fact) {
	n.index()
	n.grow(n.vars, int32(f)+1)
	if n.aside[f] {
		return
	}
	if len(n.loops) > 0 {
		n.markAside(f, true)
		n.rejudge()
		return
	}
	n.takeOut(f)
}

// PutBack undoes [Network.SetAside].
func (n *Network) PutBack(f Fact) {
	n.index()
	if int(f) >= len(n.aside) || !n.aside[f] {
		return
	}
	if len(n.loops) > 0 || !n.takeBack(f) {
		n.markAside(f, false)
		n.rejudge()
	}
}

// IsAside reports whether f is set aside.
func (n *Network) IsAside(f Fact) bool { return int(f) < len(n.aside) && n.aside[f] }

// takeOut sets f aside and settles the labels. Relations left out for closing
// a loop stay so; the caller sees to them.
func (n *Network) takeOut(f Fact) {
	var c change
	n.aside[f] = true
	n.eachEdge(f, func(e int32) { n.drop(&c, e, offAside) })
	n.eachBound(f, func(i int32) {
		n.boff[i] |= offAside
		n.restate(&c, n.boundVar[i])
	})
	n.settle(&c)
}

// takeBack puts f back, or reports false with f still aside if one of its
// relations closes a loop.
func (n *Network) takeBack(f Fact) bool {
	n.aside[f] = false
	var back []int32
	n.eachEdge(f, func(e int32) {
		if n.off[e]&offAside != 0 && !n.anyAside(e) {
			back = append(back, e)
		}
	})
	var c change
	for i, e := range back {
		// One left out for a loop before stays out of that view; if it no
		// longer closes one, the caller finds that by trying.
		if n.off[e]&offDays == 0 && !n.assert(e, false) ||
			n.off[e]&(offOrders|offNotOrder) == 0 && !n.assert(e, true) {
			n.aside[f] = true
			for _, e := range back[:i] {
				n.drop(&c, e, offAside)
			}
			return false // labels have not moved yet
		}
		n.admit(&c, e, offAside)
	}
	n.eachBound(f, func(i int32) {
		n.boff[i] &^= offAside
		n.restate(&c, n.boundVar[i])
	})
	n.settle(&c)
	return true
}

// markAside flips f without settling anything.
func (n *Network) markAside(f Fact, aside bool) {
	n.aside[f] = aside
	n.eachEdge(f, func(e int32) {
		n.off[e] &^= offAside
		if n.anyAside(e) {
			n.off[e] |= offAside
		}
	})
	n.eachBound(f, func(i int32) {
		n.boff[i] &^= offAside
		if aside {
			n.boff[i] |= offAside
		}
	})
}

// judgeWithout judges a new network with some facts set aside.
func (n *Network) judgeWithout(aside []bool, hasty bool) {
	for f, is := range aside {
		if is {
			n.index()
			n.markAside(Fact(f), true)
		}
	}
	n.judge(hasty)
}

// anyAside reports whether a fact behind e is set aside.
func (n *Network) anyAside(e int32) bool {
	o := n.owner[e]
	if o >= 0 {
		return n.aside[o]
	}
	for _, f := range n.premises[^o] {
		if n.aside[f] {
			return true
		}
	}
	return false
}

// eachEdge calls do for the relations that f owns or is a premise of, unless
// they are dropped for good.
func (n *Network) eachEdge(f Fact, do func(e int32)) {
	if f >= Fact(n.facts) {
		return
	}
	for e := n.edgeFirst[f]; e >= 0; e = n.edgeNext[e] {
		if n.off[e]&offGone == 0 {
			do(e)
		}
	}
	for _, e := range n.derived[f] {
		if n.off[e]&offGone == 0 {
			do(e)
		}
	}
}

func (n *Network) eachBound(f Fact, do func(i int32)) {
	if f >= Fact(n.facts) {
		return
	}
	for i := n.ownFirst[f]; i >= 0; i = n.ownNext[i] {
		if n.boff[i]&offGone == 0 {
			do(i)
		}
	}
}
