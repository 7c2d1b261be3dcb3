package expression_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/rules/expression"
)

// TestTruth asks about the league. Each line is the id of a fact, the answer
// and the condition.
func TestTruth(t *testing.T) {
	l := loadLeague(t, leagueFacts)
	for line := range strings.Lines(`
m1 true    fact.attendance == 12_000
m1 true    fact.attendance == 12000.0
m1 false   fact.attendance != 12000
m1 true    fact.attendance > 11_999 and fact.attendance <= 12_000
m1 true    10_000 < fact.attendance < 13_000
m1 true    fact.attendance / 5000 == 2.4
m1 true    fact.attendance % 5000 == 2000
m1 true    2 ** 10 == 1024
m1 true    -fact.attendance + 1 == -11_999
m1 true    abs(-3) == 3 and abs(2.5) == 2.5 and round(2.5) == 3 and floor(2.7) == 2 and ceil(2.1) == 3
m1 unknown 1 / 0 == 1
m1 unknown 9223372036854775807 + 1 > 0
m1 unknown 9223372036854775807 * 2 > 0
m1 true    fact.round == 'final'
m1 true    fact.round in ['first', 'final']
m1 false   fact.round not in ['first', 'final']
m1 true    fact["kick-off"] == "15:00"
m1 true    fact["kick-off"] matches "^[0-9]{2}:[0-9]{2}$"
m1 true    fact["kick-off"] startsWith "15" and fact["kick-off"] endsWith "00" and fact["kick-off"] contains ":"
m1 true    upper("a") + lower("B") + trim(" c ") == "Abc"
m1 true    len("größe") == 5

# What is not written is unknown to every operator, and seen by has and ??.
m2 unknown fact.attendance == 1
m2 unknown fact.attendance + 1 > 0
m2 unknown not (fact.attendance == 1)
m2 unknown fact.attendance in [1, 2]
m2 false   has(fact.attendance)
m1 true    has(fact.attendance)
m2 true    (fact.attendance ?? 0) == 0
m2 true    ((fact.attendance + 1) ?? 5) == 5
m2 true    fact.friendly ?? true
m2 true    not (fact.friendly ?? false)
m2 true    fact?.attendance == 1 or true
m2 false   fact.attendance == 1 and false
m2 unknown fact.attendance == 1 and true
m2 false   false and fact.attendance == 1
m2 true    true or fact.attendance == 1
m2 unknown fact.attendance == 1 ? true : false
m2 true    has(fact.attendance) ? fact.attendance > 5 : true
m1 true    has(fact.attendance) ? fact.attendance > 5 : false
m1 true    if has(fact.attendance) { fact.attendance > 5 } else { false }
m2 true    fact.status == ""
m2 true    fact.status != 'planned'
m4 true    fact.status == 'planned'

# What a slip hides stays unknown, to has and ?? too.
m3 unknown has(fact.date)
m3 unknown has(fact.away)
m3 unknown (year(fact.date) ?? 1) == 1
m3 unknown len(fact.goals) == 2
m3 unknown any(fact.goals, # == 1)
m3 unknown has(fact.odds.home)
m3 unknown has(fact.odds.away)
vague unknown has(fact.founded)
vague unknown (fact.capacity ?? 3) == 3
vague unknown possibly_before(fact.founded, fact.dissolved)
vague unknown certainly_before(fact, "2000")

# Refs, actors, tables.
m1 true    fact.home.name == "Rovers"
m1 true    fact.home.ground.name == "The Dale"
m1 unknown fact.away.ground.name == "The Dale"
m1 false   has(fact.away.ground.name)
m1 true    fact.home == get("rovers") and fact.home != fact.away
m1 true    fact.home in [get("rovers"), get("united")]
m1 true    fact.referee.person.name == "Ann Referee" and fact.referee.as.id == "chair"
m3 false   has(fact.referee.as)
m3 true    fact.referee.person.id == "ref"
m1 true    fact.odds.home < fact.odds.away
m1 true    "Smith" in fact.scorers and not ("Brown" in fact.scorers)
m1 true    fact.scorers.Smith == 2 and fact.scorers["Jones"] == 1
m1 true    sum(values(fact.scorers)) == fact.goals[0]
m1 true    keys(fact.scorers) | any(# == "Smith")
m1 true    kind(fact) == "match" and kind(fact.home) == "club"
m1 true    fact.lasts.least == 90 and fact.lasts.most == days("90d").most
m1 true    days("1m").least == 28 and days("1m").most == 31
m1 true    len(fact.source) == 1 and not has(fact.source[0].title)

# Lists.
m1 true    len(fact.goals) == 2 and sum(fact.goals) == 4 and max(fact.goals) == 3 and min(fact.goals) == 1
m1 true    fact.goals[0] == 3 and first(fact.goals) == 3 and last(fact.goals) == 1 and not has(fact.goals[2]) and not has(fact.goals[-1])
m1 true    all(fact.goals, # > 0) and any(fact.goals, # == 3) and none(fact.goals, # > 3) and one(fact.goals, # == 3)
m1 true    count(fact.goals, # > 1) == 1 and len(filter(fact.goals, # > 1)) == 1 and find(fact.goals, # < 3) == 1
m1 true    map(fact.goals, # * 2)[0] == 6 and sum(fact.goals, # * 2) == 8 and count(fact.goals, #index > 0) == 1
m2 true    len(fact.goals) == 0 and all(fact.goals, # > 9) and not any(fact.goals, # > 9) and sum(fact.goals) == 0
m4 unknown len(fact.goals) == 0
m4 unknown all(fact.goals, # > 9)
m1 true    max(1, fact.goals[0], 2) == 3 and min(2.5, 3) == 2.5
m1 true    len(unique([1, 1.0, 2])) == 2 and len(unique([fact.home, fact.home])) == 1
m1 true    len(1..5) == 5 and 3 in 1..5 and len(5..1) == 0
m1 true    let total = sum(fact.goals); total == 4 and total > 3
m1 true    all(fact.goals, let g = #; g > 0)
m1 true    all([1, 2], {let a = #; any([2, 3], # > a)})

# Disputed facts are not held against others, and are not known to be in lists.
m4 unknown fact.home.name == "Town"
m4 true    fact.home == get("town")
m4 unknown certainly_before(fact.home, "2000")
m4 unknown has(fact.home.founded)
m5 unknown fact.away.name == "Rovers"
m5 true    certainly_before(fact.date, "1953")
town true  fact.name == "Town"
town unknown len(refs_to(fact)) > 0
rovers true any(refs_to(fact, "match"), .attendance == 12_000)
rovers unknown len(refs_to(fact, "match")) == 3
rovers unknown all(refs_to(fact, "match"), has(.home))
rovers true len(refs_to(fact, "place")) == 0 or true
dale  true  any(refs_to(fact), kind(#) == "office")
dale  true  len(refs_to(fact, "office", "of")) == 1
dale  true  len(refs_to(fact, "event")) == 0

# Look-ups.
m1 true    get("united").name == "United"
m1 true    not has(get("nothing-of-the-sort"))
chair true any(tenures_of(fact), .id == "first-chair")
chair unknown len(tenures_of(fact)) == 1
chair true count(tenures_of(fact), .id == "first-chair") == 1 or true
m1 true    earlier(fact, get("m2")) and not earlier(fact, fact) and not earlier(get("m2"), fact)
m1 true    held(get("ref"), get("chair"), "1940-05-05")
m1 false   held(get("ref"), get("chair"), "1929")
m1 unknown held(fact, get("chair"), "1929")
m1 unknown held(get("ref"), fact, "1929")
m1 unknown held(get("ref"), get("chair"), "1930-01-01")
m1 unknown held(get("ref"), get("chair"), "1960-05-05")
m1 false   held(fact.referee, fact.referee.as, fact.date)
m2 false   has(held(fact.referee, get("chair"), fact.date))

# Time.
m1 true    certainly_before(fact.date, "1951-04-08")
m1 false   certainly_before(fact.date, "1951-04-07")
m1 true    possibly_before(fact.date, "1951-04-07") and possibly_after(fact.date, "1951-04-07")
m1 true    certainly_equal(fact.date, date("1951-04-07"))
m2 true    possibly_equal(fact.date, date("1951-05-09")) and not certainly_equal(fact.date, date("1951-05-09"))
m1 true    certainly_during(fact.date, "1951-01-01/1951-12-31")
m1 true    certainly_during(fact, fact.away) and not certainly_during(fact, get("chair"))
m1 true    certainly_overlaps(get("united"), "1940/1950")
m4 true    possibly_before(fact.date, "1000") and possibly_after(fact.date, "1000") and not certainly_before(fact.date, "3000")
m1 true    year(fact.date) == 1951 and year(fact) == 1951
m2 true    year(fact.date) == 1951
united unknown year(fact.founded) == 1930
united true earliest_year(fact.founded) == 1929 and latest_year(fact.founded) == 1931
m1 true    days_between("1951-04-01", fact.date).least == 6 and days_between("1951-04-01", fact.date).most == 6
m2 true    days_between("1951-04-30", fact.date).least == 1 and days_between("1951-04-30", fact.date).most == 31
m4 false   has(days_between(fact.date, "1951").least)
m1 true    years_between("1900-04-07", fact.date).least == 51 and years_between("1900-04-08", fact.date).most == 50
united true certainly_equal(end(fact), "1955-06-30") and certainly_after(end(get("rovers")), "1900")
`) {
		fields := strings.Fields(line)
		if len(fields) < 3 || fields[0] == "#" {
			continue
		}
		source := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(strings.TrimPrefix(line, fields[0])), fields[1]))
		got, err := l.truth(t, fields[0], source)
		require.NoError(t, err, "%s: %s", fields[0], source)
		assert.Equal(t, fields[1], answers[got], "%s: %s", fields[0], source)
	}
}

// TestLost asks of a base of which a part could not be read: what stood there
// may be anything that names an id in it.
func TestLost(t *testing.T) {
	l := loadLeague(t, "[[club]]\nid = \"a\"\nname = \"A\"\n\n[[club]]\nid = \"b\"\nname = \"B\"\n\n[[match]]\nhome = = \"a\"\naway = \"c\"\n")
	for _, x := range []struct {
		id, source string
		want       expression.Truth
	}{
		{"a", `len(refs_to(fact)) == 0`, expression.Unknown},
		{"b", `has(get("c"))`, expression.Unknown},
		{"b", `has(get("d"))`, expression.False},
	} {
		got, err := l.truth(t, x.id, x.source)
		assert.NoError(t, err, "%s: %s", x.id, x.source)
		assert.Equal(t, answers[x.want], answers[got], "%s: %s", x.id, x.source)
	}
}

func TestAmbiguousIDs(t *testing.T) {
	l := loadLeague(t, "[[club]]\nid = \"a\"\nname = \"A\"\n\n[[club]]\nid = \"a\"\nname = \"B\"\n\n[[club]]\nid = \"c\"\nname = \"C\"\n")
	got, _ := l.truth(t, "c", `has(get("a"))`)
	assert.Equal(t, "unknown", answers[got], "one of two facts with an id")
}
