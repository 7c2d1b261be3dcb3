package facts

import "github.com/factlint/factlint/facts/edtf"

// status notes the fact's status.
func (r *reader) status(f *Fact) {
	switch f.Get(StatusField).Text() {
	case "planned":
		f.Status = Planned
	case "cancelled":
		f.Status = Cancelled
	case "disputed":
		f.Status = Disputed
	case "":
		if f.spoilt(StatusField) {
			f.Status = Disputed // whatever was meant may have been that
		}
	}
}

// anyMoment is what is known of a moment of which nothing is known.
var anyMoment = edtf.Moment{Earliest: edtf.Past, Latest: edtf.Future}

// period works out when the fact begins and ends.
func (r *reader) period(f *Fact) {
	f.Begin, f.End = anyMoment, anyMoment
	p := f.Kind.Period
	if p == nil {
		return
	}
	date, start, end := f.Get(p.Date), f.Get(p.Start), f.Get(p.End)
	if other := firstOf(p.Start, p.End, f); p.Date != None && f.Has(p.Date) && other != None {
		r.problem(ValueProblem, f.written(other).Span(), f, "write either "+f.Kind.Fields[p.Date].Name+" or "+
			f.Kind.Fields[p.Start].Name+" and "+f.Kind.Fields[p.End].Name+", not both")
		return
	}
	f.Begin, f.End = ReadPeriod(date, start, end)
	if d, ok := date.Date(); ok {
		f.flags |= hasDate
		if !d.Interval() {
			f.flags |= oneDate
		}
		if d.Ongoing() {
			f.flags |= ongoing
		}
		if d.HasTime() {
			f.flags |= timed
		}
	}
	if f.Begin != anyMoment || f.End != anyMoment {
		f.flags |= hasDate
	}
	if d, ok := end.Date(); ok && d.Ongoing() {
		f.flags |= ongoing
	}
	if f.End.Latest < f.Begin.Earliest {
		f.flags = f.flags&^(hasDate|oneDate|ongoing|timed) | inverted
		f.Begin, f.End = anyMoment, anyMoment
		return
	}
	f.Begin.Latest = min(f.Begin.Latest, f.End.Latest)
	f.End.Earliest = max(f.End.Earliest, f.Begin.Earliest)
}

// ReadPeriod returns when something begins and ends that has a period in one
// date, or in a start and an end, as written; what is missing is unknown.
func ReadPeriod(date, start, end Value) (begins, ends edtf.Moment) {
	begins, ends = anyMoment, anyMoment
	if d, ok := date.Date(); ok {
		return d.Begin, d.End
	}
	if d, ok := start.Date(); ok && !d.Ongoing() {
		begins = d.Hull()
	} else if ok && d.Interval() && d.Begin.Earliest > edtf.Past {
		begins = edtf.Moment{Earliest: d.Begin.Earliest, Latest: edtf.Future}
	}
	if d, ok := end.Date(); ok {
		if ends = d.Hull(); d.Ongoing() {
			ends = d.End
		}
	}
	return begins, ends
}

// firstOf returns the first of two fields that the fact writes, or None.
func firstOf(a, b int, f *Fact) int {
	if f.Has(a) {
		return a
	}
	if f.Has(b) {
		return b
	}
	return None
}

// written returns the value of a field even when it has an error of its own.
func (f *Fact) written(field int) Value {
	id := f.Kind.first + uint16(field)
	vals := f.values()
	for i := range vals {
		if vals[i].field == id {
			return Value{f, &vals[i]}
		}
	}
	return Value{}
}

// relations judges at_least and at_most in the relations of the fact.
func (r *reader) relations(f *Fact) {
	if f.Kind.Period == nil {
		return
	}
	for field := BeforeField; field <= DuringField; field++ {
		v := f.Get(field)
		if !v.OK() {
			continue
		}
		for rel := range v.Relations() {
			least, _, hasLeast := rel.AtLeast.Days()
			_, most, hasMost := rel.AtMost.Days()
			switch {
			case field == DuringField && (hasLeast || hasMost):
				at := rel.AtLeast
				if !hasLeast {
					at = rel.AtMost
				}
				r.problem(ValueProblem, at.Span(), f, "at_least and at_most go with before and after; during has no distance")
				r.spoil(rel)
			case hasLeast && hasMost && least > most:
				r.problem(ValueProblem, rel.AtLeast.Span(), f, "at_least "+quote(rel.AtLeast.Text())+" is more than at_most "+quote(rel.AtMost.Text()))
				r.spoil(rel)
			}
		}
	}
}

// spoil makes the distances of a relation unknown.
func (r *reader) spoil(rel Relation) {
	for _, v := range []Value{rel.AtLeast, rel.AtMost} {
		if v.OK() {
			v.value.shape = badValue
		}
	}
}
