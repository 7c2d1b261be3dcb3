package stn

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// said is one bound or relation of an instance.
type said struct {
	facts  []Fact // several: a derived order
	isEdge bool
	rel    Relation
	v      Var
	lo, hi int64
}

// instance is a small network in its plainest form. The functions of this file
// judge it in the most obvious way, sharing nothing with the package.
type instance struct {
	vars, facts int
	said        []said
}

func (in *instance) String() string {
	s := fmt.Sprintf("%d vars, %d facts\n", in.vars, in.facts)
	for _, x := range in.said {
		if x.isEdge {
			s += fmt.Sprintf("  %v: %d→%d order %d days %d\n", x.facts, x.rel.From, x.rel.To, x.rel.Order, x.rel.Days)
		} else {
			s += fmt.Sprintf("  %v: %d in [%d, %d]\n", x.facts, x.v, x.lo, x.hi)
		}
	}
	return s
}

func (x *said) counts(out map[Fact]bool) bool {
	return !slices.ContainsFunc(x.facts, func(f Fact) bool { return out[f] })
}

func (x *said) addTo(b *Builder, tag int) {
	if !x.isEdge {
		b.Bound(x.facts[0], x.v, x.lo, x.hi, int32(tag))
		return
	}
	r := x.rel
	r.Tag = int32(tag)
	if len(x.facts) > 1 {
		b.Derive(x.facts, r)
	} else {
		b.Relate(x.facts[0], r)
	}
}

func (in *instance) build() *Network {
	var b Builder
	b.Vars(in.vars)
	for i := range in.said {
		in.said[i].addTo(&b, i)
	}
	return b.Build()
}

func (x *said) days() int64 {
	if x.rel.Order == Days {
		return x.rel.Days
	}
	return 0
}

// verdict is what Floyd and Warshall say of the facts that are not out.
type verdict struct {
	daysLoop, strictLoop, clash bool
	lo, hi                      []int64
}

func (v *verdict) ok() bool { return !v.daysLoop && !v.strictLoop && !v.clash }

func (in *instance) judge(out map[Fact]bool) *verdict {
	n := in.vars + 1 // the last stands for day 0
	d, s := matrix(n), matrix(n)
	origin := in.vars
	for i := range in.said {
		x := &in.said[i]
		if !x.counts(out) {
			continue
		}
		if !x.isEdge {
			if x.lo > NegInf {
				d[origin][x.v] = max(d[origin][x.v], x.lo)
			}
			if x.hi < Inf {
				d[x.v][origin] = max(d[x.v][origin], -x.hi)
			}
			continue
		}
		u, v := x.rel.From, x.rel.To
		d[u][v] = max(d[u][v], x.days())
		if x.rel.Order == Strict {
			s[u][v] = 1
		} else if x.rel.Order == Weak {
			s[u][v] = max(s[u][v], 0)
		}
	}
	// Without the origin first: only then is a loop one of relations.
	v := &verdict{daysLoop: closure(d, in.vars), strictLoop: closure(s, in.vars)}
	if !v.daysLoop {
		v.clash = closure(d, n)
	}
	for x := range in.vars {
		v.lo = append(v.lo, d[origin][x])
		v.hi = append(v.hi, Inf)
		if d[x][origin] > NegInf {
			v.hi[x] = -d[x][origin]
		}
	}
	return v
}

func matrix(n int) [][]int64 {
	m := make([][]int64, n)
	for i := range m {
		m[i] = make([]int64, n)
		for j := range m[i] {
			m[i][j] = NegInf
		}
		m[i][i] = 0
	}
	return m
}

// closure takes longest walks among the first n and reports a loop that gains.
func closure(d [][]int64, n int) bool {
	for k := range n {
		for i := range n {
			for j := range n {
				if d[i][k] > NegInf && d[k][j] > NegInf {
					d[i][j] = max(d[i][j], d[i][k]+d[k][j])
				}
			}
			if d[i][i] > 0 {
				return true
			}
		}
	}
	return false
}

// capped is the clamped least fixpoint, by iteration, and what it violates.
// It ends only without a loop that gains.
func (in *instance) capped(out map[Fact]bool) (lo, hi []int64, violated []int32) {
	ulo, uhi := make([]int64, in.vars), make([]int64, in.vars)
	for v := range in.vars {
		ulo[v], uhi[v] = NegInf, Inf
	}
	for i := range in.said {
		if x := &in.said[i]; !x.isEdge && x.counts(out) {
			ulo[x.v], uhi[x.v] = max(ulo[x.v], x.lo), min(uhi[x.v], x.hi)
		}
	}
	for v := range in.vars {
		lo, hi = append(lo, min(ulo[v], uhi[v])), append(hi, max(ulo[v], uhi[v]))
	}
	for more := true; more; {
		more = false
		for i := range in.said {
			x := &in.said[i]
			if !x.isEdge || !x.counts(out) {
				continue
			}
			u, v := x.rel.From, x.rel.To
			if a := min(uhi[v], lo[u]+x.days()); lo[u] > NegInf && a > lo[v] {
				lo[v], more = a, true
			}
			if a := max(ulo[u], hi[v]-x.days()); hi[v] < Inf && a < hi[u] {
				hi[u], more = a, true
			}
		}
	}
	for v := range in.vars {
		bad := ulo[v] > uhi[v]
		for i := range in.said {
			x := &in.said[i]
			if x.isEdge && x.counts(out) && int(x.rel.To) == v && lo[x.rel.From] > NegInf &&
				lo[x.rel.From]+x.days() > uhi[v] {
				bad = true
			}
		}
		if bad {
			violated = append(violated, int32(v))
		}
	}
	return lo, hi, violated
}

// random makes an instance; how it leans differs from one to the next, so that
// consistent ones, clashes of dates and loops of all kinds turn up.
func random(r *rand.Rand) *instance {
	in := &instance{vars: 2 + r.IntN(7), facts: 1 + r.IntN(7)}
	var (
		span     = int64(1 + r.IntN(12))
		dated    = r.Float64()
		ordered  = r.Float64()
		strict   = r.Float64()
		forward  = r.Float64()
		positive = r.Float64()
	)
	for range 1 + r.IntN(3*in.vars) {
		x := said{facts: []Fact{Fact(r.IntN(in.facts))}}
		if r.Float64() < dated*0.6 {
			x.v, x.lo, x.hi = Var(r.IntN(in.vars)), r.Int64N(span)-span/2, NegInf
			x.hi = x.lo + r.Int64N(span)
			switch r.IntN(5) {
			case 0:
				x.lo = NegInf
			case 1:
				x.hi = Inf
			case 2:
				x.hi = x.lo
			}
		} else {
			x.isEdge = true
			u, v := r.IntN(in.vars), r.IntN(in.vars)
			if r.Float64() < forward && u > v {
				u, v = v, u
			}
			x.rel = Relation{From: Var(u), To: Var(v)}
			switch {
			case r.Float64() < ordered && r.Float64() < strict:
				x.rel.Order = Strict
			case r.Float64() < ordered:
				x.rel.Order = Weak
			case r.Float64() < positive:
				x.rel.Days = r.Int64N(4)
			default:
				x.rel.Days = -r.Int64N(6)
			}
			if r.IntN(8) == 0 && in.facts > 2 {
				for _, f := range r.Perm(in.facts)[:2+r.IntN(2)] {
					if !slices.Contains(x.facts, Fact(f)) {
						x.facts = append(x.facts, Fact(f))
					}
				}
			}
		}
		in.said = append(in.said, x)
	}
	return in
}

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
	for e := range n.off {
		for _, orders := range []bool{false, true} {
			p, mask := n.view(orders)
			if n.off[e]&mask == 0 && p[n.to[e]] < p[n.from[e]]+n.gain(int32(e), orders) {
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

// everything reports all contradictions in full.
func everything(n *Network, o Options) Report {
	r := newReporter(n, &o)
	r.limit = math.MaxInt
	return r.run()
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
		m := b.Build()
		if len(n.loops) == 0 && (!slices.Equal(n.lo, m.lo) || !slices.Equal(n.neg, m.neg)) {
			t.Fatalf("seed %d: lo %v hi %v, then lo %v hi %v", seed, n.lo, n.neg, m.lo, m.neg)
		}
		if a, b := n.Contradictions(Options{}), m.Contradictions(Options{}); !reflect.DeepEqual(a, b) {
			t.Errorf("seed %d: %d loops\n%+v\nthen\n%+v\n%v", seed, len(n.loops), a, b, in)
		}
	}
}
