package stn

// breakLoops leaves out what closes a loop of relations of which none goes back
// in time, and finds potentials of those that stay: in the view of orders of all,
// in the view of days of those that gain none or some. A loop of such that gain
// nothing is one moment; between such moments, what leads back along the path of
// a depth-first search is left out. That takes linear time, and each relation
// left out closes a loop with those on the path, which all count: none is left
// out without need. Of the variables in turn, those that lead to others by
// relations that stay come first.
func (n *Network) breakLoops(orders bool) (potentials []int64, turn []int32) {
	o := loopSearch{net: n, orders: orders, label: make([]int64, n.vars), turn: make([]int32, 0, n.vars), moment: make([]int32, n.vars)}
	o.members, o.start = n.components(n.arcs(true, func(i int32, _ *edge) bool {
		return n.counts(i, orders) && o.takes(i) && n.gain(i, orders) == 0 && (orders || !n.surpassed(i))
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
	return o.label, o.turn
}

// surpassed reports whether a fact says more than a relation in days: that at least
// some days lie between the same two variables. A loop of such relations is not a moment,
// or each fact in it would lose what it says of days.
func (n *Network) surpassed(e int32) bool {
	const near = 8 // relations between the same variables are beside each other
	for i := max(0, e-near); i < min(e+near+1, int32(len(n.edges))); i++ {
		if f, g := &n.edges[e], &n.edges[i]; f.from == g.from && f.to == g.to && f.owner == g.owner && g.weight() > f.weight() && n.counts(i, false) {
			return true
		}
	}
	return false
}

// loopSearch is the depth-first search of breakLoops, against the relations: a
// moment is finished after all that come before it.
type loopSearch struct {
	net            *Network
	orders         bool
	label          []int64 // potentials
	turn           []int32 // variables in the order in which they are finished
	moment         []int32 // of each variable: those that are forced onto one
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

// takes reports whether a relation does not go back in time.
func (o *loopSearch) takes(e int32) bool { return o.orders || o.net.edges[e].weight() >= 0 }

func (o *loopSearch) enter(m, after int32) {
	first := o.start[m]
	o.at[m] = searched{onPath, after, first, o.net.in.first[o.members[first]], 0}
}

func (o *loopSearch) from(m int32) {
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
				o.label[v] = here.level
				o.turn = append(o.turn, v)
			}
			here.state = finished
			m = here.after
			continue
		}
		e := here.edge
		from := n.edges[e].from
		switch before := o.moment[from]; {
		case !n.counts(e, o.orders) || !o.takes(e):
		case before == m:
			if n.gain(e, o.orders) > 0 {
				n.leaveOut(e, o.orders)
			}
		case o.at[before].state == onPath:
			n.leaveOut(e, o.orders)
		case o.at[before].state == finished:
			here.level = max(here.level, o.label[from]+n.gain(e, o.orders))
		default:
			o.enter(before, m) // and look at this relation again
			m = before
			continue
		}
		here.edge = n.in.next[e]
	}
}

func (n *Network) leaveOut(e int32, orders bool) {
	l := loop{e, orders}
	n.off[e] |= l.off()
	n.loops = append(n.loops, l)
}

// off is why the relation of a loop does not count.
func (l loop) off() uint8 {
	if l.orders {
		return offOrders
	}
	return offDays
}

// What retry may look at before the rest is left to those who ask for
// contradictions: so many relations in all, and so many for each there is.
const (
	retryWork  = 5_000_000
	retryShare = 50
)

// retry takes back each relation left out of the view of days that closes no
// loop with the others, except for the first, which are left out with need. The
// verdict is certain without it: the last one left out closes a loop with those
// that count.
func (n *Network) retry(needed int) {
	limit := n.work + min(retryWork, retryShare*len(n.edges))
	kept := n.loops[:needed]
	var c change
	for _, l := range n.loops[needed:] {
		if l.orders || n.work > limit || !n.assert(l.edge, false) {
			kept = append(kept, l)
		} else {
			n.admit(&c, l.edge, offDays)
		}
	}
	n.loops = kept
	n.settle(&c)
}
