package timeline

import (
	"fmt"
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/stn"
	"github.com/factlint/factlint/rules/tenures"
)

// A Crowd is holders of one office who certainly hold it at one moment, more than
// it has seats, by what all facts say of their times.
type Crowd struct {
	Disagreement
	Seats int64
}

// Crowds yields the crowds of offices with several seats. Those of one seat are
// [Timeline.SeatClashes].
func (t *Timeline) Crowds(yield func(Crowd) bool) {
	for _, c := range t.crowds {
		if !yield(c) {
			return
		}
	}
}

// crowding looks for crowds among the holders of one office's seats.
type crowding struct {
	*Timeline
	seats int64
	own   map[*tenures.Hold][2]int64 // from and to by the dates of each alone
}

// findCrowds looks for crowds in offices, with the bounds of a network in which
// nothing contradicts anything: else they prove nothing.
func (t *Timeline) findCrowds(offices []*facts.Fact, repeated map[*facts.Fact]bool) {
	slack := moments.Slack(t.base) // between the clock of an office and that of the network
	for i, office := range offices {
		if t.cancelled(i) {
			return
		}
		c := crowding{Timeline: t, own: map[*tenures.Hold][2]int64{}}
		holds := map[facts.Value][]*tenures.Hold{} // by what says how many seats there are
		var order []facts.Value
		held := t.base.TenuresIn(office)
		for i := range held {
			seats := tenures.Seats(&held[i])
			if seats.Int() < 2 || repeated[held[i].Fact] || !tenures.Full(&held[i]) {
				continue
			}
			h := tenures.HoldOf(held[i], held[i].Holder, tenures.Proof{})
			c.own[h] = [2]int64{h.From, h.To}
			if v := t.endOf[h.Fact.Index]; v != 0 {
				if hi := t.net.Hi(v - 1); !endless(hi) {
					h.From = min(h.From, hi*moments.Day+moments.Day-1+slack)
				}
				if lo := t.net.Lo(v); lo > stn.NegInf && !endless(lo) {
					h.To = max(h.To, lo*moments.Day-slack)
				}
			}
			if holds[seats] == nil {
				order = append(order, seats)
			}
			holds[seats] = append(holds[seats], h)
		}
		for _, seats := range order {
			if c.seats = seats.Int(); c.seats < min(int64(len(holds[seats])), tenures.MaxReach) {
				tenures.SweepOver(holds[seats], c.visit)
			}
		}
	}
}

// visit notes a hold that is one too many beside others, and would not be by the
// dates of each alone.
func (c *crowding) visit(s *tenures.Sweep, h *tenures.Hold) {
	if int64(s.Others(h)) < c.seats {
		return
	}
	with := s.Beside(h, int(c.seats))
	if int64(len(with)) < c.seats {
		return
	}
	all := append([]*tenures.Hold{h}, with...)
	notes := c.evidence(all)
	if len(notes) == 0 {
		return
	}
	out := Crowd{Seats: c.seats}
	out.Message = fmt.Sprintf("%s %s%s, when %s certainly hold it too by what other facts say of their times, and it has %s; %s",
		h.Holder.Label(), tenures.Holds(&h.Tenure), spaced(moments.When(h.Fact)), wording.Count(len(with), "other"), wording.Count(c.seats, "seat"), tenures.MendDates(h.Fact))
	out.About = []*facts.Fact{h.Fact, h.Of}
	out.Also = notes
	for _, g := range all {
		out.Sides = append(out.Sides, facts.Note{Place: moments.Began(g.Fact), Words: tenures.HoldsIt(g.Fact, moments.When(g.Fact))})
	}
	c.crowds = append(c.crowds, out)
}

func spaced(words string) string {
	if words != "" {
		return " " + words
	}
	return ""
}

// evidence takes back what is implied of some holds as far as they have a moment
// in common without it, and says what proves the rest.
func (c *crowding) evidence(all []*tenures.Hold) []facts.Note {
	from, to := make([]int64, len(all)), make([]int64, len(all))
	for i, h := range all {
		from[i], to[i] = h.From, h.To
	}
	meet := func() bool {
		for i := range all {
			for j := range all {
				if i != j && to[i] <= from[j] {
					return false
				}
			}
		}
		return true
	}
	var notes []facts.Note
	link := func(links []stn.Link, lower bool) {
		for _, s := range c.steps(links, lower) {
			if s.So != "" {
				s.Note.Words += ", so " + s.So
			}
			if !slices.Contains(notes, s.Note) {
				notes = append(notes, s.Note)
			}
		}
	}
	for i, h := range all {
		own, end := c.own[h], c.endOf[h.Fact.Index]
		if from[i] = own[0]; !meet() {
			from[i] = h.From
			link(c.net.WhyHi(end-1), false)
		}
		if to[i] = own[1]; !meet() {
			to[i] = h.To
			link(c.net.WhyLo(end), true)
		}
	}
	return notes
}
