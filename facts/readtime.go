package facts

import (
	"cmp"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// status notes the fact's status.
func (r *reader) status(f *Fact) {
	v := r.own(vocabulary.StatusField)
	if v == nil {
		if f.Broken() {
			f.status = Disputed // what stood in the lost part may have been that
		}
		return
	}
	if text := (Value{f, v}).Text(); text == "" {
		f.status = Disputed // whatever was meant may have been that
	} else {
		f.status = Status(max(0, slices.Index(statusNames[:], text)))
	}
}

// anyMoment is what is known of a moment of which nothing is known.
var anyMoment = edtf.Moment{Earliest: edtf.Past, Latest: edtf.Future}

// period works out when the fact begins and ends.
func (r *reader) period(f *Fact) {
	f.begin, f.end = anyMoment, anyMoment
	p := f.Kind().Period
	if p == nil {
		return
	}
	whole, from, until := r.own(p.Date), r.own(p.Start), r.own(p.End)
	if other := cmp.Or(from, until); other != nil && whole != nil {
		r.problem(ValueProblem, Span{Start: other.start, End: other.end}, f, "write either "+f.Kind().Fields[p.Date].Name+" or "+
			f.Kind().Fields[p.Start].Name+" and "+f.Kind().Fields[p.End].Name+", not both")
		return
	}
	if whole != nil && whole.shape == listValue {
		r.spells(f, whole)
		return
	}
	date, start, end := r.dated(p.Date, whole), r.dated(p.Start, from), r.dated(p.End, until)
	f.begin, f.end = span(date, start, end)
	if date != nil {
		f.flags |= hasDate
		if !date.Interval() {
			f.flags |= oneDate
		}
		if date.Ongoing() {
			f.flags |= ongoing
		}
	}
	if f.begin != anyMoment || f.end != anyMoment {
		f.flags |= hasDate
	}
	if end != nil && end.Ongoing() && !end.Interval() {
		f.flags |= ongoing
	}
	begins, ends := inUTC(date, start, end)
	if begins.ok || ends.ok {
		f.flags |= instants
	}
	if f.end.Latest < f.begin.Earliest || begins.ok && ends.ok && ends.Latest < begins.Earliest {
		r.content.backwards = true
		f.flags = f.flags&^(hasDate|oneDate|ongoing|instants) | inverted
		f.begin, f.end = anyMoment, anyMoment
		return
	}
	f.begin.Latest = min(f.begin.Latest, f.end.Latest)
	f.end.Earliest = max(f.end.Earliest, f.begin.Earliest)
}

// spells works out when a fact begins and ends whose period is in several parts: it
// begins with the first of them and ends with the last.
func (r *reader) spells(f *Fact, v *value) {
	begin, end := edtf.Moment{Earliest: edtf.Future, Latest: edtf.Future}, edtf.Moment{Earliest: edtf.Past, Latest: edtf.Past}
	goesOn, n := false, 0
	for e := range (Value{f, v}).Each() {
		d, ok := e.Date()
		if !ok || d.End.Latest < d.Begin.Earliest {
			return
		}
		begin.Earliest, begin.Latest = min(begin.Earliest, d.Begin.Earliest), min(begin.Latest, d.Begin.Latest)
		end.Earliest, end.Latest = max(end.Earliest, d.End.Earliest), max(end.Latest, d.End.Latest)
		goesOn = goesOn || d.Ongoing()
		n++
	}
	if all, _ := (Value{f, v}).Elements(); n == 0 || n < all {
		return
	}
	f.begin, f.end = begin, end
	f.flags |= hasDate | several
	if goesOn {
		f.flags |= ongoing
	}
	f.begin.Latest = min(f.begin.Latest, f.end.Latest)
	f.end.Earliest = max(f.end.Earliest, f.begin.Earliest)
}

// Spells yields the parts of a period that is in several.
func (f *Fact) Spells(yield func(v Value, d edtf.Date) bool) {
	if f.flags&several == 0 {
		return
	}
	for v := range f.Get(f.Kind().Period.Date).Each() {
		if d, ok := v.Date(); ok && !yield(v, d) {
			return
		}
	}
}

// Several reports whether the fact's period is in several parts.
func (f *Fact) Several() bool { return f.flags&several != 0 }

// An Instant is a moment in UTC, known when the date that says it carries an offset.
type Instant struct {
	edtf.Moment
	ok bool
}

// Instants returns when the fact begins and ends in UTC, where its dates carry
// offsets. Two instants may be compared as these; beside other dates [Fact.Begin]
// and [Fact.End] count.
func (f *Fact) Instants() (begin, end Instant) {
	if f.flags&instants == 0 {
		return Instant{}, Instant{}
	}
	p := f.Kind().Period
	begin, end = inUTC(datesOf(f.Get(p.Date), f.Get(p.Start), f.Get(p.End)))
	if begin.ok && end.ok {
		begin.Latest, end.Earliest = min(begin.Latest, end.Latest), max(end.Earliest, begin.Earliest)
	}
	return begin, end
}

// Known reports whether there is an instant.
func (i Instant) Known() bool { return i.ok }

// inUTC returns when a period begins and ends, where its dates say so in UTC.
func inUTC(date, start, end *edtf.Date) (begins, ends Instant) {
	if date != nil {
		begins.Moment, begins.ok = date.BeginInstant()
		ends.Moment, ends.ok = date.EndInstant()
		return begins, ends
	}
	if start != nil && !start.Interval() {
		begins.Moment, begins.ok = start.BeginInstant()
	}
	if end != nil && !end.Interval() {
		ends.Moment, ends.ok = end.EndInstant()
	}
	return begins, ends
}

// HasInstants reports whether some date of the fact's period carries an offset from UTC.
func (f *Fact) HasInstants() bool { return f.flags&instants != 0 }

// dated returns the date in a field of the fact being read, which has a value, nil for none.
func (r *reader) dated(field int, v *value) *edtf.Date {
	if v != nil && v.shape == dateValue {
		return &r.dates[field]
	}
	return nil
}

// ReadPeriod returns when the fact begins and ends as it is written, before
// each is made as narrow as the other allows, even when it ends before it begins.
func (f *Fact) ReadPeriod() (begins, ends edtf.Moment) {
	p := f.Kind().Period
	if p == nil {
		return anyMoment, anyMoment
	}
	if f.Several() {
		return f.begin, f.end
	}
	return ReadPeriod(f.Get(p.Date), f.Get(p.Start), f.Get(p.End))
}

// ReadPeriod returns when something begins and ends that has a period in one
// date, or in a start and an end, as written; what is missing is unknown.
func ReadPeriod(date, start, end Value) (begins, ends edtf.Moment) {
	return span(datesOf(date, start, end))
}

// datesOf reads the dates of a period, nil for one that is not there.
func datesOf(date, start, end Value) (_, _, _ *edtf.Date) {
	var d [3]*edtf.Date
	for i, v := range [3]Value{date, start, end} {
		if read, ok := v.Date(); ok {
			d[i] = &read
		}
	}
	return d[0], d[1], d[2]
}

// span works out when something begins and ends by its dates, of which some may be nil.
func span(date, start, end *edtf.Date) (begins, ends edtf.Moment) {
	begins, ends = anyMoment, anyMoment
	if date != nil {
		return date.Begin, date.End
	}
	switch {
	case start != nil && !start.Ongoing():
		begins = start.Hull()
	case start != nil && start.Begin.Earliest > edtf.Past: // "2017/..": not before 2017
		begins.Earliest = start.Begin.Earliest
	}
	if end != nil {
		if ends = end.Hull(); end.Ongoing() && !end.Interval() { // "2017/..": not before 2017
			ends = end.End
		}
	}
	return begins, ends
}

// relations judges at_least and at_most in the relations of the fact.
func (r *reader) relations(f *Fact) {
	if f.Kind().Period == nil {
		return
	}
	for field := vocabulary.BeforeField; field <= vocabulary.DuringField; field++ {
		v := r.own(field)
		if v == nil || v.shape == badValue {
			continue
		}
		for rel := range (Value{f, v}).Relations() {
			least, _, hasLeast := rel.AtLeast.Days()
			_, most, hasMost := rel.AtMost.Days()
			switch {
			case field == vocabulary.DuringField && (hasLeast || hasMost):
				at := rel.AtLeast
				if !hasLeast {
					at = rel.AtMost
				}
				r.problem(ValueProblem, at.Span(), f, "at_least and at_most go with before and after; during has no distance")
				r.clearDistances(rel)
			case hasLeast && hasMost && least > most:
				r.problem(ValueProblem, rel.AtLeast.Span(), f, "at_least "+wording.Quote(rel.AtLeast.Text())+" is more than at_most "+wording.Quote(rel.AtMost.Text()))
				r.clearDistances(rel)
			}
		}
	}
}

// clearDistances makes the distances of a relation unknown.
func (r *reader) clearDistances(rel Relation) {
	for _, v := range []Value{rel.AtLeast, rel.AtMost} {
		if v.OK() {
			v.value.shape = badValue
		}
	}
}

// Field returns the field whose value it is; nil for no value.
func (v Value) Field() *vocabulary.Field {
	if v.value == nil {
		return nil
	}
	return v.fact.File.vocabulary.Fields[v.value.field]
}

// Elements returns how many values a list holds, or 1 for a value that is no
// list, and how many of those have an error of their own or refer to nothing.
func (v Value) Elements() (all, wrong int) {
	if v.value == nil {
		return 0, 0
	}
	elems := []value{*v.value}
	if v.value.shape == listValue {
		elems = v.fact.File.run(v.value)
	}
	for i := range elems {
		if e := &elems[i]; e.shape == badValue || e.shape == refValue && v.fact.File.target(int32(e.bits)) == nil {
			wrong++
		}
	}
	return len(elems), wrong
}

// Holds returns from when until when a value holds, and whether anything is written
// of that; what is missing is unknown.
func (v Value) Holds() (begins, ends edtf.Moment, written bool) {
	if v.value == nil || v.value.shape != tableValue || !v.Field().Timed {
		return anyMoment, anyMoment, false
	}
	start, end := v.sub(vocabulary.TimedStart), v.sub(vocabulary.TimedEnd)
	begins, ends = ReadPeriod(Value{}, start, end)
	if ends.Latest < begins.Earliest {
		return anyMoment, anyMoment, true
	}
	begins.Latest, ends.Earliest = min(begins.Latest, ends.Latest), max(ends.Earliest, begins.Earliest)
	return begins, ends, v.IsTable() && (start.OK() || end.OK() || v.HasBadEntry())
}

// HeldBackwards returns from when until when a value holds, and whether it certainly
// ends before it begins.
func (v Value) HeldBackwards() (start, end Value, backwards bool) {
	if v.value == nil || v.value.shape != tableValue || !v.Field().Timed {
		return Value{}, Value{}, false
	}
	start, end = v.sub(vocabulary.TimedStart), v.sub(vocabulary.TimedEnd)
	begins, ends := ReadPeriod(Value{}, start, end)
	return start, end, ends.Latest < begins.Earliest
}

// HeldWords says from when until when a value holds: "from 1918 until 1921".
func (v Value) HeldWords() string {
	if _, _, written := v.Holds(); !written {
		return ""
	}
	var words []string
	if start := v.sub(vocabulary.TimedStart); start.OK() {
		words = append(words, "from "+start.DateName())
	}
	if end := v.sub(vocabulary.TimedEnd); end.OK() {
		if d, _ := end.Date(); d.Ongoing() && !d.Interval() {
			words = append(words, "to this day")
		} else {
			words = append(words, "until "+end.DateName())
		}
	}
	return strings.Join(words, " ")
}
