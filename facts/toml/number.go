package toml

import (
	"math"
	"strconv"
	"strings"
)

// parseInteger reads an integer whose form is right. It reports
// false for one that does not fit in 64 bits.
func parseInteger(s string) (int64, bool) {
	base, digits, negative := uint64(10), s, false
	switch {
	case s[0] == '-':
		digits, negative = s[1:], true
	case s[0] == '+':
		digits = s[1:]
	case len(s) > 2 && s[1] == 'x':
		base, digits = 16, s[2:]
	case len(s) > 2 && s[1] == 'o':
		base, digits = 8, s[2:]
	case len(s) > 2 && s[1] == 'b':
		base, digits = 2, s[2:]
	}
	limit := uint64(math.MaxInt64)
	if negative {
		limit++
	}
	short := len(digits) <= 15 // 16^15 fits, which saves the division
	var n uint64
	for i := range len(digits) {
		c := digits[i]
		if c == '_' {
			continue
		}
		d := uint64(c - '0')
		if c > '9' {
			d = uint64(c|0x20-'a') + 10
		}
		if !short && n > (limit-d)/base {
			return 0, false
		}
		n = n*base + d
	}
	if negative {
		return -int64(n), true
	}
	return int64(n), true
}

// parseFloat reads a float whose form is right. It reports false
// for one beyond the largest 64-bit number.
func parseFloat(s string) (float64, bool) {
	if strings.IndexByte(s, '_') >= 0 {
		s = strings.ReplaceAll(s, "_", "")
	}
	if len(s) == 4 && s[1] == 'n' {
		s = s[1:] // strconv knows +inf and -inf, but no sign on nan
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0, false
	}
	return f, true
}
