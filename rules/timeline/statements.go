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

// statements are what the facts of a base say of their times, as far as it
// matters: orders first, then lifetimes and acts, of which it depends on what is
// ordered how much matters.
type statements struct {
	base    *facts.Base
	full    bool   // with what no chain can pass, but bounds can reach
	ordered []bool // by Fact.Index: some order is declared between it and another
	all     []statement
}

// gather reads what the facts of a base say.
func gather(base *facts.Base, full bool) *statements {
	s := &statements{base: base, full: full, ordered: make([]bool, len(base.Facts))}
	for tie := range base.Orders {
		if declares(tie) {
			s.ordered[tie.Fact.Index], s.ordered[tie.To.Index] = true, true
		}
	}
	for tie := range base.Orders {
		if declares(tie) {
			s.order(tie)
		}
	}
	for tie := range base.Lifetimes {
		if tie.To != tie.Fact && tenures.TookPlace(tie.Fact) && tie.To.Comparable() {
			s.lifetime(tie)
		}
	}
	for a := range base.Acts {
		if tenures.TookPlace(a.Fact) {
			s.act(&a)
		}
	}
	return s
}

// declares reports whether an order is held against others.
func declares(t *facts.Tie) bool {
	return t.To != t.Fact && t.Fact.Comparable() && !t.Fact.Broken() && t.To.Comparable()
}

// relate notes a relation. One that the dates fulfil anyway is left out; one
// that they break is wrong.
func (s *statements) relate(r relation, from, to point, order stn.Order, days int64) {
	s.relateGiven(nil, r, from, to, order, days)
}

// relateGiven notes a relation that holds only because of other facts too.
func (s *statements) relateGiven(premises []stn.Fact, r relation, from, to point, order stn.Order, days int64) {
	if s.superfluous(from, to, order, days) {
		return
	}
	st := statement{relation: r, from: from, to: to, order: order, days: days, premises: premises}
	if a, b := from.bounds(), to.bounds(); a.lo > stn.NegInf && b.hi < stn.Inf && a.lo+days > b.hi && from.fact != to.fact {
		st.wrong = []stn.Fact{stn.Fact(from.fact.Index), stn.Fact(to.fact.Index)}
	}
	s.all = append(s.all, st)
}

// superfluous reports whether a relation can be part of no shortest
// contradiction: the dates fulfil it anyway, or no chain goes on beyond it.
func (s *statements) superfluous(from, to point, order stn.Order, days int64) bool {
	latest, earliest := from.moment().Latest, to.moment().Earliest
	if !s.full && (s.deadEnd(from, from.moment().Earliest <= edtf.Past) || s.deadEnd(to, to.moment().Latest >= edtf.Future)) {
		return true
	}
	if latest >= edtf.Future || earliest <= edtf.Past {
		return false
	}
	hi, lo := toDay(latest)+days, toDay(earliest)
	return hi < lo || order == stn.Days && hi == lo
}

// deadEnd reports whether no chain goes on beyond a point: nothing but the one
// relation leads there, and open says that its own date does not bound it on
// that side. Most of a base is of that sort: people whose death is not recorded.
func (s *statements) deadEnd(p point, open bool) bool {
	if !open || s.ordered[p.fact.Index] {
		return false
	}
	k := p.fact.Kind()
	return len(k.Lifetimes) == 0 && k.Tenure == nil
}

// order adds a declared order of a fact and another.
func (s *statements) order(tie *facts.Tie) {
	f, to := tie.Fact, tie.To
	if tie.Plain() {
		first, second := f, to
		if tie.Order == vocabulary.After {
			first, second = to, f
		}
		if tie.Order != vocabulary.During && s.superfluous(point{first, ends}, point{second, begins}, stn.Strict, 0) {
			return
		}
	}
	for rel := range tie.Value().Relations() {
		first, second := f, to
		switch tie.Order {
		case vocabulary.After:
			first, second = to, f
		case vocabulary.During:
			r := relation{kind: duringLink, by: f, other: to, value: rel.To}
			s.relate(r, point{to, begins}, point{f, begins}, stn.Weak, 0)
			s.relate(r, point{f, ends}, point{to, ends}, stn.Weak, 0)
			continue
		}
		r := relation{kind: orderLink, by: f, other: to, value: rel.To}
		s.relate(r, point{first, ends}, point{second, begins}, stn.Strict, 0)
		s.distances(r, rel, first, second)
	}
}

func (s *statements) distances(r relation, rel facts.Relation, first, second *facts.Fact) {
	r.kind = distanceLink
	if least, _, ok := rel.AtLeast.Days(); ok {
		r.value = rel.AtLeast
		s.relate(r, point{first, ends}, point{second, begins}, stn.Days, least)
	}
	if _, most, ok := rel.AtMost.Days(); ok && !first.Ongoing() {
		r.value, r.most = rel.AtMost, true
		s.relate(r, point{second, begins}, point{first, ends}, stn.Days, -most)
	}
}

// lifetime keeps a fact within the lifetime of another.
func (s *statements) lifetime(tie *facts.Tie) {
	f, z := tie.Fact, tie.To
	if from, to := (point{z, begins}), (point{f, begins}); !s.superfluous(from, to, stn.Weak, 0) {
		s.relate(relation{kind: lifetimeLink, by: f, other: z, value: tie.Value()}, from, to, stn.Weak, 0)
	}
	if from, to := (point{f, ends}), (point{z, ends}); !s.superfluous(from, to, stn.Weak, 0) {
		s.relate(relation{kind: lifetimeLink, by: f, other: z, value: tie.Value()}, from, to, stn.Weak, 0)
	}
}
