// Package edtf reads dates, written in the Extended Date/Time Format (Library
// of Congress, 2019) or as TOML dates, as the earliest and the latest second
// that they may mean, and names them in English.
//
// It promises that a reading is never too narrow: whatever moment the text can
// stand for lies within the bounds, so that two dates whose bounds do not meet
// certainly differ. Where the format leaves a choice the wider reading is taken:
//
//   - an unspecified digit is any digit that gives an existing date; the bounds
//     are the first and the last of them, and what lies between is not kept;
//   - a mark widens both sides by one unit (? or ~) or two (%) of the part that
//     it stands at; a part with an X has the next larger unit that is written in
//     full (2004-06-XX~ a month, 1XX6~ a millennium). Several marks add up;
//   - widening by months or years keeps the day of the month, or takes the last
//     one there is: a year before 29 February 2004 is 28 February 2003;
//   - seasons are read widely, since usage differs; quarters and the like exactly;
//   - a set, one-of or all-of, is everything from its first to its last member;
//     marks count member by member.
//
// Accepted beyond the format, because people write it and it can mean only one
// thing: a time of day without seconds or with a fraction, blanks around the
// members of a set, a leap second (read as that second or the one before), a
// member or an end of an interval with a time of day, any offset below a day.
//
// It does not judge: an interval that ends before it begins is read as written.
// It knows no time zones, no calendar but the proleptic Gregorian, and no clock.
package edtf

// A Moment is a point in time known to lie between two seconds, both included,
// counted from 1970-01-01T00:00:00 in the proleptic Gregorian calendar without
// leap seconds. Earliest is never after Latest in what this package returns.
type Moment struct{ Earliest, Latest int64 }

// DaysBefore reports whether the one moment lies on an earlier day than the other
// whatever days are chosen.
func (m Moment) DaysBefore(n Moment) bool {
	return m.Latest < Future && n.Earliest > Past && m.Latest < n.Earliest && DayOf(m.Latest) < DayOf(n.Earliest)
}

// DayOf returns the number of the day that holds a second, counted like seconds.
func DayOf(second int64) int64 { return floorDiv(second, daySeconds) }

// Past and Future stand where no earliest or no latest moment is known. They lie
// beyond every date that can be written, and leave room to add to them.
const (
	Past   int64 = -1 << 62
	Future int64 = 1 << 62
)

// Precision is the unit that a date is known to, finest first: larger is coarser.
type Precision uint8

// A part that holds an X counts as the next larger one that does not: 2004-XX is
// known to the year. PrecisionLonger is anything above a millennium, or no date at all.
const (
	PrecisionSecond Precision = iota
	PrecisionMinute
	PrecisionDay
	PrecisionMonth
	PrecisionSeason
	PrecisionYear
	PrecisionDecade
	PrecisionCentury
	PrecisionMillennium
	PrecisionLonger
)

// Qualifier says what the author warns of; both bits are set for %.
type Qualifier uint8

const (
	Uncertain   Qualifier = 1 << iota // ?
	Approximate                       // ~
)

type flags uint16

const (
	isInterval flags = 1 << iota
	isOngoing
	isSet
	isInteger   // from a TOML integer: the bounds say all there is to say
	beginsInUTC // with an offset from UTC, and no set
	endsInUTC
	isDoubtful // "1931-32": a season, but perhaps two years were meant
)

// A Date is a date field's value. It is comparable and holds no reference to the
// text that it was read from; Name and Phrase want that text back.
type Date struct {
	// Begin and End are equal, and hold all of it, for anything but an interval.
	// For an interval they are its two sides, which may be in the wrong order;
	// an unknown side reaches to Past or Future but not beyond the other side.
	Begin, End Moment
	// Precision is the coarsest of the parts that are written.
	Precision Precision
	// Qualifier unites the marks at any part.
	Qualifier Qualifier
	flags     flags
	// beginEast and endEast are the offsets of the two sides, in seconds east of UTC.
	beginEast, endEast int32
}

// Unwritten returns the date without how it was written, a year as an integer
// or in quotes, or so that it may be misread: == tells whether two of them are the same date, sets apart, of
// which a Date holds the hull alone.
func (d Date) Unwritten() Date {
	d.flags &^= isInteger | isDoubtful
	return d
}

// Interval reports whether the date was written with a slash.
func (d *Date) Interval() bool { return d.flags&isInterval != 0 }

// Ongoing reports whether the end was written "..", alone or after a slash:
// End is then {Future, Future}. The open end of a set is not one.
func (d *Date) Ongoing() bool { return d.flags&isOngoing != 0 }

// Set reports whether the date was written as a one-of or all-of set.
func (d *Date) Set() bool { return d.flags&isSet != 0 }

// BeginInstant returns when a date begins that is written with an offset from UTC,
// in UTC; ok is false for any other. Two instants may be compared as these; beside
// other dates [Date.Begin] counts, which holds both readings.
func (d *Date) BeginInstant() (m Moment, ok bool) {
	if d.flags&beginsInUTC == 0 {
		return Moment{}, false
	}
	return inUTC(d.Begin, d.beginEast), true
}

// EndInstant is BeginInstant for the end of an interval; of other dates it is the same.
func (d *Date) EndInstant() (m Moment, ok bool) {
	if d.flags&endsInUTC == 0 {
		return Moment{}, false
	}
	return inUTC(d.End, d.endEast), true
}

// Backwards reports whether an interval certainly ends before it begins.
func (d *Date) Backwards() bool {
	begin, ok := d.BeginInstant()
	end, ok2 := d.EndInstant()
	return d.End.Latest < d.Begin.Earliest || ok && ok2 && end.Latest < begin.Earliest
}

// inUTC takes the clock as written out of a moment that reaches from there to UTC.
func inUTC(m Moment, east int32) Moment {
	if east > 0 {
		m.Latest -= int64(east)
	} else {
		m.Earliest -= int64(east)
	}
	return m
}

// Doubtful reports whether some part of the date is a season whose number is
// that of the next year too, as in "1931-32": perhaps two years were meant.
func (d *Date) Doubtful() bool { return d.flags&isDoubtful != 0 }

// Hull is the one moment that holds the date: from the beginning's earliest
// second to the end's latest, or all of both sides of an interval whose sides
// are in the wrong order.
func (d *Date) Hull() Moment {
	if d.Begin.Earliest <= d.End.Latest {
		return Moment{d.Begin.Earliest, d.End.Latest}
	}
	return Moment{d.End.Earliest, d.Begin.Latest}
}

// Year is the date that a TOML integer stands for. Outside -9999…9999 the error
// is an *Error of ErrRange.
func Year(y int64) (Date, error) {
	if y < -9999 || y > 9999 {
		return Date{}, integerYear(y)
	}
	m := Moment{daysFromCivil(y, 1, 1) * daySeconds, daysFromCivil(y+1, 1, 1)*daySeconds - 1}
	return Date{Begin: m, End: m, Precision: PrecisionYear, flags: isInteger}, nil
}
