package rules

import (
	"fmt"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/tenures"
)

// namedHolders is how many others a finding names when more hold an office at one moment.
const namedHolders = 16

// A clash looks for more holds at one moment than there is room for, and
// reports them as conflicts: in pairs when there is room for one. When a great
// many come together the first of them are named and the rest counted.
type clash struct {
	pass  *Pass
	room  int
	word  func(h *tenures.Hold, with []*tenures.Hold, acts []*tenures.Act, others, room int) string
	crowd *Conflict
	more  int // holds that joined the crowd later
}

func (c *clash) visit(s *tenures.Sweep, h *tenures.Hold) {
	n := s.Others(h)
	if n < c.room {
		c.closeCrowd()
		return
	}
	if c.crowd != nil && h.Firm() && n >= c.room+namedHolders {
		c.more++
		return
	}
	limit := namedHolders + 1
	if !h.Firm() {
		if c.room > tenures.MaxReach {
			return
		}
		limit = max(limit, c.room)
	}
	with := s.Beside(h, limit)
	if !h.Firm() {
		if n = len(with); n < c.room {
			return
		}
	}
	if n >= c.room+namedHolders && len(with) > namedHolders {
		if c.crowd != nil {
			c.more++
			return
		}
		crowd := c.conflict(h, with[:namedHolders], n)
		c.crowd = &crowd
		return
	}
	if h.Firm() {
		c.closeCrowd()
	}
	if c.room == 1 {
		for _, g := range with {
			if !g.Fact.Equal(h.Fact) {
				c.pass.Conflict(c.conflict(h, []*tenures.Hold{g}, 1))
			}
		}
		return
	}
	c.pass.Conflict(c.conflict(h, with[:min(len(with), namedHolders)], n))
}

func (c *clash) closeCrowd() {
	if c.crowd == nil {
		return
	}
	if c.more > 0 {
		c.crowd.Message += fmt.Sprintf(" (%d more tenures begin while at least %d others go on)", c.more, namedHolders)
		c.crowd.Sides[0].Words += fmt.Sprintf(", and %d more after it", c.more)
	}
	c.pass.Conflict(*c.crowd)
	c.crowd, c.more = nil, 0
}

// conflict words h, the last to begin, against those beside it, of which there
// are n in all.
func (c *clash) conflict(h *tenures.Hold, with []*tenures.Hold, n int) Conflict {
	acts := neededActs(append([]*tenures.Hold{h}, with...))
	// Which acts prove it may change with the order in which they are written.
	out := Conflict{Message: c.word(h, with, acts, n, c.room), About: []*facts.Fact{h.Fact}}
	out.Sides = append(out.Sides, facts.Note{Place: moments.Began(h.Fact), Words: tenures.HoldsIt(h.Fact, moments.When(h.Fact))})
	for _, g := range with {
		out.About = append(out.About, g.Fact)
		out.Sides = append(out.Sides, facts.Note{Place: moments.Ended(g.Fact), Words: tenures.HoldsIt(g.Fact, untilOrWhen(g.Fact))})
	}
	if n > len(with) {
		out.Sides[len(out.Sides)-1].Words += fmt.Sprintf(", and %d others hold it then too", n-len(with))
	}
	for _, a := range acts {
		out.Sides = append(out.Sides, a.Note(fmt.Sprintf("%s acts in it %s", a.Person.Label(), a.When())))
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

// neededActs returns the acts without which the holds need not have a moment in common.
func neededActs(holds []*tenures.Hold) []*tenures.Act {
	var out []*tenures.Act
	for i, h := range holds {
		from, to := holds[(i+1)%len(holds)].From, holds[(i+1)%len(holds)].To
		for j, g := range holds {
			if j != i {
				from, to = max(from, g.From), min(to, g.To)
			}
		}
		if a := h.Proof.Begun; a != nil && h.Fact.Begin().Latest >= to {
			out = append(out, a)
		}
		if a := h.Proof.Going; a != nil && h.Fact.End().Earliest <= from && (len(out) == 0 || out[len(out)-1].Fact != a.Fact) {
			out = append(out, a)
		}
	}
	return out
}
