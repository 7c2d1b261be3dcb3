package timeline

import (
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/stn"
	"github.com/factlint/factlint/rules/tenures"
)

// A seating is what has so many seats at some time, and who holds them by what all
// facts say of their times.
type seating struct {
	*Timeline
	term   tenures.Term
	vacant bool // some of holds are vacancies
	holds  []*tenures.Hold
	own    map[*tenures.Hold][2]int64 // from and to by the dates of each alone
	sought int                        // holds looked for beside others
	cut    int                        // holds that were left out
}

// isVacancy reports whether nobody holds a seat by this.
func isVacancy(h *tenures.Hold) bool { return h.Fact.Kind().Vacancy != nil }

// seatingsOf returns the seatings of an office of which not every seat excludes all others:
// those of several seats, of seats for a time, and of several seats and vacancies.
func (t *Timeline) seatingsOf(office *facts.Fact, repeated map[*facts.Fact]bool) (seatings []*seating) {
	var all []*tenures.Hold
	own := map[*tenures.Hold][2]int64{}
	add := func(h *tenures.Hold) *tenures.Hold {
		own[h] = [2]int64{h.From, h.To}
		t.imply(h)
		all = append(all, h)
		return h
	}
	most, sure := int64(1), true
	held := t.base.TenuresIn(office)
	for i := range held {
		if repeated[held[i].Fact] || !tenures.Full(&held[i]) {
			continue
		}
		h := add(tenures.HoldOf(held[i], held[i].Holder, tenures.Proof{}))
		seats, ok := tenures.MostSeats(&held[i])
		most, sure = max(most, seats), sure && ok
		for _, term := range tenures.Terms(&held[i]) {
			if term.Always() && term.Seats < 2 || !term.Covers(h, 0) {
				continue
			}
			i := slices.IndexFunc(seatings, func(r *seating) bool { return r.term.Value == term.Value })
			if i < 0 {
				i = len(seatings)
				seatings = append(seatings, &seating{Timeline: t, term: term, own: own})
			}
			seatings[i].holds = append(seatings[i].holds, h)
		}
	}
	if most > 1 && sure {
		some := false
		for _, f := range t.vacanciesOf(office) {
			if !repeated[f] && tenures.TookPlace(f) {
				some = true
				add(tenures.HoldOf(facts.Tenure{Fact: f, Of: office, Begin: f.Begin(), End: f.End()}, f, tenures.Proof{}))
			}
		}
		if some {
			seatings = append(seatings, &seating{Timeline: t, term: tenures.Always(most), vacant: true, holds: all, own: own})
		}
	}
	return slices.DeleteFunc(seatings, func(r *seating) bool { return int64(len(r.holds)) <= r.term.Seats })
}

// imply widens what is certain of a hold by what the network implies.
func (t *Timeline) imply(h *tenures.Hold) {
	v := t.endOf[h.Fact.Index]
	if v == 0 {
		return
	}
	slack := moments.Slack(t.base) // between the clock of an office and that of the network
	switch hi := t.net.Hi(v - 1); {
	case !endless(hi):
		h.From = min(h.From, hi*moments.Day+moments.Day-1+slack)
	case hi < stn.MaxDays: // it has begun before the end of everything
		h.From = min(h.From, edtf.Future-1)
	}
	if lo := t.net.Lo(v); lo > stn.NegInf && !endless(lo) {
		h.To = max(h.To, lo*moments.Day-slack)
	}
}

// covered reports whether a time has certainly a moment in common with the term.
func (r *seating) covered(from, to int64) bool { return r.term.Meets(from, to, 0) }

// meet reports whether each two of some times but those named have a moment in common,
// and each with the term.
func (r *seating) meet(from, to []int64, but func(i, j int) bool) bool {
	for i := range from {
		if !r.covered(from[i], to[i]) {
			return false
		}
		for j := range from {
			if i != j && to[i] <= from[j] && !but(i, j) {
				return false
			}
		}
	}
	return true
}
