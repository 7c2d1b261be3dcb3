package rules_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestInstants holds that two dates with offsets are compared as instants: what
// their clocks as written, or their days, leave open is certain.
func TestInstants(t *testing.T) {
	const people = `[[person]]
id = "a"
name = "A"
[[person]]
id = "b"
name = "B"
[[office]]
id = "o"
name = "O"
seats = 1
`
	tenure := func(person, start, end string) string {
		text := "[[tenure]]\nperson = \"" + person + "\"\noffice = \"o\"\n"
		if start != "" {
			text += "start = " + start + "\n"
		}
		if end != "" {
			text += "end = " + end + "\n"
		}
		return text
	}
	runCases(t, []string{"date", "tenure"}, []ruleCase{
		{name: "half an hour of overlap", text: people + tenure("a", "2001-01-01", "2005-01-01T10:00:00-05:00") +
			tenure("b", `2005-01-01T09:30:00-05:00 # want tenure-overlap "but A holds it until 1 January 2005 at 10:00:00 (UTC-05:00)"`, "2009-01-01")},
		{name: "an end before its start", text: people + tenure("a", "2001-01-01T10:00:00+02:00", `2001-01-01T09:00:00+02:00 # want date-period "ends on 1 January 2001 at 09:00:00 (UTC+02:00) but begins on 1 January 2001 at 10:00:00 (UTC+02:00)"`)},
		{name: "an end after its start, by other clocks", text: people + tenure("a", "2001-01-01T10:00:00+02:00", "2001-01-01T09:00:00+01:00")},
		{name: "an interval that runs backwards", text: `[[event]]
title = "E"
date = "2001-01-01T10:00:00+02:00/2001-01-01T09:59:59+02:00" # want date-period ""`},
		{name: "in order on one day", text: two(`date = 2022-05-13T10:00:01-05:00 # want date-order "the latter is on 13 May 2022 at 11:00:00 (UTC-04:00)"
before = "b"`, `date = 2022-05-13T11:00:00-04:00`)},
		{name: "in order on one day, and possible", text: two(`date = 2022-05-13T10:00:00-05:00
before = "b"`, `date = 2022-05-13T11:00:01-04:00`)},
		{name: "an instant and a clock that may be either", text: two(`date = 2022-05-13T10:00:00-05:00
before = "b"`, `date = 2022-05-13T11:00:00`)},
		{name: "within a lifetime", text: `[[person]]
id = "p"
name = "P"
died = 2000-05-01T12:00:00+03:00
[[event]]
title = "E"
date = 2000-05-01T12:30:00+03:00 # want date-lifetime ""
by = "p"
[[event]]
title = "F"
date = 2000-05-01T11:30:00+03:00
by = "p"`},
		{name: "an act after the tenure", text: people + tenure("a", "2001-01-01T00:00:00Z", "2005-01-01T10:00:00-05:00") + `[[event]]
title = "E"
date = 2005-01-01T10:30:00-05:00
by = { person = "a", as = "o" } # want tenure-outside ""
[[event]]
title = "F"
date = 2005-01-01T09:30:00-05:00
by = { person = "a", as = "o" }`},
		{name: "one after the other", text: people + tenure("a", "2001-01-01", "2005-01-01T10:00:00-05:00") + tenure("b", "2005-01-01T10:00:00-05:00", "2009-01-01")},
	})
}

// TestLocalClock holds that by local clocks days of different places may be
// farther apart than they look, and those of one place may not.
func TestLocalClock(t *testing.T) {
	const places = `[[place]]
id = "malaya"
name = "Malaya"
[[place]]
id = "hawaii"
name = "Hawaii"
[[person]]
id = "p"
name = "P"
died = 2000-05-01
`
	event := func(id, rest string) string {
		return "[[event]]\nid = \"" + id + "\"\ntitle = \"" + id + "\"\n" + rest + "\n"
	}
	for _, c := range []struct {
		name  string
		text  string
		local bool // it is certain by local clocks too
	}{
		{"a landing the day before the attack", event("landing", "date = 1941-12-08\nplace = \"malaya\"\nbefore = \"attack\"") + event("attack", "date = 1941-12-07\nplace = \"hawaii\""), false},
		{"two days before", event("landing", "date = 1941-12-09\nplace = \"malaya\"\nbefore = \"attack\"") + event("attack", "date = 1941-12-07\nplace = \"hawaii\""), false},
		{"three days before", event("landing", "date = 1941-12-10\nplace = \"malaya\"\nbefore = \"attack\"") + event("attack", "date = 1941-12-07\nplace = \"hawaii\""), true},
		{"at one place", event("landing", "date = 1941-12-08\nplace = \"hawaii\"\nbefore = \"attack\"") + event("attack", "date = 1941-12-07\nplace = \"hawaii\""), true},
		{"at two places", event("landing", "date = 1941-12-08\nplace = [\"hawaii\", \"malaya\"]\nbefore = \"attack\"") + event("attack", "date = 1941-12-07\nplace = \"hawaii\""), false},
		{"at instants", event("landing", "date = 1941-12-07T18:30:01Z\nplace = \"malaya\"\nbefore = \"attack\"") + event("attack", "date = 1941-12-07T08:00:00-10:30\nplace = \"hawaii\""), true},
		{"an order without dates", event("x", "before = \"y\"") + event("y", "before = \"x\""), true},
		{"a distance", event("x", "date = 1941-12-01\nbefore = { id = \"y\", at_least = \"8d\" }") + event("y", "date = 1941-12-08"), false},
		{"a distance, far off", event("x", "date = 1941-12-01\nbefore = { id = \"y\", at_least = \"10d\" }") + event("y", "date = 1941-12-08"), true},
		{"the day after death", event("x", "date = 2000-05-02\nby = \"p\""), false},
		{"days after death", event("x", "date = 2000-05-04\nby = \"p\""), true},
		{"a chain", event("x", "date = 1941-12-08\nbefore = \"y\"") + event("y", "before = \"z\"") + event("z", "date = 1941-12-07"), false},
		{"a long chain", event("x", "date = 1941-12-10\nbefore = \"y\"") + event("y", "before = \"z\"") + event("z", "date = 1941-12-07"), true},
		{"a loop of three", event("x", "before = \"y\"") + event("y", "before = \"z\"") + event("z", "before = \"x\""), true},
		{"an act the day after", "[[office]]\nid = \"o\"\nname = \"O\"\n[[tenure]]\nperson = \"p\"\noffice = \"o\"\nstart = 1990-01-01\nend = 1995-01-01\n" + event("x", "date = 1995-01-02\nby = { person = \"p\", as = \"o\" }"), false},
		{"an act days after", "[[office]]\nid = \"o\"\nname = \"O\"\n[[tenure]]\nperson = \"p\"\noffice = \"o\"\nstart = 1990-01-01\nend = 1995-01-01\n" + event("x", "date = 1995-01-04\nby = { person = \"p\", as = \"o\" }"), true},
		{"terms of one office", "[[office]]\nid = \"o\"\nname = \"O\"\nseats = 1\n[[person]]\nid = \"q\"\nname = \"Q\"\n[[tenure]]\nperson = \"p\"\noffice = \"o\"\nstart = 1990-01-01\nend = 1995-01-02\n[[tenure]]\nperson = \"q\"\noffice = \"o\"\nstart = 1995-01-01\nend = 1996-01-01\n", true},
	} {
		for _, local := range []bool{false, true} {
			_, found := findingsOf(t, []string{"date", "tenure-overlap", "tenure-outside"}, ruleCase{text: places + c.text, local: local})
			want := 1
			if local && !c.local {
				want = 0
			}
			assert.Len(t, found, want, "%s, local %v", c.name, local)
		}
	}
}
