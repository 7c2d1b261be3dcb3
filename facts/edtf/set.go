package edtf

import "strings"

// readSet reads a one-of [ ] or all-of { } set as everything from its first to
// its last member: which member holds is not known, or all of them do.
func (d *Date) readSet(s string, widen bool) *Error {
	members, ok := setMembers(s)
	if !ok {
		return badForm("a set is written like [1667,1668] or {1960..1962}, and ends with its bracket")
	}
	d.Begin = Moment{Future, Past}
	d.flags = isSet
	for more := true; more; {
		var text string
		var member Date
		text, members, more = strings.Cut(members, ",")
		if err := member.readMember(strings.Trim(text, " "), widen); err != nil {
			return err
		}
		d.join(&member)
	}
	d.End = d.Begin
	d.flags &^= beginsInUTC | endsInUTC
	return nil
}

// setMembers takes the brackets off a set.
func setMembers(s string) (string, bool) {
	closing := byte(']')
	if s[0] == '{' {
		closing = '}'
	}
	if len(s) < 2 || s[len(s)-1] != closing {
		return "", false
	}
	return s[1 : len(s)-1], true
}

// readMember reads a date, a range a..b, or an open end ..a or a.. of a set; only
// Begin of the result counts.
func (d *Date) readMember(s string, widen bool) *Error {
	if s == "" {
		return badForm("a member of the set is missing")
	}
	low, high, isRange := strings.Cut(s, "..")
	if isRange && low == "" && high == "" {
		return badForm("a range in a set has a date before or after its two dots")
	}
	if low != "" {
		if err := d.readSingle(low, widen); err != nil {
			return err
		}
	}
	var last Date
	if high != "" {
		if err := last.readSingle(high, widen); err != nil {
			return err
		}
	}
	switch {
	case !isRange:
	case low == "":
		*d = last
		d.Begin.Earliest = Past
	case high == "":
		d.Begin.Latest = Future
	case backwards(low, high):
		return notExisting("a range in a set runs from the earlier date to the later: write %s..%s", high, low)
	default:
		d.join(&last)
	}
	return nil
}

// backwards reports whether one date certainly lies before another, however
// their marks are read.
func backwards(low, high string) bool {
	var first, last Date
	return first.readSingle(low, true) == nil && last.readSingle(high, true) == nil && last.Begin.Latest < first.Begin.Earliest
}

// join widens d's beginning to hold that of another, and takes on its coarser
// precision, its marks and open ends.
func (d *Date) join(other *Date) {
	d.Begin.Earliest = min(d.Begin.Earliest, other.Begin.Earliest)
	d.Begin.Latest = max(d.Begin.Latest, other.Begin.Latest)
	d.Precision = max(d.Precision, other.Precision)
	d.Qualifier |= other.Qualifier
	d.flags |= other.flags
}
