package folder

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestValidatePattern(t *testing.T) {
	for _, good := range []string{
		"drafts", "drafts/", "drafts/**", "**/*.bak.toml", "{a,b/{c,d}}/*.toml", "[a-z]?.toml", `\*.toml`, "[/]", "...", ".hidden", `\!a`,
		"[{,}]", `{\,,\}}`,
	} {
		assert.NoError(t, ValidatePattern(good), good)
	}
	for bad, say := range map[string]string{
		"": "empty", "/drafts": "begins with a slash", "./drafts": `the part "."`, "a/../b": `the part ".."`, "a//b": "two slashes",
		"{a,}/b": "begins with a slash", "a[b": "is not a pattern", "a{b": "is not a pattern", `a\`: "is not a pattern", "a]}": "is not a pattern",
		"{[a,b]}": "", `drafts\sub`: "backslash", "!a": "no exceptions", "a\x00": "NUL",
		strings.Repeat("{a,b}", 9): "more than 256", strings.Repeat("a", 5000): "longer than 4096", strings.Repeat("a", 600) + strings.Repeat("{a,b}", 6): "written out", "/": "begins with a slash",
	} {
		err := ValidatePattern(bad)
		if say != "" {
			assert.ErrorContains(t, err, say, "%.20s", bad)
		}
	}
}

func TestGlobsMatchFoldersAbove(t *testing.T) {
	g, err := NewGlobs([]string{"archive/**", "old/", "*/tmp"})
	require.NoError(t, err)
	for path, want := range map[string]bool{
		"archive/a.toml": true, "archive/b/c.toml": true, "archived/a.toml": false, "old": false, "old/x.toml": true,
		"a/tmp/b/c.toml": true, "tmp/x.toml": false, "a/b/tmp": false,
	} {
		got, sure := g.Match(path)
		assert.True(t, sure, "Match(%s)", path)
		assert.Equal(t, want, got, "Match(%s)", path)
	}
	assert.False(t, names(Globs{}, "a"), "the zero value matches")
}

// Written out, braces mean what they mean to doublestar, which is in two minds only
// about a star beside a brace: whether two stars make a ** is asked before and after.
var starAtBrace = regexp.MustCompile(`\*/?[{},]|[{},]\*`)

func TestBracesAgainstDoublestar(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	parts := []string{"a", "b", "/", "*", "?", "**", "/**/", "{", ",", "}", "{a,b}", "[ab]", ".", `\*`}
	names := []string{"a", "b", "/", "a", ".", "*"}
	tried := 0
	for range 200_000 {
		p, name := phrase(r, parts, 7), phrase(r, names, 6)
		all, err := writeOut(p)
		if err != nil || !strings.Contains(p, "{") || starAtBrace.MatchString(p) || name == "" || strings.Contains("/"+name+"/", "//") {
			continue
		}
		tried++
		got := false
		for _, one := range all {
			got = got || doublestar.MatchUnvalidated(one, name)
		}
		want := doublestar.MatchUnvalidated(p, name)
		require.Equal(t, want, got, "%s against %s: doublestar says %v (%q)", p, name, want, all)
	}
	t.Log(tried, "compared")
}

func phrase(r *rand.Rand, parts []string, most int) string {
	var b strings.Builder
	for range 1 + r.IntN(most) {
		b.WriteString(parts[r.IntN(len(parts))])
	}
	return b.String()
}

// TestExcludeCannotBlowUp ends only when no pattern takes time that doubles with each star.
func TestExcludeCannotBlowUp(t *testing.T) {
	long := strings.Repeat("a", 250)
	path := strings.Repeat(long+"/", 16) + long
	for _, p := range []string{
		strings.Repeat("a*", 500) + "b", strings.Repeat("**/", 1000) + "b", strings.Repeat("**/a*", 500) + "b",
		strings.Repeat("*{a,b}", 8) + "c", strings.Repeat("{", 1000) + strings.Repeat("}", 1000), strings.Repeat("{,", 1000) + strings.Repeat("}", 1000),
		strings.Repeat("[a-z]*", 500) + "0", strings.Repeat("*?", 1000) + "b",
	} {
		if g, err := NewGlobs([]string{p}); err == nil {
			g.Match(path)
			g.Match(long)
		}
	}
}

func names(g Globs, path string) bool {
	named, _ := g.Match(path)
	return named
}
