package rules_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

var tangles = flag.Int("tangles", 1500, "random bases in TestContradictionOracle")

// A choice is what must hold in one of several ways, each a few weak orders.
type choice [][][2]int

// system puts what the facts in use say into a system, and what must hold one way
// or another beside it. A fact not in use says nothing, and nothing is said of it.
func (t tangle) system(in []bool) (s *system, seats, others []choice) {
	s = newSystem(3 * len(t)) // the last are clocks
	s.certain = t.certain
	for i, k := range t {
		if in[i] {
			t.date(s, i)
		}
		own := weakOrder
		if k.kind == "tenure" {
			own = strictOrder // never empty
		}
		if k.kind != "source" && !k.timeless {
			s.inOrder(2*i, 2*i+1, own)
		}
		if !in[i] || !k.comparable() || k.mute {
			continue
		}
		t.orders(s, i, in)
		if !k.happened() {
			continue
		}
		for _, z := range []int{k.person, k.office, k.present} {
			if z >= 0 && in[z] && k.kind != "vacancy" && k.kind != "term" {
				s.inOrder(2*z, 2*i, weakOrder)
				s.inOrder(2*i+1, 2*z+1, weakOrder)
			}
		}
		if k.kind == "event" && k.office >= 0 {
			others = append(others, t.acted(i, in)...)
		}
	}
	return s, t.seated(in), others
}

// date says when a fact begins and ends, by its clock.
func (t tangle) date(s *system, i int) {
	k := t[i]
	if !t.local() {
		s.bound(2*i, k.begun())
		s.bound(2*i+1, k.end)
		return
	}
	clock := 2*len(t) + i
	if k.office >= 0 && k.kind != "event" {
		clock = 2*len(t) + k.office
	}
	s.bound(clock, span{-1, 1})
	for v, known := range map[int]span{2 * i: k.begun(), 2*i + 1: k.end} {
		s.within(clock, v, known)
		if known.hi >= forever-1 { // the end of everything is by no clock
			s.bound(v, span{-unknown, known.hi})
		}
		if known.lo == forever {
			s.bound(v, span{known.lo, unknown})
		}
	}
}

// certain reports whether the dates of a fact that only links others imply an
// order: then those dates say more than the order does, and it links nothing.
func (t tangle) certain(from, to int) bool {
	day := func(v int) span {
		k := t[v/2]
		if k.timeless {
			k = k.dated
		}
		if v%2 == 0 {
			return k.begin
		}
		return k.end
	}
	return (t[from/2].timeless || t[to/2].timeless) && day(from).hi < day(to).lo
}

func (t tangle) orders(s *system, i int, in []bool) {
	if t[i].status == "cancelled" {
		return // what it says of its own order was a plan
	}
	for _, tie := range t[i].ties {
		first, second := i, tie.to
		switch {
		case !in[tie.to] || !t[tie.to].comparable():
			continue
		case tie.field == "during":
			s.inOrder(2*tie.to, 2*i, weakOrder)
			s.inOrder(2*i+1, 2*tie.to+1, weakOrder)
			continue
		case tie.field == "after":
			first, second = second, first
		}
		s.inOrder(2*first+1, 2*second, strictOrder)
		if tie.least >= 0 {
			s.apart(2*first+1, 2*second, tie.least)
		}
		if tie.most >= 0 && !t[first].ongoing() {
			s.apart(2*second, 2*first+1, -tie.most)
		}
	}
}

// acted says that an act in an office has a moment in common with one of the
// tenures, when one is known.
func (t tangle) acted(i int, in []bool) []choice {
	var c choice
	known, slack := false, 0
	if t.local() {
		slack = 2
	}
	for j, k := range t {
		if k.kind != "tenure" || k.person != t[i].person || k.office != t[i].office {
			continue
		}
		if !in[j] {
			return nil
		}
		known = known || k.happened()
		switch {
		case k.happened():
			c = append(c, [][2]int{{2 * j, 2*i + 1}, {2 * i, 2*j + 1}})
		case k.begin.lo <= t[i].end.hi+slack && t[i].begin.lo <= k.end.hi+slack:
			return nil // a way out, by its dates
		}
	}
	if !known {
		return nil
	}
	return []choice{c}
}

// seated says what tenures in the seats of one office, and of one person in an
// office, and vacancies, leave for each other.
func (t tangle) seated(in []bool) []choice {
	var out []choice
	held := func(i int) bool {
		k := t[i]
		return in[i] && k.happened() && (k.kind == "tenure" || k.kind == "vacancy" && t[k.office].comparable())
	}
	// apart are the ways in which some have no moment in common, nor with a term.
	apart := func(all ...int) choice {
		var c choice
		for _, i := range all {
			for _, j := range all {
				if i != j {
					c = append(c, [][2]int{{2*i + 1, 2 * j}})
				}
			}
		}
		return c
	}
	for i, a := range t {
		for j, b := range t[:i] {
			if !held(i) || !held(j) || a.office != b.office || a.kind == "vacancy" && b.kind == "vacancy" {
				continue
			}
			office := t[a.office]
			vacant := a.kind == "vacancy" || b.kind == "vacancy"
			if !vacant && a.acting == b.acting && a.person == b.person || vacant && !a.acting && !b.acting && t.most(a.office) < 2 ||
				!vacant && !a.acting && !b.acting && office.seats == 1 {
				out = append(out, apart(i, j))
				continue
			}
			if a.acting || b.acting {
				continue
			}
			for z, term := range t {
				if term.kind == "term" && term.office == a.office && in[z] && !vacant && term.seats == 1 && term.begin.hi < term.end.lo {
					out = append(out, apart(i, j, z))
				}
			}
			for l, c := range t[:j] {
				if !held(l) || c.office != a.office || c.acting || c.kind == "tenure" && (c.person == a.person || c.person == b.person) ||
					a.kind == b.kind && a.kind == c.kind && a.kind == "vacancy" || a.kind == "tenure" && b.kind == "tenure" && a.person == b.person {
					continue
				}
				vacant := vacant || c.kind == "vacancy"
				if vacant && t.most(a.office) == 2 || office.seats == 2 {
					out = append(out, apart(i, j, l))
				}
				for z, term := range t {
					if term.kind == "term" && term.office == a.office && in[z] && !vacant && term.seats == 2 && term.begin.hi < term.end.lo {
						out = append(out, apart(i, j, l, z))
					}
				}
			}
		}
	}
	return out
}

// most returns how many seats an office ever has.
func (t tangle) most(office int) int {
	most := t[office].seats
	for _, k := range t {
		if k.kind == "term" && k.office == office {
			most = max(most, k.seats)
		}
	}
	return most
}

// possible reports whether all facts in use can be true.
func (t tangle) possible(in []bool) bool {
	s, seats, others := t.system(in)
	return s.try(append(seats, others...))
}

// provable reports whether it can be shown that not all facts are true without
// going through the ways in which several choices go together: each way is
// refuted alone, and when one of a choice is left it holds.
func (t tangle) provable(in []bool, withSeats bool) bool {
	s, choices, others := t.system(in)
	if !withSeats {
		choices = nil
	}
	for _, c := range others {
		dates := newSystem(3 * len(t)) // which tenure is meant shows in its own dates
		for i := range t {
			t.date(dates, i)
		}
		ways := slices.DeleteFunc(slices.Clone(c), func(way [][2]int) bool { return !dates.with(way).possible() })
		if len(ways) == 0 {
			return true
		}
		if len(ways) == 1 {
			s = s.with(ways[0])
		}
	}
	for changed := true; changed; {
		changed = false
		for i, c := range choices {
			if c == nil {
				continue
			}
			if !s.possible() {
				return true
			}
			var may []*system
			for _, way := range c {
				if next := s.with(way); next.possible() {
					may = append(may, next)
				}
			}
			switch {
			case len(may) == 0:
				return true
			case len(may) == 1 && len(c) == 2: // of more nothing is said until all are refuted
				s, choices[i], changed = may[0], nil, true
			}
		}
	}
	return !s.possible()
}

var inTime = []string{"date-period", "date-order", "date-lifetime", "date-contradiction", "tenure-overlap", "tenure-outside"}

// TestContradictionOracle holds all errors about time against an oracle that
// knows nothing of networks: there is none where some choice of moments makes
// all facts true, there is one where none does, and each chain contradicts
// itself, but not without any one of its facts.
func TestContradictionOracle(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	impossible, chains, missed := 0, 0, 0
	for n := range *tangles {
		base := randomTangle(r)
		all := slices.Repeat([]bool{true}, len(base))
		res, err := engine.Run(context.Background(), load(t, base.write()), engine.Settings{Select: inTime})
		require.NoError(t, err)
		res.Findings = slices.DeleteFunc(res.Findings, func(f rules.Finding) bool { return f.Severity != rules.Error })
		possible := base.possible(all)
		if possible {
			require.Empty(t, res.Findings, "no. %d: a false alarm\n%s", n, base)
		} else {
			impossible++
			if len(res.Findings) == 0 {
				require.False(t, base.provable(all, true), "no. %d: nothing is found\n%s", n, base)
				missed++
			}
		}
		for i := range res.Findings {
			if f := &res.Findings[i]; f.Rule.Name == "date-contradiction" {
				for _, chain := range f.Contradictions() {
					chains++
					require.Empty(t, base.checkChain(&chain), "no. %d: %s\n%s", n, chain.Message, base)
				}
			}
		}
	}
	t.Logf("%d of %d impossible, %d chains; %d need more than one guess", impossible, *tangles, chains, missed)
	assert.GreaterOrEqual(t, impossible, *tangles/5, "bases that cannot be, of %d: the test says little", *tangles)
	assert.LessOrEqual(t, impossible, *tangles*4/5, "bases that cannot be, of %d: the test says little", *tangles)
	assert.GreaterOrEqual(t, chains, *tangles/50, "chains in %d bases: the test says little", *tangles)
}

func (t tangle) String() string {
	var b strings.Builder
	for name, text := range t.write() {
		fmt.Fprintf(&b, "# %s\n%s", name, text)
	}
	return b.String()
}

// TestSeatOracle does so for several seats, seats by times, and vacancies; and holds
// that nothing is certain by local clocks that some clocks make possible.
func TestSeatOracle(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 7))
	bases := *tangles / 4
	impossible, missed := 0, 0
	for n := range bases {
		base := randomSeats(r)
		for _, local := range []bool{false, true} {
			base[0].local = local
			o := facts.Options{Overlay: map[string][]byte{}, LocalClock: local}
			for name, text := range base.write() {
				o.Overlay[name] = []byte(text)
			}
			loaded, err := facts.Load(t.Context(), o)
			require.NoError(t, err)
			res, err := engine.Run(t.Context(), loaded, engine.Settings{Select: inTime})
			require.NoError(t, err)
			res.Findings = slices.DeleteFunc(res.Findings, func(f rules.Finding) bool { return f.Severity != rules.Error })
			all := slices.Repeat([]bool{true}, len(base))
			switch {
			case base.possible(all):
				require.Empty(t, res.Findings, "no. %d, local clocks %v: a false alarm\n%s", n, local, base)
				continue
			case local:
				continue
			}
			impossible++
			for i := range res.Findings {
				if f := &res.Findings[i]; f.Rule.Name == "date-contradiction" {
					for _, chain := range f.Contradictions() {
						require.Empty(t, base.checkChain(&chain), "no. %d: %s\n%s", n, chain.Message, base)
					}
				}
			}
			if len(res.Findings) == 0 {
				require.False(t, base.provable(all, true), "no. %d: nothing is found\n%s", n, base)
				missed++
			}
		}
	}
	t.Logf("%d of %d impossible; %d need more than one guess", impossible, bases, missed)
	assert.GreaterOrEqual(t, impossible, bases/4, "bases that cannot be, of %d: the test says little", bases)
	assert.LessOrEqual(t, impossible, bases*3/4, "bases that cannot be, of %d: the test says little", bases)
}
