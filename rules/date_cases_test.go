package rules_test

import "testing"

const war = `
[kind.war]
period = { start = "began", end = "over" }
[kind.war.field]
title = { type = "string", required = true }
began = { type = "date" }
over = { type = "date" }
[kind.battle]
period = "day"
[kind.battle.field]
title = { type = "string" }
day = { type = "date" }
war = { type = "ref", to = ["war"], lifetime = true }
prelude_to = { type = "ref", order = "before" }
sequel_of = { type = "ref", order = "after" }
part_of = { type = "ref", order = "during", many = true }
`

func TestDateDoubtful(t *testing.T) {
	runCases(t, []string{"date"}, []ruleCase{
		{name: "two years or a season", text: `[defaults]
date = "1939-40" # want date-doubtful "read as the first half of 1939; write \"1939/1940\" for the two years, or \"1939-01/1939-06\" for those months"
[[event]]
title = "E"
[[event]]
title = "F"
[[event]]
title = "G"
date = "1931-32~" # want date-doubtful "\"1931-32\" in \"1931-32~\" is read as winter 1931 (southern hemisphere); write years or months"
[[event]]
title = "H"
date = "[1920, 1922-23]" # want date-doubtful "such as 1922/1923 or 1922-09/1922-12"`},
		{name: "only a season", text: `[[event]]
title = "E"
date = "1931-24"
[[event]]
title = "F"
date = "1931-12"
[[event]]
title = "G"
date = "1931/1932"
[[event]]
title = "1931-32"
date = "1931-33" # after 1931-32`},
		{name: "in a table, and in a list", kinds: `[kind.person.field]
moved = { type = "date", many = true }
ranks = { type = "table", fields = { "*" = { type = "date" } } }
`, text: `[[person]]
name = "P"
moved = [1930, "1932-33"] # want date-doubtful ""
ranks = { major = "1933-34" } # want date-doubtful ""`},
		{name: "a range in a set that runs backwards", text: `[[event]]
title = "E"
date = "[1828..1819]" # want date-invalid "write 1819..1828"
[[event]]
title = "F"
date = "[1819..1828]"
[[event]]
title = "G"
date = "[1828~..1827]"`},
	})
}

func TestDatePeriod(t *testing.T) {
	runCases(t, pairsOnly, []ruleCase{
		{name: "a tenure", text: `[[tenure]]
start = 2022-05-24
end = 2017-04-21 # want date-period "begins on 24 May 2022"`},
		{name: "a person", text: `[[person]]
name = "A"
died = 1950 # want date-period "was born on 6 February 1970"
born = 1970-02-06`},
		{name: "one interval", text: `[[place]]
name = "A"
existed = "1990/1922" # want date-period "ends before it begins"`},
		{name: "to the second", text: `[[event]]
title = "A"
start = 2022-05-24T10:00:00
end = 2022-05-24T09:59:59 # want date-period ""`},
		{name: "an interval that is no period", text: `[[population]]
place = "p"
as_of = "2022/2020" # want date-period "as_of"`},
		{name: "the same day", text: `[[event]]
title = "A"
start = 2022-05-24
end = 2022-05-24`},
		{name: "day inside a month", text: `[[event]]
title = "A"
start = 2022-05-24
end = "2022-05"`},
		{name: "approximate", text: `[[event]]
title = "A"
start = 1993
end = "1992~"`},
		{name: "ongoing, unknown", text: `[[event]]
title = "A"
start = 2030
end = ".."
[[event]]
title = "B"
start = ".."
end = 1900`},
		{name: "disputed too", text: `[[event]]
title = "A"
status = "disputed"
start = 1993
end = 1992 # want date-period ""`},
		{name: "once in defaults", text: `[defaults]
start = 1993
end = 1992 # want date-period ""
[[event]]
title = "A"
[[event]]
title = "B"`},
		{name: "both ends unknown to other rules", text: `[[event]]
id = "a"
title = "A"
start = 1993
end = 1992 # want date-period ""
before = "b"
[[event]]
id = "b"
title = "B"
date = 1950`},
	})
}

func TestDateLifetime(t *testing.T) {
	const people = `[[person]]
id = "p"
name = "P"
born = 1950-05-01
died = 2000-05-01
[[office]]
id = "o"
name = "O"
existed = "1980-01-01/1990-12-31"
`
	runCases(t, pairsOnly, []ruleCase{
		{name: "before birth", text: people + `[[tenure]]
person = "p"
office = "x"
start = 1950-04-30 # want date-lifetime "was born on 1 May 1950"`},
		{name: "after death", text: people + `[[membership]]
person = "p"
end = 2000-05-02 # want date-lifetime "died on 1 May 2000"`},
		{name: "ongoing after death", text: people + `[[tenure]]
person = "p"
start = 1990
end = ".." # want date-lifetime "has not ended"`},
		{name: "begins after death, end unknown", text: people + `[[tenure]]
person = "p"
start = 2001 # want date-lifetime "begins in 2001"`},
		{name: "ends before birth, start unknown", text: people + `[[tenure]]
person = "p"
end = 1949 # want date-lifetime "ends in 1949"`},
		{name: "the office", text: people + `[[tenure]]
office = "o"
start = 1979 # want date-lifetime "existed between"
end = 1981`},
		{name: "actor, plain and in an office", text: people + `[[event]]
title = "E"
date = 2000-05-02 # want date-lifetime "died"
by = "p"
[[statement]]
says = "S"
by = { person = "p", as = "o" }
date = 1991-01-01 # want date-lifetime "existed"`},
		{name: "one finding for one person", text: people + `[[event]]
title = "E"
date = 2000-05-02 # want date-lifetime "but P died"
by = ["p", "p"]
participants = { person = "p" }`},
		{name: "one wrong record", text: `[[person]]
id = "p"
name = "P"
born = 2050 # want date-lifetime "2 other facts"
[[tenure]]
person = "p"
start = 1990
[[event]]
title = "E"
by = "p"
date = 1990`},
		{name: "a period of its own kind", kinds: war, text: `[[war]]
id = "w"
title = "W"
began = 1992
over = "1993-05"
[[battle]]
title = "B"
war = "w"
day = 1993-06-01 # want date-lifetime ""
[[battle]]
title = "C"
war = "w"
day = 1993-05-31`},
		{name: "on the very day", text: people + `[[event]]
title = "E"
date = 2000-05-01T23:59:59
by = "p"
[[tenure]]
person = "p"
start = 1950-05-01
end = "2000"`},
		{name: "to the second", text: `[[person]]
id = "p"
name = "P"
died = 2000-05-01T12:00:00
[[event]]
title = "E"
date = 2000-05-01T12:00:01 # want date-lifetime ""
by = "p"
[[event]]
title = "E"
date = 2000-05-01T12:00:00
by = "p"`},
		{name: "unknown ends", text: `[[person]]
id = "p"
name = "P"
died = "1999/.."
[[tenure]]
person = "p"
start = 1890
end = ".."`},
		{name: "planned, cancelled, disputed", text: people + `[[event]]
title = "E"
date = 2001
by = "p"
status = "planned"
[[event]]
title = "F"
date = 2001
by = "p"
status = "cancelled"
[[event]]
title = "G"
date = 2001
by = "p"
status = "disputed"
[[person]]
id = "q"
name = "Q"
died = 1900
status = "disputed"
[[event]]
title = "H"
date = 2001
by = "q"`},
		{name: "candidates carry no lifetime, the office does", text: people + `[[election]]
title = "E"
office = "o"
date = 2010 # want date-lifetime "E is in 2010, but O existed between 1 January 1980 and 31 December 1990"
winner = "p"`},
		{name: "a bad date is unknown", text: `[[person]]
id = "p"
name = "P"
died = 1990-02-30 # want date-invalid ""
[[event]]
title = "E"
date = 2001
by = "p"`},
	})
}
