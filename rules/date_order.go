package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules/moments"
)

var dateOrder = &Rule{
	Name:     "date-order",
	Summary:  "Two facts certainly break a declared order: before, after, during, announces and the like.",
	Severity: Error,
	Why: `An order says what the dates cannot: that the announcement came before the vote,
though both are known only by their month. When dates and order disagree, one of them is wrong; so it is when
two facts declare orders that exclude each other, whatever their dates.

On one and the same day any order is possible, unless both facts carry a time of day. at_least and at_most
count whole days from the end of the earlier to the beginning of the later, a month as 28 to 31 of them.`,
	Bad: `[[event]]
id = "announcement"
title = "Referendum announced"
date = 2022-05-13
announces = "referendum"

[[event]]
id = "referendum"
title = "Referendum on joining Russia"
date = 2022-04-17
`,
	Good: `[[event]]
id = "announcement"
title = "Referendum announced"
date = 2022-05-13
announces = "referendum"

[[event]]
id = "referendum"
title = "Referendum on joining Russia"
date = 2022-07-17
status = "cancelled"
`,
	Together: "{fact} breaks its declared order with {n} other facts; correct its date first",
	Base:     checkOrders,
}

// A tie is one claim that ties two facts in time, which are named by their
// positions in the base, the smaller first.
type tie struct {
	low, high int32
	place     int32 // in the order of declaration
	order     facts.Order
	fromHigh  bool // the one at high declares it
	lives     bool // a lifetime, no order
	value     facts.Value
}

func compareTies(a, b tie) int {
	switch {
	case a.low != b.low:
		return int(a.low) - int(b.low)
	case a.high != b.high:
		return int(a.high) - int(b.high)
	}
	return int(a.place) - int(b.place)
}

// checkOrders reports orders that dates or other orders break, and those that
// break what an act in an office implies.
func checkOrders(p *Pass) {
	checkDeclared(p)
	found, _ := p.timeline().contradictions()
	for _, f := range found {
		if f.named == 2 {
			p.Report(f.Finding)
		}
	}
}

func checkDeclared(p *Pass) {
	ties := declaredOrders(p)
	if len(ties) == 0 {
		return
	}
	ties = addLifetimes(p, ties)
	eachPair(ties, func(of []tie) { checkPair(p, of) })
}

// eachPair calls do with the ties of each two facts.
func eachPair(ties []tie, do func(of []tie)) {
	slices.SortFunc(ties, compareTies)
	for len(ties) > 0 {
		n := 1
		for n < len(ties) && ties[n].low == ties[0].low && ties[n].high == ties[0].high {
			n++
		}
		do(ties[:n])
		ties = ties[n:]
	}
}

// declaredOrders lists every order between two facts, and reports those of a
// fact with itself.
func declaredOrders(p *Pass) []tie {
	var ties []tie
	for _, k := range p.Base.Vocabulary.Kinds {
		if len(k.Orders) == 0 {
			continue
		}
		for f := range p.Base.OfKind(k) {
			if !f.Comparable() {
				continue
			}
			for field, v := range f.Written {
				if field.Order == facts.Unordered {
					continue
				}
				for r := range v.Relations() {
					to := r.To.Ref()
					switch {
					case to == nil || to.Kind().Period == nil || !to.Comparable():
					case to != f:
						ties = append(ties, newTie(f, to, field.Order, r.Value, len(ties)))
					case field.Order != facts.During:
						p.Report(Finding{
							Message: fmt.Sprintf("%s names itself in %s and so would come %s itself; name another fact, or leave the field out", f.Label(), field.Name, field.Order),
							Place:   r.Value.Place(),
						})
					}
				}
			}
		}
	}
	return ties
}

func newTie(f, to *facts.Fact, order facts.Order, v facts.Value, place int) tie {
	t := tie{low: f.Index, high: to.Index, place: int32(place), order: order, value: v}
	if t.low > t.high {
		t.low, t.high, t.fromHigh = t.high, t.low, true
	}
	return t
}

// addLifetimes adds the lifetimes between facts that have orders too.
func addLifetimes(p *Pass, ties []tie) []tie {
	ordered := make([]bool, len(p.Base.Facts))
	for _, t := range ties {
		ordered[t.low], ordered[t.high] = true, true
	}
	for f := range p.Base.All {
		if !ordered[f.Index] || !f.Happens() {
			continue
		}
		for _, field := range f.Kind().Lifetimes {
			for z, v := range lifetimesIn(f, field) {
				if ordered[z.Index] && z != f && z.Kind().Period != nil {
					t := newTie(f, z, facts.During, v, len(ties))
					t.lives = true
					ties = append(ties, t)
				}
			}
		}
	}
	return ties
}

// checkPair judges all that ties two facts.
func checkPair(p *Pass, ties []tie) {
	if len(ties) == 1 && (ties[0].lives || plainlyPossible(p.Base, &ties[0])) {
		return
	}
	if !slices.ContainsFunc(ties, func(t tie) bool { return !t.lives }) {
		return
	}
	pair := newPairing(p.Base, ties)
	if broken := pair.culprits(); broken != 0 {
		p.Conflict(pair.conflict(broken))
	}
}

// newPairing pairs the two facts of some ties.
func newPairing(b *facts.Base, ties []tie) *pairing {
	p := &pairing{a: &b.Facts[ties[0].low], b: &b.Facts[ties[0].high]}
	for i := range ties {
		p.addTie(&ties[i])
	}
	return p
}

// plainlyPossible spares the common case, a lone order without a distance that
// holds, the work of a pairing.
func plainlyPossible(b *facts.Base, t *tie) bool {
	for r := range t.value.Relations() {
		if r.AtLeast.OK() || r.AtMost.OK() {
			return false
		}
	}
	from, to := &b.Facts[t.low], &b.Facts[t.high]
	if t.fromHigh {
		from, to = to, from
	}
	switch t.order {
	case facts.Before:
		return from.End().Earliest <= to.Begin().Latest
	case facts.After:
		return to.End().Earliest <= from.Begin().Latest
	}
	return to.Begin().Earliest <= from.Begin().Latest && from.End().Earliest <= to.End().Latest
}

// addTie adds what a tie claims.
func (p *pairing) addTie(t *tie) {
	swapped := t.fromHigh != (t.order == facts.After) // B comes first, or lies within A
	kind := func(a, b claimKind) claimKind {
		if swapped {
			return b
		}
		return a
	}
	switch {
	case t.lives:
		p.add(kind(aLivesInB, bLivesInA), 0, t.value)
	case t.order == facts.During:
		p.add(kind(aDuringB, bDuringA), 0, t.value)
	default:
		p.add(kind(aBeforeB, bBeforeA), 0, t.value)
		for r := range t.value.Relations() {
			if least, _, ok := r.AtLeast.Days(); ok {
				p.add(kind(aLeastB, bLeastA), least, r.Value)
			}
			if _, most, ok := r.AtMost.Days(); ok {
				p.add(kind(aMostB, bMostA), most, r.Value)
			}
		}
	}
}

// conflict words the claims in a set, which cannot be true together.
func (p *pairing) conflict(s claimSet) Conflict {
	if s&(s-1) == 0 {
		return p.againstDates(s)
	}
	var phrases []string
	var notes []facts.Note
	for k := range claimKinds {
		if s.has(k) {
			phrase := p.phrase(k)
			phrases = append(phrases, phrase)
			notes = append(notes, p.places(k)...)
		}
	}
	c := Conflict{}
	dates := ""
	if free := p.undated(); free.possible(s) {
		dates = ", and their dates do not allow that"
		c.Also = append(c.Also, dateNotes(p.a)...)
		c.Also = append(c.Also, dateNotes(p.b)...)
	}
	c.Message = strings.Join(phrases, "; ") + dates + ": these cannot all be true, so remove or correct one"
	if len(phrases) == 2 {
		c.Message = phrases[0] + ", but " + phrases[1] + dates + "; remove or correct one of the two"
	}
	c.Sides, c.Also = split(notes, c.Also, p)
	return c
}

// undated is the pairing without its dates.
func (p *pairing) undated() *pairing {
	free := *p
	free.free = true
	return &free
}

// split makes the first note of each fact its side of a conflict; a fact that
// has none is named by its header.
func split(notes, also []facts.Note, p *pairing) (sides, rest []facts.Note) {
	sides = notes[:1:1]
	for _, n := range notes[1:] {
		if len(sides) == 1 && n.Fact != sides[0].Fact {
			sides = append(sides, n)
		} else {
			rest = append(rest, n)
		}
	}
	if len(sides) == 1 {
		other := p.a
		if sides[0].Fact == p.a {
			other = p.b
		}
		sides = append(sides, facts.Note{Place: other.Place(), Words: "is the other of the two"})
	}
	return sides, append(rest, also...)
}

func dateNotes(f *facts.Fact) []facts.Note {
	begin, end := moments.BeginValue(f), moments.EndValue(f)
	var out []facts.Note
	if begin.OK() {
		out = append(out, moments.Note(f, begin))
	}
	if end.OK() && end != begin {
		out = append(out, moments.Note(f, end))
	}
	return out
}
