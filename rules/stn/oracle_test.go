package stn

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// statement is one bound or relation of an instance.
type statement struct {
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
	statements  []statement
}

func (in *instance) String() string {
	s := fmt.Sprintf("%d vars, %d facts\n", in.vars, in.facts)
	for _, x := range in.statements {
		if x.isEdge {
			s += fmt.Sprintf("  %v: %d→%d order %d days %d\n", x.facts, x.rel.From, x.rel.To, x.rel.Order, x.rel.Days)
		} else {
			s += fmt.Sprintf("  %v: %d in [%d, %d]\n", x.facts, x.v, x.lo, x.hi)
		}
	}
	return s
}

func (x *statement) counts(out map[Fact]bool) bool {
	return !slices.ContainsFunc(x.facts, func(f Fact) bool { return out[f] })
}

func (x *statement) addTo(b *Builder, tag int) {
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

// build builds a network that can be asked everything.
func build(b *Builder) *Network {
	n, err := b.Build(context.Background())
	if err == nil {
		err = n.Bounds(context.Background())
	}
	if err != nil {
		panic(err)
	}
	return n
}

// contradictions are those that are reported, and everything are all in full.
func contradictions(n *Network, o Options) Report {
	r, err := n.Contradictions(context.Background(), o)
	if err != nil {
		panic(err)
	}
	return r
}

func everything(n *Network, o Options) Report {
	if n.Consistent() {
		return Report{}
	}
	r := newReporter(context.Background(), n, &o)
	r.limit = math.MaxInt
	return r.run()
}

func (in *instance) build() *Network {
	var b Builder
	b.Vars(in.vars)
	for i := range in.statements {
		in.statements[i].addTo(&b, i)
	}
	return build(&b)
}

func (x *statement) days() int64 {
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
	for i := range in.statements {
		x := &in.statements[i]
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
	for i := range in.statements {
		if x := &in.statements[i]; !x.isEdge && x.counts(out) {
			ulo[x.v], uhi[x.v] = max(ulo[x.v], x.lo), min(uhi[x.v], x.hi)
		}
	}
	for v := range in.vars {
		lo, hi = append(lo, min(ulo[v], uhi[v])), append(hi, max(ulo[v], uhi[v]))
	}
	for more := true; more; {
		more = false
		for i := range in.statements {
			x := &in.statements[i]
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
		for i := range in.statements {
			x := &in.statements[i]
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
		x := statement{facts: []Fact{Fact(r.IntN(in.facts))}}
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
		in.statements = append(in.statements, x)
	}
	return in
}
