package timeline

import (
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules/stn"
	"github.com/factlint/factlint/rules/tenures"
)

// A statement is a relation as the network needs it: to is no earlier than
// from, by an order or by days.
type statement struct {
	relation
	from, to point
	order    stn.Order
	days     int64
	premises []stn.Fact // facts without which it would not hold
	wrong    []stn.Fact // facts that contradict each other by themselves
}

// A said is what one fact says of its time and that of others, as far as it matters.
type said struct {
	orders []statement
	rest   []statement // of lifetimes and acts: what of it matters depends on which facts are ordered
}

// sayings are what all facts of a base say.
type sayings struct {
	base    *facts.Base
	full    bool      // with what no chain can pass, but bounds can reach
	by      []*said   // by Fact.Index; nil for nothing
	names   [][]int32 // by Fact.Index: the facts to which it declares an order
	ordered []int32   // by Fact.Index: how many orders are declared between it and other facts
	points  int       // how many the last timeline had, to make room for those of the next
}

func newSayings(base *facts.Base, full bool) *sayings {
	s := &sayings{base: base, full: full, by: make([]*said, len(base.Facts)), names: make([][]int32, len(base.Facts)), ordered: make([]int32, len(base.Facts))}
	for i := range base.Facts {
		s.hearOrders(int32(i), func(int32) {})
	}
	for i := range base.Facts {
		s.hearRest(int32(i))
	}
	return s
}

// hearOrders reads the declared orders of a fact, and calls turned with each
// fact that is now ordered and was not, or the other way round.
func (s *sayings) hearOrders(i int32, turned func(int32)) {
	f := &s.base.Facts[i]
	sp := speaker{sayings: s}
	if f.Kind().Period != nil && f.Comparable() && !f.Broken() {
		sp.orders(f)
	}
	count := func(names []int32, by int32) {
		for _, n := range names {
			for _, of := range [2]int32{i, n} {
				if s.ordered[of] += by; s.ordered[of] == max(by, 0) {
					turned(of)
				}
			}
		}
	}
	count(sp.names, 1)
	count(s.names[i], -1)
	s.names[i] = sp.names
	switch {
	case s.by[i] != nil:
		s.by[i].orders = sp.out
	case len(sp.out) > 0:
		s.by[i] = &said{orders: sp.out}
	}
}

// hearRest reads what else a fact says.
func (s *sayings) hearRest(i int32) {
	f := &s.base.Facts[i]
	sp := speaker{sayings: s}
	if f.Kind().Period != nil && tenures.TookPlace(f) {
		sp.lifetimes(f)
		sp.acts(f)
	}
	switch {
	case s.by[i] != nil:
		s.by[i].rest = sp.out
	case len(sp.out) > 0:
		s.by[i] = &said{rest: sp.out}
	}
}

// A speaker reads what one fact says.
type speaker struct {
	*sayings
	out   []statement
	names []int32
}

// relate notes a relation. One that the dates fulfil anyway is left out; one
// that they break is wrong.
func (t *speaker) relate(r relation, from, to point, order stn.Order, days int64) {
	t.relateGiven(nil, r, from, to, order, days)
}

// relateGiven notes a relation that holds only because of other facts too.
func (t *speaker) relateGiven(premises []stn.Fact, r relation, from, to point, order stn.Order, days int64) {
	if !t.full && (t.deadEnd(from, from.moment().Earliest <= edtf.Past) || t.deadEnd(to, to.moment().Latest >= edtf.Future)) {
		return
	}
	s := statement{relation: r, from: from, to: to, order: order, days: days, premises: premises}
	a, b := from.bounds(), to.bounds()
	switch {
	case a.hi < stn.Inf && b.lo > stn.NegInf && (a.hi+days < b.lo || order == stn.Days && a.hi+days == b.lo):
		return
	case a.lo > stn.NegInf && b.hi < stn.Inf && a.lo+days > b.hi && from.fact != to.fact:
		s.wrong = []stn.Fact{stn.Fact(from.fact.Index), stn.Fact(to.fact.Index)}
	}
	t.out = append(t.out, s)
}

// deadEnd reports whether no chain goes on beyond a point: nothing but the one
// relation leads there, and open says that its own date does not bound it on
// that side. Most of a base is of that sort: people whose death is not recorded.
// A fact that declares orders itself is asked before they are counted.
func (t *speaker) deadEnd(p point, open bool) bool {
	k := p.fact.Kind()
	return open && len(t.names) == 0 && t.ordered[p.fact.Index] == 0 && len(k.Lifetimes) == 0 && k.Tenure == nil
}

// orders adds the declared relations of a fact to others.
func (t *speaker) orders(f *facts.Fact) {
	for _, i := range f.Kind().Orders {
		order := f.Kind().Fields[i].Order
		for rel := range f.Get(i).Relations() {
			to := rel.To.Ref()
			if to == nil || to == f || to.Kind().Period == nil || !to.Comparable() {
				continue
			}
			t.names = append(t.names, to.Index)
			first, second := f, to
			switch order {
			case vocabulary.After:
				first, second = to, f
			case vocabulary.During:
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

func (t *speaker) distances(r relation, rel facts.Relation, first, second *facts.Fact) {
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
