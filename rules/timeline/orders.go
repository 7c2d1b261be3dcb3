package timeline

import (
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/stn"
)

// claimKind is what is claimed of the times of two facts, A and B; turned, it is the
// same of B and A.
type claimKind uint8

const (
	comesBefore claimKind = 2 * iota // A before B
	liesWithin                       // A within B
	atLeast                          // B begins at least so many days after A ends
	atMost                           // B begins at most so many days after A ends
	livesIn                          // A lies within the lifetime of B, by a ref
	claimKinds

	turned claimKind = 1
)

// claims returns what is claimed, whichever way round.
func (k claimKind) claims() claimKind { return k &^ turned }

// A claim is the tightest of its kind that two facts make of each other.
type claim struct {
	days   int64
	values []facts.Value // where it is made, the one that sets days first
}

// A pairing is two facts with all that is claimed of their times.
type pairing struct {
	base   *facts.Base
	a, b   *facts.Fact
	claims [claimKinds]claim
	free   bool // without the dates of the two
}

// bounds yields what is known of when a begins and ends, and b, in each way in
// which their times can be held against each other.
func (p *pairing) bounds(yield func([points]edtf.Moment) bool) {
	if p.free {
		yield([points]edtf.Moment{moments.Any, moments.Any, moments.Any, moments.Any})
		return
	}
	for a, b := range moments.Views(p.base, p.a, p.b) {
		if !yield([points]edtf.Moment{begun(p.a, a.Begin), a.End, begun(p.b, b.Begin), b.End}) {
			return
		}
	}
}

// begun returns when a fact begins. One that has happened has begun before the end
// of everything, which is when what goes on ends.
func begun(f *facts.Fact, m edtf.Moment) edtf.Moment {
	if f.Happens() && m.Latest == edtf.Future {
		m.Latest--
	}
	return m
}

// claimSet is a set of claims, a bit for each kind.
type claimSet uint16

func (s claimSet) has(k claimKind) bool         { return s&(1<<k) != 0 }
func (s claimSet) without(k claimKind) claimSet { return s &^ (1 << k) }

// maxPlaces is how many places of one and the same claim are shown.
const maxPlaces = 4

func (p *pairing) add(k claimKind, days int64, v facts.Value) {
	c := &p.claims[k]
	tighter := len(c.values) > 0 && (k.claims() == atLeast && days > c.days || k.claims() == atMost && days < c.days)
	switch {
	case len(c.values) == 0:
		c.days, c.values = days, append(c.values, v)
	case tighter:
		c.days, c.values = days, slices.Insert(c.values, 0, v)
	default:
		c.values = append(c.values, v)
	}
	c.values = c.values[:min(len(c.values), maxPlaces)]
}

func (p *pairing) all() claimSet {
	var s claimSet
	for k := range claimKinds {
		if len(p.claims[k].values) > 0 {
			s |= 1 << k
		}
	}
	return s
}

// The points of a pairing: when each fact begins and ends.
const (
	beginA = iota
	endA
	beginB
	endB
	points
)

// An edge says that point to lies no earlier than point from plus so many days.
type edge struct {
	from, to int
	days     int64
	order    bool // no distance but an order, which is strict or weak
	strict   bool
}

func (p *pairing) edges(s claimSet) []edge {
	out := make([]edge, 0, 16)
	weak := func(from, to int) { out = append(out, edge{from: from, to: to, order: true}) }
	strict := func(from, to int) { out = append(out, edge{from: from, to: to, order: true, strict: true}) }
	apart := func(from, to int, days int64) { out = append(out, edge{from: from, to: to, days: days}) }
	weak(beginA, endA)
	weak(beginB, endB)
	for k := range claimKinds {
		if !s.has(k) {
			continue
		}
		begin, end, otherBegin, otherEnd := beginA, endA, beginB, endB
		if k&turned != 0 {
			begin, end, otherBegin, otherEnd = beginB, endB, beginA, endA
		}
		switch days := p.claims[k].days; k.claims() {
		case comesBefore:
			strict(end, otherBegin)
		case liesWithin, livesIn:
			weak(otherBegin, begin)
			weak(end, otherEnd)
		case atLeast:
			apart(end, otherBegin, days)
		case atMost:
			apart(otherBegin, end, -days)
		}
	}
	return out
}

// possible reports whether some choice of moments within the dates of both
// facts makes the claims true. Orders are judged to the second, distances
// between whole days: a day's moments can be arranged in any order that has no
// strict loop, so this is exact for dates without a time of day.
func (p *pairing) possible(s claimSet) bool {
	edges := p.edges(s)
	if strictLoop(edges) {
		return false
	}
	distances := slices.ContainsFunc(edges, func(e edge) bool { return !e.order })
	orders := edges
	if distances {
		orders = slices.DeleteFunc(slices.Clone(edges), func(e edge) bool { return !e.order })
	}
	for bounds := range p.bounds {
		if !settles(bounds, orders, edtf.Future) {
			return false
		}
		if !distances {
			continue
		}
		var free [points]edtf.Moment // distances may contradict each other whatever the dates
		for i := range bounds {
			bounds[i] = edtf.Moment{Earliest: toDay(bounds[i].Earliest), Latest: toDay(bounds[i].Latest)}
			free[i].Latest = stn.Inf
		}
		if !settles(free, edges, stn.Inf) || !settles(bounds, edges, stn.Inf) {
			return false
		}
	}
	return true
}

// settles pushes the earliest moments along the edges until nothing moves; it
// fails when one is pushed past its latest, or when that never ends. Nothing is
// pushed beyond never, where an end lies that is after everything.
func settles(m [points]edtf.Moment, edges []edge, never int64) bool {
	for range points + 1 {
		moved := false
		for _, e := range edges {
			at := m[e.from].Earliest
			if at < never {
				at = min(at+e.days, never)
			}
			if at > m[e.to].Latest {
				return false
			}
			if at > m[e.to].Earliest {
				m[e.to].Earliest, moved = at, true
			}
		}
		if !moved {
			return true
		}
	}
	return false
}

// strictLoop reports whether the orders alone, whatever the dates, lead from a
// point to an earlier one and back.
func strictLoop(edges []edge) bool {
	var reach [points][points]bool
	for _, e := range edges {
		if e.order {
			reach[e.from][e.to] = true
		}
	}
	for k := range points {
		for i := range points {
			for j := range points {
				reach[i][j] = reach[i][j] || reach[i][k] && reach[k][j]
			}
		}
	}
	return slices.ContainsFunc(edges, func(e edge) bool { return e.strict && reach[e.to][e.from] })
}

// Culprits returns a smallest-possible set of the claims that cannot be true
// together: one alone when there is such a one, else a set that becomes
// possible whichever claim is left out. It is empty when all can be true.
func (p *pairing) Culprits() claimSet {
	all := p.all()
	// What lies outside a lifetime is reported by date-lifetime; it is no news
	// that the same ref's order fails too.
	for _, lives := range [...]claimKind{livesIn, livesIn | turned} {
		if all.has(lives) && !p.possible(1<<lives) {
			all = all.without(lives).without(liesWithin | lives&turned)
		}
	}
	if p.possible(all) {
		return 0
	}
	for k := range claimKinds {
		if all.has(k) && !p.possible(1<<k) {
			return 1 << k
		}
	}
	for k := claimKinds; k > 0; {
		k--
		if all.has(k) && !p.possible(all.without(k)) {
			all = all.without(k)
		}
	}
	return all
}
