package edtf

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestPhraseAndName(t *testing.T) {
	tests := []struct{ text, phrase, name string }{
		{"2022-05-24", "on 24 May 2022", "24 May 2022"},
		{"2022-05", "in May 2022", "May 2022"},
		{"1992~", "in about 1992", "about 1992"},
		{"2004?", "in possibly 2004", "possibly 2004"},
		{"2004-06%", "in possibly about June 2004", "possibly about June 2004"},
		{"199X", "in the 1990s", "the 1990s"},
		{"199X~", "in about the 1990s", "about the 1990s"},
		{"19XX", "in some year from 1900 to 1999", "some year from 1900 to 1999"},
		{"1XX6", "in a year written 1XX6", "a year written 1XX6"},
		{"1XX6-12-XX", "on a day written 1XX6-12-XX", "a day written 1XX6-12-XX"},
		{"~15XX-12", "in a month written 15XX-12 (year approximate)", "a month written 15XX-12 (year approximate)"},
		{"2022-XX-XX", "in 2022", "2022"},
		{"2022-05-XX", "in May 2022", "May 2022"},
		{"2022-21", "in spring 2022", "spring 2022"},
		{"2022-28", "in winter 2022 (northern hemisphere)", "winter 2022 (northern hemisphere)"},
		{"2022-36", "in the last quarter of 2022", "the last quarter of 2022"},
		{"2022-37", "in the first third of 2022", "the first third of 2022"},
		{"2022-41", "in the second half of 2022", "the second half of 2022"},
		{"2004?-06-11", "on 11 June 2004 (year uncertain)", "11 June 2004 (year uncertain)"},
		{"2004-06~-11", "on 11 June 2004 (year and month approximate)", "11 June 2004 (year and month approximate)"},
		{"2004?-~06-11", "on 11 June 2004 (year uncertain, month approximate)", "11 June 2004 (year uncertain, month approximate)"},
		{"0012", "in the year 12", "the year 12"},
		{"-0011-05-24", "on 24 May 12 BC", "24 May 12 BC"},
		{"-0043", "in 44 BC", "44 BC"},
		{"0000-05", "in May 1 BC", "May 1 BC"},
		{"0000-36", "in the last quarter of 1 BC", "the last quarter of 1 BC"},
		{"-0043-03-15/-0042-01", "between 15 March 44 BC and January 43 BC", "15 March 44 BC to January 43 BC"},
		{"-0043-03-15/-0043-05-01", "between 15 March 44 BC and 1 May 44 BC", "15 March to 1 May 44 BC"},
		{"-04XX", "in some year from 500 BC to 401 BC", "some year from 500 BC to 401 BC"},
		{"00XX", "in some year from 1 BC to 99", "some year from 1 BC to 99"},
		{"Y-17E7", "in 170000001 BC", "170000001 BC"},
		{"1950S2", "in 1950 (1900 to 1999)", "1950 (1900 to 1999)"},
		{"2022-05-13T14:30", "on 13 May 2022 at 14:30", "13 May 2022 at 14:30"},
		{"2022-05-13T14:30:05Z", "on 13 May 2022 at 14:30:05 UTC", "13 May 2022 at 14:30:05 UTC"},
		{"2022-05-13T23:59:60Z", "on 13 May 2022 at 23:59:60 UTC", "13 May 2022 at 23:59:60 UTC"},
		{"2022-05-13 14:30-07:00", "on 13 May 2022 at 14:30 (UTC-07:00)", "13 May 2022 at 14:30 (UTC-07:00)"},
		{"2022-04-10/2022-05-24", "between 10 April 2022 and 24 May 2022", "10 April to 24 May 2022"},
		{"2022-05-10/2022-05-24", "between 10 May 2022 and 24 May 2022", "10 to 24 May 2022"},
		{"2021-05-10/2022-05-24", "between 10 May 2021 and 24 May 2022", "10 May 2021 to 24 May 2022"},
		{"2022-04/2022-05", "between April 2022 and May 2022", "April to May 2022"},
		{"1984~/2004", "between about 1984 and 2004", "about 1984 to 2004"},
		{"2017/..", "since 2017 (ongoing)", "2017 onwards (ongoing)"},
		{"2017/", "from 2017 to an unknown end", "2017 to an unknown end"},
		{"../1985", "until 1985 (beginning unknown)", "an unknown beginning to 1985"},
		{"..", "at an open end (ongoing)", "an open end (ongoing)"},
		{"[1667,1668]", "in 1667 or 1668", "1667 or 1668"},
		{"{1667, 1668-05, 1669-05-03}", "in 1667, May 1668 and on 3 May 1669", "1667, May 1668 and 3 May 1669"},
		{"[1667..1669]", "from 1667 to 1669", "1667 to 1669"},
		{"[..1984]", "in 1984 or earlier", "1984 or earlier"},
		{"[1760-12..]", "in December 1760 or later", "December 1760 or later"},
		{"[1,2]", "on 1 January 1970", "1 January 1970"}, // no date: the bounds are named
		{"[1960,1961,1962,1963,1964]", "on one of several dates between 1 January 1960 and 31 December 1964",
			"one of several dates between 1 January 1960 and 31 December 1964"},
	}
	for _, tt := range tests {
		d, err := Parse(tt.text)
		if err != nil {
			if d, err = ParseTOML(tt.text); err != nil {
				d = Date{flags: isSet}
			}
		}
		assert.Equal(t, tt.phrase, Phrase(d, tt.text), "Phrase of %q", tt.text)
		assert.Equal(t, tt.name, Name(d, tt.text), "Name of %q", tt.text)
	}
	d, _ := Year(-11)
	assert.Equal(t, "in 12 BC", Phrase(d, "-11"))
}

func TestNameDay(t *testing.T) {
	day := func(y int64, m, d int) int64 { return daysFromCivil(y, m, d) * daySeconds }
	tests := []struct {
		second int64
		want   string
	}{
		{day(2022, 5, 24), "24 May 2022"},
		{day(2022, 5, 24) + daySeconds - 1, "24 May 2022"},
		{day(7015, 1, 1), "1 January 7015"},
		{day(-11, 5, 24), "24 May 12 BC"},
		{day(0, 12, 31), "31 December 1 BC"},
		{day(12, 5, 24), "24 May of the year 12"},
		{day(12000, 2, 29), "29 February of the year 12000"},
		{day(maxYear, 12, 31), "31 December of the year 100000000000"},
		{Past, "an unknown beginning"},
		{Past + 40*365*daySeconds, "an unknown beginning"},
		{Future, "an open end"},
		{Future - 40*365*daySeconds, "an open end"},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.want, NameDay(tt.second))
	}
	assert.Equal(t, "24 May 2022 at 14:30:05", NameSecond(day(2022, 5, 24)+14*3600+30*60+5))
}
