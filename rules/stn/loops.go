package stn

// raiseDays finds potentials in days for a region and leaves out what closes a
// loop that gains.
func (n *Network) raiseDays(r *region, all []settled, hasty bool) {
	p := make([]int64, len(r.vars))
	for i, v := range r.vars {
		for e := n.firstIn(v); e >= 0; e = n.nextIn(e) {
			if n.off[e]&daysMask == 0 && r.outside(n.from[e]) {
				p[i] = max(p[i], all[n.from[e]].days+n.weight[e])
			}
		}
	}
	for _, e := range r.raise(p, hasty, &n.work) {
		n.leaveOut(r.id[e], false)
	}
	for i, v := range r.vars {
		n.days[v] = p[i]
	}
}

// raiseOrders does the same for the view of orders. A loop of weak orders alone
// is one moment; between such moments, what leads back along the path of a
// depth-first search is left out. That takes linear time, and each relation
// left out closes a loop with those on the path, which all count: none is left
// out without need.
func (n *Network) raiseOrders(r *region, all []settled) {
	k := int32(len(r.vars))
	o := orderSearch{
		net: n, region: r, moment: make([]int32, k), start: make([]int32, 1, k+1),
		state: make([]uint8, k), all: all,
	}
	o.members, o.start = r.moments(n, o.moment, o.start)
	for m := range int32(len(o.start) - 1) {
		if o.state[m] == 0 {
			o.from(m)
		}
	}
}

// moments gathers variables that weak orders force onto one moment: those of
// moment m are members[start[m]:start[m+1]].
func (r *region) moments(n *Network, moment, starts []int32) (members, start []int32) {
	k := len(r.vars)
	a := adjacency{start: make([]int32, k+1)}
	for i := range k {
		for j := r.inStart[i]; j < r.inStart[i+1]; j++ {
			if e := r.id[j]; n.off[e]&ordersMask == 0 && n.order[e] == Weak {
				a.list = append(a.list, r.tail[j])
			}
		}
		a.start[i+1] = int32(len(a.list))
	}
	members, spans := components(a)
	for at := int32(0); at < int32(k); {
		end := at + 1
		if len(spans) > 0 && spans[0].from == at {
			end, spans = spans[0].to, spans[1:]
		}
		for _, i := range members[at:end] {
			moment[i] = int32(len(starts) - 1)
		}
		starts = append(starts, end)
		at = end
	}
	return members, starts
}

// orderSearch is the depth-first search of raiseOrders, against the orders: a
// moment is finished after all that come before it.
type orderSearch struct {
	net                    *Network
	region                 *region
	all                    []settled
	moment, members, start []int32
	state                  []uint8 // per moment: new, onPath or finished
	path                   []searched
}

const (
	onPath uint8 = 1 + iota
	finished
)

// searched is how far the search has got at a moment: among its members, and
// among the relations into the one it is at. Level is the potential so far.
type searched struct {
	moment, member, edge int32
	level                int64
}

func (o *orderSearch) enter(m int32) {
	o.state[m] = onPath
	at := o.start[m]
	o.path = append(o.path, searched{m, at, o.region.inStart[o.members[at]], 0})
}

func (o *orderSearch) from(m int32) {
	n, r := o.net, o.region
	o.enter(m)
	for len(o.path) > 0 {
		top := &o.path[len(o.path)-1]
		if top.member == o.start[top.moment+1] {
			o.finish(top)
			o.path = o.path[:len(o.path)-1]
			continue
		}
		i := o.members[top.member]
		if top.edge == r.inStart[i+1] {
			if top.member++; top.member < o.start[top.moment+1] {
				top.edge = r.inStart[o.members[top.member]]
			}
			continue
		}
		j := top.edge
		e, before := r.id[j], o.moment[r.tail[j]]
		switch {
		case n.off[e]&ordersMask != 0:
		case before == top.moment:
			if n.order[e] == Strict {
				n.leaveOut(e, true)
			}
		case o.state[before] == onPath:
			n.leaveOut(e, true)
		case o.state[before] == finished:
			top.level = max(top.level, n.orders[r.vars[r.tail[j]]]+strictness(n.off[e]))
		default:
			o.enter(before) // and look at this relation again
			continue
		}
		top.edge++
	}
}

// finish settles the potential of a moment.
func (o *orderSearch) finish(s *searched) {
	n := o.net
	members := o.members[o.start[s.moment]:o.start[s.moment+1]]
	for _, i := range members {
		v := o.region.vars[i]
		for e := n.firstIn(v); e >= 0; e = n.nextIn(e) {
			if n.off[e]&ordersMask == 0 && o.region.outside(n.from[e]) {
				s.level = max(s.level, o.all[n.from[e]].orders+strictness(n.off[e]))
			}
		}
	}
	for _, i := range members {
		n.orders[o.region.vars[i]] = s.level
	}
	o.state[s.moment] = finished
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
// loop with the others, and reports whether there is one. The verdict is
// certain without it: the last one left out closes a loop with those that count.
func (n *Network) retry() (again bool) {
	if len(n.loops) == 0 {
		return false
	}
	n.index()
	limit := n.work + min(retryWork, retryShare*len(n.from))
	kept := n.loops[:0]
	for _, l := range n.loops {
		if l.orders || n.work > limit || !n.assert(l.edge, false) {
			kept = append(kept, l)
			continue
		}
		n.takeIn(l)
		again = true
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
