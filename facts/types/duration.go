package types

import "strconv"

// ParseDuration reads a duration such as "14d", "2w", "6m" or "4y" and returns
// the least and the most days it can have: a month has 28 to 31, a year 365 to
// 366, and so on for several (a run of 12 months is a year).
func ParseDuration(s string) (least, most int64, ok bool) {
	days, months, ok := parseDuration(s)
	return days + monthsLeast(months), days + monthsMost(months), ok
}

// LeastInJulianYears returns the least days that a duration which ParseDuration
// accepts can have among years of which every fourth has a leap day, as all have
// between 1900 and 2100: five years are 1826 days then, and 1825 around 1900.
func LeastInJulianYears(s string) int64 {
	days, months, _ := parseDuration(s)
	return days + monthsLeastJulian(months)
}

// parseDuration reads a duration as days, or as months.
func parseDuration(s string) (days, months int64, ok bool) {
	if len(s) < 2 || len(s) > 8 {
		return 0, 0, false
	}
	digits, err := strconv.ParseUint(s[:len(s)-1], 10, 32)
	if err != nil {
		return 0, 0, false
	}
	n := int64(digits)
	switch s[len(s)-1] {
	case 'd':
		return n, 0, true
	case 'w':
		return 7 * n, 0, true
	case 'm':
		return 0, n, true
	case 'y':
		return 0, 12 * n, true
	}
	return 0, 0, false
}

// The fewest and the most days that one to eleven months in a row can have, by
// brute force over a cycle of 400 years.
var (
	fewestDays = [12]int64{0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334}
	mostDays   = [12]int64{0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337}
)

// monthsLeast returns the fewest days of n months in a row. The leap days of y
// years are at least (y−1)/4 less those that a century drops; rounding down is safe.
func monthsLeast(n int64) int64 {
	years, months := n/12, n%12
	leaps := years/4 - years/100 - 1
	return years*365 + max(leaps, 0) + fewestDays[months]
}

// monthsLeastJulian returns the fewest days of n months in a row when every fourth
// year has a leap day: 37 months in a row hold one at least, 85 two.
func monthsLeastJulian(n int64) int64 {
	return n/12*365 + (n+11)/48 + fewestDays[n%12]
}

// monthsMost returns the most days of n months in a row; rounding up is safe.
func monthsMost(n int64) int64 {
	years, months := n/12, n%12
	leaps := int64(0)
	if years > 0 {
		leaps = (years + 3) / 4
	}
	return years*365 + leaps + mostDays[months]
}
