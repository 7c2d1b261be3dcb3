package folder

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/bmatcuk/doublestar/v4"
)

func TestValidatePattern(t *testing.T) {
	for _, good := range []string{
		"drafts", "drafts/", "drafts/**", "**/*.bak.toml", "{a,b/{c,d}}/*.toml", "[a-z]?.toml", `\*.toml`, "[/]", "...", ".hidden", `\!a`,
		"[{,}]", `{\,,\}}`,
	} {
		if err := ValidatePattern(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for bad, say := range map[string]string{
		"": "empty", "/drafts": "begins with a slash", "./drafts": `the part "."`, "a/../b": `the part ".."`, "a//b": "two slashes",
		"{a,}/b": "begins with a slash", "a[b": "is not a pattern", "a{b": "is not a pattern", `a\`: "is not a pattern", "a]}": "is not a pattern",
		"{[a,b]}": "", `drafts\sub`: "backslash", "!a": "no exceptions", "a\x00": "NUL",
		strings.Repeat("{a,b}", 9): "more than 256", strings.Repeat("a", 5000): "longer than 4096", strings.Repeat("a", 600) + strings.Repeat("{a,b}", 6): "written out", "/": "begins with a slash",
	} {
		err := ValidatePattern(bad)
		if say != "" && (err == nil || !strings.Contains(err.Error(), say)) {
			t.Errorf("%.20s: got %v, want %q in it", bad, err, say)
		}
	}
}

func TestGlobsMatchFoldersAbove(t *testing.T) {
	g, err := NewGlobs([]string{"archive/**", "old/", "*/tmp"})
	must(t, err)
	for path, want := range map[string]bool{
		"archive/a.toml": true, "archive/b/c.toml": true, "archived/a.toml": false, "old": false, "old/x.toml": true,
		"a/tmp/b/c.toml": true, "tmp/x.toml": false, "a/b/tmp": false,
	} {
		if g.Match(path) != want {
			t.Errorf("Match(%s) = %v", path, !want)
		}
	}
	if (Globs{}).Match("a") {
		t.Error("the zero value matches")
	}
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
		if want := doublestar.MatchUnvalidated(p, name); got != want {
			t.Fatalf("%s against %s: %v, doublestar says %v (%q)", p, name, got, want, all)
		}
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

func TestExcludeCannotBlowUp(t *testing.T) {
	long := strings.Repeat("a", 250)
	path := strings.Repeat(long+"/", 16) + long
	start := time.Now()
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
	if d := time.Since(start); d > time.Minute {
		t.Error("took", d)
	}
}
