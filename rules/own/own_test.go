package own_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
	"github.com/factlint/factlint/rules/own"
)

const meetings = `[defaults]
place = "hall"

[[place]]
id = "hall"
name = "The Hall"
existed = "1900/1950"
area = 3

[[event]]
id = "first"
title = "First meeting"
start = 1940-05-01
end = 1960-05-01
participants = ["ann", { person = "bob", as = "chair" }]

[[event]]
title = "Second meeting"
date = "1951~"
status = "planned"
participants = []

[[person]]
id = "ann"
name = "Ann"
born = 1920

[[person]]
id = "bob"
name = "Bob"
died = 1930-01-01

[[office]]
id = "chair"
name = "the chair"
of = "hall"
`

// TestFindings holds what rules say, each with its places, against these lines.
func TestFindings(t *testing.T) {
	base, err := facts.Load(context.Background(), facts.Options{Overlay: map[string][]byte{"f.toml": []byte(meetings)}})
	require.NoError(t, err)
	for _, x := range []struct {
		name string
		rule own.Declaration
		want string
	}{
		{"a field of the fact, one of another, and facts",
			own.Declaration{Kinds: []string{"event"}, When: "fact.status == ''", Assert: "certainly_before(fact, fact.place[0].existed)",
				Message: "{fact} is held {begin(fact)} at {fact.place}, by {fact.participants}", At: "start",
				Related: []own.Related{{At: "end"}, {At: "fact.place[0].area"}, {At: "map(fact.participants, .person)"}, {At: "fact.place[0].existed", Says: "{fact} existed {fact.existed}"}, {At: "participants"}}},
			`error f.toml:13:9 First meeting is held on 1 May 1940 at The Hall, by Ann and Bob, as the chair
    f.toml:14:7 ends on 1 May 1960
    f.toml:8:8 The Hall, area: 3
    f.toml:23:1 Ann
    f.toml:28:1 Bob
    f.toml:7:11 The Hall existed between 1900 and 1950
    f.toml:15:16 participants: Ann and Bob, as the chair
`},
		{"a value from the defaults, and a field that is not written",
			own.Declaration{Kinds: []string{"event"}, Assert: "has(fact.note)", Message: "m {fact.note} {{x}}", At: "place", Related: []own.Related{{At: "note"}}, Severity: "warning"},
			"warning f.toml:2:9 m ? {x}\n"},
		{"several kinds",
			own.Declaration{Kinds: []string{"place", "person"}, Assert: "fact.name != 'Ann' and not (fact.name contains 'Hall')", Message: "{kind(fact)} {fact.name}", At: "name"},
			"error f.toml:6:8 place The Hall\nerror f.toml:25:8 person Ann\n"},
		{"a date in words",
			own.Declaration{Kinds: []string{"event"}, When: "has(fact.date)", Assert: "possibly_before(fact.date, '1940')", Message: "{fact.date} or {name(fact.date)}, {days_between(fact.date, '1952-06-01').least ?? 0} days, {len(fact.participants)}", At: "date"},
			"error f.toml:19:8 in about 1951 or about 1951, -213 days, 0\n"},
		{"what runs away",
			own.Declaration{Kinds: []string{"office"}, Assert: "all(1..1000, any(1..1000, any(1..1000, # == 0)))", Message: "m", At: "name"},
			"error f.toml:33:1 the rule house-what takes too many steps to judge the chair, so it says nothing of it; narrow what it looks at, first of all in its lists of facts\n"},
	} {
		t.Run(x.name, func(t *testing.T) {
			x.rule.Name = "house-what"
			r, mistakes := own.NewCompiler(vocabulary.Builtin()).Rule(&x.rule)
			require.NotNil(t, r, mistakes)
			res, err := engine.Run(context.Background(), base, engine.Settings{Own: []*rules.Rule{r}, Select: []string{r.Name}})
			require.NoError(t, err)
			assert.Equal(t, x.want, describe(res.Findings))
		})
	}
}

func describe(findings []rules.Finding) string {
	var b strings.Builder
	at := func(p facts.Place) string {
		pos := toml.NewLines(p.File.Source).Position(p.Span.Start)
		return fmt.Sprintf("%s:%d:%d", p.File.Path, pos.Line, pos.Column)
	}
	for _, f := range findings {
		fmt.Fprintf(&b, "%s %s %s\n", f.Severity, at(f.Place), f.Message)
		for _, n := range f.Related {
			fmt.Fprintf(&b, "    %s %s\n", at(n.Place), n.Words)
		}
	}
	return b.String()
}
