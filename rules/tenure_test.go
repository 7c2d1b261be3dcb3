package rules_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

// people stand at the end of each case, so that its lines count from its own first.
const people = `
[[person]]
id = "ann"
name = "Ann"
[[person]]
id = "bob"
name = "Bob"
[[person]]
id = "cy"
name = "Cy"
[[person]]
id = "dee"
name = "Dee"
`

// A tenureCase is a fact file in short: T for a tenure and so on, see expand.
type tenureCase struct {
	name string
	text string
	want string // "3 tenure-overlap, 9 tenure-gap", or "" for silence of every rule
}

// expand writes out the short form, one fact on each line of it:
//
//	O id key=value …            an office
//	T person office start end … a tenure; - leaves a date out; further key=value
//	A person office date …      an event by the person in the office
//
// Every fact begins on its own line of the result, which the expectation names
// by the line of the short form. Other lines stand as they are.
func expand(short string) (text string, lineOf map[int]int) {
	var b strings.Builder
	lineOf = map[int]int{}
	n := 1
	date := func(s string) string {
		if s == "" || s[0] < '0' || s[0] > '9' || len(s) != 4 && len(s) != 10 && !strings.Contains(s, "T") || strings.ContainsAny(s, "~?X/") {
			return `"` + s + `"`
		}
		return s
	}
	for i, line := range strings.Split(strings.TrimSpace(short), "\n") {
		words := strings.Fields(line)
		var out []string
		rest := 0
		switch {
		case len(words) > 1 && words[0] == "O":
			out, rest = []string{"[[office]]", `id = "` + words[1] + `"`, `name = "` + words[1] + `"`}, 2
		case len(words) > 4 && words[0] == "T":
			out, rest = []string{"[[tenure]]", `person = "` + words[1] + `"`, `office = "` + words[2] + `"`}, 5
			for j, key := range []string{"start", "end"} {
				if words[3+j] != "-" {
					out = append(out, key+" = "+date(words[3+j]))
				}
			}
		case len(words) > 3 && words[0] == "A":
			out, rest = []string{"[[event]]", `title = "act"`, `by = { person = "` + words[1] + `", as = "` + words[2] + `" }`}, 4
			if words[3] != "-" {
				out = append(out, "date = "+date(words[3]))
			}
		default:
			out, rest = []string{line}, len(words)
		}
		for _, w := range words[rest:] {
			k, v, _ := strings.Cut(w, "=")
			out = append(out, k+" = "+v)
		}
		for _, o := range out {
			b.WriteString(o + "\n")
			lineOf[n] = i + 1
			n++
		}
	}
	return b.String() + people, lineOf
}

func (c tenureCase) run(t *testing.T) {
	t.Helper()
	text, lineOf := expand(c.text)
	findings := check(t, text)
	var got []string
	for _, f := range findings {
		line := toml.NewLines(f.Place.File.Source).Position(f.Place.Span.Start).Line
		got = append(got, fmt.Sprintf("%d %s", lineOf[line], f.Rule.Name))
		for _, n := range f.Related {
			assert.NotEmpty(t, n.Words, "a related place")
			require.NotNil(t, n.File, "a related place")
			assert.NotContains(t, n.Words, "  ", "a related place")
		}
		assert.NotRegexp(t, `  | ,|\.$`, f.Message)
	}
	slices.Sort(got)
	assert.Equal(t, c.want, strings.Join(got, ", "), "%s\n%s", text, describe(findings))
}

// check runs all rules over one file, and keeps what tenure rules and those
// they must leave to others find.
func check(t testing.TB, text string) []rules.Finding {
	t.Helper()
	res, err := engine.Run(context.Background(), load(t, map[string]string{"facts.toml": text}), engine.Settings{})
	require.NoError(t, err)
	return res.Findings
}

func runTenureCases(t *testing.T, cases []tenureCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, c.run)
	}
}
