package rules

import (
	"math"

	"github.com/factlint/factlint/facts"
)

// A bound is one of the four limits of a fact's period.
type bound uint8

const (
	beginEarliest bound = iota
	beginLatest
	endEarliest
	endLatest
)

// evidence returns the value that sets a bound of the fact's period: since a
// fact begins no later than it ends, its start may say how late it ends, and
// its end how early it begins. It is not OK when nothing does.
func evidence(f *facts.Fact, b bound) facts.Value {
	begin, end := beginValue(f), endValue(f)
	switch b {
	case beginEarliest:
		return begin
	case endLatest:
		return end
	case beginLatest:
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

// says puts into words what a date of the fact says of its time: "was born on
// 6 February 1970", "begins in 1992", "has not ended".
func says(v facts.Value) string {
	f := v.Fact()
	if f == nil || f.Kind().Period == nil {
		return "is at an unknown time"
	}
	p := f.Kind().Period
	name := func(field int) string {
		if field == facts.None {
			return ""
		}
		return f.Kind().Fields[field].Name
	}
	d, _ := v.Date()
	switch v {
	case f.Get(p.End):
		switch died := name(p.End) == "died"; {
		case d.Ongoing() && !d.Interval() && died:
			return "is still alive"
		case d.Ongoing() && !d.Interval():
			return "has not ended"
		case died:
			return "died " + v.DatePhrase()
		}
		return "ends " + v.DatePhrase()
	case f.Get(p.Start):
		if name(p.Start) == "born" {
			return "was born " + v.DatePhrase()
		}
		return "begins " + v.DatePhrase()
	case f.Get(p.Date):
		if name(p.Date) == "existed" {
			return "existed " + v.DatePhrase()
		}
		return "is " + v.DatePhrase()
	}
	return "is dated " + v.DateName()
}

// note says what a date of the fact says, there or at its header.
func note(f *facts.Fact, v facts.Value) Note { return Note{Place: at(f, v), Words: says(v)} }

// number writes a number for a reader: "60 000", "0.25". What lies behind the
// point of a large one is noise of a sum.
func Number(x float64) string {
	if math.Abs(x) >= 100 && math.Abs(x) < 1e15 {
		x = math.Round(x)
	}
	return facts.FormatNumber(x)
}
