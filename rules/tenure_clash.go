package rules

import (
	"fmt"
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/tenures"
)

const (
	// namedHolders is how many others a message counts one by one, and a finding
	// names when there are more than can be listed.
	namedHolders = 16
	// manyPairs is how many clashes of two holders of one seat each office may have; one
	// with many tenures, so many for each. Where there are more, each tenure is one
	// clash with all beside it: the pairs of a crowd grow with its square.
	manyPairs         = 256 * 255 / 2
	manyPairsOfOne    = 64
	maxVacancyClashes = 2 * manyPairsOfOne
	// maxNamed is how many tenures are named in the clashes over several seats
	// of one office before each names no more than namedHolders.
	maxNamed = 200_000
)

// A clash looks for more holds at one moment than there is room for, and
// reports each that is one too many: in pairs when there is room for one.
type clash struct {
	pass    *Pass
	room    int
	seats   string // the room, in words
	word    func(h *tenures.Hold, with []*tenures.Hold, acts []*tenures.Act, others int, seats string) string
	because string
	holds   int // all that are looked at
	named   int
	crowd   bool                         // there are too many pairs
	anchor  *tenures.Hold                // beside which those of a crowd are shown
	crowded int                          // tenures shown beside it
	of      *facts.Fact                  // what they are of
	ended   map[*tenures.Hold]facts.Note // of those that a clash names besides the last to begin
	sought  int                          // holds looked for beside such as are not firm
	cut     int                          // tenures for which not all others were looked through
}

// judge holds tenures against each other, and says how many were left out.
func (c *clash) judge(holds []*tenures.Hold) {
	c.holds, c.ended, c.of = len(holds), map[*tenures.Hold]facts.Note{}, holds[0].Of
	pairs := 0
	if c.room == 1 {
		tenures.SweepOver(holds, c.pass.Look, func(s *tenures.Sweep, h *tenures.Hold) { pairs += s.Others(h) })
		c.crowd = pairs > max(manyPairs, manyPairsOfOne*len(holds))
	}
	tenures.SweepOver(holds, c.pass.Look, func(s *tenures.Sweep, h *tenures.Hold) {
		before := s.Cut
		c.visit(s, h)
		if s.Cut > before {
			c.cut++
		}
	})
	if c.crowded > 0 {
		c.pass.Limit(Limit{
			Message: fmt.Sprintf("%s has too many holders of one seat at a time: of %d pairs of them %d are told, one for each tenure", c.of.Label(), pairs, c.crowded),
			Judged:  c.crowded, All: pairs,
		})
	}
	c.pass.limitHeld(c.of, "tenures", c.cut, c.holds)
}

// limitHeld says that some were not held against all others at their time.
func (p *Pass) limitHeld(of *facts.Fact, what string, cut, all int) {
	if cut > 0 {
		p.Limit(Limit{
			Message: fmt.Sprintf("%s has too many %s at one time: of %d, %d were not held against all others", of.Label(), what, all, cut),
			Judged:  all - cut, All: all,
		})
	}
}

func (c *clash) visit(s *tenures.Sweep, h *tenures.Hold) {
	n := s.Others(h)
	switch {
	case n < c.room:
	case c.room == 1:
		c.pairs(s, h, n)
	case !h.Firm() && c.sought > tenures.MaxSought:
		c.cut++
	default:
		limit := n
		switch {
		case !h.Firm():
			limit = max(namedHolders, c.room)
			c.sought += limit
		case c.named > maxNamed:
			limit = namedHolders
		}
		with := s.Beside(h, limit)
		if !h.Firm() {
			n = len(with)
		}
		if n < c.room {
			return
		}
		c.named += len(with)
		c.report(h, with, n)
	}
}

// pairs reports a hold against each beside it, of a crowd against all.
func (c *clash) pairs(s *tenures.Sweep, h *tenures.Hold, n int) {
	if !c.crowd {
		for _, g := range s.Meeting(h, c.holds) {
			if !g.Fact.Equal(h.Fact) {
				c.report(h, []*tenures.Hold{g}, 1)
			}
		}
		return
	}
	if c.anchor == nil || c.anchor.To <= h.From || c.anchor.Holder == h.Holder && c.because != becauseTwice {
		with := s.Meeting(h, 1)
		if len(with) == 0 {
			return
		}
		c.anchor = with[0]
	}
	c.crowded++
	c.report(h, []*tenures.Hold{c.anchor}, max(n, 1))
}

// report words h, the last to begin, against those beside it, of which there
// are n in all.
func (c *clash) report(h *tenures.Hold, with []*tenures.Hold, n int) {
	slices.SortFunc(with, (*tenures.Hold).Before)
	acts := neededActs(append([]*tenures.Hold{h}, with...), meet)
	// Which acts prove it may change with what else is written.
	out := Conflict{Message: c.word(h, with, acts, n, c.seats), Because: c.because, About: []*facts.Fact{h.Fact}}
	pair := c.room == 1 && !c.crowd
	if !pair {
		out.About = append(out.About, h.Of) // who the others are may change
	}
	out.Sides = append(out.Sides, facts.Note{Place: moments.Began(h.Fact), Words: tenures.HoldsIt(h.Fact, moments.When(h.Fact))})
	for _, g := range with {
		if pair {
			out.About = append(out.About, g.Fact)
		}
		note, has := c.ended[g]
		if !has {
			note = facts.Note{Place: moments.Ended(g.Fact), Words: tenures.HoldsIt(g.Fact, untilOrWhen(g.Fact))}
			c.ended[g] = note
		}
		out.Sides = append(out.Sides, note)
	}
	if n > len(with) {
		out.Sides[len(out.Sides)-1].Words += fmt.Sprintf(", and %d others hold it then too", n-len(with))
	}
	for _, a := range acts {
		out.Sides = append(out.Sides, a.Note(fmt.Sprintf("%s acts in it %s", a.Person.Label(), a.When())))
		out.Also = append(out.Also, excluded(a)...)
	}
	c.pass.Conflict(out)
}

// excluded notes the tenures that an act cannot be about.
func excluded(a *tenures.Act) []facts.Note {
	var out []facts.Note
	for _, f := range a.Excluded {
		out = append(out, facts.Note{Place: moments.Ended(f), Words: "is not the tenure meant, " + tenures.HoldsIt(f, moments.When(f))})
	}
	return out
}

// untilOrWhen says until when a tenure is held, or when at all if it has no end.
func untilOrWhen(f *facts.Fact) string {
	if until := moments.Until(f); until != "" {
		return until
	}
	return moments.When(f)
}

// neededActs returns acts that prove something of holds beside their dates, none
// of which can be left out. Proven judges since when each certainly goes on, and
// until when.
func neededActs(holds []*tenures.Hold, proven func(from, to []int64) bool) []*tenures.Act {
	var acts []*tenures.Act
	leftOut := map[*facts.Fact]bool{} // by the fact of each act
	for _, h := range holds {
		for _, a := range [...]*tenures.Act{h.Proof.Begun, h.Proof.Going} {
			if a == nil {
				continue
			}
			if _, known := leftOut[a.Fact]; !known {
				acts, leftOut[a.Fact] = append(acts, a), false
			}
		}
	}
	slices.SortStableFunc(acts, func(a, b *tenures.Act) int { return b.Fact.Compare(a.Fact) })
	var needed []*tenures.Act
	from, to := make([]int64, len(holds)), make([]int64, len(holds))
	for _, a := range acts {
		leftOut[a.Fact] = true
		for i, h := range holds {
			from[i], to[i] = h.From, h.To
			if by := h.Proof.Begun; by != nil && leftOut[by.Fact] {
				from[i] = h.Fact.Begin().Latest
			}
			if by := h.Proof.Going; by != nil && leftOut[by.Fact] {
				to[i] = h.Fact.End().Earliest
			}
		}
		if !proven(from, to) {
			leftOut[a.Fact] = false
			needed = append(needed, a)
		}
	}
	slices.Reverse(needed)
	return needed
}

// meet reports whether each goes on after every other has begun.
func meet(from, to []int64) bool {
	last, next := 0, -1 // the two that begin last
	for i := range from[1:] {
		switch i++; {
		case from[i] > from[last]:
			last, next = i, last
		case next < 0 || from[i] > from[next]:
			next = i
		}
	}
	for i := range to {
		other := last
		if i == last {
			other = next
		}
		if other >= 0 && to[i] <= from[other] {
			return false
		}
	}
	return true
}

// laterWords says when the later of two tenures is held: "holds President from 8
// May 2022". When it begins is enough if it is held at some known moment from
// then on; of one that does not say, an act may.
func laterWords(h *tenures.Hold, acts []*tenures.Act) string {
	when := moments.From(h.Fact)
	if when == "" || !h.Firm() {
		when = moments.When(h.Fact)
	}
	if moments.From(h.Fact) == "" {
		for _, a := range acts {
			if a == h.Proof.Begun || a == h.Proof.Going {
				return "acts as " + h.Of.Label() + wording.Spaced(a.When())
			}
		}
	}
	return tenures.Holds(&h.Tenure) + wording.Spaced(when)
}

// stillWords says that the earlier of two tenures goes on while h is held:
// "holds it until 24 May 2022". Until when is enough if h says when it begins.
func stillWords(h, g *tenures.Hold, acts []*tenures.Act) string {
	for _, a := range acts {
		if a == g.Proof.Going {
			return "still acts in it " + a.When()
		}
	}
	if moments.From(h.Fact) == "" || moments.Until(h.Fact) != "" && !h.Firm() {
		return tenures.HoldsIt(g.Fact, moments.When(g.Fact))
	}
	return tenures.HoldsIt(g.Fact, untilOrWhen(g.Fact))
}
