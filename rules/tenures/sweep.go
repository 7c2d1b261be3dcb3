package tenures

import (
	"cmp"
	"container/heap"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/rules/moments"
)

// A Hold is a tenure as far as it is certain. Two tenures certainly have a
// moment in common when neither can end before the other begins: when each
// certainly goes on after the other has certainly begun (h.to > g.from and
// g.to > h.from), for a tenure is never empty. Tenures that pairwise do, do so
// all at one moment (Helly's theorem on the line).
type Hold struct {
	facts.Tenure
	From  int64       // by the end of this second it has certainly begun
	To    int64       // before this second it has certainly not ended
	key   *facts.Fact // of holds with one key, one counts
	Proof Proof       // the acts that from and to rest on
	name  string      // the identity of the fact, once it is asked for
	rank  int         // in the sweep, wherever facts stand
}

func HoldOf(t facts.Tenure, key *facts.Fact, p Proof) *Hold {
	h := &Hold{Tenure: t, From: Begun(&t), To: t.Fact.End().Earliest, key: key, Proof: p}
	if p.Begun != nil {
		h.From = p.Begun.To
	}
	if p.Going != nil {
		h.To = p.Going.From
	}
	return h
}

// HoldInUTC is HoldOf for tenures that are compared as instants, where their dates
// carry offsets: dates beside them are as wide as an offset may be.
func HoldInUTC(t facts.Tenure, key *facts.Fact, p Proof) *Hold {
	h := HoldOf(t, key, p)
	begin, end := t.Fact.Instants()
	wide := moments.Widened(edtf.Moment{Earliest: h.To, Latest: h.From}, moments.Offset)
	if h.From = wide.Latest; begin.Known() {
		h.From = min(h.From, begin.Latest)
	}
	if h.To = wide.Earliest; end.Known() {
		h.To = max(h.To, end.Earliest)
	}
	return h
}

// Begun returns the second by whose end a tenure has certainly begun. One that has
// not ended, though nobody knows since when it is, has begun before the end of
// everything.
func Begun(t *facts.Tenure) int64 {
	if t.Begin.Latest == edtf.Future && t.Fact.Ongoing() {
		return edtf.Future - 1
	}
	return t.Begin.Latest
}

// Before orders holds as the sweep over them comes to them.
func (h *Hold) Before(g *Hold) int { return cmp.Compare(h.rank, g.rank) }

// Firm reports whether it is held at some moment that is known: after from and
// before to. Of two holds that are not firm, one can always be before the other.
func (h *Hold) Firm() bool { return h.To > h.From }

// turn is when a sweep comes to the hold: when all firm holds that began
// certainly before it ends, or begins if it is firm, have been passed.
func (h *Hold) turn() int64 { return min(h.From, h.To) }

const (
	// maxRepeats bounds how many holds of keys that it has already a search looks
	// through, so that no input makes a sweep slow.
	maxRepeats = 256
	// MaxSought bounds how many holds are looked for, in all, beside such as are not
	// firm: of those nobody knows how many there are before they are found.
	MaxSought = 2_000_000
)

// A Sweep goes over holds in time.
type Sweep struct {
	longest holdHeap            // firm holds that have begun, that which goes on longest first
	live    holdHeap            // those that have not ended, that which ends first first
	keys    map[*facts.Fact]int // how many of live have each key
	Cut     int                 // searches that were broken off
}

// compare orders holds by their turns and, so that where their facts stand does
// not matter, by what they are called.
func (h *Hold) compare(g *Hold) int {
	switch {
	case h.turn() != g.turn():
		return cmp.Compare(h.turn(), g.turn())
	case h.Firm() != g.Firm():
		if h.Firm() {
			return 1
		}
		return -1
	case h.From != g.From:
		return cmp.Compare(h.From, g.From)
	case h.To != g.To:
		return cmp.Compare(h.To, g.To)
	}
	for _, one := range [2]*Hold{h, g} {
		if one.name == "" {
			one.name = one.Fact.Identity()
		}
	}
	if h.name != g.name {
		return strings.Compare(h.name, g.name)
	}
	return h.Fact.Compare(g.Fact)
}

// SweepOver calls visit for each hold in the order of their turns.
func SweepOver(holds []*Hold, visit func(s *Sweep, h *Hold)) {
	slices.SortFunc(holds, (*Hold).compare)
	for i, h := range holds {
		h.rank = i
	}
	s := &Sweep{keys: map[*facts.Fact]int{}}
	s.longest.before = func(a, b *Hold) bool {
		return cmp.Or(cmp.Compare(b.To, a.To), cmp.Compare(a.rank, b.rank)) < 0
	}
	s.live.before = func(a, b *Hold) bool {
		return cmp.Or(cmp.Compare(a.To, b.To), cmp.Compare(a.rank, b.rank)) < 0
	}
	for _, h := range holds {
		for len(s.live.holds) > 0 && s.live.holds[0].To <= h.turn() {
			gone := heap.Pop(&s.live).(*Hold)
			if s.keys[gone.key]--; s.keys[gone.key] == 0 {
				delete(s.keys, gone.key)
			}
		}
		visit(s, h)
		if h.Firm() {
			heap.Push(&s.longest, h)
			heap.Push(&s.live, h)
			s.keys[h.key]++
		}
	}
}

// Others returns how many other keys have a hold that certainly has a moment
// in common with h and began no later; at most so many when h is not firm.
func (s *Sweep) Others(h *Hold) int {
	n := len(s.keys)
	if s.keys[h.key] > 0 {
		n--
	}
	return n
}

// Beside returns holds of up to limit other keys that certainly have a moment
// in common with h, and with each other, and began no later: those that go on
// longest, one for each key.
func (s *Sweep) Beside(h *Hold, limit int) []*Hold {
	return s.search(h, limit, true)
}

// Meeting returns up to limit holds of other keys that certainly have a moment
// in common with h and began no later: those that go on longest.
func (s *Sweep) Meeting(h *Hold, limit int) []*Hold { return s.search(h, limit, false) }

func (s *Sweep) search(h *Hold, limit int, once bool) []*Hold {
	var out []*Hold
	seen := map[*facts.Fact]bool{h.key: true}
	// The nodes of the heap below those taken: the next longest is among them.
	next := indexHeap{of: &s.longest}
	if len(s.longest.holds) > 0 && limit > 0 {
		next.at = append(next.at, 0)
	}
	for repeats := 0; len(next.at) > 0; {
		i := heap.Pop(&next).(int)
		g := s.longest.holds[i]
		if g.To <= h.From {
			break
		}
		for c := 2*i + 1; c <= 2*i+2 && c < len(s.longest.holds); c++ {
			heap.Push(&next, c)
		}
		if seen[g.key] {
			if repeats++; repeats > maxRepeats {
				s.Cut++
				break
			}
			continue
		}
		seen[g.key] = once
		if out = append(out, g); len(out) == limit {
			break
		}
	}
	return out
}

type holdHeap struct {
	holds  []*Hold
	before func(a, b *Hold) bool
}

func (h *holdHeap) Len() int           { return len(h.holds) }
func (h *holdHeap) Less(i, j int) bool { return h.before(h.holds[i], h.holds[j]) }
func (h *holdHeap) Swap(i, j int)      { h.holds[i], h.holds[j] = h.holds[j], h.holds[i] }
func (h *holdHeap) Push(x any)         { h.holds = append(h.holds, x.(*Hold)) }
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
