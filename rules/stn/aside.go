package stn

// takeOut sets f aside: everything that it says, and every derived order that
// needs it, counts no more until takeBack. The cost is that of the labels which
// rested on it. Relations left out for closing a loop stay so; the caller sees
// to them.
func (n *Network) takeOut(f Fact) {
	var c change
	n.aside[f] = true
	n.eachEdge(f, func(e int32) { n.drop(&c, e, offAside) })
	n.eachBound(f, func(i int32) {
		n.boff[i] = true
		n.restate(&c, n.bounds[i].v)
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
			n.off[e]&offOrders == 0 && n.edges[e].order() != Days && !n.assert(e, true) {
			n.aside[f] = true
			for _, e := range back[:i] {
				n.drop(&c, e, offAside)
			}
			return false // labels have not moved yet
		}
		n.admit(&c, e, offAside)
	}
	n.eachBound(f, func(i int32) {
		n.boff[i] = false
		n.restate(&c, n.bounds[i].v)
	})
	n.settle(&c)
	return true
}

func (n *Network) isAside(f Fact) bool { return int(f) < len(n.aside) && n.aside[f] }

// anyAside reports whether a fact behind e is set aside.
func (n *Network) anyAside(e int32) bool {
	o := n.edges[e].owner
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
