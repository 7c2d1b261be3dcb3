package rules

import (
	"sync"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/rules/stn"
)

// linkKind is why one moment lies before another.
type linkKind uint8

const (
	ownSpan      linkKind = iota // a fact begins before it ends
	orderLink                    // before, after, announces and the like
	duringLink                   // lies within
	distanceLink                 // at_least and at_most
	lifetimeLink                 // within the lifetime of what it refers to
	actLink                      // acts in an office, and so during the tenure
	sourceLink                   // happened before the source was published
)

// A relation is what one fact says of two moments.
type relation struct {
	kind  linkKind
	by    *facts.Fact // whose claim it is
	other *facts.Fact // the fact it speaks of
	value facts.Value // where it stands
	most  bool        // of a distance: at_most
}

// A timeline is what the facts of a base say of their times, as a network of
// days. It holds only what can matter: a relation that the dates of its two
// facts fulfil whatever day is chosen cannot be part of a shortest
// contradiction, since cutting the chain there leaves one that is shorter.
// The bounds that it implies are the same without them.
type timeline struct {
	base      *facts.Base
	full      bool // with what no chain can pass, but bounds can reach
	builder   stn.Builder
	net       *stn.Network
	first     []stn.Var               // by Fact.Index: its begin, and one more its end; none when nothing relates it
	ordered   []bool                  // by Fact.Index: some order is declared between it and another fact
	published map[*facts.Fact]stn.Var // of sources
	points    []point                 // by stn.Var
	relations []relation              // by tag
	seating   stn.Seating
	groups    []seatGroup // of seating

	told  [][]stn.Fact                    // pairs that contradict each other by themselves, at most maxTold
	wrong map[*facts.Fact][][]*facts.Fact // all that other rules tell: each set under one of its facts, with the others

	once   sync.Once // for what contradictions works out
	untold []untold
	more   int // contradictions that are not listed
}

const none stn.Var = -1

// A point is a moment of a fact.
type point struct {
	fact *facts.Fact
	what pointKind
}

type pointKind uint8

const (
	begins pointKind = iota
	ends
	isPublished
)

// dayBounds are the first and the last day on which a moment may lie.
type dayBounds struct{ lo, hi int64 }

// toDay converts a second to the day of the network.
func toDay(second int64) int64 {
	switch {
	case second <= edtf.Past:
		return stn.NegInf
	case second >= edtf.Future:
		return stn.Inf
	}
	return dayOf(second)
}

func daysOf(m edtf.Moment) dayBounds { return dayBounds{toDay(m.Earliest), toDay(m.Latest)} }

// bounds returns what is said of a point by its own fact.
func (p point) bounds() dayBounds {
	switch p.what {
	case begins:
		return daysOf(p.fact.Begin)
	case ends:
		return daysOf(p.fact.End)
	}
	if d, ok := published(p.fact); ok {
		return daysOf(d)
	}
	return dayBounds{stn.NegInf, stn.Inf}
}

func published(f *facts.Fact) (edtf.Moment, bool) {
	if f.Kind.Source == nil {
		return edtf.Moment{}, false
	}
	d, ok := f.Get(f.Kind.Source.Published).Date()
	return d.Hull(), ok
}

// newTimeline builds the network of a base; full to ask it for bounds, not only
// for contradictions.
func newTimeline(base *facts.Base, full bool) *timeline {
	t := &timeline{base: base, full: full, first: make([]stn.Var, len(base.Facts)), ordered: make([]bool, len(base.Facts)), published: map[*facts.Fact]stn.Var{}, wrong: map[*facts.Fact][][]*facts.Fact{}}
	for i := range t.first {
		t.first[i] = none
	}
	t.relations = append(t.relations, relation{kind: ownSpan})
	for _, f := range base.Facts {
		if f.Kind.Period != nil && f.Comparable() && !f.Broken() {
			t.orders(f)
		}
	}
	for _, f := range base.Facts {
		if f.Kind.Period != nil && tookPlace(f) {
			t.lifetimes(f)
			t.acts(f)
			t.sources(f)
		}
	}
	groups := t.seats()
	t.net = t.builder.Build()
	if len(groups) > 0 {
		t.seating = t.net.Seats(groups, stn.Options{})
		for i := range t.seating.Clashes {
			t.noteWrong(t.seating.Clashes[i].Facts)
		}
	}
	return t
}

// relate adds a relation: to is no earlier than from, by an order or by days.
// One that the dates fulfil anyway is left out; one that they break is noted
// as told, since another rule reports the pair.
func (t *timeline) relate(r relation, from, to point, order stn.Order, days int64) {
	t.relateGiven(nil, r, from, to, order, days)
}

// relateGiven adds a relation that holds only because of other facts too.
func (t *timeline) relateGiven(premises []stn.Fact, r relation, from, to point, order stn.Order, days int64) {
	if !t.full && (t.deadEnd(from, from.earliest() <= edtf.Past) || t.deadEnd(to, to.latest() >= edtf.Future)) {
		return
	}
	a, b := from.bounds(), to.bounds()
	switch {
	case a.hi < stn.Inf && b.lo > stn.NegInf && (a.hi+days < b.lo || order == stn.Days && a.hi+days == b.lo):
		return
	case a.lo > stn.NegInf && b.hi < stn.Inf && a.lo+days > b.hi && from.fact != to.fact:
		t.noteWrong([]stn.Fact{stn.Fact(from.fact.Index), stn.Fact(to.fact.Index)})
		if len(t.told) == maxTold {
			return
		}
		t.told = append(t.told, []stn.Fact{stn.Fact(from.fact.Index), stn.Fact(to.fact.Index)})
	}
	t.relations = append(t.relations, r)
	s := stn.Relation{From: t.variable(from), To: t.variable(to), Order: order, Days: days, Tag: int32(len(t.relations) - 1)}
	if len(premises) == 0 {
		t.builder.Relate(stn.Fact(r.by.Index), s)
	} else {
		t.builder.Derive(append(premises[:len(premises):len(premises)], stn.Fact(r.by.Index)), s)
	}
}

// deadEnd reports whether no chain goes on beyond a point: nothing but the one
// relation leads there, and open says that its own date does not bound it on
// that side. Most of a base is of that sort: people whose death is not recorded.
func (t *timeline) deadEnd(p point, open bool) bool {
	k := p.fact.Kind
	return open && !t.ordered[p.fact.Index] && len(k.Lifetimes) == 0 && k.Tenure == nil
}

// earliest and latest return what the point's own fact says of it, in seconds.
func (p point) earliest() int64 {
	switch p.what {
	case begins:
		return p.fact.Begin.Earliest
	case ends:
		return p.fact.End.Earliest
	}
	m, _ := published(p.fact)
	return m.Earliest
}

func (p point) latest() int64 {
	switch p.what {
	case begins:
		return p.fact.Begin.Latest
	case ends:
		return p.fact.End.Latest
	}
	m, _ := published(p.fact)
	return m.Latest
}

// variable returns the variable of a point, made when it is first asked for
// together with what its fact says of it.
func (t *timeline) variable(p point) stn.Var {
	f := stn.Fact(p.fact.Index)
	if p.what == isPublished {
		v, ok := t.published[p.fact]
		if !ok {
			v = t.builder.Var()
			t.published[p.fact] = v
			t.points = append(t.points, p)
			b := p.bounds()
			t.builder.Bound(f, v, b.lo, b.hi, 0)
		}
		return v
	}
	v := t.first[p.fact.Index]
	if v == none {
		v = t.builder.Vars(2)
		t.first[p.fact.Index] = v
		for i, what := range []pointKind{begins, ends} {
			q := point{p.fact, what}
			t.points = append(t.points, q)
			b := q.bounds()
			t.builder.Bound(f, v+stn.Var(i), b.lo, b.hi, 0)
		}
		order := stn.Weak
		if p.fact.Kind.Tenure != nil {
			order = stn.Strict // it is never empty
		}
		t.builder.Relate(f, stn.Relation{From: v, To: v + 1, Order: order})
	}
	if p.what == ends {
		v++
	}
	return v
}

// orders adds the declared relations of a fact to others.
func (t *timeline) orders(f *facts.Fact) {
	for _, i := range f.Kind.Orders {
		order := f.Kind.Fields[i].Order
		for rel := range f.Get(i).Relations() {
			to := rel.To.Ref()
			if to == nil || to == f || to.Kind.Period == nil || !to.Comparable() {
				continue
			}
			t.ordered[f.Index], t.ordered[to.Index] = true, true
			first, second := f, to
			switch order {
			case facts.After:
				first, second = to, f
			case facts.During:
				r := relation{kind: duringLink, by: f, other: to, value: rel.To}
				t.relate(r, point{to, begins}, point{f, begins}, stn.Weak, 0)
				t.relate(r, point{f, ends}, point{to, ends}, stn.Weak, 0)
				continue
			}
			r := relation{kind: orderLink, by: f, other: to, value: rel.To}
			t.relate(r, point{first, ends}, point{second, begins}, stn.Strict, 0)
			t.distances(r, rel, first, second)
		}
	}
}

func (t *timeline) distances(r relation, rel facts.Relation, first, second *facts.Fact) {
	r.kind = distanceLink
	if least, _, ok := rel.AtLeast.Days(); ok {
		r.value = rel.AtLeast
		t.relate(r, point{first, ends}, point{second, begins}, stn.Days, least)
	}
	if _, most, ok := rel.AtMost.Days(); ok && !first.Ongoing() {
		r.value, r.most = rel.AtMost, true
		t.relate(r, point{second, begins}, point{first, ends}, stn.Days, -most)
	}
}
