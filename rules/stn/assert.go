package stn

import "github.com/factlint/factlint/rules/queue"

// scratch is reused between incremental steps; stamps mark variables without
// being cleared.
type scratch struct {
	clock
	heap  keyed
	stamp []uint32
	epoch uint32

	// Of one settle.
	touched []touch
	queue   []int32
	newBad  []int32 // variables that became violated; the reader empties it

	// Of one spread.
	arrivals map[int32]arrival
	front    keyed

	sides [2]side // of one walk, or of one meeting: along the relations, and back
}

// emptied returns a map without entries: this one, unless it was so large that to
// clear it takes longer than most searches.
func emptied[V any](m map[int32]V) map[int32]V {
	const large = 4096
	if m == nil || len(m) > large {
		return map[int32]V{}
	}
	clear(m)
	return m
}

type touch struct {
	v   int32
	old int64
}

// keyed is a queue of variables, that with the greatest key first. The key of one that
// is in it does not grow: it is put in again, and what is out of date passed over.
type keyed struct{ queue.Queue[keyedVar] }

type keyedVar struct {
	key int64
	v   int32
}

// emptied returns the queue without variables.
func (q *keyed) emptied() *keyed {
	if q.All = q.All[:0]; q.Before == nil {
		q.Before = func(a, b keyedVar) bool { return a.key > b.key }
	}
	return q
}

// mark starts a new set of stamped variables.
func (n *Network) mark() uint32 {
	for len(n.stamp) < int(n.vars) {
		n.stamp = append(n.stamp, make([]uint32, int(n.vars)-len(n.stamp))...)
	}
	n.epoch++
	if n.epoch == 0 {
		clear(n.stamp)
		n.epoch = 1
	}
	return n.epoch
}

// A view is the network as days or as pure orders. Each has its potentials,
// its own measure of what a relation gains, and its own relations left out.
func (n *Network) potentials(orders bool) []int64 {
	if orders {
		return n.orders
	}
	return n.days
}

func (n *Network) gain(e int32, orders bool) int64 {
	switch {
	case !orders:
		return n.edges[e].weight()
	case n.edges[e].order() == Strict:
		return 1
	}
	return 0
}

// assert changes the potentials so that e has room, and reports false, with
// nothing changed, if e closes a loop that gains. The relation e itself need
// not count yet; every relation that counts must have room already. So with
// several new relations: assert one, let it count, then the next. Letting them
// all count first leads the search through relations that have no room, and it
// then misses loops or never ends.
//
// Cotton and Maler 2006: variables are raised in the order of how much they
// are, each once; a raise that comes back to the start of e closes a loop.
func (n *Network) assert(e int32, orders bool) bool {
	return n.makeRoom(n.edges[e].from, n.edges[e].to, n.gain(e, orders), orders)
}

// makeRoom does this for a relation that need not exist.
func (n *Network) makeRoom(u, v int32, gain int64, orders bool) bool {
	p := n.potentials(orders)
	raise := p[u] + gain - p[v]
	if raise <= 0 {
		return true
	}
	if u == v {
		return false
	}
	final := n.mark()
	done := n.touched[:0]
	h := n.heap.emptied()
	h.Push(keyedVar{raise, v})
	ok := true
	for len(h.All) > 0 && ok {
		n.spend(1)
		next := h.Pop()
		raise, x := next.key, next.v
		if n.stamp[x] == final {
			continue
		}
		n.stamp[x] = final
		done = append(done, touch{x, p[x]})
		p[x] += raise
		for f := n.out.first[x]; f >= 0; f = n.out.next[f] {
			n.spend(1)
			y := n.edges[f].to
			if !n.counts(f, orders) || n.stamp[y] == final {
				continue
			}
			if more := p[x] + n.gain(f, orders) - p[y]; more > 0 {
				if y == u {
					ok = false
					break
				}
				h.Push(keyedVar{more, y})
			}
		}
	}
	if !ok {
		for i, t := range done {
			n.spendFor(int32(i))
			p[t.v] = t.old
		}
	}
	n.touched = done[:0]
	return ok
}

// assertBoth asserts a relation that counts in neither view yet and lets it
// count in both; if it closes a loop it stays out.
func (n *Network) assertBoth(e int32) bool {
	if !n.assert(e, false) {
		return false
	}
	return n.edges[e].order() == Days || n.assert(e, true)
}
