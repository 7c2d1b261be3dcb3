package stn

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
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
		if t.Failed() {
			t.Fatalf("seed %d: %v", seed, in)
		}
	}
	t.Log(count)
	for _, kind := range []string{"consistent", "clash", "days loop", "strict loop"} {
		if count[kind] == 0 {
			t.Errorf("no instance of kind %q", kind)
		}
	}
}

// checkState compares verdict, bounds and violations, and says what kind of
// instance it was.
func checkState(t *testing.T, seed uint64, in *instance, n *Network) string {
	t.Helper()
	want := in.judge(nil)
	if n.Consistent() != want.ok() {
		t.Errorf("seed %d: consistent: %v, want %v", seed, n.Consistent(), want.ok())
		return ""
	}
	checkPotentials(t, seed, n)
	if want.daysLoop {
		return "days loop"
	}
	lo, hi, violated := in.capped(nil)
	for v := range in.vars {
		if n.Lo(Var(v)) != lo[v] || n.Hi(Var(v)) != hi[v] {
			t.Errorf("seed %d: variable %d in [%d, %d], want [%d, %d]", seed, v, n.Lo(Var(v)), n.Hi(Var(v)), lo[v], hi[v])
		}
		if want.ok() && (lo[v] != want.lo[v] || hi[v] != want.hi[v]) {
			t.Errorf("seed %d: variable %d: the oracles disagree", seed, v)
		}
	}
	if got := n.overshotVars(); !slices.Equal(got, violated) {
		t.Errorf("seed %d: violated %v, want %v", seed, got, violated)
	}
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

// checkPotentials sees that every relation that counts has room.
func checkPotentials(t *testing.T, seed uint64, n *Network) {
	t.Helper()
	for e := range int32(len(n.edges)) {
		for _, orders := range []bool{false, true} {
			p := n.potentials(orders)
			if n.counts(e, orders) && p[n.edges[e].to] < p[n.edges[e].from]+n.gain(e, orders) {
				t.Errorf("seed %d: relation %d has no room (orders: %v)", seed, e, orders)
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
				if l.From != at {
					t.Errorf("seed %d: WhyLo(%d) is broken: %v", seed, v, why)
				}
				at, day = l.To, day+l.Days
			}
			if at != v || day != why[len(why)-1].Value || day < n.Lo(v) {
				t.Errorf("seed %d: WhyLo(%d) proves day %d of %d: %v", seed, v, day, at, why)
			}
		} else if n.Lo(v) != NegInf {
			t.Errorf("seed %d: no WhyLo(%d)", seed, v)
		}
		if why := n.WhyHi(v); len(why) > 0 {
			at, day := why[0].To, why[0].Value
			for _, l := range why[1:] {
				if l.To != at {
					t.Errorf("seed %d: WhyHi(%d) is broken: %v", seed, v, why)
				}
				at, day = l.From, day-l.Days
			}
			if at != v || day != why[len(why)-1].Value || day > n.Hi(v) {
				t.Errorf("seed %d: WhyHi(%d) proves day %d of %d: %v", seed, v, day, at, why)
			}
		} else if n.Hi(v) != Inf {
			t.Errorf("seed %d: no WhyHi(%d)", seed, v)
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
	if n.Consistent() != (len(report.Contradictions) == 0) {
		t.Errorf("seed %d: consistent %v with %d contradictions", seed, n.Consistent(), len(report.Contradictions))
	}
	gone := map[Fact]bool{}
	for _, c := range report.Contradictions {
		checkChain(t, seed, in, &c.Chain)
		if !slices.Contains(c.Facts, c.Culprit) || gone[c.Culprit] {
			t.Errorf("seed %d: culprit %d of %v", seed, c.Culprit, c.Facts)
		}
		gone[c.Culprit] = true
		for i := range c.Related {
			checkChain(t, seed, in, &c.Related[i])
			if !slices.Contains(c.Related[i].Facts, c.Culprit) {
				t.Errorf("seed %d: related chain without the culprit", seed)
			}
		}
	}
	if !in.judge(gone).ok() {
		t.Errorf("seed %d: a contradiction without any culprit is left", seed)
	}
	if report.More != 0 {
		t.Errorf("seed %d: %d more", seed, report.More)
	}
	for _, c := range report.Contradictions {
		gone[c.Culprit] = false
		if in.judge(gone).ok() {
			t.Errorf("seed %d: culprit %d was set aside without need", seed, c.Culprit)
		}
		gone[c.Culprit] = true
	}
}

func checkChain(t *testing.T, seed uint64, in *instance, c *Chain) {
	t.Helper()
	out := outside(in.facts, c.Facts)
	if in.judge(out).ok() {
		t.Errorf("seed %d: the facts %v do not contradict", seed, c.Facts)
	}
	for _, f := range c.Facts {
		out[f] = true
		if !in.judge(out).ok() {
			t.Errorf("seed %d: %d is superfluous in %v", seed, f, c.Facts)
		}
		out[f] = false
	}
	// The links say what was said, join, and fail by the gap.
	var facts []Fact
	day := int64(0)
	orders, strict := true, false
	for i, l := range c.Links {
		x := in.said[l.Tag]
		facts = append(facts, l.Facts...)
		if i > 0 && l.From != c.Links[i-1].To {
			t.Errorf("seed %d: link %d does not join: %v", seed, i, c.Links)
		}
		if !slices.Equal(x.facts, l.Facts) {
			t.Errorf("seed %d: link %d is of %v, not %v", seed, i, x.facts, l.Facts)
		}
		switch l.Kind {
		case Lower:
			day = x.lo
		case Step:
			day += x.days()
			orders = orders && x.rel.Order != Days
			strict = strict || x.rel.Order == Strict
		case Upper:
			day -= x.hi
			if l.Days != x.hi {
				t.Errorf("seed %d: upper bound %d, want %d", seed, l.Days, x.hi)
			}
		}
		if l.Kind != Upper && l.Value != day {
			t.Errorf("seed %d: value %d, want %d", seed, l.Value, day)
		}
	}
	first, last := c.Links[0], c.Links[len(c.Links)-1]
	if c.Loop && last.To != first.From || !c.Loop && (first.Kind != Lower || last.Kind != Upper) {
		t.Errorf("seed %d: not the form of a chain: %v", seed, c.Links)
	}
	if c.Gap != day || day < 0 || day == 0 && !(c.Loop && orders && strict) {
		t.Errorf("seed %d: fails by %d, want %d: %v", seed, c.Gap, day, c.Links)
	}
	slices.Sort(facts)
	if !slices.Equal(slices.Compact(facts), c.Facts) {
		t.Errorf("seed %d: links of %v, facts %v", seed, facts, c.Facts)
	}
}

// TestOrderOfSaying says the same things in another order.
func TestOrderOfSaying(t *testing.T) {
	for seed := range uint64(rounds(t, 50_000)) {
		r := rand.New(rand.NewPCG(seed, 10))
		in := random(r)
		n := in.build()
		var b Builder
		b.Vars(in.vars)
		for _, i := range r.Perm(len(in.said)) {
			in.said[i].addTo(&b, i)
		}
		m := build(&b)
		if len(n.loops) == 0 && (!slices.Equal(n.lo, m.lo) || !slices.Equal(n.neg, m.neg)) {
			t.Fatalf("seed %d: lo %v hi %v, then lo %v hi %v", seed, n.lo, n.neg, m.lo, m.neg)
		}
		if a, b := contradictions(n, Options{}), contradictions(m, Options{}); !reflect.DeepEqual(a, b) {
			t.Errorf("seed %d: %d loops\n%+v\nthen\n%+v\n%v", seed, len(n.loops), a, b, in)
		}
	}
}
