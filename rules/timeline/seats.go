package timeline

import (
	"cmp"
	"slices"
	"sort"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/grouped"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/stn"
	"github.com/factlint/factlint/rules/tenures"
)

// A seatGroup is tenures of one office that exclude each other.
type seatGroup struct {
	office  *facts.Fact
	tenures []stn.Tenure
}

// What the tenures of one seat cost is the pairs of them of which their own dates do
// not tell the order: each may have to be held against the other.
const (
	// cheapGroup is what may always be spent on one.
	cheapGroup = 2_000
	// maxOpen is what is spent on all others of a base together, the cheapest first.
	maxOpen = 500_000
)

// An Unordered is an office of which some tenures were not held against each other by
// what other facts say of their times, since that would have taken too long.
type Unordered struct {
	Office      *facts.Fact
	Judged, All int  // tenures
	Pairs       bool // or pairs of them, or of one and a vacancy
}

// candidates are tenures of one office that exclude each other.
type candidates struct {
	office *facts.Fact
	all    []*facts.Fact
	open   int // pairs of which the dates do not tell the order
}

// seats returns the tenures that exclude each other, where anything besides
// their own dates tells when they were: the full ones of an office with one
// seat, and else those of one person in one office, full or acting.
func (t *Timeline) seats(repeated map[*facts.Fact]bool) [][]stn.Tenure {
	var all []*candidates
	for _, office := range t.relatedOffices() {
		some := t.candidatesIn(office, repeated)
		pairs, left := t.exclusions(office, repeated)
		if t.mayCrowd(office) {
			t.severalSeats = append(t.severalSeats, office)
		}
		if t.ctx.Err() != nil {
			return nil
		}
		all = append(append(all, some...), pairs...)
		if left > 0 {
			t.Unordered = append(t.Unordered, Unordered{office, len(pairs), len(pairs) + left, true})
		}
	}
	var groups [][]stn.Tenure // in t.groups too
	most := affordable(all)
	for _, c := range all {
		had := len(c.all)
		if c.open > most {
			c.all = slices.DeleteFunc(c.all, t.anywhere)
			c.open = openPairs(c.all)
		}
		if c.open > most {
			c.all = within(c.all, most)
			t.Unordered = append(t.Unordered, Unordered{c.office, len(c.all), had, false})
		}
		if len(c.all) < 2 {
			continue
		}
		group := make([]stn.Tenure, len(c.all))
		for i, f := range c.all {
			group[i] = stn.Tenure{Begin: t.variable(point{f, begins}), End: t.variable(point{f, ends}), Fact: t.number(f)}
		}
		groups = append(groups, group)
		t.groups = append(t.groups, seatGroup{c.office, group})
	}
	return groups
}

// candidatesIn returns those of one office, two and more that exclude each other.
func (t *Timeline) candidatesIn(office *facts.Fact, repeated map[*facts.Fact]bool) []*candidates {
	held := t.base.TenuresIn(office)
	if len(held) < 2 {
		return nil
	}
	if t.numbering != nil {
		held = slices.Clone(held)
		slices.SortFunc(held, func(a, b facts.Tenure) int { return a.Fact.Compare(b.Fact) })
	}
	type sameSeat struct {
		kind   *vocabulary.Kind
		holder *facts.Fact // nil for all who share a seat
		acting bool
		seat   facts.Value // that says that there is but one
	}
	places := map[sameSeat]*candidates{}
	var out []*candidates
	for i := range held {
		if t.cancelled(i) {
			return nil
		}
		f := held[i].Fact
		s := sameSeat{f.Kind(), held[i].Holder, f.Get(f.Kind().Tenure.Acting).Bool(), facts.Value{}}
		if repeated[f] || !tenures.TookPlace(f) || !s.acting && !tenures.Full(&held[i]) {
			continue
		}
		if seats := tenures.Seats(&held[i]); !s.acting && seats.Int() == 1 {
			s.kind, s.holder, s.seat = nil, nil, seats
		}
		if places[s] == nil {
			places[s] = &candidates{office: office}
			out = append(out, places[s])
		}
		places[s].all = append(places[s].all, f)
	}
	for _, c := range out {
		c.open = openPairs(c.all)
	}
	return slices.DeleteFunc(out, func(c *candidates) bool { return len(c.all) < 2 })
}

// mayCrowd reports whether an office has several seats, though fewer than tenures and
// vacancies, or seats for a time.
func (t *Timeline) mayCrowd(office *facts.Fact) bool {
	held := t.base.TenuresIn(office)
	vacant := len(t.vacanciesOf(office))
	return slices.ContainsFunc(held, func(h facts.Tenure) bool {
		return slices.ContainsFunc(tenures.Terms(&h), func(term tenures.Term) bool {
			return (term.Seats > 1 || !term.Always()) && term.Seats < int64(len(held)+vacant)
		})
	})
}

// vague reports whether the dates of a tenure do not say when it had begun and not yet ended.
func vague(f *facts.Fact) bool {
	return !moments.Known(f.Begin().Latest) || !moments.Known(f.End().Earliest)
}

// anywhere reports whether nothing at all is known of the time of a tenure: it is out
// of the way of every other.
func (t *Timeline) anywhere(f *facts.Fact) bool {
	return !f.Dated() && t.endOf[f.Index] == 0
}

// within returns as many tenures as leave no more pairs open than most: those whose
// dates say when they were, if these do, and then others, by what they say wherever
// they stand.
func within(all []*facts.Fact, most int) []*facts.Fact {
	var out, rest []*facts.Fact
	for _, f := range all {
		if vague(f) {
			rest = append(rest, f)
		} else {
			out = append(out, f)
		}
	}
	if openPairs(out) > most {
		out = nil
	}
	facts.SortByContent(rest, nil)
	n := sort.Search(len(rest), func(k int) bool { return openPairs(slices.Concat(out, rest[:k+1])) > most })
	return append(out, rest[:n]...)
}

// openPairs counts the pairs of which the dates do not tell the order.
func openPairs(all []*facts.Fact) int {
	begins, ends := make([]int64, len(all)), make([]int64, len(all))
	for i, f := range all {
		begins[i], ends[i] = f.Begin().Earliest, f.End().Latest
	}
	slices.Sort(begins)
	slices.Sort(ends)
	n, over := 0, 0
	for i, begin := range begins { // those that had begun before, less those that had ended
		for over < len(ends) && ends[over] <= begin {
			over++
		}
		n += i - over
	}
	return n
}

// affordable returns what may be spent on one of the candidates, by what all of them
// cost, whatever their order: the cheapest are judged whole, and the others get equal
// shares of what is left.
func affordable(all []*candidates) int {
	var costs []int
	for _, c := range all {
		if c.open > cheapGroup {
			costs = append(costs, c.open)
		}
	}
	slices.Sort(costs)
	most, sum := cheapGroup, 0
	left := len(costs)
	for equal := range grouped.Runs(costs, func(a, b *int) bool { return *a == *b }) {
		cost := len(equal) * equal[0]
		if sum+cost > maxOpen {
			return max(most, (maxOpen-sum)/left)
		}
		sum, most, left = sum+cost, equal[0], left-len(equal)
	}
	return most
}

// relatedOffices returns what is held, or vacant, by facts that have variables, in order.
func (t *Timeline) relatedOffices() []*facts.Fact {
	var offices []*facts.Fact
	for i, p := range t.points {
		if t.cancelled(i) {
			return nil
		}
		role := tenures.Role(p.fact)
		if role == nil || p.what != begins || p.fact.Kind().Vacancy == nil && p.fact.Get(role.Holder).Ref() == nil {
			continue
		}
		if of := p.fact.Get(role.Of).Ref(); of != nil {
			offices = append(offices, of)
		}
	}
	slices.SortFunc(offices, func(a, b *facts.Fact) int { return cmp.Compare(a.Index, b.Index) })
	offices = slices.Compact(offices)
	if t.numbering != nil {
		facts.SortByContent(offices, nil)
	}
	return offices
}
