// Package moments says what facts tell of when they begin and end: the values
// that set it, where these are, and the words for it. It judges nothing, and a date
// that is not known bounds nothing.
package moments

import (
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
)

// A Bound is one of the four limits of a fact's period.
type Bound uint8

const (
	BeginEarliest Bound = iota
	BeginLatest
	EndEarliest
	EndLatest
)

// Evidence returns the value that sets a bound of the fact's period: since a
// fact begins no later than it ends, its start may say how late it ends, and
// its end how early it begins. It is not OK when nothing does.
func Evidence(f *facts.Fact, b Bound) facts.Value {
	begin, end := BeginValue(f), EndValue(f)
	switch b {
	case BeginEarliest:
		return begin
	case EndLatest:
		return end
	case BeginLatest:
		if m, _ := f.ReadPeriod(); begin.OK() && m.Latest <= f.Begin().Latest {
			return begin
		}
		return end
	}
	if _, m := f.ReadPeriod(); end.OK() && m.Earliest >= f.End().Earliest {
		return end
	}
	return begin
}

// DateWords puts into words what a date of the fact says of its time: "was born on
// 6 February 1970", "begins in 1992", "has not ended".
func DateWords(v facts.Value) string {
	f := v.Fact()
	if f == nil || f.Kind().Period == nil {
		return "is at an unknown time"
	}
	p := f.Kind().Period
	d, _ := v.Date()
	switch is := func(field int) bool { return field != vocabulary.None && v.Field() == &f.Kind().Fields[field] }; {
	case is(p.End):
		if d.Ongoing() && !d.Interval() {
			return p.GoesOn
		}
		return p.Ends + " " + v.DatePhrase()
	case is(p.Start):
		return p.Begins + " " + v.DatePhrase()
	case is(p.Date):
		return p.Is + " " + v.DatePhrase()
	}
	return "is dated " + v.DateName()
}

// Note says what a date of the fact says, there or at its header.
func Note(f *facts.Fact, v facts.Value) facts.Note {
	return facts.Note{Place: At(f, v), Words: DateWords(v)}
}
