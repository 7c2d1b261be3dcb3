package stn

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// spans adds the facts 0 … n−1, each of which begins before it ends: fact f begins at variable 2f and ends at 2f+1.
func spans(n int) *Builder {
	b := &Builder{}
	for f := range n {
		v := b.Vars(2)
		b.Relate(Fact(f), Relation{From: v, To: v + 1, Order: Weak})
	}
	return b
}

// before says on behalf of f that f comes before g.
func before(b *Builder, f, g int) {
	b.Relate(Fact(f), Relation{From: Var(2*f + 1), To: Var(2 * g), Order: Strict})
}

// knot adds distances between n facts at random.
func knot(b *Builder, n int) {
	r := rand.New(rand.NewPCG(2, 2))
	for f := range n {
		for range 2 {
			b.Relate(Fact(f), Relation{From: Var(2*f + 1), To: Var(2 * r.IntN(n)), Days: 1 + r.Int64N(400)})
			b.Relate(Fact(f), Relation{From: Var(2 * f), To: Var(2*r.IntN(n) + 1), Days: -1 - r.Int64N(400)})
		}
	}
}

var large = flag.Int("large", 1, "times that the largest networks are larger")

// TestWork holds the work on contradictions of many facts against their size,
// in relations looked at, so that it tells the same on every machine.
func TestWork(t *testing.T) {
	sizes := []int{1_000, 10_000}
	if *large > 1 {
		sizes = append(sizes, 10_000**large)
	}
	for _, c := range []struct {
		name  string
		found int // contradictions reported; −1: some
		facts int // in the first of them; −1: all; 0: some
		most  int // relations looked at for each fact, in Build and in Contradictions
		build func(b *Builder, n int)
	}{
		{"one loop", 1, -1, 400, func(b *Builder, n int) {
			for f := range n {
				before(b, f, (f+1)%n)
			}
		}},
		{"one loop, met in no order", 1, -1, 400, func(b *Builder, n int) {
			order := rand.New(rand.NewPCG(1, 1)).Perm(n)
			for i, f := range order {
				before(b, f, order[(i+1)%n])
			}
		}},
		{"loops with a fact in common", 1, 3, 20_000, func(b *Builder, n int) {
			for f := 1; f+1 < n; f += 2 {
				before(b, 0, f)
				before(b, f, f+1)
				before(b, f+1, 0)
			}
		}},
		{"all back to the first", 1, 2, 20_000, func(b *Builder, n int) {
			for f := 1; f < n; f++ {
				before(b, f-1, f)
				before(b, f, 0)
			}
		}},
		{"a long chain between two dates", 1, -1, 2_000, func(b *Builder, n int) {
			for f := range n - 1 {
				before(b, f, f+1)
			}
			b.Bound(0, 1, 10, Inf, 0)
			b.Bound(Fact(n-1), Var(2*n-2), NegInf, 9, 0)
		}},
		{"distances that do not add up", 1, -1, 4_000, func(b *Builder, n int) {
			for f := range n - 1 {
				b.Relate(Fact(f), Relation{From: Var(2*f + 1), To: Var(2*f + 2), Days: 2})
			}
			b.Relate(Fact(n-1), Relation{From: Var(2*n - 1), To: 0, Days: 3 - 2*int64(n)})
		}},
		{"all within one another, dated", -1, 0, 20_000, func(b *Builder, n int) {
			for f := range n {
				g := (f + 1) % n
				b.Relate(Fact(f), Relation{From: Var(2 * g), To: Var(2 * f), Order: Weak})
				b.Relate(Fact(f), Relation{From: Var(2*f + 1), To: Var(2*g + 1), Order: Weak})
				if f == n/3 || f == n/2 {
					b.Bound(Fact(f), Var(2*f), int64(f), int64(f), 0)
					b.Bound(Fact(f), Var(2*f+1), int64(f), int64(f), 0)
				}
			}
		}},
		{"a knot of distances", -1, 0, 40_000, func(b *Builder, n int) {
			knot(b, n)
		}},
	} {
		for _, n := range sizes {
			if n > 10_000 && c.found < 0 {
				continue
			}
			t.Run(fmt.Sprint(c.name, "/", n), func(t *testing.T) {
				b := spans(n)
				c.build(b, n)
				net := build(b)
				r := newReporter(t.Context(), net, &Options{})
				r.net.work = net.work
				report := r.run()
				t.Logf("%d relations looked at for each fact, %d in Build", r.net.work/n, net.work/n)
				assert.LessOrEqual(t, r.net.work, c.most*n, "relations looked at")
				require.NotEmpty(t, report.Contradictions)
				if c.found > 0 {
					require.Equal(t, c.found, len(report.Contradictions))
				}
				want := c.facts
				if want < 0 {
					want = n
				}
				if want > 0 {
					assert.Equal(t, want, len(report.Contradictions[0].Facts), "facts in the first")
				}
				for _, c := range report.Contradictions {
					if len(c.Facts) > 1_000 {
						continue
					}
					assert.False(t, net.part(c.Facts).consistent(make([]bool, len(c.Facts))), "facts %v can be true", c.Facts)
				}
			})
		}
	}
}
