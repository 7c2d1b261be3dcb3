package stn

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// randomSeats makes an instance with tenures: their own facts first, then
// whatever random says about the same variables.
func randomSeats(r *rand.Rand) (*instance, [][]Tenure) {
	k := 2 + r.IntN(4)
	in := &instance{vars: 2*k + r.IntN(3), facts: k + 1 + r.IntN(4)}
	groups := make([][]Tenure, 1+r.IntN(2))
	span := int64(2 + r.IntN(20))
	known := r.Float64()
	for f := range k {
		t := Tenure{Begin: Var(2 * f), End: Var(2*f + 1), Fact: Fact(f)}
		g := r.IntN(len(groups))
		groups[g] = append(groups[g], t)
		own := []Fact{Fact(f)}
		in.statements = append(in.statements, statement{facts: own, isEdge: true,
			rel: Relation{From: t.Begin, To: t.End, Order: Order(1 + r.IntN(2))}})
		begin := r.Int64N(span)
		for _, x := range []struct {
			v   Var
			day int64
		}{{t.Begin, begin}, {t.End, begin + r.Int64N(5)}} {
			if r.Float64() < known {
				vague := r.Int64N(4) * r.Int64N(2)
				in.statements = append(in.statements, statement{facts: own, v: x.v, lo: x.day - vague, hi: x.day + r.Int64N(1+vague)})
			}
		}
	}
	more := random(r)
	for _, x := range more.statements[:min(len(more.statements), r.IntN(8))] {
		x.facts = []Fact{Fact(k + r.IntN(in.facts-k))}
		x.v %= Var(in.vars)
		x.rel.From, x.rel.To = Var(r.IntN(in.vars)), Var(r.IntN(in.vars))
		in.statements = append(in.statements, x)
	}
	return in, groups
}

type pair struct{ group, a, b int }

// with is the instance and that a ends no later than b begins.
func (in *instance) with(a, b Tenure) *instance {
	all := *in
	all.statements = append(slices.Clone(in.statements), statement{facts: []Fact{1 << 20}, isEdge: true,
		rel: Relation{From: a.End, To: b.Begin, Order: Weak}})
	return &all
}

// seatsByForce tries every order of every pair until nothing more follows. It
// returns what is then known, and the clashes.
func (in *instance) seatsByForce(groups [][]Tenure, out map[Fact]bool) (*instance, []pair) {
	all := in
	possible := func(a, b Tenure) bool { return all.with(a, b).judge(out).ok() }
	done := map[pair]bool{}
	var clashes []pair
	for more := true; more; {
		more = false
		for g, tenures := range groups {
			for i, a := range tenures {
				for j, b := range tenures[:i] {
					if out[a.Fact] || out[b.Fact] || done[pair{g, j, i}] {
						continue
					}
					ab, ba := possible(a, b), possible(b, a)
					if ab && ba {
						continue
					}
					done[pair{g, j, i}] = true
					more = true
					switch {
					case !ab && !ba:
						clashes = append(clashes, pair{g, j, i})
					case ab:
						all = all.with(a, b)
					default:
						all = all.with(b, a)
					}
				}
			}
		}
	}
	return all, clashes
}

func TestSeatsAgainstBruteForce(t *testing.T) {
	count := map[string]int{}
	for seed := range uint64(rounds(t, 50_000)) {
		in, groups := randomSeats(rand.New(rand.NewPCG(seed, 7)))
		n := in.build()
		got := seats(n, groups)
		checkPotentials(t, seed, n)
		if !in.judge(nil).ok() {
			count["inconsistent"]++
			for _, c := range got {
				assert.True(t, in.judge(outside(in.facts, c.Facts)).ok(), "seed %d: the facts %v contradict without the seat", seed, c.Facts)
			}
		} else {
			all, want := in.seatsByForce(groups, nil)
			v := all.judge(nil)
			assert.True(t, n.Consistent(), "seed %d: inconsistent after Seats", seed)
			// Where orders clash, which pair shows it depends on the sequence
			// in which orders are derived; that one does, does not.
			if len(want) == 0 {
				assert.Equal(t, v.lo, boundsOf(in, n.Lo), "seed %d: the lower bounds", seed)
				assert.Equal(t, v.hi, boundsOf(in, n.Hi), "seed %d: the upper bounds", seed)
			}
			assert.Equal(t, len(want) > 0, len(got) > 0, "seed %d: clashes %v, want %v", seed, got, want)
			count[fmt.Sprintf("%d clashes", min(len(want), 3))]++
			count["derived"] += n.derivedOrders()
		}
		checkPremises(t, seed, in, groups, n, got)
		require.False(t, t.Failed(), "seed %d: groups %v of %v", seed, groups, in)
	}
	t.Log(count)
}

// checkPremises sees that the premises of a derived order and the facts of a
// clash prove it by themselves.
func checkPremises(t *testing.T, seed uint64, in *instance, groups [][]Tenure, n *Network, got []Clash) {
	t.Helper()
	for i := len(n.edges) - n.derivedOrders(); i < len(n.edges); i++ {
		e := &n.edges[i]
		premises := n.premises[^e.owner]
		out := outside(in.facts, premises)
		all, clashes := in.seatsByForce(groups, out)
		for _, a := range slices.Concat(groups...) {
			for _, b := range slices.Concat(groups...) {
				if a.End == Var(e.from) && b.Begin == Var(e.to) { // then b before a must be impossible
					all = all.with(b, a)
				}
			}
		}
		if len(clashes) == 0 {
			assert.False(t, all.judge(out).ok(), "seed %d: %v do not prove the order %d→%d", seed, premises, e.from, e.to)
		}
	}
	for _, c := range got {
		out := outside(in.facts, c.Facts)
		_, clashes := in.seatsByForce(groups, out)
		assert.NotEmpty(t, clashes, "seed %d: %v do not prove the clash", seed, c.Facts)
		derived := false
		for _, chain := range []Chain{c.AFirst, c.BFirst} {
			bare := 0
			for i, l := range chain.Links {
				if len(l.Facts) == 0 {
					bare++
				}
				derived = derived || len(l.Facts) > 1
				if i > 0 {
					assert.Equal(t, chain.Links[i-1].To, l.From, "seed %d: link %d does not join: %v", seed, i, chain.Links)
				}
				for _, f := range l.Facts {
					assert.Contains(t, c.Facts, f, "seed %d", seed)
				}
			}
			assert.Equal(t, 1, bare, "seed %d: the order under test is %d times in %v", seed, bare, chain.Links)
		}
		for _, f := range c.Facts {
			a, b := groups[c.Group][c.A], groups[c.Group][c.B]
			if derived || f == a.Fact || f == b.Fact {
				continue // of a derived order there may be other proofs than the one it came by
			}
			out[f] = true
			if !in.with(a, b).judge(out).ok() {
				assert.True(t, in.with(b, a).judge(out).ok(), "seed %d: %d is superfluous in %v", seed, f, c.Facts)
			}
			out[f] = false
		}
	}
}

// derivedOrders is how many orders Seats has added.
func (n *Network) derivedOrders() int {
	count := 0
	for _, e := range n.edges {
		if e.owner < 0 && e.tag < 0 {
			count++
		}
	}
	return count
}

func seats(n *Network, groups [][]Tenure) []Clash {
	s, _, err := n.Seats(context.Background(), groups)
	if err != nil {
		panic(err)
	}
	return s
}

// TestLargeSeats sees that groups of hundreds stay cheap, whatever is known.
func TestLargeSeats(t *testing.T) {
	for _, test := range []struct {
		name    string
		k       int
		bounds  func(b *Builder, f Fact, begin, end Var)
		derived int
	}{
		{"days", 1000, func(b *Builder, f Fact, begin, end Var) {
			day := int64(f) * 100
			b.Bound(f, begin, day, day, 0)
			b.Bound(f, end, day+99, day+99, 0)
		}, 0},
		{"hand-overs", 1000, func(b *Builder, f Fact, begin, end Var) {
			day := int64(f) * 100
			b.Bound(f, begin, day, day, 0)
			b.Bound(f, end, day+100, day+100, 0)
		}, 999},
		{"years", 1000, func(b *Builder, f Fact, begin, end Var) {
			day := int64(f) * 365
			b.Bound(f, begin, day-200, day+100, 0)
			b.Bound(f, end, day+200, day+500, 0)
		}, 999},
		{"nothing", 500, func(*Builder, Fact, Var, Var) {}, 0},
		{"acts in a row", 300, func(b *Builder, f Fact, begin, end Var) {
			act := b.Vars(1)
			b.Relate(f, Relation{From: begin, To: act, Order: Weak})
			b.Relate(f, Relation{From: act, To: end, Order: Weak})
			if f > 0 {
				b.Relate(f, Relation{From: act - 3, To: act, Order: Strict})
			}
		}, 299},
	} {
		t.Run(test.name, func(t *testing.T) {
			var b Builder
			var group []Tenure
			for f := range Fact(test.k) {
				begin := b.Vars(2)
				b.Relate(f, Relation{From: begin, To: begin + 1, Order: Weak})
				test.bounds(&b, f, begin, begin+1)
				group = append(group, Tenure{Begin: begin, End: begin + 1, Fact: f})
			}
			n := build(&b)
			got := seats(n, [][]Tenure{group})
			assert.Less(t, n.work, 100*test.k*test.k, "steps for %d pairs", test.k*test.k)
			assert.Equal(t, test.derived, n.derivedOrders())
			assert.Empty(t, got)
			assert.True(t, n.Consistent())
		})
	}
}
