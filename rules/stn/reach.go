package stn

import (
	"cmp"
	mathbits "math/bits"
	"slices"
)

// orderByRelations derives orders that relations refute the converse of: when
// a certainly begins before b ends. It looks only where dates leave a pair
// open; where they do not, derive itself sees what relations have to say.
func (s *seat) orderByRelations() {
	k := len(s.tenures)
	ends := slices.Sorted(slices.Values(s.end))
	ahead := make([]bits, k)
	s.vague = false
	for a := range k {
		// Open are those that are neither before nor after a by dates.
		before, _ := slices.BinarySearchFunc(s.by, s.end[a], func(x int, end int64) int {
			return cmp.Compare(s.begin[x], end)
		})
		upTo, _ := slices.BinarySearch(ends, s.begin[a]+1)
		known := before + k - upTo - s.overlaps[a]
		if s.end[a] > s.begin[a] {
			known -= 2 // a itself, twice
		}
		if known < k-1 {
			s.vague = true
			ahead[a] = s.reach(a)
		}
	}
	if !s.vague {
		return
	}
	for a := range k {
		s.net.spend(k)
		ahead[a].each(func(b int) {
			if a < b && ahead[b].has(a) {
				s.clash(a, b)
			}
		})
	}
	for a := range k {
		// What follows over a third tenure is left out.
		s.net.spend(k)
		over := newBits(k)
		ahead[a].each(func(c int) {
			if !ahead[c].has(a) && !s.clashing[c] {
				over.or(ahead[c])
			}
		})
		ahead[a].each(func(b int) {
			if !ahead[b].has(a) && !over.has(b) {
				s.derive(a, b)
			}
		})
	}
}

// reach finds the open tenures that certainly end after a begins: in days, or
// by orders with a strict one among them.
func (s *seat) reach(a int) bits {
	n := s.net
	// The targets by the variable of their end: the first, and the next of each.
	s.targets = emptied(s.targets)
	if s.next == nil {
		s.next = make([]int32, len(s.tenures))
	}
	lo, hi := NegInf, NegInf
	days, orders := NegInf, NegInf
	for b, t := range s.tenures {
		n.spend(1)
		if a == b || s.end[a] > s.begin[b] || s.end[b] > s.begin[a] || s.clashed(a, b) {
			continue
		}
		v := int32(t.End)
		if first, ok := s.targets[v]; ok {
			s.next[b] = first
		} else {
			s.next[b] = -1
		}
		s.targets[v] = int32(b)
		lo, hi = max(lo, n.Lo(t.End)), max(hi, n.Hi(t.End))
		days, orders = max(days, n.days[v]), max(orders, n.orders[v])
	}
	found := newBits(len(s.tenures))
	if len(s.targets) == 0 {
		return found
	}
	visit := func(x int32, sum int64, _ func() []int32) bool {
		if sum > 0 {
			b, ok := s.targets[x]
			for ; ok && b >= 0; b = s.next[b] {
				found.set(int(b))
			}
		}
		return true
	}
	start := int32(s.tenures[a].Begin)
	whole := n.spread(start, false, maxRecords, func(x int32, sum int64) bool {
		return sum+days-n.days[x] > 0
	}, visit)
	// Along orders no label falls, so what is already later than every target
	// leads to none.
	whole = n.spread(start, true, maxRecords, func(x int32, sum int64) bool {
		return sum+orders-n.orders[x] > 0 && n.lo[x] <= lo && -n.neg[x] <= hi
	}, visit) && whole
	if !whole {
		s.cut[s.tenures[a].Fact] = true
	}
	return found
}

// bits is a set of places.
type bits []uint64

func newBits(k int) bits { return make(bits, (k+63)/64) }

func (b bits) set(i int)      { b[i/64] |= 1 << (i % 64) }
func (b bits) has(i int) bool { return len(b) > 0 && b[i/64]&(1<<(i%64)) != 0 }

func (b bits) or(c bits) {
	for i := range c {
		b[i] |= c[i]
	}
}

func (b bits) each(do func(i int)) {
	for w, word := range b {
		for ; word != 0; word &= word - 1 {
			do(w*64 + mathbits.TrailingZeros64(word))
		}
	}
}
