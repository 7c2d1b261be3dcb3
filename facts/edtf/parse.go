package edtf

import "strings"

// Parse reads an EDTF string of level 0, 1 or 2, or ".." alone, which an end may
// be. The error is an *Error.
func Parse(s string) (d Date, err error) {
	if d.readPlainDay(s) {
		return d, nil
	}
	if err := d.read(s, true); err != nil {
		return Date{}, about(s, err)
	}
	return d, nil
}

// readPlainDay is the fast way for the form that nearly all dates have. What it
// does not take may still be a date.
func (d *Date) readPlainDay(s string) bool {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return false
	}
	y1, y2, y3, y4 := uint(s[0]-'0'), uint(s[1]-'0'), uint(s[2]-'0'), uint(s[3]-'0')
	m1, m2, d1, d2 := uint(s[5]-'0'), uint(s[6]-'0'), uint(s[8]-'0'), uint(s[9]-'0')
	if y1 > 9 || y2 > 9 || y3 > 9 || y4 > 9 || m1 > 9 || m2 > 9 || d1 > 9 || d2 > 9 {
		return false
	}
	year, month, day := int64(y1*1000+y2*100+y3*10+y4), int(m1*10+m2), int(d1*10+d2)
	if month < 1 || month > 12 || day < 1 || day > 28 && day > daysIn(year, month) {
		return false
	}
	t := daysFromCivil(year, month, day) * daySeconds
	d.Begin = Moment{t, t + daySeconds - 1}
	d.End = d.Begin
	d.Precision = PrecisionDay
	return true
}

// read is Parse, with or without the widening by marks, into a zero Date.
func (d *Date) read(s string, widen bool) *Error {
	switch {
	case s == "":
		return misread(s)
	case s == "..":
		d.Begin, d.End = Moment{Past, Future}, Moment{Future, Future}
		d.Precision = PrecisionLonger
		d.flags = isOngoing
		return nil
	case s[0] == '[' || s[0] == '{':
		return d.readSet(s, widen)
	}
	if i := strings.IndexByte(s, '/'); i >= 0 {
		return d.readInterval(s[:i], s[i+1:], widen)
	}
	return d.readSingle(s, widen)
}

func (d *Date) readSingle(s string, widen bool) *Error {
	var p single
	if err := p.read(s); err != nil {
		return err
	}
	return d.settle(&p, widen)
}

// settle takes the bounds of one date that has been read.
func (d *Date) settle(p *single, widen bool) (err *Error) {
	if d.Begin, err = p.span(widen); err != nil {
		return err
	}
	d.End = d.Begin
	d.Precision, d.Qualifier = p.precision(), p.qualifier()
	if p.clock.zone != zoneLocal {
		d.flags |= beginsInUTC | endsInUTC
		d.beginEast, d.endEast = p.clock.offset, p.clock.offset
	}
	if p.doubtful() {
		d.flags |= isDoubtful
	}
	return nil
}

// readInterval reads the two sides of a slash. A side left out is unknown; so is
// a beginning "..", while an end ".." has not come.
func (d *Date) readInterval(begin, end string, widen bool) *Error {
	if begin == "" && end == "" {
		return badForm("an interval has a date before or after its slash")
	}
	if strings.IndexByte(end, '/') >= 0 {
		return badForm("an interval has one slash; a single date is written with hyphens, as in 2022-05-13")
	}
	openBegin, openEnd := begin == "" || begin == "..", end == "" || end == ".."
	var last Date
	if !openBegin {
		if err := d.readSide(begin, widen); err != nil {
			return err
		}
	}
	if !openEnd {
		if err := last.readSide(end, widen); err != nil {
			return err
		}
		d.Precision, d.Qualifier = max(d.Precision, last.Precision), d.Qualifier|last.Qualifier
	}
	d.flags = isInterval | d.flags&^endsInUTC | last.flags&^beginsInUTC
	d.endEast = last.endEast
	d.End = last.Begin
	if openEnd {
		d.End = Moment{Past, Future}
		if !openBegin {
			d.End.Earliest = d.Begin.Earliest
		}
		if end == ".." {
			d.flags |= isOngoing
			d.End.Earliest = Future
		}
	}
	if openBegin {
		d.Begin = Moment{Past, d.End.Latest}
	}
	if openBegin && openEnd {
		d.Precision = PrecisionLonger
	}
	return nil
}

func (d *Date) readSide(s string, widen bool) *Error {
	switch {
	case s == "open" || s == "now" || s == "present":
		return badForm("an end that has not come is written .., as in 2017/..")
	case s == "unknown":
		return badForm("an unknown side is left out, as in 2017/")
	case s[0] == '[' || s[0] == '{':
		return badForm("a set cannot be a side of an interval")
	}
	return d.readSingle(s, widen)
}
