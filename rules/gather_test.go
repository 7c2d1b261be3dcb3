package rules_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
)

// TestTogether says what findings that gather several conflicts show: the words
// and the places in order, each by its file's line and what it says.
func TestTogether(t *testing.T) {
	for _, c := range []struct {
		name, text string
		message    string
		places     []string
	}{
		{"a lifetime", `[[person]]
id = "p"
name = "P"
born = "[1960, 1965]"
died = 1990
[[event]]
title = "E"
date = 1959
by = "p"
[[event]]
title = "F"
date = 1991
by = "p"`,
			"P was born in 1960 or 1965 and died in 1990, which does not fit the times of 2 other facts; correct that date, or the references between them",
			[]string{"4", "8 E: is in 1959", "9 E: is named here as by", "12 F: is in 1991", "5 died in 1990", "13 F: is named here as by"}},
		{"a term that ends too late", `[[office]]
id = "o"
name = "O"
seats = 1
[[tenure]]
person = "ann"
office = "o"
start = 2000-01-01
end = 7015-01-01
[[tenure]]
person = "bob"
office = "o"
start = 2005-01-01
end = 2010-01-01
[[tenure]]
person = "cy"
office = "o"
start = 2010-01-01
end = 2015-01-01`,
			"Ann holds the office of O from 1 January 2000 until 1 January 7015, but Bob holds it from 1 January 2005 until 1 January 2010 and Cy from 1 January 2010 until 1 January 2015, and it has 1 seat; check its dates first",
			[]string{"9", "13 Bob, O: holds it from 1 January 2005 until 1 January 2010", "18 Cy, O: holds it from 1 January 2010 until 1 January 2015"}},
		{"acts without a tenure", `[[office]]
id = "o"
name = "O"
[[event]]
title = "E"
date = 2001
by = { person = "ann", as = "o" }
[[event]]
title = "F"
date = 2002
by = { person = "ann", as = "o" } # factlint: ignore[tenure-unrecorded] -- a test
[[election]]
title = "G"
date = 2003
office = "o"
winner = "ann"
[[statement]]
says = "H"
by = { person = "ann", as = "o" }`,
			"Ann acts as O in 2001, but has no tenure in it; add one (needed in 3 places)",
			[]string{"7", "16 won the election to it in 2003", "19 acts in it"}},
		{"an act without a tenure", `[[office]]
id = "o"
name = "O"
[[event]]
title = "E"
date = 2001
by = { person = "ann", as = "o" }`,
			"Ann acts as O in 2001, but has no tenure in it; add one",
			[]string{"7"}},
		{"two sources of several facts", `[defaults]
source = ["s", "t"]
[[source]]
id = "s"
title = "S"
published = 1999
[[source]]
id = "t"
title = "T"
published = 2000
[[event]]
title = "E"
date = 2002
[[event]]
title = "F"
date = 2003`,
			`2 facts began only after their source T was published in 2000; correct its date, cite a later source, or write status = "planned"`,
			[]string{"10", "13 E: is in 2002", "2 E: is cited here", "6 S: was published in 1999", "2 E: is cited here", "16 F: is in 2003", "2 F: is cited here", "2 F: is cited here"}},
		{"parts of a whole", `[[place]]
id = "x"
name = "X"
[[place]]
id = "y"
name = "Y"
part_of = "x"
[[population]]
place = "x"
as_of = 2001
value = 1000
[[population]]
place = "y"
as_of = 2001
value = 1500
[[population]]
place = "x"
as_of = 2011
value = 1000
[[population]]
place = "y"
as_of = 2011
value = 1511`,
			"by 2 figures of X its parts sum to more than the whole; correct a figure, or what is a part of what",
			[]string{"2", "11 population of X: is 1 000 in 2001, its parts at least 1 500", "15 population of Y: Y is 1 500 in 2001", "7 Y: is a part of it", "19 population of X: is 1 000 in 2011, its parts at least 1 511", "23 population of Y: Y is 1 511 in 2011"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			fs := check(t, c.text+people)
			require.Len(t, fs, 1, describe(fs))
			assert.Equal(t, c.message, fs[0].Message)
			places := []string{lineAndWords(c.text, facts.Note{Place: fs[0].Place})}
			for _, n := range fs[0].Related {
				places = append(places, lineAndWords(c.text, n))
			}
			assert.Equal(t, c.places, places)
		})
	}
}

// lineAndWords writes a place as "12 is in 1991".
func lineAndWords(text string, n facts.Note) string {
	line := strings.Count(text[:n.Span.Start], "\n") + 1
	return strings.TrimSpace(strconv.Itoa(line) + " " + n.Words)
}
