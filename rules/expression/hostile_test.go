package expression_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/rules/expression"
)

// runaways are conditions that would take for ever, or all memory.
var runaways = map[string]string{
	"nested loops":      `all(1..1000, any(1..1000, any(1..1000, # == 0)))`,
	"loops over refs":   `all(refs_to(fact), any(refs_to(get("rovers")), all(1..99999, any(1..99999, # == -1))))`,
	"a range":           `len(1..1000000000) > 1`,
	"many ranges":       `len(map(1..1000, 1..1000)) == 1`,
	"lists of lists":    `len(map(1..1000, map(1..1000, fact.goals))) > 1`,
	"a text that grows": `let a = "0123456789abcdef"; let b = a + a + a + a + a + a + a + a; let c = b + b + b + b + b + b + b + b; let d = c + c + c + c + c + c + c + c; let e = d + d + d + d + d + d + d + d; let f = e + e + e + e; len(f + f + f) > 1`,
	"texts in a loop":   `all(1..99999, len(upper("0123456789012345678901234567890123456789012345678901234567890123456789")) > 0 and all(1..99, "aaaaaaaaaaaaaaaa" contains "b" == false))`,
	"matching":          `all(1..99999, fact["kick-off"] matches "((a?){9}){9}b" == false or all(1..9999, fact["kick-off"] matches "((a?){9}){9}b"))`,
	"unique":            `all(1..99999, len(unique(1..99999)) == 99999)`,
}

func TestRunawaysAreStopped(t *testing.T) {
	text := strings.Replace(leagueFacts, `"15:00"`, `"`+strings.Repeat("a", 50_000)+`"`, 1)
	l := loadLeague(t, text)
	for name, source := range runaways {
		t.Run(name, func(t *testing.T) {
			l.machine.Steps()
			got, err := l.truth(t, "m1", source)
			assert.ErrorIs(t, err, expression.ErrBudget, "%s is %s", source, answers[got])
			assert.InDelta(t, 1_000_000, l.machine.Steps(), 100_000, "steps")
		})
	}
}

// TestHostileSources compiles what nobody would write.
func TestHostileSources(t *testing.T) {
	for name, source := range map[string]string{
		"brackets":           strings.Repeat("(", 5_000) + "1" + strings.Repeat(")", 4_900),
		"balanced brackets":  strings.Repeat("(", 4_990) + "1 == 1" + strings.Repeat(")", 4_990),
		"open brackets":      strings.Repeat("[", 9_999),
		"braces":             strings.Repeat("{", 9_999),
		"nots":               strings.Repeat("not ", 2_400) + "true",
		"minuses":            strings.Repeat("-", 9_000) + "1 == 1",
		"a chain":            "1" + strings.Repeat(" < 2", 2_400),
		"chains in chains":   strings.Repeat("1 < (", 1_400) + "1" + strings.Repeat(") < 2", 1_400),
		"doubling":           strings.Repeat("true ? ", 900) + "true" + strings.Repeat(" : false", 900),
		"a megabyte":         "true" + strings.Repeat(" or true", 130_000),
		"ands":               "true" + strings.Repeat(" and true", 1_100),
		"lets":               strings.Repeat("let a = 1; ", 900) + "true",
		"members":            "fact" + strings.Repeat(".home", 1_900) + ".name == 'x'",
		"loops":              strings.Repeat("all(1..2, ", 900) + "true" + strings.Repeat(")", 900),
		"bytes that are not": "\xff\xfe",
		"a NUL":              "fact.\x00 == 1",
		"an escape":          "fact.\x1b[31m == 1",
		"an unknown escape":  `"\q" == "\u{110000}"`,
		"a large number":     "99999999999999999999 == 1",
		"a large float":      "1e999 == 1",
		"a pattern of many":  `fact["kick-off"] matches "(((a?){9}){9}){9}b"`,
		"a large pattern":    `fact["kick-off"] matches "` + strings.Repeat("(a{1,999}){1,999}", 100) + `"`,
		"nothing":            " \n ",
		"a comment":          "/* ",
		"a pipe":             "1 | ",
		"a question":         "fact ? ",
		"a pointer":          "all(fact.goals, #acc == 1)",
		"a reduce":           "reduce(fact.goals, #acc + #, 0) == 1",
		"a sort":             "sortBy(fact.goals, #)[0] == 1",
		"an environment":     "$env == 1",
		"a let of ours":      "let $1 = 1; $1 == 1",
	} {
		t.Run(name, func(t *testing.T) {
			_, mistakes := expression.New(leagueVocabulary()).Condition(source, kindsOf("match"))
			checkMistakes(t, source, mistakes)
			if len(mistakes) > 0 {
				t.Logf("%d mistakes: %.150s", len(mistakes), mistakes[0].Message)
			}
		})
	}
}

// checkMistakes holds mistakes to the laws that all of them obey.
func checkMistakes(t *testing.T, source string, mistakes []expression.Mistake) {
	t.Helper()
	for _, m := range mistakes {
		require.GreaterOrEqual(t, m.Start, 0, "%+v", m)
		require.LessOrEqual(t, m.Start, m.End, "%+v", m)
		require.LessOrEqual(t, m.End, len(source), "%+v", m)
		if utf8.ValidString(source) {
			require.True(t, utf8.ValidString(source[m.Start:m.End]), "%+v cuts a character", m)
		}
		require.NotEmpty(t, m.Message)
		require.LessOrEqual(t, len(m.Message), 2000, "%q", m.Message)
		require.False(t, strings.ContainsFunc(m.Message, func(r rune) bool { return !unicode.IsPrint(r) }), "%q is not one line that prints", m.Message)
	}
}

// FuzzCondition compiles any source as a condition and as a template, and runs
// what can be compiled over the league.
func FuzzCondition(f *testing.F) {
	f.Add(runaways["nested loops"])
	f.Add(runaways["a range"])
	for _, s := range []string{
		`possibly_before(fact.date, fact.home.founded) and fact.status != "planned"`, `{fact.home.name} of {{x}} {fact.date}`,
		`all(refs_to(fact.home, "match", "home"), .attendance ?? 0 > 3)`, `held(fact.referee, get("chair"), fact.date)`,
		`let a = fact.goals; sum(a) + len(a) == max(a)`, `fact.goals | map(# * 2) | any(# > 3)`, `year(fact.date) in 1900..2000`,
		`1 < 2 < 3`, `fact?.home?.name`, `"a" + 'b' + upper("c")`, `{`, `}`, `{"}"}`, `-fact.attendance ** 2`, `find(fact.goals, # > 1) == nil`,
		`if fact.friendly { 1 == 1 } else { 2 == 1 }`, `keys(fact.scorers)[0] in ["x"]`, `days_between(fact.date, begin(fact.away)).least > days("2w").most`,
	} {
		f.Add(s)
	}
	l := loadLeague(f, leagueFacts)
	twin := loadLeague(f, leagueFacts)
	f.Fuzz(func(t *testing.T, source string) {
		language := expression.New(leagueVocabulary())
		p, mistakes := language.Condition(source, kindsOf("match"))
		checkMistakes(t, source, mistakes)
		require.Equal(t, len(mistakes) > 0, p == nil, "%q gives %v and %v", source, p, mistakes)
		template, mistakes := language.Template(source, kindsOf("match"))
		checkMistakes(t, source, mistakes)
		require.Equal(t, len(mistakes) > 0, template == nil, "%q gives %v and %v", source, template, mistakes)
		for _, id := range []string{"m1", "m3"} {
			if p != nil {
				a, err := l.machine.Truth(p, l.base.Fact(id))
				if err != nil {
					require.ErrorIs(t, err, expression.ErrBudget, "%q of %s", source, id)
				}
				b, err2 := twin.machine.Truth(p, twin.base.Fact(id))
				require.Equal(t, answers[a], answers[b], "%q of %s, asked again", source, id)
				require.Equal(t, fmt.Sprint(err), fmt.Sprint(err2), "%q of %s, asked again", source, id)
			}
			if template != nil {
				words, err := l.machine.Words(template, l.base.Fact(id))
				if err != nil {
					require.ErrorIs(t, err, expression.ErrBudget, "%q of %s", source, id)
				}
				require.LessOrEqual(t, utf8.RuneCountInString(words), 1001, "%q of %s says %q", source, id, words)
				require.Equal(t, -1, strings.IndexAny(words, "\n\r\t"), "%q of %s says %q", source, id, words)
			}
		}
	})
}
