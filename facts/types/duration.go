package types

// ParseDuration reads a duration such as "14d", "2w", "6m" or "4y" and returns
// the least and the most days it can have: a month has 28 to 31, a year 365 to
// 366, and so on for several (a run of 12 months is a year).
func ParseDuration(s string) (least, most int64, ok bool) {
	if len(s) < 2 || len(s) > 8 {
		return 0, 0, false
	}
	var n int64
	for _, c := range []byte(s[:len(s)-1]) {
		if c < '0' || c > '9' {
			return 0, 0, false
		}
		n = n*10 + int64(c-'0')
	}
	switch s[len(s)-1] {
	case 'd':
		return n, n, true
	case 'w':
		return 7 * n, 7 * n, true
	case 'm':
		return monthsLeast(n), monthsMost(n), true
	case 'y':
		return monthsLeast(12 * n), monthsMost(12 * n), true
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

// monthsMost returns the most days of n months in a row; rounding up is safe.
func monthsMost(n int64) int64 {
	years, months := n/12, n%12
	leaps := int64(0)
	if years > 0 {
		leaps = (years + 3) / 4
	}
	return years*365 + leaps + mostDays[months]
}
