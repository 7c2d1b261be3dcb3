package edtf

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The oracles here share nothing with the package but its types: they list the
// days of package time one by one and compare text with text.

// daysOf lists the days of the years first…last as yyyy-mm-dd with their first second.
func daysOf(first, last int) (texts []string, seconds []int64) {
	for t := time.Date(first, 1, 1, 0, 0, 0, 0, time.UTC); t.Year() <= last; t = t.AddDate(0, 0, 1) {
		texts = append(texts, t.Format("2006-01-02"))
		seconds = append(seconds, t.Unix())
	}
	return texts, seconds
}

// shows reports whether a pattern with X shows a text of the same length.
func shows(pattern, text string) bool {
	for i := range len(pattern) {
		if pattern[i] != 'X' && pattern[i] != text[i] {
			return false
		}
	}
	return true
}

func TestEveryDayAgainstTime(t *testing.T) {
	for _, years := range [][2]int{{0, 5}, {1580, 1605}, {1895, 1905}, {1968, 2040}, {9995, 9999}} {
		for y := years[0]; y <= years[1]; y++ {
			for m := range 15 {
				for d := range 34 {
					text := fmt.Sprintf("%04d-%02d-%02d", y, m, d)
					date, err := Parse(text)
					toml, tomlErr := ParseTOML(text)
					when := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
					exists := when.Year() == y && int(when.Month()) == m && when.Day() == d
					require.Equal(t, exists, err == nil, "Parse(%s): %v", text, err)
					require.Equal(t, exists, tomlErr == nil, "ParseTOML(%s): %v", text, tomlErr)
					if !exists {
						continue
					}
					want := Moment{when.Unix(), when.Unix() + 86399}
					require.Equal(t, []Moment{want, want}, []Moment{date.Begin, date.End}, text)
					require.Equal(t, date, toml, text)
				}
			}
		}
	}
}

func TestCalendarRoundTrip(t *testing.T) {
	when := time.Date(-500, 1, 1, 0, 0, 0, 0, time.UTC)
	first := when.Unix() / daySeconds
	for i := range int64(3000 * 366) {
		y, m, d := civilFromDays(first + i)
		if int(y) != when.Year() || m != int(when.Month()) || d != when.Day() || daysFromCivil(y, m, d) != first+i {
			require.Failf(t, "another day", "day %d is %s, got %d-%d-%d and back %d", first+i, when, y, m, d, daysFromCivil(y, m, d))
		}
		when = when.AddDate(0, 0, 1)
	}
	for _, z := range []int64{0, -1, 36524_000_000_000, -36524_000_000_000} {
		y, m, d := civilFromDays(z)
		assert.Equal(t, z, daysFromCivil(y, m, d))
	}
}

// TestPatternsAgainstEveryDay compares the bounds of every pattern of month and
// day with the first and last of all days that show it.
func TestPatternsAgainstEveryDay(t *testing.T) {
	texts, seconds := daysOf(2000, 2999)
	for _, year := range []string{"2022", "2024", "202X", "2XX1", "20X0"} {
		var days []int
		for i, text := range texts {
			if shows(year, text) {
				days = append(days, i)
			}
		}
		for _, month := range patterns("01X", "0123456789X") {
			for _, day := range patterns("0123X", "0123456789X") {
				if year == "2XX1" && day != "29" && day != "3X" && day != "XX" {
					continue // 36 500 days times 1 815 patterns is too long a test
				}
				pattern := year + "-" + month + "-" + day
				want, any := Moment{}, false
				for _, i := range days {
					if shows(pattern[5:], texts[i][5:]) {
						if !any {
							want.Earliest, any = seconds[i], true
						}
						want.Latest = seconds[i] + 86399
					}
				}
				d, err := Parse(pattern)
				require.Equal(t, any, err == nil, "%s: %v", pattern, err)
				if any {
					require.Equal(t, want, d.Begin, pattern)
				}
			}
		}
	}
}

func patterns(first, second string) (all []string) {
	for _, a := range first {
		for _, b := range second {
			all = append(all, string(a)+string(b))
		}
	}
	return all
}

// TestWideningAgainstEveryReading moves every day that a marked pattern shows by
// up to as many units as its marks say, part by part, and wants each day that
// exists inside the bounds.
func TestWideningAgainstEveryReading(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	texts, seconds := daysOf(1700, 2299)
	at := make(map[string]int64, len(texts))
	for i, text := range texts {
		at[text] = seconds[i]
	}
	years := []string{"2004", "2022", "199X", "190X", "20X4", "1900"}
	inYear := make(map[string][]string)
	for _, text := range texts {
		for _, year := range years {
			if shows(year, text) && text >= "1900" && text < "2100" {
				inYear[year] = append(inYear[year], text)
			}
		}
	}
	months := append(patterns("0", "123456789X"), "10", "11", "12", "1X", "XX", "X2")
	days := append(patterns("012", "123456789X"), "28", "29", "30", "31", "3X", "XX", "X9")
	pick := func(from []string) string { return from[random.IntN(len(from))] }
	checked := 0
	for range 1500 {
		y, m, d := pick(years), pick(months), pick(days)
		marks := [3]string{pick([]string{"", "?", "~", "%"}), pick([]string{"", "?", "~", "%"}), pick([]string{"", "?", "~", "%"})}
		pattern := y + "-" + m + "-" + d
		text := marks[0] + y + "-" + marks[1] + m + "-" + marks[2] + d
		got, err := Parse(text)
		if err != nil {
			continue
		}
		plain, _ := Parse(pattern)
		require.GreaterOrEqual(t, plain.Begin.Earliest, got.Begin.Earliest, "%s is narrower than %s", text, pattern)
		require.LessOrEqual(t, plain.Begin.Latest, got.Begin.Latest, "%s is narrower than %s", text, pattern)
		block := 1
		for i := range 4 {
			if y[i] == 'X' {
				block = []int{1000, 100, 10, 1}[i] * 10
				break
			}
		}
		for _, shown := range inYear[y] {
			if !shows(pattern, shown) {
				continue
			}
			var yy, mm, dd int
			fmt.Sscanf(shown, "%d-%d-%d", &yy, &mm, &dd)
			for _, dy := range reach(marks[0]) {
				for _, dm := range reach(marks[1]) {
					moved := time.Date(yy+dy*block, time.Month(mm+dm), 1, 0, 0, 0, 0, time.UTC)
					sec, ok := at[fmt.Sprintf("%s-%02d", moved.Format("2006-01"), dd)]
					if !ok {
						continue
					}
					for _, by := range reach(marks[2]) {
						s := sec + int64(by)*86400
						if s < got.Begin.Earliest || s+86399 > got.Begin.Latest {
							require.Failf(t, "not in the date", "%s: %s lies outside %s", text, isoDay(s), bounds(got.Begin))
						}
						checked++
					}
				}
			}
		}
	}
	assert.GreaterOrEqual(t, checked, 10_000, "readings checked")
}

// reach gives how far a mark moves a part: 0 and the units on either side.
func reach(mark string) []int {
	switch mark {
	case "":
		return []int{0}
	case "%":
		return []int{-2, -1, 0, 1, 2}
	}
	return []int{-1, 0, 1}
}

// expansions replaces every X by every digit.
func expansions(s string) []string {
	i := strings.IndexByte(s, 'X')
	if i < 0 {
		return []string{s}
	}
	var all []string
	for c := '0'; c <= '9'; c++ {
		all = append(all, expansions(s[:i]+string(c)+s[i+1:])...)
	}
	return all
}
