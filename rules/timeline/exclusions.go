package timeline

import (
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/rules/tenures"
)

// maxExclusions is how many pairs of one office are looked at that exclude each other
// though their likes do not.
const maxExclusions = 20_000

// exclusions returns what excludes each other in an office besides all holders of its
// only seat: a vacancy and each tenure, and where there is one seat for a time, those
// tenures that lie within it, with each other and with each besides. It returns too
// how many pairs are left out.
func (t *Timeline) exclusions(office *facts.Fact, repeated map[*facts.Fact]bool) (out []*candidates, left int) {
	var held []*facts.Tenure
	all := t.base.TenuresIn(office)
	room, sure, timed := int64(1), true, false
	for i := range all {
		if f := all[i].Fact; !repeated[f] && tenures.Full(&all[i]) {
			held = append(held, &all[i])
			most, ok := tenures.MostSeats(&all[i])
			room, sure = max(room, most), sure && ok
			for _, term := range tenures.Terms(&all[i]) {
				timed = timed || !term.Always() && term.Seats == 1
			}
		}
	}
	if t.numbering != nil {
		slices.SortFunc(held, func(a, b *facts.Tenure) int { return a.Fact.Compare(b.Fact) })
	}
	pair := func(f, g *facts.Fact) {
		switch {
		case t.anywhere(f) || t.anywhere(g) || t.endOf[f.Index] == 0 && t.endOf[g.Index] == 0 || apartByDates(f, g):
		case len(out) < maxExclusions:
			out = append(out, &candidates{office: office, all: []*facts.Fact{f, g}, open: 1})
		default:
			left++
		}
	}
	if timed {
		var within []*facts.Fact
		single := map[*facts.Fact]bool{}
		for _, h := range held {
			if slices.ContainsFunc(tenures.Terms(h), func(term tenures.Term) bool { return term.Seats == 1 && term.Holds(h.Fact) }) {
				within = append(within, h.Fact)
				single[h.Fact] = true
			}
		}
		if len(within) > 1 {
			out = append(out, &candidates{office: office, all: within, open: openPairs(within)})
		}
		for i, f := range within {
			if t.cancelled(i) {
				return nil, 0
			}
			for _, h := range held {
				if !single[h.Fact] {
					pair(f, h.Fact)
				}
			}
		}
	}
	if room > 1 || !sure { // of several seats one is vacant
		return out, left
	}
	for i, f := range t.vacanciesOf(office) {
		if t.cancelled(i) {
			return nil, 0
		}
		if repeated[f] || !tenures.TookPlace(f) {
			continue
		}
		for _, h := range held {
			pair(f, h.Fact)
		}
	}
	return out, left
}

// vacanciesOf returns the vacancies of an office.
func (t *Timeline) vacanciesOf(office *facts.Fact) []*facts.Fact {
	if t.vacant == nil {
		vacant := tenures.Vacancies(t.base)
		t.vacant = &vacant
	}
	all := t.vacant.Of(office)
	if t.numbering != nil {
		all = slices.Clone(all)
		slices.SortFunc(all, (*facts.Fact).Compare)
	}
	return all
}

// apartByDates reports whether the dates of two facts say which comes first.
func apartByDates(f, g *facts.Fact) bool {
	return before(f.End(), g.Begin()) || before(g.End(), f.Begin())
}

func before(end, begin edtf.Moment) bool { return end.Latest < begin.Earliest }
