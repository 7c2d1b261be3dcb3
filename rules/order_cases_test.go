package rules_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/rules"
)

// two writes two events, a and b, with the given lines.
func two(a, b string) string {
	return "[[event]]\nid = \"a\"\ntitle = \"A\"\n" + a + "\n[[event]]\nid = \"b\"\ntitle = \"B\"\n" + b + "\n"
}

func TestDateOrder(t *testing.T) {
	runCases(t, pairsOnly, []ruleCase{
		{name: "before", text: two(`date = 2022-05-13 # want date-order "the latter is on 12 May 2022"
before = "b"`, `date = 2022-05-12`)},
		{name: "after", text: two(`date = 2022-05-13 # want date-order "\"A\" is said to come after \"B\""
after = "b"`, `date = 2022-05-14`)},
		{name: "announces", text: two(`date = 2022-05-13 # want date-order "field announces"
announces = ["b"]`, `date = "2022-04"`)},
		{name: "during, begins too early", text: two(`start = 2021 # want date-order "begins in 2021"
during = "b"`, `start = 2022
end = 2023`)},
		{name: "during, ends too late", text: two(`date = 2024-01-01 # want date-order "ends in 2023"
during = "b"`, `start = 2022
end = 2023`)},
		{name: "during, ongoing", text: two(`start = 2022
end = ".." # want date-order "has not ended"
during = "b"`, `start = 2022
end = 2023`)},
		{name: "an end that is only later than the start", text: two(`start = 2022-05-13 # want date-order "begins on 13 May"
before = "b"`, `end = 2022-05-12`)},
		{name: "ongoing before something dated", text: two(`start = 2020
end = ".." # want date-order ""
before = "b"`, `date = 2030`)},
		{name: "times of day", text: two(`date = 2022-05-13T10:00:01 # want date-order ""
before = "b"`, `date = 2022-05-13T10:00:00`)},
		{name: "own kinds", kinds: war, text: `[[war]]
id = "w"
title = "W"
began = 1992 # want date-order "3 other facts"
over = 1993
[[battle]]
day = 1993
prelude_to = "w"
[[battle]]
day = 1993
prelude_to = "w"
status = "disputed"
[[battle]]
day = 1991
sequel_of = "w"
[[battle]]
day = 1991
part_of = ["w"]`},
		{name: "cancelled and planned keep their orders", text: two(`date = 2022-05-13 # want date-order ""
before = "b"
status = "planned"`, `date = 2022-05-12
status = "cancelled"`)},
		{name: "several broken under one fact", text: `[[event]]
id = "a"
title = "A"
date = 2020 # want date-order "2 other facts"
[[event]]
title = "B"
after = "a"
date = 2000
[[event]]
title = "C"
after = "a"
date = 2001`},

		{name: "possible: the same day, month, year", text: two(`date = 2022-05-13
before = "b"`, `date = "2022-05"`)},
		{name: "possible: equal times", text: two(`date = 2022-05-13T10:00:00
before = "b"`, `date = 2022-05-13T10:00:00`)},
		{name: "possible: only one has a time", text: two(`date = 2022-05-13T23:59:59
before = "b"`, `date = 2022-05-13`)},
		{name: "possible: unknown dates", text: two(`start = 2022
before = "b"`, `end = 2023
after = "a"`)},
		{name: "ongoing before what has happened, nobody knows when", text: two(`start = 2020
end = ".." # want date-order "but the former has not ended and the latter has begun"
before = "b"`, ``)},
		{name: "possible: ongoing before what is planned", text: two(`start = 2020
end = ".."
before = "b"`, `status = "planned"`)},
		{name: "disputed on either side", text: two(`date = 2022
before = "b"
status = "disputed"`, `date = 2021
after = "a"`)},
		{name: "during both ways", text: two(`date = 2022
during = "b"`, `date = 2022
during = "a"`)},
		{name: "itself", text: `[[event]]
id = "a"
title = "A"
before = "a" # want date-order "itself"
during = "a"
[[event]]
id = "c"
title = "C"
announces = "c" # want date-order "itself"`},
		{name: "loop of two", text: two(`before = "b" # want date-order "\"B\" is said to come before \"A\""`, `before = "a"`)},
		{name: "loop of two on one day", text: two(`date = 2022-05-13
before = "b" # want date-order "remove or correct one of the two"`, `date = 2022-05-13
announces = "a"`)},
		{name: "before and within", text: two(`before = "b" # want date-order "\"A\" is said to lie within \"B\""
during = "b"`, ``)},
		{name: "before and around", text: two(`before = "b" # want date-order "\"B\" is said to lie within \"A\""`, `during = "a"`)},
		{name: "said twice is one finding", text: two(`date = 2022 # want date-order ""
before = "b"`, `date = 2021
after = "a"`)},
		{name: "an order against a lifetime", text: `[[person]]
id = "p"
name = "P"
[[event]]
title = "E"
by = "p"
before = "p" # want date-order "lies within its lifetime"`},
		{name: "a lifetime that fails alone is told there", text: `[[person]]
id = "p"
name = "P"
died = 2000
[[event]]
title = "E"
date = 2001 # want date-lifetime ""
by = "p"
during = "p"`},
	})
}

func TestDateOrderDistances(t *testing.T) {
	runCases(t, pairsOnly, []ruleCase{
		{name: "too near", text: two(`date = 2022-05-01 # want date-order "at most 13 days apart"
before = { id = "b", at_least = "14d" }`, `date = 2022-05-14`)},
		{name: "near enough", text: two(`date = 2022-05-01
before = { id = "b", at_least = "14d", at_most = "2w" }`, `date = 2022-05-15`)},
		{name: "too far", text: two(`date = 2022-05-01 # want date-order "at least 15 days apart"
before = { id = "b", at_most = "14d" }`, `date = 2022-05-16`)},
		{name: "after", text: two(`date = 2022-05-16 # want date-order "to come at most 14 days after"
after = { id = "b", at_most = "14d" }`, `date = 2022-05-01`)},
		{name: "the day inside a month", text: two(`date = "2022-05"
before = { id = "b", at_least = "30d" }`, `date = 2022-05-31`)},
		{name: "the day inside a month, too near", text: two(`date = "2022-05" # want date-order "at most 30 days"
before = { id = "b", at_least = "31d" }`, `date = 2022-05-31`)},
		{name: "a month may be short or long", text: two(`date = 2022-01-31
before = [{ id = "b", at_least = "1m" }]`, `date = 2022-02-28
after = [{ id = "a", at_most = "1m" }]`)},
		{name: "a year", text: two(`date = 2023-03-01
before = [{ id = "b", at_most = "1y" }]`, `date = 2024-03-01`)},
		{name: "a year and a day", text: two(`date = 2023-03-01 # want date-order "at least 367 days"
before = [{ id = "b", at_most = "1y" }]`, `date = 2024-03-02`)},
		{name: "from the end to the beginning", text: two(`start = 2022-01-01
end = 2022-05-01
before = { id = "b", at_most = "14d" }`, `start = 2022-05-15
end = 2023`)},
		{name: "times of day count whole days", text: two(`date = 2022-05-01T23:00:00
before = { id = "b", at_least = "1d" }`, `date = 2022-05-02T01:00:00`)},
		{name: "unknown", text: two(`start = 2022-05-01
before = { id = "b", at_most = "14d" }`, `date = 2023-05-15`)},
		{name: "distances that exclude each other", text: two(`before = { id = "b", at_least = "3w" } # want date-order "at most 14 days"`, `after = { id = "a", at_most = "14d" }`)},
		{name: "distances that the dates exclude together", text: two(`date = "2022-05"
before = { id = "b", at_least = "40d" }`, `date = "2022-06"`)},
		{name: "ongoing", text: two(`start = 2020
end = ".."
before = { id = "b", at_least = "40d" }`, `status = "planned"`)},
		{name: "at_least above at_most is told once", text: two(`date = 2022-05-01
before = { id = "b", at_least = "40d", at_most = "5d" } # want fact-value ""`, `date = 2022-05-02`)},
		{name: "huge", text: two(`date = 2022-05-01
before = { id = "b", at_least = "9999999y" }`, ``)},
	})
}

// TestDateOrderOfPlans holds that the order which a cancelled fact declares is a
// plan, and what others say of it is not.
func TestDateOrderOfPlans(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		want       rules.Severity
	}{
		{"cancelled declares", "date = 2022-05-13\nbefore = \"b\"\nstatus = \"cancelled\"", "date = 2022-05-12", rules.Warning},
		{"of a cancelled one", "date = 2022-05-13\nbefore = \"b\"", "date = 2022-05-12\nstatus = \"cancelled\"", rules.Error},
		{"a plan declares", "date = 2022-05-13\nbefore = \"b\"\nstatus = \"planned\"", "date = 2022-05-12", rules.Error},
		{"both declare it", "date = 2022-05-13\nbefore = \"b\"\nstatus = \"cancelled\"", "date = 2022-05-12\nafter = \"a\"", rules.Error},
		{"two orders of which one was planned", "before = \"b\"\nstatus = \"cancelled\"", "before = \"a\"", rules.Warning},
		{"two orders that hold", "before = \"b\"", "before = \"a\"", rules.Error},
	} {
		_, found := findingsOf(t, []string{"date"}, ruleCase{text: two(c.a, c.b)})
		require.Len(t, found, 1, c.name)
		assert.Equal(t, "date-order", found[0].Rule.Name, c.name)
		assert.Equal(t, c.want, found[0].Severity, c.name)
	}
}
