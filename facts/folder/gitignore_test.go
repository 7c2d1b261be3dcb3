package folder

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestGitignore(t *testing.T) {
	for _, c := range []struct{ name, rules, path, want string }{
		{"a name at any depth", "b.toml", "a/b.toml", "ignored"},
		{"an anchored name", "/b.toml", "a/b.toml", ""},
		{"a slash in the middle anchors", "a/b.toml", "c/a/b.toml", ""},
		{"a slash at the end does not", "a/", "c/a/", "ignored"},
		{"a slash at the end is for folders", "a/", "c/a", ""},
		{"the last pattern counts", "*.toml\n!b.toml", "b.toml", ""},
		{"negation and again", "*.toml\n!b.toml\nb.*", "b.toml", "ignored"},
		{"a comment", "#b.toml", "#b.toml", ""},
		{"an escaped hash", `\#b.toml`, "#b.toml", "ignored"},
		{"an escaped exclamation mark", `\!b.toml`, "!b.toml", "ignored"},
		{"trailing blanks", "b.toml  ", "b.toml", "ignored"},
		{"an escaped trailing blank", `b\ `, "b ", "ignored"},
		{"a trailing tab stays", "b\t", "b", ""},
		{"CRLF", "b.toml\r\nc.toml\r\n", "b.toml", "ignored"},
		{"a byte order mark", "\uFEFFb.toml", "b.toml", "ignored"},
		{"a star stops at a slash", "a/*.toml", "a/b/c.toml", ""},
		{"leading **", "**/b/c", "x/y/b/c", "ignored"},
		{"leading ** for nothing", "**/b/c", "b/c", "ignored"},
		{"trailing **", "a/**", "a/b/c", "ignored"},
		{"trailing ** needs something", "a/**", "a/", ""},
		{"** between", "a/**/b", "a/x/y/b", "ignored"},
		{"** between for nothing", "a/**/b", "a/b", "ignored"},
		{"a class", "[a-c]?[!x-z]", "bxa", "ignored"},
		{"a class with ]", "[]a]", "]", "ignored"},
		{"a named class", "[[:digit:]]x", "1x", "ignored"},
		{"an unknown class", "[[:nope:]x", "x", ""},
		{"an open class", "[a", "[a", ""},
		{"a last backslash", `a\`, "a", ""},
		{"a question mark is a byte", "?", "é", ""},
		{"a NUL ends the line", "a\x00b", "a", "ignored"},
	} {
		path, isDir := strings.CutSuffix(c.path, "/")
		var none *ignores
		if got := none.with([]byte(c.rules), 0).ignored(path, isDir); got != (c.want != "") {
			t.Errorf("%s: %q of %q ignored: %v", c.name, c.path, c.rules, got)
		}
	}
}

func TestGitignoreOfParentsAndExclude(t *testing.T) {
	root := grow(t, map[string]string{
		".git/info/exclude": "mine.toml\n!b.toml\n", ".gitignore": "b.toml\n/facts/in/top.toml\n/top.toml\n",
		"facts/.gitignore": "!in/b.toml\n", "facts/mine.toml": "", "facts/b.toml": "", "facts/top.toml": "",
		"facts/in/b.toml": "", "facts/in/top.toml": "", "facts/in/mine.toml": "", "facts/in/.gitignore": "!mine.toml",
		"facts/gone/.gitignore": "!x.toml", "facts/gone/x.toml": "", "facts/in/deep/.gitignore": "*\n", "facts/in/deep/x.toml": "",
	})
	wantListing(t, filepath.Join(root, "facts"), "gone/x.toml in/b.toml in/mine.toml top.toml")
	growIn(t, root, map[string]string{".gitignore": "b.toml\ngone/\n"})
	wantListing(t, filepath.Join(root, "facts"), "in/b.toml in/mine.toml in/top.toml top.toml")
}

func TestOutsideAWorkTreeOnlyWhatIsBelowCounts(t *testing.T) {
	root := grow(t, map[string]string{".gitignore": "a.toml", "in/.gitignore": "b.toml", "in/a.toml": "", "in/b.toml": ""})
	wantListing(t, filepath.Join(root, "in"), "a.toml")
}

func TestLinkedWorkTreesAndSubmodules(t *testing.T) {
	root := grow(t, map[string]string{
		"main/.git/info/exclude": "mine.toml", "main/.git/worktrees/w/commondir": "../..\n", "main/.git/worktrees/w/info/exclude": "x.toml",
		"w/.git": "gitdir: ../main/.git/worktrees/w\n", "w/x.toml": "", "w/mine.toml": "",
		"main/.gitignore": "outer.toml", "main/sub/.git": "gitdir: nowhere", "main/sub/outer.toml": "", "main/sub/mine.toml": "", "main/mine.toml": "",
	})
	wantListing(t, filepath.Join(root, "w"), "x.toml")
	wantListing(t, filepath.Join(root, "main"), "sub/mine.toml sub/outer.toml")
	wantListing(t, filepath.Join(root, "main", "sub"), "mine.toml outer.toml")
}

func TestHugeGitignoreIsNamed(t *testing.T) {
	root := grow(t, map[string]string{"in/.gitignore": "", "in/a.toml": ""})
	must(t, os.Truncate(filepath.Join(root, "in", ".gitignore"), 100<<20))
	start := time.Now()
	l := list(t, root)
	if len(l.Files) != 1 || len(l.Errors) != 1 || !errors.Is(l.Errors[0], ErrTooLarge) || time.Since(start) > time.Minute {
		t.Errorf("%v in %v", l, time.Since(start))
	}
	if want := filepath.Join(root, "in", ".gitignore"); !strings.Contains(l.Errors[0].Error(), want) {
		t.Error(l.Errors[0])
	}
}

func TestGitignoreCannotBlowUp(t *testing.T) {
	long := strings.Repeat("a", 4000)
	path := strings.Repeat("a/", 2000) + "a"
	for _, p := range []string{
		strings.Repeat("a*", 30) + "b", strings.Repeat("a*", 2000) + "b", strings.Repeat("*a", 300_000) + "b", strings.Repeat("**/", 300_000) + "b",
		strings.Repeat("**/a/", 200_000) + "b", strings.Repeat("**/a*", 800) + "b", strings.Repeat("*/", 900) + "b", strings.Repeat("[a-z]*", 100_000) + "0",
		strings.Repeat("?*", 2000) + "b", strings.Repeat("*", 1_000_000), strings.Repeat(`**\/`, 250_000), strings.Repeat("[[:alpha:]", 100_000),
	} {
		start := time.Now()
		for _, p := range []string{p, "/" + p, p + "?", p + "/"} {
			var none *ignores
			g := none.with([]byte(p), 0)
			g.ignored(long, true)
			g.ignored(path, true)
		}
		if d := time.Since(start); d > time.Minute {
			t.Errorf("%.20s… (%d bytes) took %v", p, len(p), d)
		} else {
			t.Logf("%.20s… (%d bytes) took %v", p, len(p), d)
		}
	}
}
