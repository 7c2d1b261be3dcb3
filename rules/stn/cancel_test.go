package stn

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/factstest"
)

// hostile are networks that take long, each in its own way, of about n facts.
var hostile = []struct {
	name  string
	build func(b *Builder, n int) (groups [][]Tenure)
}{
	{"one loop", func(b *Builder, n int) [][]Tenure {
		*b = *spans(n)
		for f := range n {
			before(b, f, (f+1)%n)
		}
		return nil
	}},
	{"a consistent base", func(b *Builder, n int) [][]Tenure {
		*b = newWorld(rand.New(rand.NewPCG(1, 1)), n, false).b
		return nil
	}},
	{"contradictions in a base", func(b *Builder, n int) [][]Tenure {
		r := rand.New(rand.NewPCG(1, 1))
		w := newWorld(r, n, false)
		for i := range n / 20 {
			w.plant(r, 2+i%7)
		}
		*b = w.b
		return nil
	}},
	{"a knot of distances", func(b *Builder, n int) [][]Tenure {
		*b = *spans(n / 10)
		knot(b, n/10)
		return nil
	}},
	{"all relations of one variable", func(b *Builder, n int) [][]Tenure {
		hub := b.Vars(1)
		for f := range Fact(n) {
			v := b.Vars(1)
			b.Bound(f, v, int64(f), int64(f), 0)
			if f%2 == 0 {
				b.Relate(f, Relation{From: v, To: hub, Order: Weak})
			} else {
				b.Relate(f, Relation{From: hub, To: v, Order: Strict})
			}
		}
		return nil
	}},
	{"one fact that says all", func(b *Builder, n int) [][]Tenure {
		first := b.Vars(n)
		for i := range n {
			b.Relate(0, Relation{From: first + Var(i), To: first + Var((i+1)%n), Order: Strict})
			b.Bound(0, first+Var(i), int64(i), int64(i), 0)
		}
		return nil
	}},
	{"a chain between two dates", func(b *Builder, n int) [][]Tenure {
		*b = *spans(n)
		for f := range n - 1 {
			before(b, n-f-1, n-f-2)
		}
		b.Bound(Fact(n-1), Var(2*n-1), 10, Inf, 0)
		b.Bound(0, 0, NegInf, 9, 0)
		return nil
	}},
	{"tenures all at once", func(b *Builder, n int) [][]Tenure {
		n = min(n, 300)
		*b = *spans(n)
		var group []Tenure
		for f := range Fact(n) {
			v := Var(2 * f)
			b.Bound(f, v, NegInf, 100, 0)
			b.Bound(f, v+1, 101, Inf, 0)
			group = append(group, Tenure{Begin: v, End: v + 1, Fact: f})
		}
		return [][]Tenure{group}
	}},
	{"tenures of which little is known", func(b *Builder, n int) [][]Tenure {
		n = min(n, 300)
		var group []Tenure
		for f := range Fact(n) {
			v := b.Vars(3)
			b.Relate(f, Relation{From: v, To: v + 2, Order: Weak})
			b.Relate(f, Relation{From: v + 2, To: v + 1, Order: Weak})
			if f > 0 {
				b.Relate(f, Relation{From: v - 1, To: v + 2, Order: Strict})
			}
			group = append(group, Tenure{Begin: v, End: v + 1, Fact: f})
		}
		return [][]Tenure{group}
	}},
}

// whole asks everything of a network.
func whole(ctx context.Context, b *Builder, groups [][]Tenure) error {
	n, err := b.Build(ctx)
	if err != nil {
		return err
	}
	if _, _, err := n.Seats(ctx, groups); err != nil {
		return err
	}
	_, err = n.Contradictions(ctx, Options{Reported: [][]Fact{{0, 1}, {2, 3}}})
	return err
}

// TestCancelled cancels at any look, and sees that this was the last. That looks
// come often enough BenchmarkLooks tells.
func TestCancelled(t *testing.T) {
	const n = 3_000
	for _, h := range hostile {
		t.Run(h.name, func(t *testing.T) {
			run := func(most int64) (int64, error) {
				var b Builder
				groups := h.build(&b, n)
				l := factstest.NewLooking(t.Context(), most)
				err := whole(l, &b, groups)
				return l.Looks.Load(), err
			}
			all, err := run(factstest.Unlimited)
			require.NoError(t, err)
			require.Positive(t, all)
			t.Logf("%d looks", all)
			for i := range int64(10) {
				most := all * i / 10
				looks, err := run(most)
				assert.ErrorIs(t, err, context.Canceled)
				assert.Equal(t, most+1, looks, "it goes on when it is cancelled")
			}
		})
	}
}

// TestLooks sees that all that is said is worth a look.
func TestLooks(t *testing.T) {
	w := newWorld(rand.New(rand.NewPCG(1, 1)), 100_000, false)
	stated := int64(len(w.b.edges) + len(w.b.bounds))
	l := factstest.NewLooking(t.Context(), factstest.Unlimited)
	n, err := w.b.Build(l)
	require.NoError(t, err)
	assert.Greater(t, l.Looks.Load(), stated/lookEvery, "in Build")
	l.Looks.Store(0)
	require.NoError(t, n.Bounds(l))
	assert.Greater(t, l.Looks.Load(), stated/lookEvery, "in Bounds")
}
