package edtf

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// FuzzParse checks laws that hold for every text.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"2022-05-13", "199X~", "2004?-~06-11%", "[1667~,1668-12..]", "{..1960,1970..1972}",
		"2017/..", "/1985-XX-31", "2005/2004", "Y-17E7S3?", "1950S2%", "2001-24~", "1985-04-12T23:20:30+04:30",
		"1979-05-27 07:32:00.99-07:00", "190X~-02-29", "-000X", "1990-12-31T23:59:60Z"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := Parse(s)
		toml, tomlErr := ParseTOML(s)
		if err == nil && tomlErr == nil {
			assert.Equal(t, toml, d, "%q", s)
		}
		checkWords(t, d, s)
		if err != nil {
			checkError(t, s, err)
			if tomlErr == nil {
				checkDate(t, s, toml)
				checkWords(t, toml, s)
			} else {
				checkError(t, s, tomlErr)
			}
			return
		}
		checkDate(t, s, d)

		var plain Date
		require.Nil(t, plain.read(s, false), "%q: an error without widening only", s)
		assert.True(t, within(plain.Begin, d.Begin), "%q: widened to %v from %v", s, d, plain)
		assert.True(t, within(plain.End, d.End), "%q: widened to %v from %v", s, d, plain)
		if n := strings.Count(s, "X"); n > 0 && n <= 3 {
			for _, e := range expansions(s) {
				narrow, err := Parse(e)
				if err != nil || hasSeason(e) {
					continue
				}
				assert.True(t, within(narrow.Begin, d.Begin), "%q: %v does not hold %q: %v", s, d, e, narrow)
				assert.True(t, within(narrow.End, d.End), "%q: %v does not hold %q: %v", s, d, e, narrow)
			}
		}
	})
}

// hasSeason reports whether a month past 12 is written: an X never means one.
func hasSeason(s string) bool {
	clean := strings.NewReplacer("?", "", "~", "", "%", "").Replace(s)
	for _, one := range strings.FieldsFunc(clean, func(r rune) bool { return strings.ContainsRune("[]{},/. ", r) }) {
		one = strings.TrimPrefix(one, "-")
		if len(one) >= 7 && one[4] == '-' && one[5] >= '2' {
			return true
		}
	}
	return false
}

func within(inner, outer Moment) bool {
	return inner.Earliest >= outer.Earliest && inner.Latest <= outer.Latest
}

func checkDate(t *testing.T, s string, d Date) {
	t.Helper()
	assert.LessOrEqual(t, d.Begin.Earliest, d.Begin.Latest, "%q: a moment ends before it begins: %v", s, d)
	assert.LessOrEqual(t, d.End.Earliest, d.End.Latest, "%q: a moment ends before it begins: %v", s, d)
	if !d.Interval() && !d.Ongoing() {
		assert.Equal(t, d.End, d.Begin, "%q: Begin and End differ: %v", s, d)
	}
	h := d.Hull()
	assert.True(t, within(d.Begin, Moment{min(h.Earliest, d.Begin.Earliest), Future}), "%q: hull of %v", s, d)
	assert.LessOrEqual(t, h.Earliest, h.Latest, "%q: hull of %v", s, d)
	assert.LessOrEqual(t, h.Earliest, d.Begin.Earliest, "%q: hull of %v", s, d)
	assert.GreaterOrEqual(t, h.Latest, d.End.Latest, "%q: hull of %v", s, d)
	for _, m := range []int64{d.Begin.Earliest, d.Begin.Latest, d.End.Earliest, d.End.Latest} {
		if m != Past && m != Future {
			assert.GreaterOrEqual(t, m, -horizon, "%q: between the last date and an unknown one", s)
			assert.LessOrEqual(t, m, horizon, "%q: between the last date and an unknown one", s)
		}
	}
}

func checkError(t *testing.T, s string, err error) {
	t.Helper()
	var e *Error
	require.ErrorAs(t, err, &e, "%q", s)
	assert.Equal(t, s, e.Text)
	require.Error(t, e.Kind, "%q", s)
	assert.NotEmpty(t, e.Reason, "%q", s)
	assert.True(t, printable(e.Reason), "%q: error %q", s, err)
	assert.True(t, printable(e.Error()), "%q: error %q", s, err)
}

func checkWords(t *testing.T, d Date, s string) {
	t.Helper()
	for _, words := range []string{Name(d, s), Phrase(d, s)} {
		assert.True(t, printable(words), "%q is named %q", s, words)
		assert.NotEmpty(t, words, "%q", s)
		assert.NotContains(t, words, "  ", "%q", s)
		assert.Equal(t, strings.Trim(words, " "), words, "%q", s)
		assert.LessOrEqual(t, len(words), 600, "%q is named %q", s, words)
	}
}

// printable reports whether s is printable ASCII, or what strconv.Quote lets through.
func printable(s string) bool {
	for _, r := range s {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r >= 0x202a && r <= 0x202e {
			return false
		}
	}
	return true
}
