package facts_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
)

func loadOne(t *testing.T, src string) *facts.Base {
	t.Helper()
	b, err := facts.Load(context.Background(), facts.Options{Overlay: map[string][]byte{"a.toml": []byte(src)}, Jobs: 1_000_000_000})
	require.NoError(t, err)
	return b
}

// Facts that are alike in all that is easily summed up, and equal to none, are
// not compared each with each.
func TestManyAlmostEqualFacts(t *testing.T) {
	if testing.Short() {
		t.Skip("large")
	}
	const n = 100_000
	order := func(i int) string { // the i-th order of ten words
		words := strings.Split("a b c d e f g h i j", " ")
		var out []string
		for k := len(words); k > 0; k-- {
			at := i % k
			i /= k
			out = append(out, `"`+words[at]+`"`)
			words = append(words[:at:at], words[at+1:]...)
		}
		return strings.Join(out, ", ")
	}
	for name, fact := range map[string]func(i int) string{
		"a slip in each":     func(int) string { return "[[event]]\ntitle = \"E\"\ndate = \"x\"\n" },
		"lists in any order": func(i int) string { return "[[person]]\nname = \"P\"\naliases = [" + order(i) + "]\n" },
		"tables by their keys": func(i int) string {
			return fmt.Sprintf("[[population]]\nplace = \"p\"\nshares = { \"k%d\" = 0.5 }\n", i)
		},
		"numbers of one sum": func(i int) string { return fmt.Sprintf("[[population]]\nplace = \"p\"\nmin = %d\nmax = %d\n", i, n-i) },
		"dates of one sum": func(i int) string {
			return fmt.Sprintf("[[event]]\ntitle = \"E\"\nstart = %d\nend = %d\n", 3000+i%3000, 3000-i%3000+i/3000)
		},
		"sets with one hull": func(i int) string {
			return fmt.Sprintf("[[event]]\ntitle = \"E\"\ndate = \"{1000, %d, %d, 9999}\"\n", 2000+i%1000, 4000+i/1000)
		},
	} {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			for i := range n {
				b.WriteString(fact(i))
			}
			base := loadOne(t, b.String())
			for first, again := range base.Equals {
				require.Failf(t, "equal", "facts %d and %d", first.Index, again.Index)
			}
		})
	}
}

func TestEqualFacts(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		equal bool
	}{
		{"name = \"P\"\nborn = 1990", "born = \"1990\"\nname = 'P'", true},
		{"name = \"P\"\naliases = [\"a\", \"b\"]", "name = \"P\"\naliases = [\"b\", \"a\"]", false},
		{"name = \"P\"\nborn = \"{1990, 1995}\"", "name = \"P\"\nborn = \"{1990, 1993, 1995}\"", false},
		{"name = \"P\"\nborn = \"x\"", "name = \"P\"\nborn = \"x\"", false},
	} {
		base := loadOne(t, "[[person]]\n"+c.a+"\n[[person]]\n"+c.b+"\n")
		assert.Equal(t, c.equal, base.Facts[0].Equal(&base.Facts[1]), "%q and %q", c.a, c.b)
		found := false
		for range base.Equals {
			found = true
		}
		assert.Equal(t, c.equal, found, "%q and %q", c.a, c.b)
	}
	shares := func(keys ...string) string {
		return "[[population]]\nplace = \"p\"\nshares = { " + strings.Join(keys, " = 0.1, ") + " = 0.1 }\n"
	}
	base := loadOne(t, shares("a", "b", `"c\"d"`)+shares(`"c\"d"`, "b", "a")+shares("a", "b", `"c\"e"`))
	f := base.Facts
	assert.True(t, f[0].Equal(&f[1]), "by the entries in any order")
	assert.False(t, f[0].Equal(&f[2]), "by the entries")
}

// A file tells ten thousand problems of each kind, and that there are more.
func TestManyProblems(t *testing.T) {
	var b strings.Builder
	b.WriteString("[[person]]\nname = \"P\"\n")
	for i := range 20_000 {
		fmt.Fprintf(&b, "field-%d = 1\n", i)
	}
	b.WriteString("[[person]]\nname = 1\n")
	problems := loadOne(t, b.String()).Files[0].Problems
	require.Len(t, problems, 10_002)
	last := problems[10_000]
	assert.Equal(t, facts.FieldProblem, last.Kind)
	assert.Regexp(t, "^more than 10000 things of this sort", last.Message)
	assert.Equal(t, facts.TypeProblem, problems[10_001].Kind, "many problems of one kind hide those of another")
}

// Labels stay short whatever a base makes them of, and stand on one line.
func TestLabels(t *testing.T) {
	base := loadOne(t, "[[person]]\nname = \"\"\"\nOne\n  \tTwo\"\"\"\n[[person]]\nname = \""+strings.Repeat("\\n", 100_000)+"\"\n")
	assert.Equal(t, "One Two", base.Facts[0].Label())
	got := base.Facts[1].Label()
	assert.LessOrEqual(t, len(got), 100)
	assert.NotContains(t, got, "\n")
}
