package rules

import (
	"slices"
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

// maxGroup is how many tenures of one seat are put in order at most: where
// many are not dated, the time that takes grows with the square of the number.
const maxGroup = 500

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
	once      sync.Once
	untold    []untold
	more      int // contradictions that are not listed
	groups    []seatGroup
	told      [][]stn.Fact                    // pairs that contradict each other by themselves, at most maxTold
	wrong     map[*facts.Fact][][]*facts.Fact // all that contradict each other by themselves, and perhaps more than told: each under one, with the others
}

const none stn.Var = -1

// A seatGroup is tenures of one office that exclude each other.
type seatGroup struct {
	office  *facts.Fact
	tenures []stn.Tenure
}

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

// maxVague is how many tenures that exclude each other are put in order though
// their own dates do not say when they had begun and not yet ended: each is held
// against each.
const maxVague = 200

// seats returns the tenures that exclude each other, where anything besides
// their own dates tells when they were: the full ones of an office with one
// seat, and else those of one person in one office, full or acting.
func (t *timeline) seats() [][]stn.Tenure {
	var groups [][]stn.Tenure // in t.groups too
	again := repeated(t.base)
	for office, tenures := range t.base.Held {
		related := false
		for i := range tenures {
			related = related || t.first[tenures[i].Fact.Index] != none
		}
		if !related || len(tenures) < 2 {
			continue
		}
		type sort struct {
			kind   *facts.Kind
			holder *facts.Fact // nil for all who share a seat
			acting bool
		}
		places, vague := map[sort]int{}, map[sort]int{}
		var sorts [][]stn.Tenure
		for i := range tenures {
			f := tenures[i].Fact
			s := sort{f.Kind, tenures[i].Holder, f.Get(f.Kind.Tenure.Acting).Bool()}
			if again[f] || !tookPlace(f) || !s.acting && !full(&tenures[i]) {
				continue
			}
			if !s.acting && office.Comparable() && fieldOf(office, f.Kind.Tenure.Seats, facts.Integer).Int() == 1 {
				s.kind, s.holder = nil, nil
			}
			place, ok := places[s]
			if !ok {
				place = len(sorts)
				places[s], sorts = place, append(sorts, nil)
			}
			if !known(f.Begin.Latest) || !known(f.End.Earliest) {
				if vague[s]++; vague[s] > maxVague {
					continue
				}
			}
			sorts[place] = append(sorts[place], stn.Tenure{
				Begin: t.variable(point{f, begins}), End: t.variable(point{f, ends}), Fact: stn.Fact(f.Index),
			})
		}
		for _, group := range sorts {
			if len(group) > 1 && len(group) <= maxGroup {
				groups = append(groups, group)
				t.groups = append(t.groups, seatGroup{office, group})
			}
		}
	}
	return groups
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

// lifetimes keeps a fact within the lifetimes of what it refers to.
func (t *timeline) lifetimes(f *facts.Fact) {
	for _, i := range f.Kind.Lifetimes {
		for z, v := range lifetimesIn(f, i) {
			if z == f || z.Kind.Period == nil || !z.Comparable() {
				continue
			}
			r := relation{kind: lifetimeLink, by: f, other: z, value: v}
			t.relate(r, point{z, begins}, point{f, begins}, stn.Weak, 0)
			t.relate(r, point{f, ends}, point{z, ends}, stn.Weak, 0)
		}
	}
}

// sources keeps a fact before the latest of its sources, when all are dated. A
// figure may be foretold.
func (t *timeline) sources(f *facts.Fact) {
	var latest facts.Value
	var until edtf.Moment
	var all []*facts.Fact
	cited := f.Get(facts.SourceField)
	if _, wrong := cited.Elements(); wrong > 0 || f.Kind.Quantity != nil {
		return
	}
	for v := range cited.Each() {
		s := v.Ref()
		if s == nil || s == f || !s.Comparable() {
			return
		}
		m, ok := published(s)
		if !ok {
			return
		}
		if !latest.OK() || m.Latest > until.Latest {
			latest, until = v, m
		}
		if !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	if latest.OK() {
		var others []stn.Fact // which were published no later
		for _, s := range all {
			if s != latest.Ref() {
				others = append(others, stn.Fact(s.Index))
			}
		}
		r := relation{kind: sourceLink, by: f, other: latest.Ref(), value: latest}
		t.relateGiven(others, r, point{f, begins}, point{latest.Ref(), isPublished}, stn.Weak, 0)
	}
}

// acts keeps an act in an office within the tenure that it belongs to, when
// only one can be meant.
func (t *timeline) acts(f *facts.Fact) {
	for _, i := range f.Kind.Acts {
		for a := range f.Get(i).Actors() {
			person, office := a.Person.Ref(), a.As.Ref()
			if person == nil || office == nil || t.base.MayHaveLostTenure(person.ID) || t.base.MayHaveLostTenure(office.ID) {
				continue
			}
			meant, others := t.tenureOf(f, person, office)
			if meant == nil {
				if anyTookPlace(t.base.TenuresBetween(person, office)) && len(others) > 0 {
					t.noteWrong(append(others, stn.Fact(f.Index)))
				}
				continue
			}
			r := relation{kind: actLink, by: f, other: meant, value: a.As}
			t.relateGiven(others, r, point{meant, begins}, point{f, ends}, stn.Weak, 0)
			t.relateGiven(others, r, point{f, begins}, point{meant, ends}, stn.Weak, 0)
		}
	}
}

// maxCandidates is how many tenures of one person in one office are gone through
// to find the one that an act belongs to.
const maxCandidates = 100

// noteWrong notes facts that contradict each other by themselves.
func (t *timeline) noteWrong(all []stn.Fact) {
	others := make([]*facts.Fact, len(all)-1)
	for i, f := range all[1:] {
		others[i] = t.base.Facts[f]
	}
	first := t.base.Facts[all[0]]
	t.wrong[first] = append(t.wrong[first], others)
}

// tenureOf returns the one tenure during which the act can have happened, and
// the other tenures of the person in the office, whose dates rule them out.
// It returns neither when there are several, or when it is not certain that the
// one is meant.
func (t *timeline) tenureOf(act, person, office *facts.Fact) (meant *facts.Fact, others []stn.Fact) {
	all := t.base.TenuresBetween(person, office)
	if len(all) > maxCandidates || t.base.MayHoldLoosely(person, office, act.Begin, act.End) {
		return nil, nil
	}
	for _, tenure := range all {
		f := tenure.Fact
		switch {
		case f == act:
			return nil, nil
		case f.Begin.Earliest > act.End.Latest || f.End.Latest < act.Begin.Earliest:
			others = append(others, stn.Fact(f.Index))
		case meant != nil || !tookPlace(f):
			return nil, nil
		default:
			meant = f
		}
	}
	return meant, others
}
