package rules_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestTenureOwnKinds plays the roles with kinds that share no name with the built-in ones.
func TestTenureOwnKinds(t *testing.T) {
	c := ruleCase{kinds: `
[kind.saint]
label = "{name}"
period = { start = "from", end = "to" }
field = { name = { type = "string" }, from = { type = "date" }, to = { type = "date" } }
[kind.throne]
label = "{name}"
period = "stood"
field = { name = { type = "string" }, stood = { type = "date" }, places = { type = "integer" }, listed = { type = "boolean" }, max_consecutive = { type = "string" } }
[kind.reign]
label = "{king} on {on}"
period = "during_years"
tenure = { holder = "king", of = "on", seats = "places", complete = "listed", holds = "sits on" }
field = { king = { type = "ref", to = ["saint"] }, on = { type = "ref", to = ["throne"] }, during_years = { type = "date" } }
`, text: `
[[saint]]
id = "a"
name = "A"
from = 1000
[[saint]]
id = "b"
name = "B"
[[throne]]
id = "t"
name = "T"
places = 1
listed = true
max_consecutive = "no number"
[[reign]]
king = "a"
on = "t"
during_years = "1200/1205"
[[reign]]
king = "b"
on = "t"
during_years = "1204/1210"
[[reign]]
king = "a"
on = "t"
during_years = "1220/1230"
`}
	_, found := findingsOf(t, nil, c)
	got := describe(found)
	want := `22:16 error: B sits on T between 1204 and 1210, but A sits on it between 1200 and 1205, and it has 1 seat; correct one of the dates [tenure-overlap]
    18:16 sits on it between 1200 and 1205
26:16 warning: nobody held T between 31 December 1210 and 1 January 1220, for about 9 years, though the base claims to list all its holders (listed = true); add who did, or correct a date [tenure-gap]
    22:16 the last before it, held between 1204 and 1210
    13:10 claims to list every holder
`
	assert.Equal(t, want, got)
}

// TestTenureOverlapSilenced silences one pair of a group, and a clash at one of its ends.
func TestTenureOverlapSilenced(t *testing.T) {
	const O = "O pm seats=1\n"
	const silence = "# factlint: ignore[tenure-overlap] -- both were sworn in\n"
	runTenureCases(t, []tenureCase{
		{"the earlier end", O + silence + "T ann pm 2001-01-01 2005-01-01\nT bob pm 2004-01-01 2007-01-01", ""},
		{"the later end", O + "T ann pm 2001-01-01 2005-01-01\n" + silence + "T bob pm 2004-01-01 2007-01-01", ""},
		{"one pair of two", O + "T ann pm 2001-01-01 2009-01-01\n" + silence + "T bob pm 2002-01-01 2003-01-01\nT cy pm 2004-01-01 2005-01-01", "5 tenure-overlap"},
	})
}

func TestTenureOverlap(t *testing.T) {
	const O = "O pm seats=1\n"
	runTenureCases(t, []tenureCase{
		{"two at once", O + "T ann pm 2001-01-01 2005-01-01\nT bob pm 2004-01-01 2007-01-01", "3 tenure-overlap"},
		{"the later is the primary place, whatever the order", O + "T bob pm 2004-01-01 2007-01-01\nT ann pm 2001-01-01 2005-01-01", "2 tenure-overlap"},
		{"hand-over day", O + "T ann pm 2001-01-01 2005-01-01\nT bob pm 2005-01-01 2007-01-01", ""},
		{"a day more is certain", O + "T ann pm 2001-01-01 2005-01-02\nT bob pm 2005-01-01 2007-01-01", "3 tenure-overlap"},
		{"succession within a year", O + "T ann pm 2001 2005\nT bob pm 2005 2007", ""},
		{"years that overlap", O + "T ann pm 2001 2006\nT bob pm 2005 2007", "3 tenure-overlap"},
		{"about widens", O + "T ann pm 2001 2006~\nT bob pm 2005 2007", ""},
		{"never empty", O + "T ann pm 2000 2010\nT bob pm 2005 2005", "3 tenure-overlap"},
		{"only begun within", O + "T ann pm 2000 2010\nT bob pm 2005 -", "3 tenure-overlap"},
		{"only ended within", O + "T ann pm 2000 2010\nT bob pm - 2005", "3 tenure-overlap"},
		{"one day within", O + "T ann pm 2005-01-01 2005-01-03\nT bob pm 2005-01-02 2005-01-02", "3 tenure-overlap"},
		{"one day at the edge", O + "T ann pm 2005-01-01 2005-01-02\nT bob pm 2005-01-02 2005-01-02", ""},
		{"two known by one year", O + "T ann pm 2005 2005\nT bob pm 2005 2005", ""},
		{"no end leaves a way out", O + "T ann pm 2005-01-01 -\nT bob pm 2004-01-01 2005-01-01", ""},
		{"not ended", O + "T ann pm 2005-01-01 ..\nT bob pm 2007-01-01 2008-01-01", "3 tenure-overlap"},
		{"not ended, twice", O + "T ann pm 2005-01-01 ..\nT bob pm 2007-01-01 ..", "3 tenure-overlap"},
		{"time of day", O + "T ann pm 2005-01-01 2005-03-01T12:00:00\nT bob pm 2005-03-01T11:00:00 2006-01-01", "3 tenure-overlap"},
		{"one second is hand-over", O + "T ann pm 2005-01-01 2005-03-01T12:00:00\nT bob pm 2005-03-01T12:00:00 2006-01-01", ""},
		{"no seats, nothing said", "O pm\nT ann pm 2001-01-01 2005-01-01\nT bob pm 2004-01-01 2007-01-01", ""},
		{"acting takes no seat", O + "T ann pm 2001-01-01 2005-01-01\nT bob pm 2004-01-01 2007-01-01 acting=true", ""},
		{"disputed", O + "T ann pm 2001-01-01 2005-01-01\nT bob pm 2004-01-01 2007-01-01 status=\"disputed\"", ""},
		{"planned", O + "T ann pm 2001-01-01 2005-01-01\nT bob pm 2004-01-01 2007-01-01 status=\"planned\"", ""},
		{"cancelled", O + "T ann pm 2001-01-01 2005-01-01 status=\"cancelled\"\nT bob pm 2004-01-01 2007-01-01", ""},
		{"seats of a disputed office", "O pm seats=1 status=\"disputed\"\nT ann pm 2001-01-01 2005-01-01\nT bob pm 2004-01-01 2007-01-01", ""},
		{"equal is fact-duplicate alone", O + "T ann pm 2001-01-01 2005-01-01\nT ann pm 2001-01-01 2005-01-01", "3 fact-duplicate"},
		{"one person twice", "O pm\nT ann pm 2001-01-01 2005-01-01\nT ann pm 2004-01-01 2007-01-01", "3 tenure-overlap"},
		{"one person twice in a wide office is not two", "O pm seats=2\nT ann pm 2001-01-01 2005-01-01\nT ann pm 2004-01-01 2007-01-01\nT bob pm 2001-01-01 2007-01-01", "3 tenure-overlap"},
		{"one person, acting and full", O + "T ann pm 2001-01-01 2005-01-01\nT ann pm 2004-01-01 2007-01-01 acting=true", ""},
		{"one person, acting twice", O + "T ann pm 2001-01-01 2005-01-01 acting=true\nT ann pm 2004-01-01 2007-01-01 acting=true", "3 tenure-overlap"},
		{"an acting that is wrong may be true", O + "T ann pm 2001-01-01 2005-01-01\nT bob pm 2004-01-01 2007-01-01 acting=1", "3 fact-type"},
		{"a misspelt acting may be true", O + "T ann pm 2001-01-01 2005-01-01\nT bob pm 2004-01-01 2007-01-01 actng=true", "3 fact-field"},
		{"a wrong date is unknown", O + "T ann pm 2001-01-01 2005-02-30\nT bob pm 2004-01-01 2007-01-01", "2 date-invalid"},
		{"a clash of three is one", O + "T ann pm 2001-01-01 2005-01-01\nT bob pm 2002-01-01 2007-01-01\nT cy pm 2003-01-01 2008-01-01", "2 tenure-overlap"},
		{"one wrong end is one", O + "T ann pm 2001-01-01 7015-01-01\nT bob pm 2002-01-01 2003-01-01\nT cy pm 2003-01-01 2008-01-01", "2 tenure-overlap"},
		{"two seats, three holders", "O pm seats=2\nT ann pm 2001-01-01 2005-01-01\nT bob pm 2002-01-01 2007-01-01\nT cy pm 2003-01-01 2008-01-01", "4 tenure-overlap"},
		{"two seats, the third begun within", "O pm seats=2\nT ann pm 2001 2005\nT bob pm 2001 2007\nT cy pm 2003 -", "4 tenure-overlap"},
		{"two seats, never three at once", "O pm seats=2\nT ann pm 2001-01-01 2005-01-01\nT bob pm 2002-01-01 2007-01-01\nT cy pm 2005-01-01 2008-01-01", ""},
		{"two seats, three pairs that need not meet", "O pm seats=2\nT ann pm 2001 2003\nT bob pm 2002 2003\nT cy pm 2003 2004", ""},
		{"proved by an act", O + "T ann pm 2001-01-01 -\nT bob pm 2004-01-01 2007-01-01\nA ann pm 2005-01-01", "3 tenure-overlap"},
		{"an act before the beginning proves nothing", O + "T ann pm 2001-01-01 -\nT bob pm 2004-01-01 2007-01-01\nA ann pm 2003-01-01", "2 tenure-unclosed"},
		{"an act on the hand-over day", O + "T ann pm 2001-01-01 -\nT bob pm 2004-01-01 2007-01-01\nA ann pm 2004-01-01", "2 tenure-unclosed"},
		{"an act that falls into either of two", O + "T ann pm 2001-01-01 -\nT ann pm - 2009-01-01\nT bob pm 2004-01-01 2007-01-01\nA ann pm 2005-01-01", "2 tenure-unclosed"},
		{"a disputed act proves nothing", O + "T ann pm 2001-01-01 -\nT bob pm 2004-01-01 2007-01-01\nA ann pm 2005-01-01 status=\"disputed\"", "2 tenure-unclosed"},
	})
}
