package edtf

import "time"

const daySeconds = 86400

// maxYear keeps every bound, widened by two of its largest units, between Past
// and Future: 1.2e11 years are 3.8e18 seconds, Future is 4.6e18.
const maxYear = 100_000_000_000

var monthDays = [13]uint8{0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

func leap(y int64) bool { return y&3 == 0 && (y%100 != 0 || y%400 == 0) }

// Julian reports whether every fourth year has a leap day from the year of the one
// day, as DayOf counts them, to that of the other: no century without one begins there.
func Julian(from, until int64) bool {
	first, _, _ := civilFromDays(from)
	last, _, _ := civilFromDays(until)
	first, last = floorDiv(first+99, 100), floorDiv(last, 100)
	return first > last || first == last && first%4 == 0
}

func daysIn(y int64, m int) int {
	if m == 2 && leap(y) {
		return 29
	}
	return int(monthDays[m])
}

// beforeMonth counts the days from 1 March to the first of each month; January and
// February belong to the year before, so that a leap day is the last of its year.
var beforeMonth = [13]uint16{0, 306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275}

// daysFromCivil counts days from 1970-01-01. Years 0…9999 go the quicker way.
func daysFromCivil(y int64, m, d int) int64 {
	if y < 0 || y > 9999 {
		return time.Date(int(y), time.Month(m), d, 0, 0, 0, 0, time.UTC).Unix() / daySeconds
	}
	if m <= 2 {
		y--
	}
	n := uint32(y + 400) // which have 146 097 days
	return int64(n*365+n/4-n/100+n/400) + int64(beforeMonth[m]) + int64(d) - (719469 + 146097)
}

// civilFromDays is the inverse of daysFromCivil.
func civilFromDays(z int64) (y int64, m, d int) {
	year, month, day := time.Unix(z*daySeconds, 0).UTC().Date()
	return int64(year), int(month), day
}

// clampedDay takes any month, counted on into other years, and a day of the month
// that may be too large for it; it gives the last day that exists.
func clampedDay(y int64, m, d int) int64 {
	carry := floorDiv(int64(m-1), 12)
	y, m = y+carry, m-int(carry)*12
	return daysFromCivil(y, m, min(d, daysIn(y, m)))
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
