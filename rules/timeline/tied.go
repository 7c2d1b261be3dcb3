package timeline

import (
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules/stn"
	"github.com/factlint/factlint/rules/tenures"
)

// What is looked at to find crowds that no bounds show.
const (
	maxTied  = 200    // holds of one office that others are tied to
	maxSteps = 20_000 // steps of the search for those who hold seats of one seating at once
)

// tying looks for crowds of which some pairs hold at once though the bounds of
// neither tell: each order of the two is refuted by relations.
type tying struct {
	*seating
	sure  map[[2]*tenures.Hold]bool // pairs that bounds do not show, both ways
	steps int
}

// findTied looks for crowds that hold at once by orders and distances between them.
// Holds that pairwise have a moment in common all have one. It goes on from those
// found by bounds, and returns the error of the context.
func (r *seating) findTied(office *facts.Fact, found []Crowd) error {
	var tied []*tenures.Hold
	for _, h := range r.holds {
		if r.endOf[h.Fact.Index] != 0 {
			tied = append(tied, h)
		}
	}
	if len(tied) > maxTied { // what is known to the day mostly shows by bounds
		tied = slices.DeleteFunc(tied, func(h *tenures.Hold) bool { return r.toTheDay(h) })
	}
	slices.SortFunc(tied, func(g, h *tenures.Hold) int { return h.Fact.Compare(g.Fact) })
	all := len(tied)
	tied = tied[:min(all, maxTied)]
	group := make([]stn.Tenure, len(tied))
	for i, h := range tied {
		group[i] = r.seatOf(h)
	}
	pairs, done, err := r.net.Overlaps(r.ctx, group)
	if err != nil {
		return err
	}
	if done < all {
		r.Unordered = append(r.Unordered, Unordered{office, done, all, false})
	}
	c := tying{seating: r, sure: map[[2]*tenures.Hold]bool{}}
	pairs = slices.DeleteFunc(pairs, func(p [2]int) bool {
		g, h := tied[p[0]], tied[p[1]]
		if !certainlyMeet(g, h) {
			c.sure[[2]*tenures.Hold{g, h}], c.sure[[2]*tenures.Hold{h, g}] = true, true
			return false
		}
		return true
	})
	reported := map[*facts.Fact]bool{}
	for _, crowd := range found {
		reported[crowd.About[0]] = true
	}
	for i, p := range pairs {
		if c.steps > maxSteps {
			r.Unordered = append(r.Unordered, Unordered{office, i - 1, len(pairs), true})
			return nil
		}
		all := c.together([]*tenures.Hold{tied[p[0]], tied[p[1]]}, r.holds)
		if all == nil {
			continue
		}
		slices.SortFunc(all, func(g, h *tenures.Hold) int { return h.Fact.Compare(g.Fact) })
		first := slices.IndexFunc(all, func(h *tenures.Hold) bool { return !isVacancy(h) })
		if first < 0 || reported[all[first].Fact] {
			continue
		}
		notes, err := c.proof(all)
		if err != nil {
			return err
		}
		if notes != nil {
			reported[all[first].Fact] = true
			r.addCrowd(all, notes)
		}
	}
	return nil
}

// toTheDay reports whether all facts together tell the days on which a hold begins
// and ends.
func (t *Timeline) toTheDay(h *tenures.Hold) bool {
	end := t.endOf[h.Fact.Index]
	return t.net.Lo(end-1) == t.net.Hi(end-1) && t.net.Lo(end) == t.net.Hi(end)
}

func (t *Timeline) seatOf(h *tenures.Hold) stn.Tenure {
	end := t.endOf[h.Fact.Index]
	return stn.Tenure{Begin: end - 1, End: end, Fact: t.number(h.Fact)}
}

// certainlyMeet reports whether the bounds of two holds show that they have a moment
// in common.
func certainlyMeet(g, h *tenures.Hold) bool { return g.To > h.From && h.To > g.From }

// together adds others of other holders to those who hold seats of one seating at once, until they
// are one too many. It returns nil if there are none.
func (c *tying) together(all, others []*tenures.Hold) []*tenures.Hold {
	if all[0].Holder == all[1].Holder && !isVacancy(all[0]) && !isVacancy(all[1]) {
		return nil // one person twice
	}
	if !c.covered(all[0].From, all[0].To) || !c.covered(all[1].From, all[1].To) {
		return nil
	}
	if int64(len(all)) > c.term.Seats {
		if c.vacant && !slices.ContainsFunc(all, isVacancy) || c.vacant && !slices.ContainsFunc(all, func(h *tenures.Hold) bool { return !isVacancy(h) }) {
			return nil
		}
		return all
	}
	for i, h := range others {
		if c.steps++; c.steps > maxSteps {
			return nil
		}
		fits := c.covered(h.From, h.To)
		for _, g := range all {
			fits = fits && g != h && (isVacancy(g) || isVacancy(h) || g.Holder != h.Holder) && (certainlyMeet(g, h) || c.sure[[2]*tenures.Hold{g, h}])
		}
		if fits {
			if found := c.together(append(all[:len(all):len(all)], h), others[i+1:]); found != nil {
				return found
			}
		}
	}
	return nil
}

// proof says what proves that all hold at once.
func (c *tying) proof(all []*tenures.Hold) (notes []facts.Note, err error) {
	notes = c.evidence(all, func(i, j int) bool { return c.sure[[2]*tenures.Hold{all[i], all[j]}] })
	for i, g := range all {
		for _, h := range all[:i] {
			if !c.sure[[2]*tenures.Hold{g, h}] {
				continue
			}
			proof, ok, err := c.net.Overlap(c.ctx, c.seatOf(g), c.seatOf(h))
			if err != nil || !ok {
				return nil, err
			}
			for _, chain := range []*stn.Chain{&proof.AFirst, &proof.BFirst} {
				for _, n := range c.notes(chain) {
					if !slices.ContainsFunc(notes, func(m facts.Note) bool { return m.Place == n.Place }) {
						notes = append(notes, n)
					}
				}
			}
		}
	}
	return notes, nil
}
