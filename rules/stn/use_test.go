package stn

import (
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestReadersAtOnce is for the race detector: rules run in parallel.
func TestReadersAtOnce(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 11))
	w := newWorld(r, 300, true)
	for i := range 20 {
		w.plant(r, 2+i%7)
	}
	n := build(&w.b)
	want := contradictions(n, Options{})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			assert.Equal(t, want, contradictions(n, Options{}), "another report")
			for v := range Var(n.vars) {
				assert.Equal(t, n.Lo(v) > NegInf, len(n.WhyLo(v)) > 0, "variable %d is not explained", v)
				assert.Equal(t, n.Hi(v) < Inf, len(n.WhyHi(v)) > 0, "variable %d is not explained", v)
			}
		})
	}
	wg.Wait()
}

// TestTooFarAway sees that dates and counts beyond what is kept only weaken.
func TestTooFarAway(t *testing.T) {
	var b Builder
	v := b.Vars(3)
	b.Bound(0, v, 1<<61, 1<<61, 0)
	b.Bound(0, v+1, NegInf, -1<<61, 0)
	b.Relate(1, Relation{From: v, To: v + 1, Days: -1 << 62})
	b.Relate(1, Relation{From: v + 1, To: v + 2, Days: 1 << 62})
	n := build(&b)
	assert.True(t, n.Consistent())
	assert.Equal(t, MaxDays, n.Lo(v))
	assert.Equal(t, Inf, n.Hi(v))
	assert.Equal(t, -MaxDays, n.Hi(v+1))
}

// TestEmpty asks a network of nothing.
func TestEmpty(t *testing.T) {
	n := build(new(Builder))
	assert.True(t, n.Consistent(), "nothing is said")
	assert.Empty(t, contradictions(n, Options{}).Contradictions, "nothing is said")
}

// TestCrossed bounds a variable by itself from both sides.
func TestCrossed(t *testing.T) {
	var b Builder
	b.Bound(5, b.Vars(1), 2, 1, 0)
	report := contradictions(build(&b), Options{})
	require.Len(t, report.Contradictions, 1)
	assert.Equal(t, int64(1), report.Contradictions[0].Gap)
}

// TestLimits sees that what is not reported in full is counted.
func TestLimits(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 12))
	w := newWorld(r, 300, true)
	for range maxReports + 23 {
		w.plant(r, 3)
	}
	n := build(&w.b)
	report := contradictions(n, Options{})
	require.Len(t, report.Contradictions, maxReports)
	assert.Equal(t, 23, report.More)
}

// TestReported tells one of two contradictions with a common fact.
func TestReported(t *testing.T) {
	var b Builder
	v := b.Vars(3)
	b.Bound(0, v, 10, 10, 0)
	b.Relate(0, Relation{From: v, To: v + 1, Order: Weak})
	b.Relate(1, Relation{From: v, To: v + 2, Order: Weak})
	b.Bound(2, v+1, 5, 5, 0)
	b.Bound(3, v+2, 5, 5, 0)
	n := build(&b)
	for _, test := range []struct {
		reported [][]Fact
		want     [][]Fact
	}{
		{nil, [][]Fact{{0, 2}}},                 // 0 resolves both
		{[][]Fact{{0, 2}}, nil},                 // so it does when reported
		{[][]Fact{{0, 3}}, nil},                 // it is the culprit here too
		{[][]Fact{{1, 3}}, [][]Fact{{0, 2}}},    // hides only what goes through one of them
		{[][]Fact{{4, 5}}, [][]Fact{{0, 2}}},    // concerns nothing
		{[][]Fact{{2, 4}}, [][]Fact{{0, 1, 3}}}, // 2 is the culprit
	} {
		var got [][]Fact
		for _, c := range contradictions(n, Options{Reported: test.reported}).Contradictions {
			got = append(got, c.Facts)
		}
		assert.Equal(t, test.want, got, "told %v", test.reported)
	}
}
