package tenures

import (
	"cmp"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/queue"
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
	longest queue.Queue[*Hold]  // firm holds that have begun, that which goes on longest first
	live    queue.Queue[*Hold]  // those that have not ended, that which ends first first
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

// SweepOver calls visit for each hold in the order of their turns, and look at each
// step, which may end it.
func SweepOver(holds []*Hold, look func(), visit func(s *Sweep, h *Hold)) {
	slices.SortFunc(holds, func(a, b *Hold) int {
		look()
		return a.compare(b)
	})
	for i, h := range holds {
		h.rank = i
	}
	s := &Sweep{keys: map[*facts.Fact]int{}}
	s.longest.Before = func(a, b *Hold) bool {
		return cmp.Or(cmp.Compare(b.To, a.To), cmp.Compare(a.rank, b.rank)) < 0
	}
	s.live.Before = func(a, b *Hold) bool {
		return cmp.Or(cmp.Compare(a.To, b.To), cmp.Compare(a.rank, b.rank)) < 0
	}
	for _, h := range holds {
		for len(s.live.All) > 0 && s.live.All[0].To <= h.turn() {
			gone := s.live.Pop()
			if s.keys[gone.key]--; s.keys[gone.key] == 0 {
				delete(s.keys, gone.key)
			}
		}
		look()
		visit(s, h)
		if h.Firm() {
			s.longest.Push(h)
			s.live.Push(h)
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
	all := s.longest.All
	// The nodes of the queue below those taken: the next longest is among them.
	next := queue.Queue[int]{Before: func(i, j int) bool { return s.longest.Before(all[i], all[j]) }}
	if len(all) > 0 && limit > 0 {
		next.Push(0)
	}
	for repeats := 0; len(next.All) > 0; {
		i := next.Pop()
		g := all[i]
		if g.To <= h.From {
			break
		}
		for c := 2*i + 1; c <= 2*i+2 && c < len(all); c++ {
			next.Push(c)
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
