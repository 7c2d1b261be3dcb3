package expression_test

import (
	"context"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/factstest"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules/expression"
)

// The kinds and facts that the tests ask about: a football league.
const leagueKinds = `
[kind.club]
label = "{name}"
period = { start = "founded", end = "dissolved" }
[kind.club.field]
name = { type = "string", required = true }
founded = { type = "date" }
dissolved = { type = "date" }
capacity = { type = "integer" }
ground = { type = "ref", to = ["place"] }

[kind.match]
label = "{home} – {away}"
period = "date"
[kind.match.field]
home = { type = "ref", to = ["club"], required = true }
away = { type = "ref", to = ["club"], required = true }
date = { type = "date" }
goals = { type = "integer", many = true }
attendance = { type = "integer" }
referee = { type = "actor" }
round = { type = "string", one_of = ["first", "second", "final"] }
lasts = { type = "duration" }
odds = { type = "table", fields = { home = { type = "number" }, away = { type = "number" } } }
scorers = { type = "table", fields = { "*" = { type = "integer" } } }
kick-off = { type = "string" }
friendly = { type = "boolean" }
`

const leagueFacts = `
[[club]]
id = "rovers"
name = "Rovers"
founded = 1901
capacity = 20_000
ground = "dale"

[[club]]
id = "united"
name = "United"
founded = "1930~"
dissolved = 1955-06-30

[[club]]
id = "town"
name = "Town"
status = "disputed"
founded = 1990

[[club]]
id = "vague"
name = "Vague"
founded = 1940-13-01
capacity = "many"

[[place]]
id = "dale"
name = "The Dale"
existed = { }

[[person]]
id = "ref"
name = "Ann Referee"
born = 1900-05-06

[[office]]
id = "chair"
name = "Chair of the League"
of = "dale"

[[tenure]]
id = "first-chair"
person = "ref"
office = "chair"
start = 1930-01-01
end = 1950-12-31

[[tenure]]
person = "ref"
office = "chair"
status = "disputed"
start = 1960-01-01
end = 1961-12-31

[[match]]
id = "m1"
home = "rovers"
away = "united"
date = 1951-04-07
goals = [3, 1]
attendance = 12_000
referee = { person = "ref", as = "chair" }
round = "final"
lasts = "90d"
odds = { home = 1.5, away = 4.0 }
scorers = { Smith = 2, Jones = 1 }
kick-off = "15:00"
source = ["https://example.org/m1"]

[[match]]
id = "m2"
home = "united"
away = "rovers"
date = "1951-05"
goals = []

[[match]]
id = "m3"
home = "town"
away = "nobody"
date = 1951-02-30
goals = [1, "x"]
odds = { home = "much" }
referee = "ref"

[[match]]
id = "m4"
home = "town"
away = "rovers"
status = "planned"

[[match]]
id = "m5"
status = "disputed"
home = "vague"
away = "rovers"
date = 1952-01-01
`

var leagueVocabulary = sync.OnceValue(func() *vocabulary.Vocabulary { return factstest.Kinds(leagueKinds) })

// league is a base with a machine over it.
type league struct {
	base    *facts.Base
	machine *expression.Machine
}

func loadLeague(t testing.TB, text string) *league {
	t.Helper()
	b, err := facts.Load(context.Background(), facts.Options{Vocabulary: leagueVocabulary(), Overlay: map[string][]byte{"league.toml": []byte(text)}})
	require.NoError(t, err)
	l := &league{b, &expression.Machine{}}
	l.machine.Bind(b, sync.OnceValue(b.Referrers))
	return l
}

func kindsOf(names ...string) []*vocabulary.Kind {
	var out []*vocabulary.Kind
	for _, n := range names {
		out = append(out, leagueVocabulary().Kind(n))
	}
	return out
}

// truth evaluates a condition on the fact with an id.
func (l *league) truth(t testing.TB, id, source string) (expression.Truth, error) {
	t.Helper()
	f := l.base.Fact(id)
	require.NotNil(t, f, "no fact %s", id)
	p, mistakes := expression.New(leagueVocabulary()).Condition(source, []*vocabulary.Kind{f.Kind()})
	require.Empty(t, mistakes, source)
	return l.machine.Truth(p, f)
}

var answers = map[expression.Truth]string{expression.True: "true", expression.False: "false", expression.Unknown: "unknown"}
