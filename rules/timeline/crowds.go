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
// it has seats, by what all facts say of their times; or fewer, beside vacancies.
type Crowd struct {
	Disagreement
	Seats  string // in words
	Vacant bool
}

// Crowds yields the crowds of offices with several seats, or with one for a time.
// Those of one seat are [Timeline.SeatClashes].
func (t *Timeline) Crowds(yield func(Crowd) bool) {
	for _, c := range t.crowds {
		if !yield(c) {
			return
		}
	}
}

// findCrowds looks for crowds in offices, in a network in which nothing contradicts
// anything: else it proves nothing.
func (t *Timeline) findCrowds(offices []*facts.Fact, repeated map[*facts.Fact]bool) (err error) {
	for i, office := range offices {
		if t.cancelled(i) {
			return
		}
		for _, r := range t.seatingsOf(office, repeated) {
			first := len(t.crowds)
			tenures.SweepOver(r.holds, func() {}, r.visit)
			if r.cut > 0 {
				t.Unordered = append(t.Unordered, Unordered{office, len(r.holds) - r.cut, len(r.holds), false})
			}
			if err = r.findTied(office, t.crowds[first:]); err != nil {
				return err
			}
		}
	}
	return nil
}

// visit notes a hold that is one too many beside others, and would not be by the
// dates of each alone.
func (r *seating) visit(s *tenures.Sweep, h *tenures.Hold) {
	seats := int(r.term.Seats)
	if s.Others(h) < seats {
		return
	}
	if r.sought += seats; r.sought > tenures.MaxSought {
		r.cut++
		return
	}
	with := s.Beside(h, seats)
	if len(with) < seats {
		return
	}
	all := append([]*tenures.Hold{h}, with...)
	if notes := r.evidence(all, func(i, j int) bool { return false }); len(notes) > 0 {
		r.addCrowd(all, notes)
	}
}

// addCrowd notes a crowd, of which the last tenure is the primary place.
func (r *seating) addCrowd(all []*tenures.Hold, notes []facts.Note) {
	last, vacant := -1, 0
	for i, h := range all {
		if isVacancy(h) {
			vacant++
		} else if last < 0 {
			last = i
		}
	}
	if last < 0 || r.vacant != (vacant > 0) {
		return
	}
	h := all[last]
	with := slices.Delete(slices.Clone(all), last, last+1)
	out := Crowd{Seats: r.term.Words(), Vacant: r.vacant}
	claim := h.Holder.Label() + " " + tenures.Holds(&h.Tenure) + wording.Spaced(moments.When(h.Fact))
	if r.vacant {
		others := ""
		if vacant < len(with) {
			others = ", and " + wording.Count(len(with)-vacant, "other") + " then too"
		}
		stand := "one is"
		if vacant > 1 {
			stand = fmt.Sprintf("%d are", vacant)
		}
		out.Message = fmt.Sprintf("%s%s, but of its %s %s certainly vacant then by what other facts say of their times; correct one of the dates, or remove the vacancy",
			claim, others, r.term.Words(), stand)
	} else {
		others := wording.Count(len(with), "other") + " certainly hold"
		if len(with) == 1 {
			others = with[0].Holder.Label() + " certainly holds"
		}
		out.Message = fmt.Sprintf("%s, when %s it too by what other facts say of their times, and it has %s; %s",
			claim, others, r.term.Words(), tenures.MendDates(h.Fact))
	}
	out.About = []*facts.Fact{h.Fact, h.Of}
	if len(with) == 1 {
		out.About[1] = with[0].Fact
	}
	out.Also = notes
	for _, g := range append([]*tenures.Hold{h}, with...) {
		words := tenures.HoldsIt(g.Fact, moments.When(g.Fact))
		if isVacancy(g) {
			words = "nobody " + words
		}
		out.Sides = append(out.Sides, facts.Note{Place: moments.Began(g.Fact), Words: words})
	}
	r.crowds = append(r.crowds, out)
}

// evidence takes back what is implied of some holds as far as they have a moment
// in common without it, and says what proves the rest. Pairs that tied names are
// proved otherwise.
func (r *seating) evidence(all []*tenures.Hold, tied func(i, j int) bool) []facts.Note {
	from, to := make([]int64, len(all)), make([]int64, len(all))
	for i, h := range all {
		from[i], to[i] = h.From, h.To
	}
	var notes []facts.Note
	tell := func(links []stn.Link, lower bool) {
		for _, s := range r.steps(links, lower) {
			if s.So != "" {
				s.Note.Words += ", so " + s.So
			}
			if !slices.Contains(notes, s.Note) {
				notes = append(notes, s.Note)
			}
		}
	}
	if !r.meet(from, to, tied) {
		return nil
	}
	for i, h := range all {
		own, end := r.own[h], r.endOf[h.Fact.Index]
		if from[i] = own[0]; !r.meet(from, to, tied) {
			from[i] = h.From
			tell(r.net.WhyHi(end-1), false)
		}
		if to[i] = own[1]; !r.meet(from, to, tied) {
			to[i] = h.To
			tell(r.net.WhyLo(end), true)
		}
	}
	return notes
}
