// Package timeline says what the facts of a base tell of their times: pairs of
// facts that disagree, and a network of days in which chains of three and more
// are found impossible and the times of each are worked out. What it finds impossible
// is so whatever days unknown and imprecise dates stand for; where there is too much to
// look at, it says what it did not look at.
package timeline

import (
	"context"
	"slices"
	"sync"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/grouped"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/stn"
	"github.com/factlint/factlint/rules/tenures"
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
)

// A relation is what one fact says of two moments.
type relation struct {
	kind  linkKind
	by    *facts.Fact // whose claim it is
	other *facts.Fact // the fact it speaks of
	value facts.Value // where it is
	most  bool        // of a distance: at_most
}

// A Timeline is what the facts of a base say of their times, as a network of
// days. It holds only what can matter: a relation that the dates of its two
// facts fulfil whatever day is chosen cannot be part of a shortest
// contradiction, since cutting the chain there leaves one that is shorter.
// The bounds that it implies are the same without them.
type Timeline struct {
	base         *facts.Base
	builder      stn.Builder
	net          *stn.Network
	endOf        []stn.Var                             // by Fact.Index: its end, and one less its begin; 0 when nothing relates it
	points       []point                               // by stn.Var
	relations    []relation                            // by tag
	groups       []seatGroup                           // of seats
	clashes      []stn.Clash                           // in them
	left         stn.Left                              // and what was left out
	vacant       *grouped.By[*facts.Fact, *facts.Fact] // vacancies by office, once it is asked for
	severalSeats []*facts.Fact                         // offices that may have too few seats for all, or for a time
	crowds       []Crowd                               // in them

	// Unordered are the offices of which not all was judged.
	Unordered []Unordered
	// Unplaced counts the acts of people who have so many tenures in one office that
	// those which acts belong to were not looked for.
	Unplaced int

	numbering *numbering // nil while facts are numbered as in the base

	reported [][]stn.Fact                    // pairs that contradict each other by themselves, at most maxReported
	wrong    map[*facts.Fact][][]*facts.Fact // all that other rules tell: each set under one of its facts, with the others

	ctx context.Context // of whoever has it worked out: once cancelled, nobody asks for the rest
	// known, when not nil, says of the facts of a contradiction that it needs no
	// telling: others are then looked for behind it.
	known func(among []*facts.Fact) bool

	once           sync.Once // for what contradictions works out
	contradictions []Contradiction
	more           int // contradictions that are not listed
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
	return edtf.DayOf(second)
}

func daysOf(m edtf.Moment) dayBounds { return dayBounds{toDay(m.Earliest), toDay(m.Latest)} }

// bounds returns what is said of a point by its own fact. What has happened has
// begun before the end of everything.
func (p point) bounds() dayBounds {
	b := daysOf(p.moment())
	if p.what == begins && b.hi == stn.Inf && p.fact.Happens() {
		b.hi = stn.MaxDays - 1
	}
	return b
}

// moment returns what the point's own fact says of it, in seconds. A day of a local
// clock may be the day before, or after, by the one that all facts share.
func (p point) moment() edtf.Moment {
	m := p.dates()
	if !p.fact.File.LocalClock() {
		return m
	}
	instant, end := p.fact.Instants()
	if p.what == ends {
		instant = end
	}
	if instant.Known() {
		return instant.Moment
	}
	return moments.Widened(m, moments.Day)
}

// dates returns what the dates of the point's own fact say of it as they stand.
func (p point) dates() edtf.Moment {
	if p.what == begins {
		return p.fact.Begin()
	}
	return p.fact.End()
}

// NewTimeline works out the times of a base. When its facts contradict each
// other, what it tells is true of those that do not, and perhaps not the tightest.
// The error is that of the context; the timeline then knows nothing but what
// each fact says of itself.
func NewTimeline(ctx context.Context, base *facts.Base) (*Timeline, error) {
	t, err := timelineOf(ctx, base, true, tenures.Repeated(base), nil)
	if err == nil {
		err = t.net.Bounds(ctx)
	}
	if err != nil {
		return bare(ctx, base), err
	}
	return t, nil
}

// cancelled looks at the context at every so many steps of a loop.
func (t *Timeline) cancelled(step int) bool { return step%256 == 0 && t.ctx.Err() != nil }

// bare is a timeline in which nothing relates one fact to another.
func bare(ctx context.Context, base *facts.Base) *Timeline {
	net, _ := new(stn.Builder).Build(context.Background())
	return &Timeline{ctx: ctx, base: base, net: net, endOf: make([]stn.Var, len(base.Facts))}
}

// ForContradictions is a timeline without what no chain can pass: it finds the
// same contradictions sooner, and tells no bounds. Again are the facts that are
// equal to others. Known, when not nil, says of facts that cannot all be true
// that this needs no telling, so that others are looked for behind it. When the
// context is cancelled, it finds none. Look, when not nil, is called before facts
// are compared.
func ForContradictions(ctx context.Context, base *facts.Base, repeated map[*facts.Fact]bool, known func(among []*facts.Fact) bool, look func()) *Timeline {
	t, err := timelineOf(ctx, base, false, repeated, nil)
	if err == nil && (t.net == nil || len(t.clashes) > 0) {
		// Of what cannot be true together, which is found first and shown depends on
		// the numbers of facts and on what is said first.
		t, err = timelineOf(ctx, base, false, repeated, t.numberFacts(look))
	}
	if err != nil {
		t = bare(ctx, base)
	}
	t.known = known
	return t
}

// timelineOf builds the network of what the facts say, full if with what no
// chain can pass but bounds can reach. Again are the facts that are equal to
// others. With an order of facts, the network does not depend on where they are.
// Without one, and not full, there is none when it is not consistent.
func timelineOf(ctx context.Context, base *facts.Base, full bool, repeated map[*facts.Fact]bool, order *numbering) (t *Timeline, err error) {
	t = &Timeline{ctx: ctx, base: base.Until(ctx), numbering: order, endOf: make([]stn.Var, len(base.Facts)), wrong: map[*facts.Fact][][]*facts.Fact{}}
	t.relations = []relation{{kind: ownSpan}}
	t.gather(full)
	if order != nil {
		order.replay(t)
	}
	groups := t.seats(repeated)
	if err := ctx.Err(); err != nil {
		return t, err
	}
	if full || order != nil {
		t.net, err = t.builder.Build(ctx)
	} else {
		t.net, err = t.builder.Try(ctx)
	}
	if err != nil || t.net == nil {
		return t, err
	}
	if len(groups) > 0 {
		if t.clashes, t.left, err = t.net.Seats(ctx, groups); err != nil {
			return t, err
		}
	}
	for i := range t.clashes {
		t.noteWrong(t.clashes[i].Facts)
	}
	if len(t.severalSeats) > 0 && t.net.Consistent() {
		if err = t.net.Bounds(ctx); err == nil {
			err = t.findCrowds(t.severalSeats, repeated)
		}
	}
	return t, err
}

// state adds a relation to the network, which holds only because of the premises
// too. One that the dates break is noted as reported, since another rule reports the
// pair.
func (t *Timeline) state(premises []stn.Fact, r relation, from, to point, order stn.Order, days int64) {
	if t.numbering != nil && !t.numbering.replaying {
		slices.Sort(premises)
		t.numbering.statements = append(t.numbering.statements, statement{premises, r, from, to, order, days})
		return
	}
	by := t.number(r.by)
	if a, b := from.bounds(), to.bounds(); a.lo > stn.NegInf && b.hi < stn.Inf && a.lo+days > b.hi && from.fact != to.fact {
		wrong := []stn.Fact{t.number(from.fact), t.number(to.fact)}
		t.noteWrong(wrong)
		if len(t.reported) == maxReported {
			return
		}
		t.reported = append(t.reported, wrong)
	}
	t.relations = append(t.relations, r)
	stated := stn.Relation{From: t.variable(from), To: t.variable(to), Order: order, Days: days, Tag: int32(len(t.relations) - 1)}
	if len(premises) == 0 {
		t.builder.Relate(by, stated)
	} else {
		t.builder.Derive(append(premises[:len(premises):len(premises)], by), stated)
	}
}

// variable returns the variable of a point, made when it is first asked for
// together with what its fact says of it.
func (t *Timeline) variable(p point) stn.Var {
	f := t.number(p.fact)
	end := &t.endOf[p.fact.Index]
	if *end == 0 {
		v := t.builder.Vars(2)
		*end = v + 1
		for i, what := range []pointKind{begins, ends} {
			q := point{p.fact, what}
			t.points = append(t.points, q)
			b := q.bounds()
			t.builder.Bound(f, v+stn.Var(i), b.lo, b.hi, 0)
		}
		order := stn.Weak
		if p.fact.Kind().Tenure != nil {
			order = stn.Strict // it is never empty
		}
		t.builder.Relate(f, stn.Relation{From: v, To: v + 1, Order: order})
	}
	if p.what == begins {
		return *end - 1
	}
	return *end
}
