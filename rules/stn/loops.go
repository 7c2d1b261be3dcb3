package stn

// raiseOrders finds potentials in the view of orders and leaves out what closes
// a loop there. A loop of weak orders alone is one moment; between such
// moments, what leads back along the path of a depth-first search is left out.
// That takes linear time, and each relation left out closes a loop with those
// on the path, which all count: none is left out without need.
func (n *Network) raiseOrders() {
	n.orders = make([]int64, n.vars)
	o := orderSearch{net: n, moment: make([]int32, n.vars)}
	o.members, o.start = n.components(n.arcs(true, func(i int32, e *edge) bool {
		return e.order() == Weak && n.counts(i, true)
	}))
	o.at = make([]searched, len(o.start)-1)
	for m := range int32(len(o.at)) {
		n.spendFor(m)
		for _, v := range o.members[o.start[m]:o.start[m+1]] {
			o.moment[v] = m
		}
	}
	for m := int32(len(o.at)) - 1; m >= 0; m-- {
		if o.at[m].state == 0 {
			o.from(m)
		}
	}
}

// orderSearch is the depth-first search of raiseOrders, against the orders: a
// moment is finished after all that come before it.
type orderSearch struct {
	net            *Network
	moment         []int32 // of each variable: those that weak orders force onto one
	members, start []int32 // those of moment m are members[start[m]:start[m+1]]
	at             []searched
}

// searched is how far the search has got at a moment: among its members, and
// among the relations into the one it is at. Level is the potential so far.
type searched struct {
	state        uint8
	after        int32 // the moment from which the search came here
	member, edge int32
	level        int64
}

const (
	onPath uint8 = 1 + iota
	finished
)

func (o *orderSearch) enter(m, after int32) {
	first := o.start[m]
	o.at[m] = searched{onPath, after, first, o.net.in.first[o.members[first]], 0}
}

func (o *orderSearch) from(m int32) {
	n := o.net
	o.enter(m, -1)
	for m >= 0 {
		n.spend(1)
		here := &o.at[m]
		if here.edge < 0 {
			if here.member++; here.member < o.start[m+1] {
				here.edge = n.in.first[o.members[here.member]]
				continue
			}
			for _, v := range o.members[o.start[m]:here.member] {
				n.orders[v] = here.level
			}
			here.state = finished
			m = here.after
			continue
		}
		e := here.edge
		from := n.edges[e].from
		switch before := o.moment[from]; {
		case !n.counts(e, true):
		case before == m:
			if n.edges[e].order() == Strict {
				n.leaveOut(e, true)
			}
		case o.at[before].state == onPath:
			n.leaveOut(e, true)
		case o.at[before].state == finished:
			here.level = max(here.level, n.orders[from]+n.gain(e, true))
		default:
			o.enter(before, m) // and look at this relation again
			m = before
			continue
		}
		here.edge = n.in.next[e]
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

// What retry may look at before the rest is left to those who ask for
// contradictions: so many relations in all, and so many for each there is.
const (
	retryWork  = 5_000_000
	retryShare = 50
)

// retry takes back each relation left out of the view of days that closes no
// loop with the others. The verdict is certain without it: the last one left
// out closes a loop with those that count.
func (n *Network) retry() {
	limit := n.work + min(retryWork, retryShare*len(n.edges))
	kept := n.loops[:0]
	var c change
	for _, l := range n.loops {
		if l.orders || n.work > limit || !n.assert(l.edge, false) {
			kept = append(kept, l)
		} else {
			n.admit(&c, l.edge, offDays)
		}
	}
	n.loops = kept
	n.settle(&c)
}

func (n *Network) takeIn(l loop) {
	if l.orders {
		n.off[l.edge] &^= offOrders
	} else {
		n.off[l.edge] &^= offDays
	}
}
