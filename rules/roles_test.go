package rules_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestRolesAreDeclared plays no role with fields that merely bear the names of those
// that do: an award is no election, and no field of an own kind counts seats or ages.
func TestRolesAreDeclared(t *testing.T) {
	_, found := findingsOf(t, nil, ruleCase{kinds: `
[kind.award]
period = "date"
field = { date = { type = "date" }, winner = { type = "ref", to = ["person"] }, office = { type = "ref", to = ["office"] } }
[kind.post]
label = "{name}"
field = { name = { type = "string" }, seats = { type = "integer" }, complete = { type = "boolean" }, min_age = { type = "integer" }, max_term = { type = "duration" }, incompatible_with = { type = "ref", to = ["post"] } }
[kind.service]
period = { start = "start", end = "end" }
tenure = { holder = "person", of = "post" }
field = { person = { type = "ref", to = ["person"] }, post = { type = "ref", to = ["post"] }, start = { type = "date" }, end = { type = "date" } }
`, text: `
[[person]]
id = "ann"
name = "Ann"
born = 1970
[[person]]
id = "bob"
name = "Bob"
[[office]]
id = "mayor"
name = "Mayor"
[[award]]
date = 2020-01-01
winner = "ann"
office = "mayor"
[[post]]
id = "cook"
name = "Cook"
seats = 1
complete = true
min_age = 50
max_term = "1y"
incompatible_with = "clerk"
[[post]]
id = "clerk"
name = "Clerk"
[[service]]
person = "ann"
post = "cook"
start = 2000
end = 2010
[[service]]
person = "bob"
post = "cook"
start = 2005
end = 2015
[[service]]
person = "bob"
post = "clerk"
start = 2005
end = 2015
[[service]]
person = "ann"
post = "cook"
start = 2020
`})
	assert.Empty(t, describe(found))
}

// TestVacancyIsNoTenure: nobody holds an office during a vacancy.
func TestVacancyIsNoTenure(t *testing.T) {
	_, found := findingsOf(t, nil, ruleCase{kinds: `
[kind.vacant]
period = { start = "start", end = "end" }
tenure = { of = "office" }
field = { office = { type = "ref", to = ["office"] }, start = { type = "date" }, end = { type = "date" } }
`, text: `
[[office]]
id = "mayor"
name = "Mayor"
seats = 1
[[vacant]]
office = "mayor"
start = 2000
end = 2010
[[vacant]]
office = "mayor"
start = 2005
end = 2015
`})
	assert.Empty(t, describe(found))
}

// TestWordsOfOwnKinds words what the kinds themselves do not: a ship is launched and
// scrapped, and a captain commands it.
func TestWordsOfOwnKinds(t *testing.T) {
	_, found := findingsOf(t, nil, ruleCase{kinds: `
[kind.ship]
label = "{name}"
period = { start = "launched", end = "scrapped", begins = "was launched", ends = "was scrapped", lasts = "sails" }
field = { name = { type = "string" }, crew = { type = "integer" }, launched = { type = "date" }, scrapped = { type = "date" } }
[kind.command]
label = "{captain} of {ship}"
period = { start = "start", end = "end" }
tenure = { holder = "captain", of = "ship", seats = "crew", holds = "commands", holds_it = "commands her" }
field = { captain = { type = "ref", to = ["person"] }, ship = { type = "ref", to = ["ship"], lifetime = true }, start = { type = "date" }, end = { type = "date" } }
`, text: `
[[person]]
id = "ann"
name = "Ann"
[[person]]
id = "bob"
name = "Bob"
[[ship]]
id = "swan"
name = "The Swan"
crew = 1
launched = 1900-05-01
[[command]]
captain = "ann"
ship = "swan"
start = 1899
end = 1905-01-02
[[command]]
captain = "bob"
ship = "swan"
start = 1904-01-01
`})
	assert.Equal(t, `16:9 error: Ann of The Swan begins in 1899, but The Swan was launched on 1 May 1900; correct one of the two dates, or the field ship [date-lifetime]
    12:12 was launched on 1 May 1900
    15:8 is named here as ship
21:9 error: Bob commands The Swan from 1 January 1904, but Ann commands her until 2 January 1905, and it has 1 seat; correct one of the dates [tenure-overlap]
    17:7 commands her until 2 January 1905
`, describe(found))
}
