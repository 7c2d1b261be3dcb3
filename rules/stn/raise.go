package stn

// unknown is where the labels of variables begin of which nothing is known. It
// lies so far below all others that no path leads from here to there: a label
// up to NegInf, whatever was added to it, is unknown.
const unknown = 3 * (NegInf / 2)

// raising lifts labels until no relation is overshot: label[to] ≥ label[from] +
// what it gains. The labels are then the greatest sums of paths from the own
// bounds of variables, and potentials which prove that no loop gains.
//
// All variables are looked at in turn, and those lifted meanwhile once more,
// through a queue. Mostly that soon comes to an end. If not, there may be a loop
// that gains, and from then on it is noted who lifts whom: a forest, kept as
// circular lists in preorder. Before v is lifted the whole subtree under v is
// cut off, for its labels are out of date (Tarjan's disassembly). If the lifting
// variable is itself under v, the relation closes a loop that gains. Do not cap
// labels here: a capped label gains nothing and would hide the loop.
type raising struct {
	arcs
	net    *Network
	shift  uint  // a day counts 1<<shift …
	strict int64 // … and a strict order this
	label  []int64
	why    []int32 // the relation that a label rests on, or own
	nodes  []node  // the forest, or nil

	queue   []int32
	waiting []bool
	turn    []int32 // variables in the order in which they are looked at first, nil for that of their numbers
	place   []int32 // of each in it
	fresh   int32   // variables from here on are not looked at yet
	work    int
}

// node is a variable in the forest. All zero is a tree by itself.
type node struct {
	next, prev int32 // variables in the list, plus 1; prev may be cutOff
	parent     int32 // variable that it hangs under, plus 1
	children   int32
}

const cutOff = -1

// What may be looked at in a raising. Dense knots of distances could take time
// with the product of variables and relations.
const (
	forestAfter   = 3          // times all variables and relations, then the forest is kept
	raiseTimes    = 8          // times all relations …
	raiseWork     = 10_000_000 // … and that many more, then it is enough
	raiseUnlooped = 10         // so many times as much if no loop has shown by then
)

func (n *Network) raising(shift uint, back bool) *raising {
	r := &raising{
		net: n, shift: shift, label: make([]int64, n.vars), why: make([]int32, n.vars),
		waiting: make([]bool, n.vars),
	}
	if shift > 0 {
		r.strict = 1
	}
	for v := range r.label {
		n.spendFor(int32(v))
		r.label[v], r.why[v] = unknown, own
		if x := n.floor(int32(v), back); x > NegInf {
			r.label[v] = x << shift
		}
	}
	return r
}

// run lifts all that can be along some relations, and leaves out those that
// close a loop which gains. Some of these may turn out needless once the others
// are out, so the caller tries each again. Beyond its limit of work it leaves
// out all that is overshot still.
//
// Hasty, it stops at the first loop or at its limit, and reports false; certain
// is then whether such a loop is impossible, and not only all that its relations
// gain in the terms of the labels.
func (r *raising) run(a arcs, hasty bool) (settled, certain bool) {
	r.arcs, r.work = a, 0
	limit := raiseWork + raiseTimes*len(a.list)
	loops := len(r.net.loops)
	for r.fresh = 0; int(r.fresh) < len(r.label); {
		u := r.fresh
		if r.turn != nil {
			u = r.turn[u]
		}
		r.fresh++
		if closing := r.scan(u, hasty); closing >= 0 {
			return false, r.impossible(closing)
		}
	}
	for at := 0; at < len(r.queue); at++ {
		if at > len(r.label) && 2*at > len(r.queue) { // keep the queue as short as its content
			r.queue = append(r.queue[:0], r.queue[at:]...)
			at = 0
		}
		if hasty && r.work > limit {
			return false, false
		}
		if r.work > limit && len(r.net.loops) > loops || r.work > limit*raiseUnlooped {
			r.leaveOvershot()
			break
		}
		if r.nodes == nil && r.work > forestAfter*(len(r.label)+len(a.list)) {
			r.keepForest()
		}
		u := r.queue[at]
		r.waiting[u] = false
		if closing := r.scan(u, hasty); closing >= 0 {
			return false, r.impossible(closing)
		}
	}
	r.queue = r.queue[:0]
	return true, true
}

// inTurn makes it look at the variables in this order, which spares it work when
// those that lead to others come first.
func (r *raising) inTurn(turn []int32) {
	r.turn, r.place = turn, make([]int32, len(turn))
	for i, v := range turn {
		r.net.spendFor(int32(i))
		r.place[v] = int32(i)
	}
}

func (r *raising) lookedAt(v int32) bool {
	if r.place != nil {
		v = r.place[v]
	}
	return v < r.fresh
}

// keepForest begins to keep the forest.
func (r *raising) keepForest() { r.nodes = make([]node, len(r.label)) }

// overshoots reports whether a label is beyond the upper bound of its variable.
func (r *raising) overshoots(upper []int64) bool {
	for v, x := range r.label {
		r.net.spendFor(int32(v))
		if x > NegInf && x>>r.shift > upper[v] {
			return true
		}
	}
	return false
}

// result returns the labels in days, and what they rest on.
func (r *raising) result() (label []int64, why []int32) {
	label = make([]int64, len(r.label))
	for v, x := range r.label {
		r.net.spendFor(int32(v))
		if x > NegInf {
			label[v] = x >> r.shift
		} else {
			label[v], r.why[v] = NegInf, own
		}
	}
	return label, r.why
}

// gain is what a relation adds to a label.
func (r *raising) gain(a arc) int64 {
	switch a.order() {
	case Strict:
		return r.strict
	case Days:
		return r.net.edges[a.edge()].weight() << r.shift
	}
	return 0
}

// scan lifts what relations lead to from u. Hasty, it returns the first that
// closes a loop, else closing < 0.
func (r *raising) scan(u int32, hasty bool) (closing int32) {
	if r.nodes != nil && r.nodes[u].prev == cutOff {
		return -1 // it will be lifted again, and come back
	}
	at := r.label[u]
	for rest := r.list[r.start[u]:r.start[u+1]]; len(rest) > 0; {
		list := rest[:min(len(rest), lookEvery)]
		rest = rest[len(list):]
		r.work += len(list)
		r.net.spend(len(list))
		for _, a := range list {
			v, x := a.head, at+r.gain(a)
			if x <= r.label[v] || r.net.off != nil && r.net.off[a.edge()]&offDays != 0 {
				continue
			}
			if r.nodes != nil && r.nodes[v].prev != cutOff {
				switch {
				case !r.under(u, v):
					r.cut(v)
				case hasty:
					return a.edge()
				default:
					r.net.leaveOut(a.edge(), false)
					continue
				}
			}
			r.label[v], r.why[v] = x, a.edge()
			if r.nodes != nil {
				r.attach(v, u)
			}
			if !r.waiting[v] && r.lookedAt(v) {
				r.waiting[v] = true
				r.queue = append(r.queue, v)
			}
		}
	}
	return -1
}

// leaveOvershot leaves out all relations that the labels overshoot.
func (r *raising) leaveOvershot() {
	for u, at := range r.label {
		for _, a := range r.list[r.start[u]:r.start[u+1]] {
			r.net.spend(1)
			if r.net.off[a.edge()]&offDays == 0 && at+r.gain(a) > r.label[a.head] {
				r.net.leaveOut(a.edge(), false)
			}
		}
	}
}

// impossible reports whether the loop that a relation closes gains days,
// or is one of orders alone. If it gains none in days but has relations of days
// in it, a strict order there forbids nothing.
func (r *raising) impossible(closing int32) bool {
	days, orders := int64(0), true
	e := &r.net.edges[closing]
	for last := e.to; ; e = &r.net.edges[r.why[e.from]] {
		r.net.spend(1)
		days, orders = days+e.weight(), orders && e.order() != Days
		if e.from == last {
			return days > 0 || orders
		}
	}
}

// under reports whether u is v or below it. It walks all of v's subtree, as
// the cut that follows would do anyway.
func (r *raising) under(u, v int32) bool {
	for z, open := v, int32(1); ; z = r.nodes[z].next - 1 {
		r.net.spend(1)
		r.work++
		if z == u {
			return true
		}
		if open += r.nodes[z].children - 1; open == 0 {
			return false
		}
	}
}

// cut takes v and all below it out of the forest.
func (r *raising) cut(v int32) {
	before := r.nodes[v].prev
	z := v
	for open := int32(1); open > 0; {
		r.work++
		x := &r.nodes[z]
		open += x.children - 1
		x.children, x.prev = 0, cutOff
		z = x.next - 1
	}
	if over := r.nodes[v].parent; over > 0 { // else its whole tree has been cut
		r.nodes[over-1].children--
		r.nodes[before-1].next, r.nodes[z].prev = z+1, before
	}
}

// attach puts v, not in the forest, under u.
func (r *raising) attach(v, u int32) {
	if r.nodes[u].next == 0 {
		r.nodes[u].next, r.nodes[u].prev = u+1, u+1
	}
	after := r.nodes[u].next
	r.nodes[v] = node{next: after, prev: u + 1, parent: u + 1}
	r.nodes[u].next, r.nodes[after-1].prev = v+1, v+1
	r.nodes[u].children++
}
