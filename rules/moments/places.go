package moments

import (
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/types"
)

// BeginValue returns the value that says when the fact begins: its start or
// its date. It is not OK when there is none.
func BeginValue(f *facts.Fact) facts.Value {
	p := f.Kind().Period
	if p == nil {
		return facts.Value{}
	}
	if v := f.Get(p.Start); v.OK() {
		return v
	}
	return dateValue(f, func(d, than edtf.Date) bool { return d.Begin.Earliest < than.Begin.Earliest })
}

// dateValue returns the date that is a fact's period; of several the one that comes
// before the others.
func dateValue(f *facts.Fact, before func(d, than edtf.Date) bool) facts.Value {
	found := f.Get(f.Kind().Period.Date)
	if !found.IsList() {
		return found
	}
	found = facts.Value{}
	var of edtf.Date
	for v, d := range f.Spells {
		if !found.OK() || before(d, of) {
			found, of = v, d
		}
	}
	return found
}

// EndValue returns the value that says when the fact ends: its end or its date.
func EndValue(f *facts.Fact) facts.Value {
	p := f.Kind().Period
	if p == nil {
		return facts.Value{}
	}
	if v := f.Get(p.End); v.OK() {
		return v
	}
	return dateValue(f, func(d, than edtf.Date) bool { return d.End.Latest > than.End.Latest })
}

// At returns the place of a value, or the header of the fact when there is no value.
func At(f *facts.Fact, v facts.Value) facts.Place {
	if v.OK() {
		return v.Place()
	}
	return f.Place()
}

// Day is the number of seconds in a day.
const Day = 24 * 60 * 60

// Known reports whether a bound of a moment is known at all.
func Known(second int64) bool { return second > edtf.Past && second < edtf.Future }

// anyTime is a moment of which nothing is known.
var Any = edtf.Moment{Earliest: edtf.Past, Latest: edtf.Future}

// Lifetimes yields each fact within whose lifetime f must lie by a field:
// what a ref names, and of an actor who acts and the office acted in; not what a
// ref names only for the time that it gives.
func Lifetimes(f *facts.Fact, field int) func(yield func(*facts.Fact, facts.Value) bool) {
	return func(yield func(*facts.Fact, facts.Value) bool) {
		v := f.Get(field)
		if f.Kind().Fields[field].Type.Form() != types.ActorForm {
			for to, at := range v.Refs() {
				if _, _, held := at.Holds(); !held && !yield(to, at) {
					return
				}
			}
			return
		}
		for a := range v.Actors() {
			if to := a.Person.Ref(); to != nil && !yield(to, a.Person) {
				return
			}
			if to := a.As.Ref(); to != nil && !yield(to, a.As) {
				return
			}
		}
	}
}
