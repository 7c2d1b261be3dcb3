package timeline

import (
	"cmp"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/grouped"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules/moments"
)

// A Tie is one claim that ties two facts in time, which are named by their
// positions in the base, the smaller first.
type Tie struct {
	Low, High int32
	place     int32 // in the order of declaration
	order     vocabulary.Order
	fromHigh  bool // the one at high declares it
	Lives     bool // a lifetime, no order
	value     facts.Value
}

func compareTies(a, b Tie) int {
	switch {
	case a.Low != b.Low:
		return int(a.Low) - int(b.Low)
	case a.High != b.High:
		return int(a.High) - int(b.High)
	}
	return int(a.place) - int(b.place)
}

// EachPair calls do with the ties of each two facts.
func EachPair(ties []Tie, do func(of []Tie)) {
	slices.SortFunc(ties, compareTies)
	for of := range grouped.Runs(ties, func(a, b *Tie) bool { return a.Low == b.Low && a.High == b.High }) {
		do(of)
	}
}

// Planned reports whether a cancelled fact declares the order, as a plan.
func (t *Tie) Planned() bool { return t.value.Fact().Status() == facts.Cancelled }

func NewTie(f, to *facts.Fact, order vocabulary.Order, v facts.Value, place int) Tie {
	t := Tie{Low: f.Index, High: to.Index, place: int32(place), order: order, value: v}
	if t.Low > t.High {
		t.Low, t.High, t.fromHigh = t.High, t.Low, true
	}
	return t
}

// NewPairing pairs the two facts of some ties. Which of them is A, and which claim
// comes first, follows from what they say, not by where they are.
func NewPairing(b *facts.Base, ties []Tie) *pairing {
	p := &pairing{base: b, a: &b.Facts[ties[0].Low], b: &b.Facts[ties[0].High]}
	turned := cmp.Or(laterFirst(p.a, p.b), p.a.Compare(p.b)) > 0
	if turned {
		p.a, p.b = p.b, p.a
	}
	ties = slices.Clone(ties)
	for i := range ties {
		ties[i].fromHigh = ties[i].fromHigh != turned
	}
	slices.SortStableFunc(ties, func(s, t Tie) int {
		switch {
		case s.fromHigh == t.fromHigh:
			return cmp.Compare(s.value.Span().Start, t.value.Span().Start)
		case t.fromHigh:
			return -1
		}
		return 1
	})
	for i := range ties {
		p.addTie(&ties[i])
	}
	return p
}

// PlainlyPossible spares the common case, a lone order without a distance that
// holds, the work of a pairing.
func PlainlyPossible(b *facts.Base, t *Tie) bool {
	for r := range t.value.Relations() {
		if r.AtLeast.OK() || r.AtMost.OK() {
			return false
		}
	}
	from, to := &b.Facts[t.Low], &b.Facts[t.High]
	if t.fromHigh {
		from, to = to, from
	}
	return Possible(from, to, t.order)
}

// Possible reports whether the dates of two facts plainly allow an order that the
// first declares.
func Possible(from, to *facts.Fact, order vocabulary.Order) bool {
	switch {
	case from.HasInstants() && to.HasInstants():
		return false
	case order == vocabulary.Before:
		return from.End().Earliest <= begun(to, to.Begin()).Latest
	case order == vocabulary.After:
		return to.End().Earliest <= begun(from, from.Begin()).Latest
	}
	return to.Begin().Earliest <= from.Begin().Latest && from.End().Earliest <= to.End().Latest
}

// addTie adds what a tie claims.
func (p *pairing) addTie(t *Tie) {
	var way claimKind
	if t.fromHigh != (t.order == vocabulary.After) { // B comes first, or lies within A
		way = turned
	}
	switch {
	case t.Lives:
		p.add(livesIn|way, 0, t.value)
	case t.order == vocabulary.During:
		p.add(liesWithin|way, 0, t.value)
	default:
		p.add(comesBefore|way, 0, t.value)
		first, second := p.subject(way)
		for r := range t.value.Relations() {
			if least, ok := r.AtLeast.DaysBetween(first.End(), second.Begin()); ok {
				p.add(atLeast|way, least, r.Value)
			}
			if _, most, ok := r.AtMost.Days(); ok {
				p.add(atMost|way, most, r.Value)
			}
		}
	}
}

// conflict words the claims in a set, which cannot be true together.
func (p *pairing) Disagreement(s claimSet) Disagreement {
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
	c := Disagreement{}
	dates := ""
	undated := *p
	if undated.free = true; undated.possible(s) {
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

// A Disagreement is what two facts say of each other's time that cannot be true.
type Disagreement struct {
	Message string
	Sides   []facts.Note // one of each fact
	Also    []facts.Note
	// About are the facts that tell it apart; nil for all that are named.
	About []*facts.Fact
}
