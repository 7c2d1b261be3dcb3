package rules_test

import "testing"

func TestSourceAnachronism(t *testing.T) {
	const sources = `[[source]]
id = "s"
title = "S"
published = 2022-05-13
[[source]]
id = "later"
title = "L"
published = "2022-07"
[[source]]
id = "undated"
title = "U"
[[source]]
id = "d"
title = "D"
published = 2000
status = "disputed"
`
	runCases(t, []string{"source-anachronism", "ref-unresolved"}, []ruleCase{
		{name: "one source", text: sources + `[[event]]
title = "E"
date = 2022-05-15 # want source-anachronism "was published on 13 May 2022"
source = "s"`},
		{name: "all sources", text: sources + `[[statement]]
says = "E"
date = 2022-08-02 # want source-anachronism "the last of its sources, \"L\""
source = ["s", "later"]`},
		{name: "a day to spare", text: sources + `[[event]]
title = "E"
date = 2022-05-14
source = "s"
[[statement]]
says = "E"
date = 2022-08-01
source = ["s", "later"]`},
		{name: "a New York paper of the 14th, by local clocks", local: true, text: sources + `[[event]]
title = "the 16th in Christchurch"
date = 2022-05-16
source = "s"
[[event]]
title = "the 17th"
date = 2022-05-17 # want source-anachronism "was published on 13 May 2022"
source = "s"`},
		{name: "what lasts", text: sources + `[[tenure]]
start = 2023
end = 2024
source = "s"
[[event]]
title = "E"
start = 2023
source = "s"
[[event]]
title = "F"
date = "2023/2024"
source = "s"`},
		{name: "the later of published and accessed", text: sources + `[[source]]
id = "page"
title = "P"
published = 2010
accessed = 2020-03-01
[[source]]
id = "read"
title = "R"
accessed = 2020-03-01
[[source]]
id = "slip"
title = "S"
published = "no date"
accessed = 2020-03-01
[[source]]
id = "open"
title = "O"
published = 2010
accessed = ".."
[[event]]
title = "E"
date = 2020-03-01
source = "page"
[[event]]
title = "F"
date = 2020-03-03 # want source-anachronism "was accessed on 1 March 2020"
source = "page"
[[event]]
title = "G"
date = 2021 # want source-anachronism "was accessed on 1 March 2020"
source = "read"
[[event]]
title = "H"
date = 2021
source = "slip"
[[event]]
title = "I"
date = 2021
source = "open"`},
		{name: "one way out", text: sources + `[[event]]
title = "day inside a month"
date = 2022-07-31
source = ["s", "later"]
[[event]]
title = "URL"
date = 2023
source = ["s", "https://example.org/"]
[[event]]
title = "undated"
date = 2023
source = ["s", "undated"]
[[event]]
title = "disputed"
date = 2023
source = ["s", "d"]
[[event]]
title = "itself disputed"
date = 2023
source = "s"
status = "disputed"
[[event]]
title = "planned"
date = 2023
source = "s"
status = "planned"
[[event]]
title = "cancelled"
date = 2023
source = "s"
status = "cancelled"
[[event]]
title = "uncertain"
date = "2022-05-14?"
source = "s"
[[event]]
title = "begin unknown"
end = 2025
source = "s"`},
		{name: "a bad ref is a way out", text: sources + `[[event]]
title = "E"
date = 2023
source = ["s", "x y"] # want ref-unresolved ""`},
		{name: "figures are not judged", text: sources + `[[population]]
as_of = 2030
source = "s"`},
		{name: "figures with a period neither", kinds: `[kind.budget]
period = "year"
quantity = { of = "place", at = "year", value = "value" }
[kind.budget.field]
place = { type = "ref", to = ["place"] }
year = { type = "date" }
value = { type = "number" }
`, text: sources + `[[budget]]
year = 2030
source = "s"`},
		{name: "one source for many", text: `[defaults]
source = "s"
[[source]]
id = "s"
title = "S"
published = 1922-05-13 # want source-anachronism "2 facts began"
[[event]]
title = "E"
date = 2022
[[event]]
title = "F"
date = 2022`},
		{name: "accessed before it was published", text: `[[source]]
title = "S"
published = 2022-05-13
accessed = 2022-05-11 # want source-anachronism "was published on 13 May 2022"
[[source]]
title = "the day before"
published = 2022-05-13
accessed = 2022-05-12
[[source]]
title = "to this day"
published = 2022-05-13
accessed = ".."
[[source]]
title = "perhaps"
published = "2022-05"
accessed = 2022-05-01
[[source]]
title = "disputed"
status = "disputed"
published = 2022-05-13
accessed = 2021 # want source-anachronism ""`},
	})
}

func TestSourceMissing(t *testing.T) {
	runCases(t, []string{"source-missing", "fact-type", "ref-unresolved"}, []ruleCase{
		{name: "a period or a quantity", text: `[[event]] # want source-missing "cites no source"
title = "E"
[[population]] # want source-missing ""
min = 5
[[person]] # want source-missing ""
name = "P"
[[source]]
title = "S"`},
		{name: "an empty list", text: `[[event]]
title = "E"
source = [] # want source-missing ""`},
		{name: "disputed too", text: `[[event]] # want source-missing ""
title = "E"
status = "disputed"`},
		{name: "cited", text: `[[event]]
title = "E"
source = "https://example.org/"`},
		{name: "cited from defaults", text: `[defaults]
source = ["https://example.org/"]
[[event]]
title = "E"`},
		{name: "wrong, but there", text: `[[event]]
title = "E"
source = "nothing-like-it" # want ref-unresolved ""
[[event]]
title = "F"
source = 5 # want fact-type ""
[[event]]
title = "G"
source = [5] # want fact-type ""`},
	})
}
