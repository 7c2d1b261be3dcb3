package config

import (
	"context"
	"flag"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/declaration"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

var large = flag.Int("large", 1, "times that hostile configurations are larger")

// TestHostile reads in a fraction of a second what takes minutes when the work
// grows with the square: then the test does not end in the time that go test has.
func TestHostile(t *testing.T) {
	many := 10_000 * *large
	for name, src := range map[string]string{
		"exclude":     "exclude = [" + repeat(many, func(i int) string { return fmt.Sprintf("\"d%d/**\",\n", i) }) + "]",
		"braces":      "exclude = [" + strings.Repeat("\""+strings.Repeat("{a,b}", 8)+strings.Repeat("x", 3000)+"\",\n", many/200) + "]",
		"wrong globs": "exclude = [" + repeat(many, func(i int) string { return fmt.Sprintf("\"/%d\",\n", i) }) + "]",
		"overrides":   repeat(many/2, func(i int) string { return fmt.Sprintf("[[override]]\nfiles = \"f%d\"\nrules = {}\n", i) }),
		"rules":       "[rules]\n" + repeat(many, func(i int) string { return fmt.Sprintf("tenure-gap%d = \"off\"\n", i) }),
		"options":     "[rules.tenure-gap]\n" + repeat(many, func(i int) string { return fmt.Sprintf("max_gap%d = 1\n", i) }),
		"severities":  "[rules]\n" + repeat(many, func(i int) string { return fmt.Sprintf("x%d.y.z = 1\n", i) }),
		"top":         repeat(many, func(i int) string { return fmt.Sprintf("exclud%d = 1\n", i) }),
		"kinds":       repeat(many, func(i int) string { return fmt.Sprintf("[kind.k%d]\n", i) }),
		"own rules": repeat(many/5, func(i int) string {
			return fmt.Sprintf("[[rule]]\nname = \"house-r%d\"\nsummary = \"s\"\nkind = \"event\"\nassert = \"%s\"\nmessage = \"m\"\n", i, strings.Repeat("(", 4000))
		}),
		"own rules alike": repeat(many/5, func(i int) string { return "[[rule]]\nname = \"house-r\"\n" }),
		"own expressions": repeat(200, func(i int) string {
			return fmt.Sprintf("[[rule]]\nname = \"house-r%d\"\nsummary = \"s\"\nkind = \"event\"\nassert = \"%s\"\nmessage = \"%s\"\n", i, strings.Repeat("has(fact.title) and ", 450)+"has(fact.x)", strings.Repeat("{fact.title}", 700))
		}),
		"extends":         "extends = [" + repeat(many, func(i int) string { return fmt.Sprintf("\"d%d.toml\",\n", i) }) + "]",
		"levels":          "exclude = " + strings.Repeat("[", 100_000),
		"dotted levels":   "rules." + strings.Repeat("a.", 100_000) + "b = 1",
		"inline levels":   "rules = " + strings.Repeat("{a=", 100_000),
		"headers":         "[" + strings.Repeat("kind.", 100_000) + "k]",
		"syntax errors":   strings.Repeat("[[override]]\nfiles = \n", 50_000),
		"not text":        strings.Repeat("\xff\x00\x1b", 100_000),
		"an escape":       "\"\\u001b]0;x\\u0007\" = 1\n[rules]\n\"\\u009b31m\" = 1\n[[override]]\n\"\\u202e\" = 1",
		"a long key":      strings.Repeat("k", 3<<20) + " = 1",
		"a long value":    "today = \"" + strings.Repeat("2", 3<<20) + "\"",
		"a long severity": "rules = { tenure-gap = \"" + strings.Repeat("o", 3<<20) + "\" }",
		"a long number":   "rules.quantity-growth.max_per_year = -" + strings.Repeat("1", 300) + ".0",
		"ten megabytes":   strings.Repeat("# "+strings.Repeat("x", 98)+"\n", 100_000) + "today = 1\n",
	} {
		t.Run(name, func(t *testing.T) {
			_, mistakes := parseAlone([]byte(src), someRules)
			assert.NotEmpty(t, mistakes, "is taken")
			checkMistakes(t, src, mistakes)
			t.Logf("%d mistakes: %.300s", len(mistakes), worded(src, mistakes[:min(2, len(mistakes))]))
		})
	}
}

func repeat(n int, line func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(line(i))
	}
	return b.String()
}

// checkMistakes holds mistakes to the laws that all of them obey.
func checkMistakes(t *testing.T, src string, mistakes []declaration.Mistake) {
	t.Helper()
	require.LessOrEqual(t, len(mistakes), declaration.MaxMistakes)
	for i, m := range mistakes {
		require.LessOrEqual(t, m.Span.Start, m.Span.End, "%v: %s", m.Span, m.Message)
		require.LessOrEqual(t, int(m.Span.End), len(src), "%v: %s", m.Span, m.Message)
		require.NotEmpty(t, m.Message)
		require.LessOrEqual(t, len(m.Message), 1000, "%.2000q", m.Message)
		require.False(t, strings.ContainsFunc(m.Message, func(r rune) bool { return !unicode.IsPrint(r) }), "%.2000q is not one line that prints", m.Message)
		if i > 0 {
			require.LessOrEqual(t, mistakes[i-1].Span.Start, m.Span.Start, "%v follows %v", m, mistakes[i-1])
			require.NotEqual(t, m, mistakes[i-1])
		}
	}
}

// Globs of an override come from strangers too; doublestar alone would take
// time that doubles with every brace.
func TestGlobsOfOverridesCannotBlowUp(t *testing.T) {
	for _, glob := range []string{
		strings.Repeat("{a,aa}", 8) + "b",
		strings.Repeat("**/", 1000) + "a*a*a*a*b",
		"**/" + strings.Repeat("*?", 1000) + "b",
		"**/*" + strings.Repeat("[^b]", 1000) + "b",
	} {
		src := fmt.Sprintf("[[override]]\nfiles = %q\nrules = { date-invalid = \"off\" }\n", glob)
		c, mistakes := parseAlone([]byte(src), rules.All())
		require.NotNil(t, c, worded(src, mistakes))
		deep := strings.Repeat(strings.Repeat("a", 60)+"/", 8) + "f.toml"
		base, err := facts.Load(context.Background(), facts.Options{Overlay: map[string][]byte{deep: nil}})
		require.NoError(t, err)
		_, err = engine.Run(context.Background(), base, c.Settings)
		require.NoError(t, err)
	}
	c, _ := Parse([]byte("[[override]]\nfiles = \""+strings.Repeat("{a,aa}", 30)+"b\"\nrules = {}\n"), nil)
	assert.Nil(t, c, "thirty braces are taken")
}

func TestOverridesHoldForFilesAndFolders(t *testing.T) {
	const wrong = "[[event]]\ntitle = \"x\"\ndate = 2022-02-30\n"
	overlay := map[string][]byte{}
	for _, path := range []string{"a.toml", "old/a.toml", "old/deep/b.toml", "new/old/c.toml", "d[1].toml"} {
		overlay[path] = []byte(wrong)
	}
	base, err := facts.Load(context.Background(), facts.Options{Overlay: overlay})
	require.NoError(t, err)
	for glob, silenced := range map[string]string{
		"old":           "old/a.toml old/deep/b.toml",
		"old/**":        "old/a.toml old/deep/b.toml",
		"old/*.toml":    "old/a.toml",
		"**/old/":       "new/old/c.toml old/a.toml old/deep/b.toml",
		"{a,old/a}.*":   "a.toml old/a.toml",
		`d\\[1\\].toml`: "d[1].toml",
		"none":          "",
	} {
		c, mistakes := Parse([]byte("[[override]]\nfiles = \""+glob+"\"\nrules = { date-invalid = \"off\" }\n"), nil)
		require.NotNil(t, c, "%s: %v", glob, mistakes)
		result, err := engine.Run(context.Background(), base, c.Settings)
		require.NoError(t, err)
		var got []string
		for path := range overlay {
			if !slices.ContainsFunc(result.Findings, func(f rules.Finding) bool { return f.Rule.Name == "date-invalid" && f.Place.File.Path == path }) {
				got = append(got, path)
			}
		}
		slices.Sort(got)
		assert.Equal(t, silenced, strings.Join(got, " "), glob)
	}
}

// alike compares two configurations. Rules of their own have functions, which
// cannot be compared: their pages are.
func alike(a, b *Config) bool {
	if a == nil || b == nil {
		return a == b
	}
	if len(a.Settings.Own) != len(b.Settings.Own) {
		return false
	}
	for i, r := range a.Settings.Own {
		if r.Page() != b.Settings.Own[i].Page() {
			return false
		}
	}
	x, y := *a, *b
	x.Settings.Own, y.Settings.Own = nil, nil
	return reflect.DeepEqual(x, y)
}

func FuzzParse(f *testing.F) {
	f.Add(everything)
	for _, src := range []string{
		"", "exclude = \"a/**\"\ntoday = \"2022-06-01\"", "[rules]\ntenure-gap = { severity = \"off\", max_gap = \"1d\" }",
		"[[override]]\nfiles = [\"{a,b}\"]\nrules = { date = \"off\" }", "[kind.k]\nlabel = \"{a}\"\nperiod = \"a\"\nfield.a.type = \"date\"",
		"[kind.k.field]\nx = { type = \"table\", fields = { \"*\" = { type = \"actor\" } } }\ny = { type = \"string\", validate = \"min=1|email,alpha\" }",
		"[kind.k]\nquantity = { of = \"p\", value = \"n\", group = \"note\", area = \"area\" }\nfield = { p = { type = \"ref\", to = \"place\" }, n = { type = \"integer\" } }",
		"[rules]\ntenure-gap = \n[[override]]\n", "today = 2022-02-30",
		"[[rule]]\nname = \"house-a\"\nsummary = \"s\"\nkind = [\"event\", \"election\"]\nwhen = \"fact.status == ''\"\nassert = \"\"\"\\\n  possibly_before(fact.date, \\\"2000\\\")\"\"\"\nmessage = '{fact} is {fact.date}'\nat = \"date\"\nrelated = [\"title\", { at = \"get('x')\", says = \"{fact.id}\" }]\n[rules]\nhouse = \"off\"",
		"extends = [\"a.toml\", \"../b.toml\"]",
	} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		c, mistakes := parseAlone([]byte(src), someRules)
		require.Equal(t, len(mistakes) > 0, c == nil, worded(src, mistakes))
		checkMistakes(t, src, mistakes)
		second, mistakesOfSecond := parseAlone([]byte(src), someRules)
		require.Equal(t, mistakesOfSecond, mistakes, "read twice, it differs")
		require.True(t, alike(c, second), "read twice, it differs")
		if c == nil {
			return
		}
		// What is taken can be used: a comment more changes nothing, and facts are read by it.
		more, m := parseAlone([]byte(src+"\n# more"), someRules)
		require.True(t, alike(c, more), "a comment makes a difference: %v", m)
		for name, s := range c.Settings.Rules {
			require.NotEmpty(t, someRules.With(c.Settings.Own).Named(name), "%q = %v", name, s)
			require.LessOrEqual(t, s.Severity, rules.Error, "%q = %v", name, s)
			for option, v := range s.Options {
				require.GreaterOrEqual(t, v, float64(0), option)
				require.Less(t, v, 1e300*1e8, option)
			}
		}
		text := "[defaults]\nnote = \"x\"\n"
		for _, k := range c.Vocabulary.Kinds {
			text += "[[" + k.Name + "]]\nid = \"" + k.Name + "\"\ndate = 2022-05-13\nname = \"x\"\nby = \"person\"\n"
		}
		base, err := facts.Load(context.Background(), facts.Options{Overlay: map[string][]byte{"f.toml": []byte(text)}, Vocabulary: c.Vocabulary})
		require.NoError(t, err)
		for fact := range base.All {
			_ = fact.Label()
		}
		_, err = engine.Run(context.Background(), base, c.Settings)
		require.NoError(t, err)
	})
}
