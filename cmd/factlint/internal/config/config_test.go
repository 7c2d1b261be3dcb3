package config

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/declaration"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
	"github.com/factlint/factlint/rules/expression"
)

// The tests have rules of their own, so that new rules and options change nothing here.
var someRules = rules.List{
	{Name: "date-order"},
	{Name: "quantity-disagree", Options: []rules.Option{{Name: "tolerance", Default: 0.05}}},
	{Name: "quantity-growth", Options: []rules.Option{{Name: "max_per_year", Default: 0.1}}},
	{Name: "quantity-parts", Options: []rules.Option{{Name: "tolerance", Default: 1.01}, {Name: "slack", Default: 1.1}, {Name: "within", Default: "2y"}}},
	{Name: "source-missing", Off: true},
	{Name: "tenure-gap", Options: []rules.Option{{Name: "max_gap", Default: "31d"}}},
	{Name: "tenure-overlap"},
}

const everything = `exclude = ["drafts/**", "old/*.toml", "{a,b}/c"]
today   = 2022-06-01

[rules]
tenure-gap      = "off"
date            = "warning"
quantity-growth = { severity = "error", max_per_year = 0.05 }
quantity        = { slack = 2, within = "6m" }
source-missing.severity = "warning"

[rules.tenure]
severity = "error"
max_gap = "2w"

[[override]]
files = ["archive/**", "x.toml"]
rules = { source-missing = "off" }

[[override]]
files = "archive/new/**"
[override.rules.quantity-disagree]
tolerance = 0

[kind.recognition]
summary = "One place recognises another as a state."
label   = "{by} recognises {of}"
period  = { start = "start", end = "end" }

[kind.recognition.field]
by    = { type = "ref", to = ["place"], required = true, lifetime = true }
of    = { type = "ref", to = ["place"], required = true, lifetime = true }
start = { type = "date" }
end   = { type = "date" }
`

func TestEverythingRight(t *testing.T) {
	c, mistakes := parseAlone([]byte(everything), someRules)
	require.Empty(t, mistakes, worded(everything, mistakes))
	assert.Equal(t, []string{"drafts/**", "old/*.toml", "{a,b}/c"}, c.Exclude)
	day, _ := edtf.Parse("2022-06-01")
	want := engine.Settings{
		Today: &day,
		Rules: map[string]engine.Setting{
			"tenure-gap":      {Severity: rules.Off},
			"date":            {Severity: rules.Warning},
			"quantity-growth": {Severity: rules.Error, Options: map[string]float64{"max_per_year": 0.05}},
			"quantity":        {Options: map[string]float64{"slack": 2, "within": 184}},
			"source-missing":  {Severity: rules.Warning},
			"tenure":          {Severity: rules.Error, Options: map[string]float64{"max_gap": 14}},
		},
		Overrides: []engine.Override{
			{Files: []string{"archive/**", "x.toml"}, Rules: map[string]engine.Setting{"source-missing": {Severity: rules.Off}}},
			{Files: []string{"archive/new/**"}, Rules: map[string]engine.Setting{"quantity-disagree": {Options: map[string]float64{"tolerance": 0}}}},
		},
	}
	assert.Equal(t, want, c.Settings)
	k := c.Vocabulary.Kind("recognition")
	require.NotNil(t, k)
	require.NotNil(t, k.Period)
	assert.NotEqual(t, vocabulary.None, k.FieldIndex("of"))
	assert.Len(t, k.Lifetimes, 2)
}

func TestExampleOfTheContract(t *testing.T) {
	src := "exclude = [\"drafts/**\"]\ntoday   = 2022-06-01          # optional\n[rules]\ndate-invalid = \"off\"\nfact = \"warning\"\n" +
		"[[override]]\nfiles = [\"archive/**\"]\nrules = { ref-unresolved = \"off\" }\n"
	_, mistakes := parseAlone([]byte(src), rules.All())
	assert.Empty(t, mistakes, worded(src, mistakes))
}

func TestEmptyIsDefault(t *testing.T) {
	for _, src := range []string{"", "\n", "\uFEFF# nothing\r\n", "exclude = []\n[rules]\n[kind]\n"} {
		c, mistakes := parseAlone([]byte(src), rules.All())
		require.Empty(t, mistakes, worded(src, mistakes))
		assert.Empty(t, c.Exclude, src)
		assert.Empty(t, c.Settings.Rules, src)
		assert.Nil(t, c.Settings.Today, src)
		assert.Empty(t, c.Settings.Overrides, src)
		assert.Equal(t, Default().Vocabulary, c.Vocabulary, src)
	}
}

func TestRuleOfThePageOnExpressions(t *testing.T) {
	_, example, _ := strings.Cut(expression.Page, "\n\n")
	example, _, _ = strings.Cut(example, "\n\n")
	c, mistakes := parseAlone([]byte(example), rules.All())
	require.Empty(t, mistakes, worded(example, mistakes))
	require.Len(t, c.Settings.Own, 1)
}

func TestToday(t *testing.T) {
	for _, day := range []string{`2022-06-01`, `"2022-06-01"`, `2022-06-01T12:00:00`, `2022-06-01 12:00`, `2022-06-01T12:00:00Z`, `"2022-06-01T12:00:00"`} {
		src := "today = " + day
		c, mistakes := parseAlone([]byte(src), rules.All())
		if !assert.Empty(t, mistakes, worded(src, mistakes)) {
			continue
		}
		got := c.Settings.Today.Begin
		assert.Equal(t, "1 June 2022", edtf.NameDay(got.Earliest), day)
		assert.Less(t, got.Latest-got.Earliest, int64(24*60*60), day)
	}
}

func TestConfigKeepsNothingOfItsSource(t *testing.T) {
	src := []byte(everything)
	c, _ := parseAlone(src, someRules)
	clear(src)
	assert.Equal(t, "drafts/**", c.Exclude[0], "the configuration changed with its source")
	assert.Equal(t, "recognition", c.Vocabulary.Kinds[len(c.Vocabulary.Kinds)-1].Name, "the configuration changed with its source")
	for name := range c.Settings.Rules {
		assert.NotContains(t, name, "\x00")
	}
}

func TestCheckNames(t *testing.T) {
	for _, x := range []struct{ names, want string }{
		{"", ""},
		{"date-invalid,ref", ""},
		{"date-invalid,date-invalyd", `there is no rule "date-invalyd" (did you mean "date-invalid"?)`},
		{"dates", `there is no rule "dates" (did you mean "date"?)`},
		{"Date-Invalid", `there is no rule "Date-Invalid" (did you mean "date-invalid"?)`},
		{"\x1b[31m", `there is no rule "\x1b[31m"; "factlint rules" lists them`},
	} {
		var names []string
		if x.names != "" {
			names = strings.Split(x.names, ",")
		}
		got := ""
		if err := CheckNames(names, rules.All()); err != nil {
			got = err.Error()
		}
		assert.Equal(t, x.want, got, x.names)
	}
}

// parseAlone parses a factlint.toml that extends nothing.
func parseAlone(src []byte, known rules.List) (*Config, []declaration.Mistake) {
	c, mistakes := parse(src, known, nil)
	if len(mistakes) > 0 {
		return nil, mistakes[0].Mistakes
	}
	return c, nil
}

// worded renders mistakes one a line, as "=> line:column-column message".
func worded(src string, mistakes []declaration.Mistake) string {
	lines := toml.NewLines([]byte(src))
	var out []string
	for _, m := range mistakes {
		from, to := lines.Position(m.Span.Start), lines.Position(m.Span.End)
		out = append(out, fmt.Sprintf("=> %d:%d-%d %s", from.Line, from.Column, to.Column, m.Message))
	}
	return strings.Join(out, "\n")
}
