package toml

import (
	"strconv"
	"strings"
)

// ParseInteger reads an [Integer] as written. It reports
// false for one that does not fit in 64 bits.
func ParseInteger(s string) (n int64, ok bool) {
	for i := range len(s) {
		if !isDigit(s[i]) || i == 18 {
			n, err := strconv.ParseInt(s, 0, 64)
			return n, err == nil
		}
		n = n*10 + int64(s[i]-'0')
	}
	return n, true
}

// ParseFloat reads a [Float] as written. It reports false
// for one beyond the largest 64-bit number.
func ParseFloat(s string) (float64, bool) {
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
