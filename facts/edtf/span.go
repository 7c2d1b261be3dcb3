package edtf

import "math/bits"

// A season runs from the first day of one month to the last of another, which may
// lie in the next year. unit is how many months a mark widens it by.
type season struct{ first, last, unit int8 }

// Usage differs by where the author lives and whether seasons begin with a month
// or an equinox, so 21…32 cover both; winter is that of either turn of the year.
// What comes after, quarters to half-years, is exact.
var seasons = [...]season{
	{3, 6, 3}, {6, 9, 3}, {9, 12, 3}, {1, 15, 3}, // 21…24, hemisphere not said
	{3, 6, 3}, {6, 9, 3}, {9, 12, 3}, {1, 15, 3}, // 25…28, northern
	{9, 12, 3}, {1, 15, 3}, {3, 6, 3}, {6, 9, 3}, // 29…32, southern
	{1, 3, 3}, {4, 6, 3}, {7, 9, 3}, {10, 12, 3}, // 33…36
	{1, 4, 4}, {5, 8, 4}, {9, 12, 4}, // 37…39
	{1, 6, 6}, {7, 12, 6}, // 40, 41
}

// span gives the seconds that a date may mean, widened by its marks or not.
func (p *single) span(widen bool) (Moment, *Error) {
	var first, last int64
	if p.season != 0 {
		s := seasons[p.season-21]
		first = clampedDay(p.firstYear, int(s.first), 1)
		last = clampedDay(p.lastYear, int(s.last), 31)
	} else {
		var ok bool
		if first, last, ok = p.existing(); !ok {
			return Moment{}, p.missing()
		}
	}
	if p.depth >= depthMinute {
		return p.clock.on(first), nil
	}
	if widen && p.steps != [3]uint8{} {
		first, last = p.widened(first, last)
	}
	return Moment{first * daySeconds, last*daySeconds + daySeconds - 1}, nil
}

// existing gives the first and the last day that fit and exist.
func (p *single) existing() (first, last int64, ok bool) {
	if p.depth < depthDay {
		m1, m2 := bits.TrailingZeros16(p.months), bits.Len16(p.months)-1
		return daysFromCivil(p.firstYear, m1, 1), daysFromCivil(p.lastYear, m2, daysIn(p.lastYear, m2)), true
	}
	if p.firstYear != p.lastYear && !p.fitsLeapYear() {
		return 0, 0, false
	}
	// From here on only 29 February can make it look at more than one year.
	y := p.firstYear
	m, d := p.firstIn(y)
	for m == 0 {
		if y++; y > p.lastYear {
			return 0, 0, false
		}
		if p.yearFits(y) {
			m, d = p.firstIn(y)
		}
	}
	first = daysFromCivil(y, m, d)
	y = p.lastYear
	m, d = p.lastIn(y)
	for m == 0 {
		if y--; p.yearFits(y) {
			m, d = p.lastIn(y)
		}
	}
	return first, daysFromCivil(y, m, d), true
}

func (p *single) fitsLeapYear() bool {
	m, _ := p.firstIn(2000)
	return m != 0
}

func (p *single) firstIn(y int64) (m, d int) {
	for ms := p.months; ms != 0; ms &= ms - 1 {
		m = bits.TrailingZeros16(ms)
		if ds := p.days & (1<<(daysIn(y, m)+1) - 2); ds != 0 {
			return m, bits.TrailingZeros32(ds)
		}
	}
	return 0, 0
}

func (p *single) lastIn(y int64) (m, d int) {
	for ms := p.months; ms != 0; ms &^= 1 << m {
		m = bits.Len16(ms) - 1
		if ds := p.days & (1<<(daysIn(y, m)+1) - 2); ds != 0 {
			return m, bits.Len32(ds) - 1
		}
	}
	return 0, 0
}

// yearFits compares a year with a pattern; the first and the last year always fit.
func (p *single) yearFits(y int64) bool {
	if y < 0 {
		y = -y
	}
	for i := 3; i >= 0; i-- {
		if c := p.digits[i]; c != 'X' && int64(c-'0') != y%10 {
			return false
		}
		y /= 10
	}
	return true
}

// missing explains why no day fits.
func (p *single) missing() *Error {
	m, d := bits.TrailingZeros16(p.months), bits.TrailingZeros32(p.days)
	switch {
	case p.fitsLeapYear() && p.block > 1:
		return notExisting("no year that fits has a 29 February")
	case p.openMonth || p.openDay:
		return notExisting("no existing day fits")
	case m == 2 && p.block > 1:
		return notExisting("February has at most 29 days")
	}
	return noSuchDay(p.firstYear, m, d)
}

// widened moves the bounds apart by the marks. It counts from the corners of the
// pattern, whether such a day exists or not: 190X~-02-29 may mean 1892, though
// 1904 is the first that fits as written.
func (p *single) widened(first, last int64) (int64, int64) {
	years, months, days := p.steps64()
	if years != 0 || months != 0 {
		m1, m2 := bits.TrailingZeros16(p.months), bits.Len16(p.months)-1
		d1, d2 := bits.TrailingZeros32(p.days), bits.Len32(p.days)-1
		if p.season != 0 {
			s := seasons[p.season-21]
			m1, m2 = int(s.first), int(s.last)
		}
		first = clampedDay(p.firstYear-years, m1-months, d1)
		last = clampedDay(p.lastYear+years, m2+months, d2)
	}
	return first - days, last + days
}

// steps64 turns the marks into years, months and days, in the unit of the part
// that each is at.
func (p *single) steps64() (years int64, months int, days int64) {
	years, months, days = int64(p.steps[yearPart]), int(p.steps[monthPart]), int64(p.steps[dayPart])
	if p.openDay {
		months, days = months+int(days), 0
	}
	if p.openMonth {
		years, months = years+int64(months), 0
	}
	if p.season != 0 {
		months *= int(seasons[p.season-21].unit)
	}
	return years * p.block, months, days
}

// precision is the unit that a mark at the end would widen by.
func (p *single) precision() Precision {
	switch {
	case p.depth == depthSecond:
		return PrecisionSecond
	case p.depth == depthMinute:
		return PrecisionMinute
	case p.depth == depthDay && !p.openDay:
		return PrecisionDay
	case p.season != 0:
		return PrecisionSeason
	case p.depth >= depthMonth && !p.openMonth:
		return PrecisionMonth
	}
	switch p.block {
	case 1:
		return PrecisionYear
	case 10:
		return PrecisionDecade
	case 100:
		return PrecisionCentury
	case 1000:
		return PrecisionMillennium
	}
	return PrecisionLonger
}
