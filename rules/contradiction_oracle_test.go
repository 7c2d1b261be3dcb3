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

	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

var tangles = flag.Int("tangles", 4000, "random bases in TestContradictionOracle")

// A choice is what must hold in one of several ways, each a few weak orders.
type choice [][][2]int

// system puts what the facts in use say into a system, and what must hold one way
// or another beside it. A fact not in use says nothing, and nothing is said of it.
func (t tangle) system(in []bool) (s *system, seats, others []choice) {
	s = newSystem(2 * len(t))
	s.certain = t.certain
	for i, k := range t {
		if in[i] {
			s.bound(2*i, k.begun())
			s.bound(2*i+1, k.end)
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
			if z >= 0 && in[z] {
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
	known := false
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
		case k.begin.lo <= t[i].end.hi && t[i].begin.lo <= k.end.hi:
			return nil // a way out, by its dates
		}
	}
	if !known {
		return nil
	}
	return []choice{c}
}

// seated says that of two tenures in one seat, or of one person in an office,
// one is over before the other begins.
func (t tangle) seated(in []bool) []choice {
	var out []choice
	for i, a := range t {
		for j, b := range t[:i] {
			if a.kind != "tenure" || b.kind != "tenure" || a.office != b.office || !in[i] || !in[j] || !a.happened() || !b.happened() || a.acting != b.acting {
				continue
			}
			if a.person == b.person || !a.acting && t[a.office].seats {
				out = append(out, choice{{{2*i + 1, 2 * j}}, {{2*j + 1, 2 * i}}})
			}
		}
	}
	return out
}

// try reports whether the system is possible with one way of each choice.
func (s *system) try(choices []choice) bool {
	if !s.possible() {
		return false
	}
	if len(choices) == 0 {
		return true
	}
	return slices.ContainsFunc(choices[0], func(way [][2]int) bool { return s.with(way).try(choices[1:]) })
}

func (s *system) with(way [][2]int) *system {
	c := s.clone()
	for _, o := range way {
		c.inOrder(o[0], o[1], weakOrder)
	}
	return c
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
		dates := newSystem(2 * len(t)) // which tenure is meant shows in its own dates
		for i, k := range t {
			dates.bound(2*i, k.begun())
			dates.bound(2*i+1, k.end)
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
			a, b := s.with(c[0]), s.with(c[1])
			switch mayA, mayB := a.possible(), b.possible(); {
			case !mayA && !mayB:
				return true
			case !mayA:
				s, choices[i], changed = b, nil, true
			case !mayB:
				s, choices[i], changed = a, nil, true
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
