package stn

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// rounds is the number of random instances: all if asked for with -thorough.
func rounds(t *testing.T, long int) int {
	if *thorough {
		return long
	}
	if testing.Short() {
		return long / 100
	}
	return long / 20
}

func TestRandomAgainstFloydWarshall(t *testing.T) {
	count := map[string]int{}
	for seed := range uint64(rounds(t, 100_000)) {
		in := random(rand.New(rand.NewPCG(seed, 1)))
		n := in.build()
		count[checkState(t, seed, in, n)]++
		checkReport(t, seed, in, n)
		checkState(t, seed, in, n) // nothing has changed
		require.False(t, t.Failed(), "seed %d: %v", seed, in)
	}
	t.Log(count)
	for _, kind := range []string{"consistent", "clash", "days loop", "strict loop"} {
		assert.NotZero(t, count[kind], "instances of kind %q", kind)
	}
}

// checkState compares verdict, bounds and violations, and says what kind of
// instance it was.
func checkState(t *testing.T, seed uint64, in *instance, n *Network) string {
	t.Helper()
	want := in.judge(nil)
	if !assert.Equal(t, want.ok(), n.Consistent(), "seed %d", seed) {
		return ""
	}
	checkPotentials(t, seed, n)
	if want.daysLoop {
		return "days loop"
	}
	lo, hi, violated := in.capped(nil)
	assert.Equal(t, lo, boundsOf(in, n.Lo), "seed %d: the lower bounds", seed)
	assert.Equal(t, hi, boundsOf(in, n.Hi), "seed %d: the upper bounds", seed)
	if want.ok() {
		assert.Equal(t, want.lo, lo, "seed %d: the oracles disagree", seed)
		assert.Equal(t, want.hi, hi, "seed %d: the oracles disagree", seed)
	}
	assert.ElementsMatch(t, violated, n.overshotVars(), "seed %d: violated", seed)
	if want.strictLoop {
		return "strict loop"
	}
	if want.clash {
		checkWhy(t, seed, n)
		return "clash"
	}
	checkWhy(t, seed, n)
	return "consistent"
}

func boundsOf(in *instance, bound func(Var) int64) []int64 {
	out := make([]int64, in.vars)
	for v := range out {
		out[v] = bound(Var(v))
	}
	return out
}

// checkPotentials sees that every relation that counts has room.
func checkPotentials(t *testing.T, seed uint64, n *Network) {
	t.Helper()
	for e := range int32(len(n.edges)) {
		for _, orders := range []bool{false, true} {
			p := n.potentials(orders)
			if n.counts(e, orders) && p[n.edges[e].to] < p[n.edges[e].from]+n.gain(e, orders) {
				assert.Failf(t, "no room", "seed %d: relation %d (orders: %v)", seed, e, orders)
			}
		}
	}
}

func checkWhy(t *testing.T, seed uint64, n *Network) {
	t.Helper()
	for v := range Var(n.vars) {
		if why := n.WhyLo(v); len(why) > 0 {
			at, day := why[0].To, why[0].Value
			for _, l := range why[1:] {
				assert.Equal(t, at, l.From, "seed %d: WhyLo(%d) is broken: %v", seed, v, why)
				at, day = l.To, day+l.Days
			}
			assert.Equal(t, v, at, "seed %d: what WhyLo(%d) is of: %v", seed, v, why)
			assert.Equal(t, why[len(why)-1].Value, day, "seed %d: WhyLo(%d): %v", seed, v, why)
			assert.GreaterOrEqual(t, day, n.Lo(v), "seed %d: WhyLo(%d): %v", seed, v, why)
		} else {
			assert.Equal(t, int64(NegInf), n.Lo(v), "seed %d: no WhyLo(%d)", seed, v)
		}
		if why := n.WhyHi(v); len(why) > 0 {
			at, day := why[0].To, why[0].Value
			for _, l := range why[1:] {
				assert.Equal(t, at, l.To, "seed %d: WhyHi(%d) is broken: %v", seed, v, why)
				at, day = l.From, day-l.Days
			}
			assert.Equal(t, v, at, "seed %d: what WhyHi(%d) is of: %v", seed, v, why)
			assert.Equal(t, why[len(why)-1].Value, day, "seed %d: WhyHi(%d): %v", seed, v, why)
			assert.LessOrEqual(t, day, n.Hi(v), "seed %d: WhyHi(%d): %v", seed, v, why)
		} else {
			assert.Equal(t, int64(Inf), n.Hi(v), "seed %d: no WhyHi(%d)", seed, v)
		}
	}
}

func outside(facts int, in []Fact) map[Fact]bool {
	out := map[Fact]bool{}
	for f := range facts {
		out[Fact(f)] = !slices.Contains(in, Fact(f))
	}
	return out
}

// checkReport checks every promise that Contradictions makes.
func checkReport(t *testing.T, seed uint64, in *instance, n *Network) {
	t.Helper()
	report := everything(n, Options{})
	assert.Equal(t, len(report.Contradictions) == 0, n.Consistent(), "seed %d: %d contradictions", seed, len(report.Contradictions))
	gone := map[Fact]bool{}
	for _, c := range report.Contradictions {
		checkChain(t, seed, in, &c.Chain)
		assert.Contains(t, c.Facts, c.Culprit, "seed %d", seed)
		assert.False(t, gone[c.Culprit], "seed %d: culprit %d of %v", seed, c.Culprit, c.Facts)
		gone[c.Culprit] = true
		for i := range c.Related {
			checkChain(t, seed, in, &c.Related[i])
			assert.Contains(t, c.Related[i].Facts, c.Culprit, "seed %d: related chain without the culprit", seed)
		}
	}
	assert.True(t, in.judge(gone).ok(), "seed %d: a contradiction without any culprit is left", seed)
	assert.Equal(t, 0, report.More, "seed %d", seed)
	for _, c := range report.Contradictions {
		gone[c.Culprit] = false
		assert.False(t, in.judge(gone).ok(), "seed %d: culprit %d was set aside without need", seed, c.Culprit)
		gone[c.Culprit] = true
	}
}

func checkChain(t *testing.T, seed uint64, in *instance, c *Chain) {
	t.Helper()
	out := outside(in.facts, c.Facts)
	assert.False(t, in.judge(out).ok(), "seed %d: the facts %v do not contradict", seed, c.Facts)
	for _, f := range c.Facts {
		out[f] = true
		assert.True(t, in.judge(out).ok(), "seed %d: %d is superfluous in %v", seed, f, c.Facts)
		out[f] = false
	}
	// The links say what was said, join, and fail by the gap.
	var facts []Fact
	day := int64(0)
	orders, strict := true, false
	for i, l := range c.Links {
		x := in.statements[l.Tag]
		facts = append(facts, l.Facts...)
		if i > 0 {
			assert.Equal(t, c.Links[i-1].To, l.From, "seed %d: link %d does not join: %v", seed, i, c.Links)
		}
		assert.Equal(t, x.facts, l.Facts, "seed %d: link %d", seed, i)
		switch l.Kind {
		case Lower:
			day = x.lo
		case Step:
			day += x.days()
			orders = orders && x.rel.Order != Days
			strict = strict || x.rel.Order == Strict
		case Upper:
			day -= x.hi
			assert.Equal(t, x.hi, l.Days, "seed %d: the upper bound", seed)
		}
		if l.Kind != Upper {
			assert.Equal(t, day, l.Value, "seed %d", seed)
		}
	}
	first, last := c.Links[0], c.Links[len(c.Links)-1]
	if c.Loop {
		assert.Equal(t, first.From, last.To, "seed %d: not the form of a chain: %v", seed, c.Links)
	} else {
		assert.Equal(t, Lower, first.Kind, "seed %d: not the form of a chain: %v", seed, c.Links)
		assert.Equal(t, Upper, last.Kind, "seed %d: not the form of a chain: %v", seed, c.Links)
	}
	assert.Equal(t, day, c.Gap, "seed %d: %v", seed, c.Links)
	assert.GreaterOrEqual(t, day, int64(0), "seed %d: %v", seed, c.Links)
	if day == 0 {
		assert.True(t, c.Loop && orders && strict, "seed %d: fails by nothing: %v", seed, c.Links)
	}
	slices.Sort(facts)
	assert.Equal(t, c.Facts, slices.Compact(facts), "seed %d: links of %v", seed, facts)
}

// TestOrderOfSaying says the same things in another order.
func TestOrderOfSaying(t *testing.T) {
	for seed := range uint64(rounds(t, 50_000)) {
		r := rand.New(rand.NewPCG(seed, 10))
		in := random(r)
		n := in.build()
		var b Builder
		b.Vars(in.vars)
		for _, i := range r.Perm(len(in.statements)) {
			in.statements[i].addTo(&b, i)
		}
		m := build(&b)
		if len(n.loops) == 0 {
			require.Equal(t, m.lo, n.lo, "seed %d: in another order", seed)
			require.Equal(t, m.neg, n.neg, "seed %d: in another order", seed)
		}
		assert.Equal(t, contradictions(n, Options{}), contradictions(m, Options{}), "seed %d: %d loops\n%v", seed, len(n.loops), in)
	}
}
