package rules

import (
	"cmp"
	"container/heap"
	"slices"

	"github.com/factlint/factlint/facts"
)

// A hold is a tenure as far as it is certain. Two tenures certainly have a
// moment in common when neither can end before the other begins: when each
// certainly goes on after the other has certainly begun (h.to > g.from and
// g.to > h.from), for a tenure is never empty. Tenures that pairwise do, do so
// all at one moment (Helly's theorem on the line).
type hold struct {
	facts.Tenure
	from  int64       // by the end of this second it has certainly begun
	to    int64       // before this second it has certainly not ended
	key   *facts.Fact // of holds with one key, one counts
	proof proof       // the acts that from and to rest on
}

func holdOf(t facts.Tenure, key *facts.Fact, p proof) *hold {
	h := &hold{Tenure: t, from: t.Fact.Begin().Latest, to: t.Fact.End().Earliest, key: key, proof: p}
	if p.begun != nil {
		h.from = p.begun.fact.End().Latest
	}
	if p.going != nil {
		h.to = p.going.fact.Begin().Earliest
	}
	return h
}

// firm reports whether it is held at some moment that is known: after from and
// before to. Of two holds that are not firm, one can always be before the other.
func (h *hold) firm() bool { return h.to > h.from }

// turn is when a sweep comes to the hold: when all firm holds that began
// certainly before it ends, or begins if it is firm, have been passed.
func (h *hold) turn() int64 { return min(h.from, h.to) }

// maxReach bounds how many holds are looked through for those beside one that
// is not firm, so that no input makes a sweep slow.
const maxReach = 256

// A sweep goes over holds in time.
type sweep struct {
	longest holdHeap            // firm holds that have begun, that which goes on longest first
	live    holdHeap            // those that have not ended, that which ends first first
	keys    map[*facts.Fact]int // how many of live have each key
}

// sweepOver calls visit for each hold in the order of their turns.
func sweepOver(holds []*hold, visit func(s *sweep, h *hold)) {
	slices.SortFunc(holds, func(a, b *hold) int {
		firm := func(h *hold) int {
			if h.firm() {
				return 1
			}
			return 0
		}
		return cmp.Or(cmp.Compare(a.turn(), b.turn()), cmp.Compare(firm(a), firm(b)), cmp.Compare(a.from, b.from), cmp.Compare(a.Fact.Index, b.Fact.Index))
	})
	s := &sweep{keys: map[*facts.Fact]int{}}
	s.longest.before = func(a, b *hold) bool {
		return cmp.Or(cmp.Compare(b.to, a.to), cmp.Compare(a.Fact.Index, b.Fact.Index)) < 0
	}
	s.live.before = func(a, b *hold) bool {
		return cmp.Or(cmp.Compare(a.to, b.to), cmp.Compare(a.Fact.Index, b.Fact.Index)) < 0
	}
	for _, h := range holds {
		for len(s.live.holds) > 0 && s.live.holds[0].to <= h.turn() {
			gone := heap.Pop(&s.live).(*hold)
			if s.keys[gone.key]--; s.keys[gone.key] == 0 {
				delete(s.keys, gone.key)
			}
		}
		visit(s, h)
		if h.firm() {
			heap.Push(&s.longest, h)
			heap.Push(&s.live, h)
			s.keys[h.key]++
		}
	}
}

// others returns how many other keys have a hold that certainly has a moment
// in common with h and began no later; at most so many when h is not firm.
func (s *sweep) others(h *hold) int {
	n := len(s.keys)
	if s.keys[h.key] > 0 {
		n--
	}
	return n
}

// beside returns holds of up to limit other keys that certainly have a moment
// in common with h, and with each other, and began no later: those that go on
// longest, one for each key.
func (s *sweep) beside(h *hold, limit int) []*hold {
	var out []*hold
	seen := map[*facts.Fact]bool{h.key: true}
	// The nodes of the heap below those taken: the next longest is among them.
	next := indexHeap{of: &s.longest}
	if len(s.longest.holds) > 0 && limit > 0 {
		next.at = append(next.at, 0)
	}
	for visited := 0; len(next.at) > 0 && visited < limit+maxReach; visited++ {
		i := heap.Pop(&next).(int)
		g := s.longest.holds[i]
		if g.to <= h.from {
			break
		}
		for c := 2*i + 1; c <= 2*i+2 && c < len(s.longest.holds); c++ {
			heap.Push(&next, c)
		}
		if seen[g.key] {
			continue
		}
		seen[g.key] = true
		if out = append(out, g); len(out) == limit {
			break
		}
	}
	return out
}

type holdHeap struct {
	holds  []*hold
	before func(a, b *hold) bool
}

func (h *holdHeap) Len() int           { return len(h.holds) }
func (h *holdHeap) Less(i, j int) bool { return h.before(h.holds[i], h.holds[j]) }
func (h *holdHeap) Swap(i, j int)      { h.holds[i], h.holds[j] = h.holds[j], h.holds[i] }
func (h *holdHeap) Push(x any)         { h.holds = append(h.holds, x.(*hold)) }
func (h *holdHeap) Pop() any {
	last := h.holds[len(h.holds)-1]
	h.holds = h.holds[:len(h.holds)-1]
	return last
}

// indexHeap orders positions in a holdHeap as it orders what stands there.
type indexHeap struct {
	of *holdHeap
	at []int
}

func (h *indexHeap) Len() int           { return len(h.at) }
func (h *indexHeap) Less(i, j int) bool { return h.of.Less(h.at[i], h.at[j]) }
func (h *indexHeap) Swap(i, j int)      { h.at[i], h.at[j] = h.at[j], h.at[i] }
func (h *indexHeap) Push(x any)         { h.at = append(h.at, x.(int)) }
func (h *indexHeap) Pop() any {
	last := h.at[len(h.at)-1]
	h.at = h.at[:len(h.at)-1]
	return last
}
