package timeline

import (
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/stn"
	"github.com/factlint/factlint/rules/tenures"
)

// A gathering reads what the facts of a base say of their times, as far as it
// matters, into a timeline: orders first, then lifetimes and acts, of which it
// depends on what is ordered how much matters.
type gathering struct {
	*Timeline
	full bool   // with what no chain can pass, but bounds can reach
	at   []node // by Fact.Index
}

// node is what is known of a fact's place in the network.
type node uint8

const (
	ordered   node = 1 << iota // some order is declared between it and another fact that dates do not fulfil
	beginDead                  // its begin is a dead end …
	beginOpen                  // … or is not
	endDead
	endOpen
)

// gather reads what the facts of a base say.
func (t *Timeline) gather(full bool) {
	g := gathering{Timeline: t, full: full, at: make([]node, len(t.base.Facts))}
	step := 0
	var orders []facts.Tie
	for tie := range t.base.Orders {
		if step++; g.cancelled(step) {
			return
		}
		if tie.Kept() || !declares(tie) {
			continue
		}
		g.at[tie.Fact.Index] |= ordered
		g.at[tie.ToIndex] |= ordered
		orders = append(orders, *tie)
	}
	t.relations = slices.Grow(t.relations, len(orders))
	t.points = slices.Grow(t.points, 2*len(orders))
	t.builder.Grow(2*len(orders), 2*len(orders))
	for i := range orders {
		if step++; g.cancelled(step) {
			return
		}
		g.order(&orders[i])
	}
	for tie := range t.base.Lifetimes {
		if step++; g.cancelled(step) {
			return
		}
		if tie.Fact.Happens() {
			g.lifetime(tie)
		}
	}
	for a := range t.base.Acts {
		if step++; g.cancelled(step) {
			return
		}
		if tenures.TookPlace(a.Fact) {
			g.act(a)
		}
	}
}

// declares reports whether an order is held against others. What a cancelled fact
// says of its own order was a plan, and proves nothing.
func declares(t *facts.Tie) bool {
	return t.To != t.Fact && t.Fact.Status() != facts.Cancelled && !t.Fact.Broken()
}

// relate adds a relation, if it matters.
func (g *gathering) relate(r relation, from, to point, order stn.Order, days int64) {
	if !g.superfluous(from, to, order, days) {
		g.state(nil, r, from, to, order, days)
	}
}

// superfluous reports whether a relation can be part of no shortest
// contradiction: the dates fulfil it anyway, or no chain goes on beyond it.
func (g *gathering) superfluous(from, to point, order stn.Order, days int64) bool {
	a, b := from.moment(), to.moment()
	return fulfilled(a, b, order, days) ||
		a.Earliest <= edtf.Past && g.deadEnd(from.fact.Index, from.what, begins) || b.Latest >= edtf.Future && g.deadEnd(to.fact.Index, to.what, ends)
}

// fulfilled reports whether a relation from one moment to another holds whatever
// days are chosen.
func fulfilled(from, to edtf.Moment, order stn.Order, days int64) bool {
	if from.Latest >= edtf.Future || to.Earliest <= edtf.Past {
		return false
	}
	hi, lo := toDay(from.Latest)+days, toDay(to.Earliest)
	return hi < lo || order == stn.Days && hi == lo
}

// deadEnd reports whether no chain goes on beyond a point of a fact that its own
// date does not bound, and which is where the fact begins if it comes first in a
// relation, or ends if it comes second. Most of a base is of that sort: people
// whose death is not recorded, offices and places of which nobody says since when
// they exist. Bounds go there all the same.
func (g *gathering) deadEnd(fact int32, what, side pointKind) bool {
	at := &g.at[fact]
	dead, open := beginDead, beginOpen
	if side == ends {
		dead, open = endDead, endOpen
	}
	switch f := &g.base.Facts[fact]; {
	case g.full || *at&ordered != 0:
		return false
	case what != side:
		return len(f.Kind().Lifetimes) == 0 && f.Kind().Tenure == nil
	case *at&(dead|open) == 0:
		*at |= open // should it lie within itself
		if f.Kind().Tenure == nil && !g.boundFromOutside(point{f, what}) {
			*at += dead - open
		}
	}
	return *at&dead != 0
}

// boundFromOutside reports whether the lifetime of another fact may bound the
// point from outside.
func (g *gathering) boundFromOutside(p point) bool {
	for _, i := range p.fact.Kind().Lifetimes {
		for z := range moments.Lifetimes(p.fact, i) {
			if z.Kind().Period == nil {
				continue
			}
			m := point{z, p.what}.moment()
			if p.what == begins && m.Earliest > edtf.Past || p.what == ends && m.Latest < edtf.Future || !g.deadEnd(z.Index, p.what, p.what) {
				return true
			}
		}
	}
	return false
}

// order adds a declared order of a fact and another.
func (g *gathering) order(tie *facts.Tie) {
	f, to := tie.Fact, tie.To
	for rel := range tie.Value().Relations() {
		first, second := f, to
		switch tie.Order {
		case vocabulary.After:
			first, second = to, f
		case vocabulary.During:
			r := relation{kind: duringLink, by: f, other: to, value: rel.To}
			g.relate(r, point{to, begins}, point{f, begins}, stn.Weak, 0)
			g.relate(r, point{f, ends}, point{to, ends}, stn.Weak, 0)
			continue
		}
		r := relation{kind: orderLink, by: f, other: to, value: rel.To}
		g.relate(r, point{first, ends}, point{second, begins}, stn.Strict, 0)
		g.distances(r, rel, first, second)
	}
}

func (g *gathering) distances(r relation, rel facts.Relation, first, second *facts.Fact) {
	r.kind = distanceLink
	if least, ok := rel.AtLeast.DaysBetween(first.End(), second.Begin()); ok {
		r.value = rel.AtLeast
		g.relate(r, point{first, ends}, point{second, begins}, stn.Days, least)
	}
	if _, most, ok := rel.AtMost.Days(); ok && !first.Ongoing() {
		r.value, r.most = rel.AtMost, true
		g.relate(r, point{second, begins}, point{first, ends}, stn.Days, -most)
	}
}

// lifetime keeps a fact within the lifetime of another. What is known of the tie
// is asked first: mostly the other need not be looked at.
func (g *gathering) lifetime(tie *facts.Tie) {
	f, z := tie.Fact, tie.To
	dead := func(side pointKind) bool { // of the other
		return tie.Free() && !g.full && g.at[tie.ToIndex]&ordered == 0 || g.deadEnd(tie.ToIndex, side, side)
	}
	r := relation{kind: lifetimeLink, by: f, other: z}
	if !(tie.BeginKept() && !tie.Clocked() || tie.BeginOpen() && dead(begins)) && !g.superfluous(point{z, begins}, point{f, begins}, stn.Weak, 0) {
		r.value = tie.Value()
		g.state(nil, r, point{z, begins}, point{f, begins}, stn.Weak, 0)
	}
	if !(tie.EndKept() && !tie.Clocked() || tie.EndOpen() && dead(ends)) && !g.superfluous(point{f, ends}, point{z, ends}, stn.Weak, 0) {
		r.value = tie.Value()
		g.state(nil, r, point{f, ends}, point{z, ends}, stn.Weak, 0)
	}
}
