package types

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestDurations holds the least and the most days of durations against calendars.
func TestDurations(t *testing.T) {
	for _, c := range []struct {
		text                string
		least, most, julian int64
		ok                  bool
	}{
		{"14d", 14, 14, 14, true},
		{"2w", 14, 14, 14, true},
		{"1m", 28, 31, 28, true},
		{"12m", 365, 366, 365, true},
		{"1y", 365, 366, 365, true},
		{"5y", 1825, 1827, 1826, true},
		{"0d", 0, 0, 0, true},
		{"", 0, 0, 0, false},
		{"d", 0, 0, 0, false},
		{"-1d", 0, 0, 0, false},
		{"1.5y", 0, 0, 0, false},
		{"1h", 0, 0, 0, false},
		{"12345678d", 0, 0, 0, false},
	} {
		least, most, ok := ParseDuration(c.text)
		assert.Equal(t, c.ok, ok, c.text)
		if ok {
			assert.Equal(t, [3]int64{c.least, c.most, c.julian}, [3]int64{least, most, LeastInJulianYears(c.text)}, c.text)
		}
	}
}

// TestRows asks of every type what no row may leave out.
func TestRows(t *testing.T) {
	names := map[string]bool{}
	for typ := range All {
		row := typ.Row()
		assert.False(t, names[row.Name], "two types %s", row.Name)
		names[row.Name] = true
		assert.NotZero(t, row.Form, row.Name)
		assert.NotEmpty(t, row.Takes, row.Name)
		assert.Equal(t, row.Name, typ.String())
		if !row.Common {
			assert.Equal(t, typ, Named(row.Name))
			assert.Contains(t, Declarable(), row.Name)
		} else {
			assert.NotContains(t, Declarable(), row.Name)
		}
		assert.False(t, row.Form.Numeric() && row.Form.Refers(), row.Name)
	}
	assert.Zero(t, Named("strin"))
}
