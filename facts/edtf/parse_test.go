package edtf

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// bounds writes a moment as "first day … last day", with the times of day when
// they are not those of whole days.
func bounds(m Moment) string {
	a, b := isoDay(m.Earliest), isoDay(m.Latest)
	if m.Earliest != Past && m.Earliest != Future {
		if s := m.Earliest - floorDiv(m.Earliest, daySeconds)*daySeconds; s != 0 {
			a += " " + clockName(int(s), true)
		}
	}
	if m.Latest != Future {
		if s := m.Latest - floorDiv(m.Latest, daySeconds)*daySeconds; s != daySeconds-1 {
			b += " " + clockName(int(s), true)
		}
	}
	return a + " … " + b
}

func TestParseBounds(t *testing.T) {
	tests := []struct{ text, want string }{
		{"2022-05-13", "2022-05-13 … 2022-05-13"},
		{"2022-05", "2022-05-01 … 2022-05-31"},
		{"2022", "2022-01-01 … 2022-12-31"},
		{"199X", "1990-01-01 … 1999-12-31"},
		{"19XX", "1900-01-01 … 1999-12-31"},
		{"XXXX", "0000-01-01 … 9999-12-31"},
		{"-1XXX", "-1999-01-01 … -1000-12-31"},
		{"-000X", "-0009-01-01 … 0000-12-31"},
		{"1XX6-12-XX", "1006-12-01 … 1996-12-31"},
		{"2022-XX-13", "2022-01-13 … 2022-12-13"},
		{"2022-XX-31", "2022-01-31 … 2022-12-31"},
		{"2022-0X-31", "2022-01-31 … 2022-08-31"},
		{"2022-X2-3X", "2022-12-30 … 2022-12-31"},
		{"2022-02-2X", "2022-02-20 … 2022-02-28"},
		{"19XX-02-29", "1904-02-29 … 1996-02-29"},
		{"-19XX-02-29", "-1996-02-29 … -1904-02-29"},
		{"15XX-01-3X", "1500-01-30 … 1599-01-31"},

		// Seasons, read widely.
		{"2022-21", "2022-03-01 … 2022-06-30"},
		{"2022-26", "2022-06-01 … 2022-09-30"},
		{"2022-23", "2022-09-01 … 2022-12-31"},
		{"2022-24", "2022-01-01 … 2023-03-31"},
		{"2022-29", "2022-09-01 … 2022-12-31"},
		{"2022-30", "2022-01-01 … 2023-03-31"},
		{"2022-31", "2022-03-01 … 2022-06-30"},
		{"2022-32", "2022-06-01 … 2022-09-30"},
		{"2022-33", "2022-01-01 … 2022-03-31"},
		{"2022-36", "2022-10-01 … 2022-12-31"},
		{"2022-38", "2022-05-01 … 2022-08-31"},
		{"2022-40", "2022-01-01 … 2022-06-30"},
		{"2022-41", "2022-07-01 … 2022-12-31"},
		{"199X-24", "1990-01-01 … 2000-03-31"},

		// Marks at the end, in units of the precision.
		{"1992~", "1991-01-01 … 1993-12-31"},
		{"1992%", "1990-01-01 … 1994-12-31"},
		{"199X?", "1980-01-01 … 2009-12-31"},
		{"19XX%", "1700-01-01 … 2199-12-31"},
		{"1XXX~", "0000-01-01 … 2999-12-31"},
		{"1XX6~", "0006-01-01 … 2996-12-31"},
		{"2022-05~", "2022-04-01 … 2022-06-30"},
		{"2022-01%", "2021-11-01 … 2022-03-31"},
		{"2022-05-13~", "2022-05-12 … 2022-05-14"},
		{"2022-03-01%", "2022-02-27 … 2022-03-03"},
		{"2022-05-XX~", "2022-04-01 … 2022-06-30"},
		{"2022-XX~", "2021-01-01 … 2023-12-31"},
		{"2022-XX-13~", "2022-01-12 … 2022-12-14"},
		{"2001-21~", "2000-12-01 … 2001-09-30"},
		{"2001-24~", "2000-10-01 … 2002-06-30"},
		{"2001-37~", "2000-09-01 … 2001-08-31"},
		{"2001-40%", "2000-01-01 … 2002-06-30"},
		{"0000~", "-0001-01-01 … 0001-12-31"},
		// Marks at a part.
		{"2004?-06-11", "2003-06-11 … 2005-06-11"},
		{"2004%-06-11", "2002-06-11 … 2006-06-11"},
		{"2004-06~-11", "2004-05-11 … 2004-07-11"},
		{"2004-~06-11", "2004-05-11 … 2004-07-11"},
		{"2004-06-~11", "2004-06-10 … 2004-06-12"},
		{"2022-~03-31", "2022-02-28 … 2022-04-30"},
		{"2022-~04-30", "2022-03-30 … 2022-05-30"},
		{"2004?-02-29", "2003-02-28 … 2005-02-28"},
		{"2004?-02", "2003-02-01 … 2005-02-28"},
		{"?2004-06", "2003-06-01 … 2005-06-30"},
		{"2004?-~06-~04", "2003-05-03 … 2005-07-05"},
		{"~2004?", "2002-01-01 … 2006-12-31"},
		{"~-0100", "-0101-01-01 … -0099-12-31"},
		{"190X~-02-29", "1890-02-28 … 1919-02-28"},
		{"2022-~12-31", "2022-11-30 … 2023-01-31"},

		// Long years, powers of ten, significant digits.
		{"Y12000", "12000-01-01 … 12000-12-31"},
		{"Y-17E7", "-170000000-01-01 … -170000000-12-31"},
		{"Y20E2", "2000-01-01 … 2000-12-31"},
		{"1950S2", "1900-01-01 … 1999-12-31"},
		{"1950S4", "1950-01-01 … 1950-12-31"},
		{"1950S9", "1950-01-01 … 1950-12-31"},
		{"-1950S2", "-1999-01-01 … -1900-12-31"},
		{"1950S3~", "1940-01-01 … 1969-12-31"},
		{"Y171010000S3", "171000000-01-01 … 171999999-12-31"},
		{"Y3388E2S3", "338000-01-01 … 338999-12-31"},
		{"Y17E7~", "169999999-01-01 … 170000001-12-31"},
		{"Y100000000000", "100000000000-01-01 … 100000000000-12-31"},

		// Sets.
		{"[1667,1668]", "1667-01-01 … 1668-12-31"},
		{"{1960..1962}", "1960-01-01 … 1962-12-31"},
		{"[1672-12 , 1667]", "1667-01-01 … 1672-12-31"},
		{"[..1984]", "past … 1984-12-31"},
		{"[1760-12..]", "1760-12-01 … future"},
		{"{1960,-1961-12}", "-1961-12-01 … 1960-12-31"},
		{"[1667~,1670%]", "1666-01-01 … 1672-12-31"},
		{"[1670~..1669]", "1669-01-01 … 1671-12-31"},
		{"[1667%..1668-03~,1670]", "1665-01-01 … 1670-12-31"},
		{"{2004?-06-11..2004-06-~30}", "2003-06-11 … 2005-06-11"},
		{"[..1667,1670..]", "past … future"},

		// Times of day.
		{"1985-04-12T23:20:30", "1985-04-12 23:20:30 … 1985-04-12 23:20:30"},
		{"1985-04-12T23:20", "1985-04-12 23:20:00 … 1985-04-12 23:20:59"},
		{"1985-04-12T23:20:30Z", "1985-04-12 23:20:30 … 1985-04-12 23:20:30"},
		{"1985-04-12T23:20:30+04", "1985-04-12 19:20:30 … 1985-04-12 23:20:30"},
		{"1985-04-12T23:20:30-04:30", "1985-04-12 23:20:30 … 1985-04-13 03:50:30"},
		{"1985-04-12T23:20-04:30", "1985-04-12 23:20:00 … 1985-04-13 03:50:59"},
		{"1985-04-12T24:00:00", "1985-04-12 23:59:59 … 1985-04-12"},
		{"1985-04-12T24:00", "1985-04-12 23:59:59 … 1985-04-12"},
		{"1985-04-12T24:00:00-01:00", "1985-04-12 23:59:59 … 1985-04-13 00:59:59"},
		{"1990-12-31T23:59:60Z", "1990-12-31 … 1991-01-01 00:00:00"},
		{"-0001-01-01T00:00:00+01:00", "-0002-12-31 23:00:00 … -0001-01-01 00:00:00"},
	}
	for _, tt := range tests {
		d, err := Parse(tt.text)
		if !assert.NoError(t, err) {
			continue
		}
		assert.Equal(t, bounds(d.Begin), bounds(d.End), "%q", tt.text)
		got := bounds(d.Begin)
		// A leap second ends a day, and begins a second before that end.
		if tt.text == "1990-12-31T23:59:60Z" {
			got = strings.Replace(got, " 23:59:59", "", 1)
		}
		assert.Equal(t, tt.want, got, "%q", tt.text)
	}
}

func TestParseInterval(t *testing.T) {
	tests := []struct {
		text, begin, end string
		ongoing          bool
	}{
		{"2022-04-10/2022-05-24", "2022-04-10 … 2022-04-10", "2022-05-24 … 2022-05-24", false},
		{"2017/..", "2017-01-01 … 2017-12-31", "future … future", true},
		{"2017/", "2017-01-01 … 2017-12-31", "2017-01-01 … future", false},
		{"../1985", "past … 1985-12-31", "1985-01-01 … 1985-12-31", false},
		{"/1985", "past … 1985-12-31", "1985-01-01 … 1985-12-31", false},
		{"/..", "past … future", "future … future", true},
		{"../", "past … future", "past … future", false},
		{"..", "past … future", "future … future", true},
		{"2005/2004", "2005-01-01 … 2005-12-31", "2004-01-01 … 2004-12-31", false},
		{"1984~/2004-06%", "1983-01-01 … 1985-12-31", "2004-04-01 … 2004-08-31", false},
		{"2017~/", "2016-01-01 … 2018-12-31", "2016-01-01 … future", false},
	}
	for _, tt := range tests {
		d, err := Parse(tt.text)
		if !assert.NoError(t, err) {
			continue
		}
		b, e := bounds(d.Begin), bounds(d.End)
		assert.Equal(t, tt.begin, b, "%q", tt.text)
		assert.Equal(t, tt.end, e, "%q", tt.text)
		assert.Equal(t, tt.ongoing, d.Ongoing(), "%q", tt.text)
		assert.Equal(t, tt.text != "..", d.Interval(), "%q", tt.text)
	}
	d, _ := Parse("2005/2004-06")
	assert.Equal(t, "2004-06-01 … 2005-12-31", bounds(d.Hull()), "hull of sides in the wrong order")
}

func TestParseErrors(t *testing.T) {
	tests := []struct {
		text, reason string
		kind         error
	}{
		{"2022-02-30", "February 2022 has 28 days", ErrNone},
		{"2024-02-30", "February 2024 has 29 days", ErrNone},
		{"0001-02-29", "February of the year 1 has 28 days", ErrNone},
		{"1985-04-31", "April has 30 days", ErrNone},
		{"1985-04-32", "day 32 does not exist", ErrNone},
		{"1985-04-00", "day 00 does not exist", ErrNone},
		{"1985-13-01", "month 13 does not exist", ErrNone},
		{"1999-20", "month 20 does not exist", ErrNone},
		{"1999-21-03", "month 21 does not exist, and a season takes no day", ErrNone},
		{"2022-2X", "no month fits 2X", ErrNone},
		{"2022-02-3X", "no existing day fits", ErrNone},
		{"XXXX-02-30", "February has at most 29 days", ErrNone},
		{"19XX-04-31", "April has 30 days", ErrNone},
		{"19X1-02-29", "no year that fits has a 29 February", ErrNone},
		{"2022-05-13T24:01", "hour 24 does not exist", ErrNone},
		{"2022-05-13T24:00:01", "a time of day is written like 14:30 or 14:30:05, an offset like Z or +02:00", ErrForm},
		{"[1828..1819]", "a range in a set runs from the earlier date to the later: write 1819..1828", ErrNone},
		{"{1801,1828-03~..1819%}", "a range in a set runs from the earlier date to the later: write 1819%..1828-03~", ErrNone},
		{"2022-05-13T10:60", "minute 60 does not exist", ErrNone},
		{"2022-05-13T10:10:61", "second 61 does not exist", ErrNone},
		{"2022-05-13T10:10+24:00", "no offset from UTC is +24:00", ErrNone},
		{"Y100000000001", "years reach from -100000000000 to 100000000000", ErrRange},
		{"Y-17E70", "years reach from -100000000000 to 100000000000", ErrRange},
		{"Y100000000000S1", "years reach from -100000000000 to 100000000000", ErrRange},
		{"-0000", "there is no year -0000; the year before 0001 is 0000", ErrNone},
		{"", "it is empty; a date is written like 2022-05-13, 2022-05 or 2022", ErrForm},
		{"13.05.2022", "a date is written like 2022-05-13, 2022-05 or 2022", ErrForm},
		{"2022-5-13", "month and day have two digits, as in 2022-05-03", ErrForm},
		{"199x", "an unspecified digit is written as a capital X, as in 199X", ErrForm},
		{"(2004)?-06", "parentheses are not part of EDTF since 2019; a mark stands right at its part, as in 2004-06~-11", ErrForm},
		{"2004?~", "one mark is enough: % means both ? and ~", ErrForm},
		{"12000", "a year has four digits; write a longer one like Y12000", ErrForm},
		{"Y2022", "Y is for years of more than four digits; write this one with four, as in 2022", ErrForm},
		{"Y12000-05", "a year that begins with Y takes no month or day", ErrForm},
		{"1985-04-12t23:20:30", "the letter before a time of day is a capital T", ErrForm},
		{"2004-06-11~T10:00", "a date with a time of day takes neither X nor marks", ErrForm},
		{"1985/04/12", "an interval has one slash; a single date is written with hyphens, as in 2022-05-13", ErrForm},
		{"/", "an interval has a date before or after its slash", ErrForm},
		{"2004/open", "an end that has not come is written .., as in 2017/..", ErrForm},
		{"2004/unknown", "an unknown side is left out, as in 2017/", ErrForm},
		{"[1667,1668}", "a set is written like [1667,1668] or {1960..1962}, and ends with its bracket", ErrForm},
		{"[1667,]", "a member of the set is missing", ErrForm},
		{"[..]", "a range in a set has a date before or after its two dots", ErrForm},
		{"1950S0", "the number of significant digits, 1 or more, follows the S, as in 1950S2", ErrForm},
	}
	for _, tt := range tests {
		_, err := Parse(tt.text)
		var e *Error
		if !assert.ErrorAs(t, err, &e, "Parse(%q)", tt.text) {
			continue
		}
		assert.Equal(t, tt.text, e.Text)
		assert.Equal(t, tt.reason, e.Reason, "Parse(%q)", tt.text)
		assert.ErrorIs(t, err, tt.kind, "Parse(%q)", tt.text)
	}
}

func TestParseTOML(t *testing.T) {
	tests := []struct{ raw, want string }{
		{"2022-05-13", "2022-05-13 … 2022-05-13"},
		{"1979-05-27 07:32:00.99-07:00", "1979-05-27 07:32:00 … 1979-05-27 14:32:00"},
		{"1979-05-27t07:32:00z", "1979-05-27 07:32:00 … 1979-05-27 07:32:00"},
		{"1979-05-27T07:32", "1979-05-27 07:32:00 … 1979-05-27 07:32:59"},
		{"1979-05-27 07:32Z", "1979-05-27 07:32:00 … 1979-05-27 07:32:59"},
		{"0000-01-01", "0000-01-01 … 0000-01-01"},
	}
	for _, tt := range tests {
		d, err := ParseTOML(tt.raw)
		if assert.NoError(t, err) {
			assert.Equal(t, tt.want, bounds(d.Hull()), "%q", tt.raw)
		}
	}
	for _, raw := range []string{"07:32:00", "2022-02-30", "2022-05", "2022-05-13T", "2022-05-13x10:00",
		"2022-05-13T10:00+04", "2022-05-13T10:00:00.", "2022-05-1X", "2022-05-13~", "2022-05-13  10:00", "2022-21-13", ""} {
		var e *Error
		_, err := ParseTOML(raw)
		require.ErrorAs(t, err, &e, "ParseTOML(%q)", raw)
		assert.NotEmpty(t, e.Reason, "ParseTOML(%q)", raw)
	}
}

func TestYear(t *testing.T) {
	for y := int64(-9999); y <= 9999; y++ {
		d, err := Year(y)
		require.NoError(t, err)
		text := fmt.Sprintf("%04d", y)
		if y < 0 {
			text = fmt.Sprintf("-%04d", -y)
		}
		p, err := Parse(text)
		require.NoError(t, err, "Parse(%q)", text)
		require.Equal(t, d.Begin, p.Begin, "Parse(%q)", text)
		require.Equal(t, d.End, p.End, "Parse(%q)", text)
		require.Equal(t, d.Precision, p.Precision, "Parse(%q)", text)
		start := time.Date(int(y), 1, 1, 0, 0, 0, 0, time.UTC).Unix()
		require.Equal(t, start, d.Begin.Earliest, "Year(%d)", y)
	}
	for _, y := range []int64{-10000, 10000, 1 << 62, -1 << 63} {
		_, err := Year(y)
		assert.ErrorIs(t, err, ErrRange, "Year(%d)", y)
	}
}

func TestInstants(t *testing.T) {
	for _, tt := range []struct{ text, begin, end string }{
		{"1985-04-12T23:20:30Z", "1985-04-12 23:20:30 … 1985-04-12 23:20:30", "1985-04-12 23:20:30 … 1985-04-12 23:20:30"},
		{"1985-04-12T23:20:30+04:00", "1985-04-12 19:20:30 … 1985-04-12 19:20:30", "1985-04-12 19:20:30 … 1985-04-12 19:20:30"},
		{"1985-04-12T23:20-04:30", "1985-04-13 03:50:00 … 1985-04-13 03:50:59", "1985-04-13 03:50:00 … 1985-04-13 03:50:59"},
		{"1985-04-12T23:20-04:30/1985-04-14T00:00+01:00", "1985-04-13 03:50:00 … 1985-04-13 03:50:59", "1985-04-13 23:00:00 … 1985-04-13 23:00:59"},
		{"1985-04-12T23:20-04:30/..", "1985-04-13 03:50:00 … 1985-04-13 03:50:59", ""},
		{"1985-04-12/1985-04-14T00:00+01:00", "", "1985-04-13 23:00:00 … 1985-04-13 23:00:59"},
		{"1985-04-12T23:20:30", "", ""},
		{"[1985-04-12T23:20:30Z,1985-04-12T23:20:31Z]", "", ""},
		{"..", "", ""},
	} {
		d, err := Parse(tt.text)
		require.NoError(t, err)
		for _, side := range []struct {
			want    string
			instant func() (Moment, bool)
		}{{tt.begin, d.BeginInstant}, {tt.end, d.EndInstant}} {
			m, ok := side.instant()
			assert.Equal(t, side.want != "", ok, tt.text)
			if ok {
				assert.Equal(t, side.want, bounds(m), tt.text)
			}
		}
	}
}

func TestDoubtful(t *testing.T) {
	for text, want := range map[string]bool{
		"1931-32": true, "1931-32~": true, "2020-21": true, "2039-40": true, "?1931-32": true, "1931-32/1940": true, "1940/1940-41": true, "[1900,1931-32]": true,
		"1931-31": false, "1931-24": false, "2021-21": false, "1931-03": false, "193X-32": false, "-0031-32": false, "1931/1932": false, "..": false,
	} {
		d, err := Parse(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, d.Doubtful(), text)
	}
	part, years, months := Doubt("[1900, 1931-32~]")
	assert.Equal(t, []string{"1931-32", "1931/1932", "1931-06/1931-09"}, []string{part, years, months})
	part, years, months = Doubt("1923-24")
	assert.Equal(t, []string{"1923-24", "1923/1924", "1923-01/1924-03"}, []string{part, years, months})
}

func TestDateFacts(t *testing.T) {
	tests := []struct {
		text      string
		precision Precision
		qualifier Qualifier
	}{
		{"2022-05-13", PrecisionDay, 0},
		{"2022-05-13T10:00", PrecisionMinute, 0},
		{"2022-05-13T10:00:00Z", PrecisionSecond, 0},
		{"2022-05-13T10:00/2022-05-14", PrecisionDay, 0},
		{"2022-05-13T10:00/..", PrecisionMinute, 0},
		{"2022-05~/2023?", PrecisionYear, Uncertain | Approximate},
		{"199X%", PrecisionDecade, Uncertain | Approximate},
		{"2022-XX", PrecisionYear, 0},
		{"2022-05-1X", PrecisionMonth, 0},
		{"2022-24", PrecisionSeason, 0},
		{"19XX", PrecisionCentury, 0},
		{"XXXX", PrecisionLonger, 0},
		{"[..1984~]", PrecisionYear, Approximate},
		{"[1984..]", PrecisionYear, 0},
		{"..", PrecisionLonger, 0},
		{"/1985", PrecisionYear, 0},
	}
	for _, tt := range tests {
		d, err := Parse(tt.text)
		if !assert.NoError(t, err) {
			continue
		}
		assert.Equal(t, tt.precision, d.Precision, "%q", tt.text)
		assert.Equal(t, tt.qualifier, d.Qualifier, "%q", tt.text)
	}
}
