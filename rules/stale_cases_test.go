package rules_test

import "testing"

func TestDateStale(t *testing.T) {
	const today = "2022-06-01"
	runCases(t, pairsOnly, []ruleCase{
		{name: "a plan whose day has passed", today: today, text: `[[event]]
title = "E"
date = 2022-05-31
status = "planned" # want date-stale "is on 31 May 2022"`},
		{name: "judged by the beginning", today: today, text: `[[tenure]]
start = "2022-05"
end = 2030
status = "planned" # want date-stale ""
[[tenure]]
start = 2022-06-02 # want date-stale "today is 1 June 2022"
[[tenure]]
start = 2020
end = 2030`},
		{name: "elections and statements", today: today, text: `[[election]]
title = "E"
office = "o"
date = 2023 # want date-stale ""
[[statement]]
says = "S"
date = "2022-07" # want date-stale ""`},
		{name: "today and what is not certain", today: today, text: `[[event]]
title = "E"
date = 2022-06-01
status = "planned"
[[event]]
title = "F"
date = 2022
[[event]]
title = "F"
date = 2022
status = "planned"
[[event]]
title = "G"
date = 2023
status = "planned"
[[event]]
title = "H"
date = 2023
status = "cancelled"
[[event]]
title = "I"
date = 2021
status = "cancelled"
[[event]]
title = "J"
date = 2023
status = "disputed"
[[event]]
title = "K"
status = "planned"`},
		{name: "things are not judged", today: today, text: `[[person]]
name = "P"
born = 2023
[[place]]
name = "P"
existed = "2023/.."
[[office]]
name = "O"
existed = "2023/.."
[[organization]]
name = "O"
existed = "1990/1991"
status = "planned"
[[membership]]
start = 2023`},
		{name: "own kinds", today: today, kinds: war, text: `[[battle]]
title = "B"
day = 2023 # want date-stale ""
[[war]]
title = "W"
began = 2023`},
		{name: "without today", text: `[[event]]
title = "E"
date = 1022-05-31
status = "planned"`},
	})
}
