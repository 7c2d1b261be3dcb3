package show

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
)

// secondsOfDay is how many seconds a day has.
const secondsOfDay = 24 * 60 * 60

// maxTogether is how many tenures one is held against, and maxOverlaps how many
// of those that it overlaps are named; of a parliament with thousands of members
// more would be slow and tell nobody anything.
const (
	maxTogether = 1000
	maxOverlaps = 20
)

// span is what all facts together imply of when a tenure begins and ends, its
// own times of day included.
type span struct {
	tenure     facts.Tenure
	begin, end edtf.Moment
}

// inTime lists tenures in the order of time: by when each has begun at the
// latest, so that one certainly before another comes first. In says that they
// are of one office: then it tells gaps and overlaps.
func (s *View) inTime(tenures []facts.Tenure, in bool) []*Tenure {
	if len(tenures) == 0 {
		return []*Tenure{}
	}
	spans, timeline := make([]span, len(tenures)), s.Timeline()
	for i, t := range tenures {
		begin, end := timeline.Period(t.Fact)
		spans[i] = span{t, meet(begin, t.Fact.Begin()), meet(end, t.Fact.End())}
	}
	slices.SortFunc(spans, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.begin.Latest, b.begin.Latest), cmp.Compare(a.end.Latest, b.end.Latest),
			cmp.Compare(a.begin.Earliest, b.begin.Earliest), cmp.Compare(a.end.Earliest, b.end.Earliest),
			cmp.Compare(a.tenure.Fact.Index, b.tenure.Fact.Index))
	})
	out := make([]*Tenure, len(spans))
	for i := range spans {
		t := &spans[i]
		f := t.tenure.Fact
		begin, end := t.begin, t.end
		if end.Earliest <= begin.Earliest {
			end.Earliest = edtf.Past // says only that it ends after it begins
		}
		if begin.Latest >= end.Latest {
			begin.Latest = edtf.Future
		}
		out[i] = &Tenure{
			Tenure: nameOf(f), Holder: nameOf(t.tenure.Holder), Of: nameOf(t.tenure.Of), Acting: t.tenure.Acting,
			Status: f.Status().String(), Place: s.place(f.Place()),
			Earliest: isoDay(t.begin.Earliest), Latest: isoDay(t.end.Latest), Overlaps: []Overlap{},
			From: nearly(startOf(f), begin), Until: nearly(endOf(f), end),
		}
	}
	if in {
		gaps(spans, out)
		overlaps(spans, out)
	}
	return out
}

// meet is what two statements about a moment say together; the first when they
// contradict each other.
func meet(a, b edtf.Moment) edtf.Moment {
	m := edtf.Moment{Earliest: max(a.Earliest, b.Earliest), Latest: min(a.Latest, b.Latest)}
	if m.Earliest > m.Latest {
		return a
	}
	return m
}

func startOf(f *facts.Fact) facts.Value {
	return firstOf(f, f.Kind().Period.Start, f.Kind().Period.Date)
}
func endOf(f *facts.Fact) facts.Value { return firstOf(f, f.Kind().Period.End, f.Kind().Period.Date) }

func firstOf(f *facts.Fact, fields ...int) facts.Value {
	for _, i := range fields {
		if v := f.Get(i); v.OK() {
			return v
		}
	}
	return facts.Value{}
}

// nearly names a moment: as its own date does, else by what is implied.
func nearly(own facts.Value, m edtf.Moment) string {
	if own.OK() {
		text, _ := words(own)
		return text
	}
	low, high := edtf.NameDay(m.Earliest), edtf.NameDay(m.Latest)
	switch {
	case unknownSide(m.Earliest) && unknownSide(m.Latest):
		return "?"
	case unknownSide(m.Earliest):
		return high + " or earlier"
	case unknownSide(m.Latest):
		return low + " or later"
	case low == high:
		return low
	}
	return "between " + low + " and " + high
}

// gaps notes before each tenure for how long certainly nobody is recorded:
// since all that came before it ended at the latest. Whatever may fill the
// time fills it.
func gaps(spans []span, out []*Tenure) {
	var order []int
	for i := range spans {
		if spans[i].tenure.Fact.Status() != facts.Cancelled {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Compare(spans[i].begin.Earliest, spans[j].begin.Earliest)
	})
	reach := edtf.Future // of the first there is none before it
	for n, i := range order {
		begin, first := edtf.DayOf(spans[i].begin.Earliest), edtf.DayOf(reach)+1
		f := spans[i].tenure.Fact
		if days := begin - first; n > 0 && f.Comparable() && f.Happens() && reach < edtf.Future && days > 0 {
			from, until := first*secondsOfDay, (begin-1)*secondsOfDay
			words := "on " + edtf.NameDay(from)
			if days > 1 {
				words = fmt.Sprintf("for %d days, from %s to %s", days, edtf.NameDay(from), edtf.NameDay(until))
			}
			out[i].Gap = &Gap{*isoDay(from), *isoDay(until), days, words}
		}
		if n == 0 {
			reach = edtf.Past
		}
		reach = max(reach, spans[i].end.Latest)
	}
}

// overlaps notes at each tenure the earlier ones that it certainly overlaps:
// each has begun at the latest before the other ends at the earliest. A
// hand-over on one day is none, since either may come first on that day.
func overlaps(spans []span, out []*Tenure) {
	var sitting []int
	for i := range spans {
		b := &spans[i]
		if f := b.tenure.Fact; !f.Comparable() || !f.Happens() {
			continue
		}
		still := sitting[:0]
		for _, j := range sitting {
			a := &spans[j]
			if a.end.Earliest <= b.begin.Latest {
				continue // over before this one and all that follow
			}
			still = append(still, j)
			if b.end.Earliest <= a.begin.Latest {
				continue
			}
			if out[i].OverlapCount++; out[i].OverlapCount > maxOverlaps {
				continue
			}
			from, until := max(a.begin.Latest, b.begin.Latest), min(a.end.Earliest, b.end.Earliest)
			words := "from " + edtf.NameDay(from)
			switch {
			case until < edtf.Future && edtf.DayOf(from) == edtf.DayOf(until):
				words = "on " + edtf.NameDay(from)
			case until < edtf.Future:
				words += " to " + edtf.NameDay(until)
			}
			out[i].Overlaps = append(out[i].Overlaps, Overlap{out[j].Tenure, out[j].Holder, isoDay(from), isoDay(until), words})
		}
		if sitting = still; len(sitting) < maxTogether {
			sitting = append(sitting, i)
		}
	}
}
