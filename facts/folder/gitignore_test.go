package folder

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
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
		assert.Equal(t, c.want != "", none.with([]byte(c.rules), 0).ignored(path, isDir, newEffort()), "%s: %q of %q", c.name, c.path, c.rules)
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
	require.NoError(t, os.Truncate(filepath.Join(root, "in", ".gitignore"), 100<<20))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	l := list(t, root)
	runtime.ReadMemStats(&after)
	assert.Len(t, l.Files, 1)
	require.Len(t, l.Errors, 1)
	assert.ErrorIs(t, l.Errors[0], ErrTooLarge)
	assert.ErrorContains(t, l.Errors[0], filepath.Join(root, "in", ".gitignore"))
	assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(10<<20), "bytes taken to read what is not read")
}

// TestGitignoreCannotBlowUp ends only when no pattern takes time that doubles with each star.
func TestGitignoreCannotBlowUp(t *testing.T) {
	long := strings.Repeat("a", 4000)
	path := strings.Repeat("a/", 2000) + "a"
	for _, p := range []string{
		strings.Repeat("a*", 30) + "b", strings.Repeat("a*", 2000) + "b", strings.Repeat("*a", 300_000) + "b", strings.Repeat("**/", 300_000) + "b",
		strings.Repeat("**/a/", 200_000) + "b", strings.Repeat("**/a*", 800) + "b", strings.Repeat("*/", 900) + "b", strings.Repeat("[a-z]*", 100_000) + "0",
		strings.Repeat("?*", 2000) + "b", strings.Repeat("*", 1_000_000), strings.Repeat(`**\/`, 250_000), strings.Repeat("[[:alpha:]", 100_000),
	} {
		for _, p := range []string{p, "/" + p, p + "?", p + "/"} {
			var none *ignores
			g := none.with([]byte(p), 0)
			g.ignored(long, true, newEffort())
			g.ignored(path, true, newEffort())
		}
	}
}

// TestCostlyPatterns are reported, and end.
func TestCostlyPatterns(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	names := map[string]string{"ignored.toml": "", "sub/factlint.toml": ""}
	var deep []string
	for i := range 200 {
		name := strings.Repeat("aaaaaaaa/", 100) + strings.Repeat("a", 200) + fmt.Sprint("c", i, ".toml")
		names[name], deep = "", append(deep, name)
	}
	slices.Sort(deep)
	var stars, plain, exclude []string
	for i := range 8000 {
		stars = append(stars, fmt.Sprintf("%sb%d?.toml", strings.Repeat("a*", 20), i))
	}
	for i := range 100_000 {
		plain = append(plain, fmt.Sprint("x", i))
	}
	for i := range 120 {
		exclude = append(exclude, fmt.Sprintf("**/%sb%d", strings.Repeat("a*/", 100), i))
	}
	tracked := append(slices.Clone(deep), "sub/factlint.toml") // where nothing is ignored
	for _, c := range []struct {
		name            string
		ignore, exclude []string
		costly          bool
	}{
		{"stars", stars, nil, true},
		{"many", plain, nil, false},
		{"globs", nil, exclude, true},
		{"honest", []string{"*.bak", "**/tmp/*.toml", "/old*", "[a-z]*.pyc"}, []string{"drafts/**", "**/*.bak.toml"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			ignore := strings.Join(append(c.ignore, "ignored.toml"), "\n")
			names[".gitignore"] = ignore
			onDisk := list(t, grow(t, names), c.exclude...)
			inGit, err := ListTree(tracked, "", Selection{Exclude: c.exclude})
			require.NoError(t, err)
			for where, l := range map[string]Listing{"on disk": onDisk, "in git": inGit} {
				if !c.costly || where == "in git" && len(c.exclude) == 0 {
					assert.Empty(t, l.Errors, where)
					assert.Equal(t, deep, l.Files, where)
					continue
				}
				require.Len(t, l.Errors, 1, where)
				assert.ErrorIs(t, l.Errors[0], ErrTooCostly, where)
				assert.Subset(t, l.Files, deep, where)
			}
		})
	}
}
