package vocabulary

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/declaration"
	"github.com/factlint/factlint/facts/toml"
)

// onlyKinds is a text of which only the kinds are read.
type onlyKinds struct {
	Kinds
	Rest any `toml:"*"`
}

// declare reads the [kind] tables of a source.
func declare(t testing.TB, src string) (*Vocabulary, []declaration.Mistake) {
	t.Helper()
	var declared onlyKinds
	doc := declaration.NewLanguage(Checks).Read(new(toml.Parser).Parse([]byte(src)), &declared, "factlint.toml", nil)
	return Join(Declarations{Doc: doc, Kinds: declared.Kinds}), doc.Sorted()
}

// update says that the golden files are written anew.
var update = os.Getenv("FACTLINT_UPDATE") != ""

// TestMistakesInKinds holds every mistake to its place and its words. The file
// has declarations, each followed by the mistakes as lines that begin with "=> ".
func TestMistakesInKinds(t *testing.T) {
	var updated []string
	src, err := os.ReadFile("testdata/kind-mistakes.txt")
	require.NoError(t, err)
	for entry := range strings.SplitSeq(strings.TrimSpace(string(src)), "\n\n\n") {
		text, want, _ := strings.Cut(entry, "\n=> ")
		_, mistakes := declare(t, text)
		updated = append(updated, text+"\n"+worded(text, mistakes))
		if !update {
			assert.Equal(t, "=> "+want, worded(text, mistakes), entry)
			assert.NotEmpty(t, want, entry)
		}
	}
	if update {
		require.NoError(t, os.WriteFile("testdata/kind-mistakes.txt", []byte(strings.Join(updated, "\n\n\n")+"\n"), 0o666))
	}
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

var large = flag.Int("large", 1, "times that hostile declarations are larger")

// TestHostileKinds has some of what takes minutes when the work grows with the square.
func TestHostileKinds(t *testing.T) {
	const tooMany = 70_000 // more than a vocabulary can number
	many, refs, long := 2_000**large, 7_000**large, []string{"kinds", "fields"}
	for name, src := range map[string]string{
		"kinds": repeat(tooMany, func(i int) string { return fmt.Sprintf("[kind.k%d]\n", i) }),
		"fields": "[kind.k.field]\n" + repeat(tooMany, func(i int) string {
			return fmt.Sprintf("f%d = { type = \"date\" }\n", i)
		}),
		"fields of a table": "[kind.k.field.t]\ntype = \"table\"\n[kind.k.field.t.fields]\n" + repeat(30_000, func(i int) string {
			return fmt.Sprintf("f%d = { type = \"actor\" }\n", i)
		}),
		"actors":       "[kind.k.field]\n" + repeat(30_000, func(i int) string { return fmt.Sprintf("f%d = { type = \"actor\" }\n", i) }),
		"names":        "[kind." + strings.Repeat("a", 3<<20) + "]\n[kind.k.field]\n" + strings.Repeat("b", 3<<20) + " = { type = \"string\" }",
		"escapes":      "[kind.\"\\u001b[31m\"]\n[kind.k]\nlabel = \"\\u001b[2J\"\n[kind.k.field]\n\"\\u009b\" = 1\nx = { type = \"\\u202e\", one_of = [\"\\u0007\"] }",
		"depth":        "[kind.k.field.t]\ntype = \"table\"\nfields." + strings.Repeat("x.fields.", 200) + "y = { type = \"string\" }",
		"label":        "[kind.k]\nlabel = \"" + strings.Repeat("{id}", 1000) + "\"",
		"one_of":       "[kind.k.field]\nx = { type = \"string\", one_of = [" + strings.Repeat(`"a",`, 200_000) + "] }",
		"to":           "[kind.k.field]\nx = { type = \"ref\", to = [" + repeat(refs, func(i int) string { return fmt.Sprintf(`"kin%d",`, i) }) + "] }",
		"to and kinds": repeat(3000, func(i int) string { return fmt.Sprintf("[kind.kin-%d]\n", i) }) + "[kind.k.field]\nx = { type = \"ref\", to = [" + repeat(refs, func(i int) string { return fmt.Sprintf(`"kin%d",`, i) }) + "] }",
		"tags": "[kind.k.field]\n" + repeat(many, func(i int) string {
			return fmt.Sprintf("f%d = { type = \"string\", validate = \"min=%d,%s\" }\n", i, i, strings.Repeat("ip|", 50)+"ip")
		}),
		"sources":       repeat(many/4, func(i int) string { return fmt.Sprintf("[kind.k%d]\nsource = {}\n", i) }),
		"unknown keys":  "[kind.k]\n" + repeat(many, func(i int) string { return fmt.Sprintf("peroid%d = 1\n", i) }),
		"unknown types": "[kind.k.field]\n" + repeat(many, func(i int) string { return fmt.Sprintf("f%d.type = \"strin%d\"\n", i, i) }),
	} {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && slices.Contains(long, name) {
				t.Skip("as with actors")
			}
			_, mistakes := declare(t, src)
			if name != "sources" {
				assert.NotEmpty(t, mistakes)
			}
			assert.LessOrEqual(t, len(mistakes), declaration.MaxMistakes)
			for _, m := range mistakes {
				require.LessOrEqual(t, len(m.Message), 1000)
				require.False(t, strings.ContainsFunc(m.Message, func(r rune) bool { return !unicode.IsPrint(r) }), "%.2000q", m.Message)
				require.Less(t, m.Span.Start, m.Span.End, "%v: %s", m.Span, m.Message)
				require.LessOrEqual(t, int(m.Span.End), len(src), "%v: %s", m.Span, m.Message)
			}
			t.Logf("%.200s", worded(src, mistakes))
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
