package rules_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/factlint/factlint/rules"
)

var tangles = flag.Int("tangles", 4000, "random bases in TestContradictionOracle")

// noOrder and the others are what is known of two moments besides their days.
const (
	noOrder = iota
	weakOrder
	strictOrder
)

// A system says of each two moments how many days the second is at least after
// the first, and in which order they are. The last moment is the epoch.
type system struct {
	days  [][]int
	order [][]int
}

const unrelated = -1 << 40

func newSystem(moments int) *system {
	s := &system{}
	for range moments + 1 {
		s.days, s.order = append(s.days, slices.Repeat([]int{unrelated}, moments+1)), append(s.order, make([]int, moments+1))
	}
	return s
}

func (s *system) clone() *system {
	c := &system{}
	for i := range s.days {
		c.days, c.order = append(c.days, slices.Clone(s.days[i])), append(c.order, slices.Clone(s.order[i]))
	}
	return c
}

func (s *system) apart(from, to, days int) { s.days[from][to] = max(s.days[from][to], days) }

func (s *system) inOrder(from, to, order int) {
	s.apart(from, to, 0)
	s.order[from][to] = max(s.order[from][to], order)
}

func (s *system) bound(v int, b span) {
	epoch := len(s.days) - 1
	s.apart(epoch, v, b.lo)
	s.apart(v, epoch, -b.hi)
}

// possible is the algorithm of Floyd and Warshall, once for the days and once
// for the orders: the days must not gain in a loop, nor an order come back to
// where it began if a strict one is in it.
func (s *system) possible() bool {
	s = s.clone()
	for k := range s.days {
		for i := range s.days {
			if s.days[i][k] == unrelated {
				continue // an order counts as 0 days
			}
			for j, more := range s.days[k] {
				if more > unrelated {
					s.days[i][j] = max(s.days[i][j], min(s.days[i][k]+more, 8*unknown))
				}
				if s.order[i][k] > noOrder && s.order[k][j] > noOrder {
					s.order[i][j] = max(s.order[i][j], s.order[i][k], s.order[k][j])
				}
			}
		}
	}
	for i := range s.days {
		if s.days[i][i] > 0 || s.order[i][i] == strictOrder {
			return false
		}
	}
	return true
}

// A choice is what must hold in one of several ways, each a few weak orders.
type choice [][][2]int

// system puts what the facts in use say into a system, and what must hold one way
// or another beside it. A fact not in use says nothing, and nothing is said of it.
func (t tangle) system(in []bool) (s *system, seats, others []choice) {
	s = newSystem(2 * len(t))
	for i, k := range t {
		if in[i] {
			s.bound(2*i, k.begin)
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
		others = append(others, t.cited(i, in)...)
		if k.kind == "event" && k.office >= 0 {
			others = append(others, t.acted(i, in)...)
		}
	}
	return s, t.seated(in), others
}

func (t tangle) orders(s *system, i int, in []bool) {
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

// cited says that a fact began before one of its sources was published.
func (t tangle) cited(i int, in []bool) []choice {
	var c choice
	for _, s := range t[i].sources {
		if !in[s] || t[s].begin == anyDays {
			return nil
		}
		c = append(c, [][2]int{{2 * i, 2*s + 1}})
	}
	if c == nil {
		return nil
	}
	return []choice{c}
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
		dates := newSystem(2 * len(t)) // which tenure is meant is told by its own dates
		for i, k := range t {
			dates.bound(2*i, k.begin)
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

var inTime = []string{"date-period", "date-order", "date-lifetime", "date-contradiction", "tenure-overlap", "tenure-outside", "source-anachronism"}

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
		res, err := rules.Run(context.Background(), load(t, base.write()), rules.Settings{Select: inTime})
		if err != nil {
			t.Fatal(err)
		}
		possible := base.possible(all)
		switch {
		case possible && len(res.Findings) > 0:
			t.Fatalf("no. %d: false alarm\n%s\n%s", n, describe(res.Findings), base)
		case !possible && len(res.Findings) == 0 && base.provable(all, true):
			t.Fatalf("no. %d: nothing is found\n%s", n, base)
		case !possible && len(res.Findings) == 0:
			missed++
		}
		if !possible {
			impossible++
		}
		for i := range res.Findings {
			if f := &res.Findings[i]; f.Rule.Name == "date-contradiction" {
				chains++
				if wrong := base.checkChain(f); wrong != "" {
					t.Fatalf("no. %d: %s\n%s\n%s", n, wrong, describe(res.Findings), base)
				}
			}
		}
	}
	t.Logf("%d of %d impossible, %d chains; %d need more than one guess", impossible, *tangles, chains, missed)
	if impossible < *tangles/5 || impossible > *tangles*4/5 || chains < *tangles/50 {
		t.Errorf("%d of %d impossible, %d chains: the test says little", impossible, *tangles, chains)
	}
}

func (t tangle) String() string {
	var b strings.Builder
	for name, text := range t.write() {
		fmt.Fprintf(&b, "# %s\n%s", name, text)
	}
	return b.String()
}

// checkChain says what is wrong with a chain.
func (t tangle) checkChain(f *rules.Finding) string {
	named := namedIn(f)
	if !strings.Contains(f.Message, fmt.Sprintf("these %d facts", len(named))) {
		return fmt.Sprintf("names %d facts", len(named))
	}
	in := make([]bool, len(t))
	t = slices.Clone(t)
	for i, k := range t {
		in[i] = slices.Contains(named, t.id(i))
		silent := slices.ContainsFunc(f.Related, func(n rules.Note) bool {
			return n.Fact != nil && n.Fact.ID == t.id(i) && n.Words == "is what links them"
		})
		if silent || k.begin.lo > k.end.hi { // or date-period
			free := *k
			free.begin, free.end, free.mute = anyDays, anyDays, silent
			t[i] = &free
		}
	}
	if t.possible(in) {
		return "the facts named can all be true"
	}
	for _, k := range t {
		k.timeless = k.mute // whether it is needed that it begins before it ends, the words do not say
	}
	for i := range t {
		if in[i] && !t[i].mute { // one that only links others may be one of several ways to link them
			in[i] = false
			if t.provable(in, false) { // two tenures of one seat may clash besides
				return t.id(i) + " is superfluous"
			}
			in[i] = true
		}
	}
	return ""
}

// namedIn returns the ids of the facts of a chain.
func namedIn(f *rules.Finding) []string {
	var ids []string
	if f.Place.Fact != nil {
		ids = append(ids, f.Place.Fact.ID)
	}
	for _, n := range f.Related {
		if n.Fact != nil && !strings.HasPrefix(n.Words, "in another of them: ") && !slices.Contains(ids, n.Fact.ID) {
			ids = append(ids, n.Fact.ID)
		}
	}
	return ids
}
