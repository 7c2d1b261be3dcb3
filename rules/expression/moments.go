package expression

import (
	"time"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/vocabulary"
)

// A period is when something begins and ends, each some moment within its
// bounds, and begins no later than it ends. The bounds are seconds, each of
// which is a stretch of moments: two things of one second may be in either order.
type period struct{ begin, end edtf.Moment }

// newPeriod makes the bounds as narrow as begin ≤ end allows.
func newPeriod(begin, end edtf.Moment) period {
	begin.Latest = min(begin.Latest, end.Latest)
	end.Earliest = max(end.Earliest, begin.Earliest)
	return period{begin, end}
}

var anyTime = edtf.Moment{Earliest: edtf.Past, Latest: edtf.Future}

// periodOf returns when a date or a fact is. Of what is not written nothing is
// known; ok is false of what a slip hides.
func (m *Machine) periodOf(v any) (p period, ok bool) {
	switch v := v.(type) {
	case *Date:
		return newPeriod(v.date.Begin, v.date.End), true
	case *facts.Fact:
		if !m.sees(v) || v.Inverted() {
			return p, false
		}
		if role := v.Kind().Period; role != nil {
			for _, i := range [3]int{role.Date, role.Start, role.End} {
				if i != vocabulary.None && !v.Get(i).OK() && (v.Has(i) || v.Broken()) {
					return p, false
				}
			}
		}
		return period{v.Begin(), v.End()}, true
	case facts.Actor:
		return m.periodOf(refTo(v.Person))
	case nil, citation:
		return period{anyTime, anyTime}, true
	}
	return p, false
}

// pair makes a relation between two periods a function of values.
func pair(name string, holds func(a, b period) bool) function {
	return function{name + "(a, b)", []*typ{moments, moments}, boolType, func(m *Machine, args []any) (any, error) {
		a, ok := m.periodOf(args[0])
		b, ok2 := m.periodOf(args[1])
		if !ok || !ok2 {
			return hidden, nil
		}
		return holds(a, b), nil
	}}
}

// A is before b when it ends earlier than b begins.
func certainlyBefore(a, b period) bool { return a.end.Latest < b.begin.Earliest }
func possiblyBefore(a, b period) bool  { return a.end.Earliest <= b.begin.Latest }

// A is during b when it begins no earlier than b and ends no later.
func certainlyDuring(a, b period) bool {
	return b.begin.Latest < a.begin.Earliest && a.end.Latest < b.end.Earliest
}

func possiblyDuring(a, b period) bool {
	return b.begin.Earliest <= a.begin.Latest && a.end.Earliest <= b.end.Latest
}

// A overlaps b when the two have a moment in common.
func certainlyOverlaps(a, b period) bool {
	return a.begin.Latest < b.end.Earliest && b.begin.Latest < a.end.Earliest
}

func possiblyOverlaps(a, b period) bool {
	return a.begin.Earliest <= b.end.Latest && b.begin.Earliest <= a.end.Latest
}

// A equals b when they begin on one day and end on one day.
func certainlyEqual(a, b period) bool { return oneDay(a.begin, b.begin) && oneDay(a.end, b.end) }

func possiblyEqual(a, b period) bool {
	return dayInCommon(a.begin, b.begin) && dayInCommon(a.end, b.end)
}

func oneDay(a, b edtf.Moment) bool {
	d := edtf.DayOf(a.Earliest)
	return d == edtf.DayOf(a.Latest) && d == edtf.DayOf(b.Earliest) && d == edtf.DayOf(b.Latest) && known(a.Earliest)
}

func dayInCommon(a, b edtf.Moment) bool {
	return edtf.DayOf(a.Earliest) <= edtf.DayOf(b.Latest) && edtf.DayOf(b.Earliest) <= edtf.DayOf(a.Latest)
}

// known reports whether a bound is known at all.
func known(second int64) bool { return second > edtf.Past && second < edtf.Future }

// apart makes a distance from the end of one period to the beginning of another,
// counted between two seconds, a function of values.
func apart(count func(from, to int64) int64) func(m *Machine, args []any) (any, error) {
	return func(m *Machine, args []any) (any, error) {
		if v, ok := settled(args[0], args[1]); ok {
			return v, nil
		}
		a, ok := m.periodOf(args[0])
		b, ok2 := m.periodOf(args[1])
		if !ok || !ok2 {
			return hidden, nil
		}
		return distance(a.end, b.begin, count), nil
	}
}

// distance counts from one moment to another. Of times of which nothing is known it is
// not there.
func distance(from, to edtf.Moment, count func(from, to int64) int64) *Range {
	between := func(from, to int64) any {
		if !known(from) || !known(to) {
			return nil
		}
		return count(from, to)
	}
	return &Range{between(from.Latest, to.Earliest), between(from.Earliest, to.Latest)}
}

func wholeDays(from, to int64) int64 { return edtf.DayOf(to) - edtf.DayOf(from) }

// wholeYears counts as an age is: 0 until the day before the first anniversary.
func wholeYears(from, to int64) int64 {
	y1, m1, d1 := time.Unix(from, 0).UTC().Date()
	y2, m2, d2 := time.Unix(to, 0).UTC().Date()
	years := int64(y2) - int64(y1)
	if m2 < m1 || m2 == m1 && d2 < d1 {
		years--
	}
	return years
}

// year gives the year of a date or of the beginning of a fact, hidden when it
// may be one of several.
func year(m *Machine, a []any) (any, error) {
	first, _ := earliestYear(m, a)
	last, _ := latestYear(m, a)
	if first == nil || last == nil {
		return nil, nil
	}
	if first != last {
		return hidden, nil
	}
	return first, nil
}

var earliestYear, latestYear = boundYear(false), boundYear(true)

// boundYear gives the earliest or the latest year that a date or the beginning of a
// fact may be in.
func boundYear(last bool) func(m *Machine, a []any) (any, error) {
	return ofPeriod(func(_ *Machine, v any, p period) any {
		second := p.begin.Earliest
		if last {
			second = p.begin.Latest
			if _, isDate := v.(*Date); isDate {
				second = p.end.Latest
			}
		}
		if !known(second) {
			return nil
		}
		return int64(time.Unix(second, 0).UTC().Year())
	})
}

// boundary gives when a date or a fact begins or ends, as a date.
func boundary(end bool) func(m *Machine, a []any) (any, error) {
	return ofPeriod(func(m *Machine, v any, p period) any {
		at := p.begin
		if end {
			at = p.end
		}
		if at == anyTime {
			return nil
		}
		d := m.newDate()
		*d = Date{date: edtf.Date{Begin: at, End: at}}
		if f, isFact := v.(*facts.Fact); isFact {
			d.value = writtenAs(f, at, end)
		}
		return d
	})
}

// ofPeriod makes what a period gives a function of the value that has it.
func ofPeriod(give func(m *Machine, v any, p period) any) func(m *Machine, a []any) (any, error) {
	return func(m *Machine, a []any) (any, error) {
		if a[0] == nil {
			return nil, nil
		}
		p, ok := m.periodOf(a[0])
		if !ok {
			return hidden, nil
		}
		return give(m, a[0], p), nil
	}
}

// writtenAs returns the value that says so itself, for its words.
func writtenAs(f *facts.Fact, at edtf.Moment, end bool) facts.Value {
	role := f.Kind().Period
	if role == nil {
		return facts.Value{}
	}
	fields := [2]int{role.Start, role.Date}
	if end {
		fields[0] = role.End
	}
	for _, i := range fields {
		v := f.Get(i)
		if d, ok := v.Date(); ok && !d.Interval() && d.Hull() == at {
			return v
		}
	}
	return facts.Value{}
}
