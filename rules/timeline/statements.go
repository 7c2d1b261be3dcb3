package timeline

import (
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/vocabulary"
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
	ordered     node = 1 << iota // some order is declared between it and another fact that dates do not fulfil
	beginWithin                  // something else may bound its begin from outside …
	endWithin                    // … or its end
)

// gather reads what the facts of a base say.
func (t *Timeline) gather(full bool) {
	g := gathering{Timeline: t, full: full, at: make([]node, len(t.base.Facts))}
	orders := make([]facts.Tie, 0, len(t.base.Facts)/16)
	for tie := range t.base.Orders {
		if tie.Is(facts.Kept) || !declares(tie) {
			continue
		}
		g.at[tie.Index] |= ordered
		g.at[tie.ToIndex] |= ordered
		orders = append(orders, *tie)
	}
	if !full {
		g.findWithin()
	}
	t.relations = slices.Grow(t.relations, len(orders))
	t.points = slices.Grow(t.points, 2*len(orders))
	t.builder.Grow(2*len(orders), 2*len(orders))
	for i := range orders {
		if g.cancelled(i) {
			return
		}
		g.order(&orders[i])
	}
	for tie := range t.base.Lifetimes {
		if tie.Is(facts.Happening) {
			g.lifetime(tie)
		}
	}
	for a := range t.base.Acts {
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

// findWithin finds the facts whose undated ends something else may bound: what the
// seats of a tenure, an order or a date say of a fact in whose lifetime they lie, or
// of one in whose lifetime that lies.
func (g *gathering) findWithin() {
	for _, k := range g.base.Vocabulary.Kinds {
		if k.Tenure == nil {
			continue
		}
		for f := range g.base.OfKind(k) {
			g.at[f.Index] |= beginWithin | endWithin
		}
	}
	type link struct {
		fact, in int32
		by       node // what may bound the one where it bounds the other
	}
	links := make([]link, 0, len(g.base.Facts)/4)
	for tie := range g.base.LifetimesOf(facts.OwnBeginOpen | facts.OwnEndOpen) {
		by := node(0)
		if tie.Is(facts.OwnBeginOpen) {
			by |= beginWithin
		}
		if tie.Is(facts.OwnEndOpen) {
			by |= endWithin
		}
		if by &^= g.at[tie.Index]; by == 0 {
			continue
		}
		bounds := node(0)
		if !tie.Is(facts.BeginOpen) {
			bounds |= beginWithin
		}
		if !tie.Is(facts.EndOpen) {
			bounds |= endWithin
		}
		if g.at[tie.ToIndex]&ordered != 0 {
			bounds = by
		}
		g.at[tie.Index] |= bounds & by
		if by &^= bounds; by != 0 && !tie.Is(facts.Free) {
			links = append(links, link{tie.Index, tie.ToIndex, by})
		}
	}
	for round, more := 0, true; more; round++ {
		more = false
		for _, l := range links {
			by := g.at[l.in]
			if round == maxRounds { // of a chain that long nobody knows
				by = l.by
			}
			if by &= l.by &^ g.at[l.fact]; by != 0 {
				g.at[l.fact] |= by
				more = true
			}
		}
	}
}

// maxRounds is how often all that bounds something else is gone through: each time
// goes on along every chain by one link at least.
const maxRounds = 50

// deadEnd reports whether no chain goes on beyond a point of a fact that its own
// date does not bound, and which is where the fact begins if it comes first in a
// relation, or ends if it comes second. Most of a base is of that sort: people
// whose death is not recorded, offices and places of which nobody says since when
// they exist. Bounds go there all the same.
func (g *gathering) deadEnd(fact int32, what, side pointKind) bool {
	at := g.at[fact]
	switch {
	case g.full || at&ordered != 0:
		return false
	case what != side:
		k := g.base.Facts[fact].Kind()
		return len(k.Lifetimes) == 0 && k.Tenure == nil
	case side == begins:
		return at&beginWithin == 0
	}
	return at&endWithin == 0
}

// order adds a declared order of a fact and another.
func (g *gathering) order(tie *facts.Tie) {
	f, to := tie.Fact, tie.To
	for rel := range tie.Relations {
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
	r := relation{kind: lifetimeLink, by: f, other: z}
	if !(tie.Is(facts.BeginKept) && !tie.Is(facts.Clocked) || tie.Is(facts.BeginOpen) && g.deadEnd(tie.ToIndex, begins, begins)) && !g.superfluous(point{z, begins}, point{f, begins}, stn.Weak, 0) {
		r.value = tie.Value()
		g.state(nil, r, point{z, begins}, point{f, begins}, stn.Weak, 0)
	}
	if !(tie.Is(facts.EndKept) && !tie.Is(facts.Clocked) || tie.Is(facts.EndOpen) && g.deadEnd(tie.ToIndex, ends, ends)) && !g.superfluous(point{f, ends}, point{z, ends}, stn.Weak, 0) {
		r.value = tie.Value()
		g.state(nil, r, point{f, ends}, point{z, ends}, stn.Weak, 0)
	}
}
