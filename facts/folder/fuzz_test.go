package folder

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Laws of the matcher that hold whatever the pattern:
// it ends; matching by places agrees with git's way, by recursion; a pattern and its
// negation after it leave nothing ignored; comments, empty lines and the kind of
// line ends change nothing; what is ignored below a prefix is so with the prefix as base.
func FuzzGitignore(f *testing.F) {
	for _, p := range patternParts {
		f.Add(p+"\n!"+p, "a/b.toml")
	}
	f.Add("a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaa")
	f.Add("**/a/**/b\n!/a/[b-\\d]", "x/a/y/b")
	f.Fuzz(func(t *testing.T, rules, path string) {
		if len(rules) > 10_000 || len(path) > 4096 || path == "" || strings.Contains(path, "\x00") {
			return
		}
		for part := range strings.SplitSeq(path, "/") {
			if part == "" {
				return
			}
		}
		var none *ignores
		g := none.with([]byte(rules), 0)
		file, dir := g.ignored(path, false, newEffort()), g.ignored(path, true, newEffort())
		// A line that begins with a byte order mark does so only on the first line.
		rules = strings.TrimPrefix(rules, "\uFEFF")
		assert.Equal(t, file, none.with([]byte("# comment\n\n  \n"+rules+"\n\n"), 0).ignored(path, false, newEffort()), "a comment and empty lines change the meaning")
		assert.Equal(t, dir, none.with([]byte(strings.ReplaceAll(strings.ReplaceAll(rules, "\r\n", "\n"), "\n", "\r\n")), 0).ignored(path, true, newEffort()), "CRLF changes the meaning")
		assert.True(t, none.with([]byte(rules+"\n*\n"), 0).ignored(path, false, newEffort()), "the last pattern does not count")
		assert.False(t, none.with([]byte(rules+"\n!*"), 0).ignored(path, true, newEffort()), "the last pattern does not count")
		assert.Equal(t, dir, none.with([]byte(rules), len("pre/fix/")).ignored("pre/fix/"+path, true, newEffort()), "a base changes the meaning")
		for line := range strings.SplitSeq(rules, "\n") {
			line = strings.TrimSuffix(line, "\r")
			rule, ok := parseIgnoreLine(line)
			if ok && !strings.Contains(line, "\x00") {
				again, _ := parseIgnoreLine(line + "  ")
				assert.Equal(t, again.text, rule.text, "blanks after %q change it", line)
			}
			if ok && rule.kind == wildRule && len(line) < 60 && len(path) < 60 && strings.Count(line, "*") < 5 {
				pattern := trimmed(line)
				assert.Equal(t, recursive(pattern, path, 0, 0), rule.rest.match(path, newEffort()), "%q against %q", pattern, path)
			}
		}
	})
}

// trimmed is the part of a line that wildRule.rest is made of.
func trimmed(line string) string {
	line, _, _ = strings.Cut(line, "\x00")
	line = strings.TrimSuffix(strings.TrimPrefix(trimBlanks(line), "!"), "/")
	return line[strings.IndexAny(line, `*?[\`):]
}

// recursive is the definition, without regard to time: does p[i:] match s[j:]?
func recursive(p, s string, i, j int) bool {
	if i == len(p) {
		return j == len(s)
	}
	switch p[i] {
	case '*':
		end := i
		for end < len(p) && p[end] == '*' {
			end++
		}
		rest := p[end:]
		wide := end-i > 1 && (i == 0 || p[i-1] == '/') && (rest == "" || rest[0] == '/' || strings.HasPrefix(rest, `\/`))
		if wide && rest != "" && rest[0] == '/' && recursive(p, s, end+1, j) {
			return true
		}
		for ; ; j++ {
			if recursive(p, s, end, j) {
				return true
			}
			if j == len(s) || !wide && s[j] == '/' {
				return false
			}
		}
	case '[':
		set, next := compileSet(p, i)
		return set != nil && j < len(s) && set.has(s[j]) && recursive(p, s, next, j+1)
	case '?':
		return j < len(s) && s[j] != '/' && recursive(p, s, i+1, j+1)
	case '\\':
		if i++; i == len(p) {
			return false
		}
	}
	return j < len(s) && s[j] == p[i] && recursive(p, s, i+1, j+1)
}

// Laws of exclude: no pattern that ValidatePattern accepts panics or never ends, what
// lies below a path that matches matches too, and the patterns are a union.
func FuzzGlobs(f *testing.F) {
	for _, p := range []string{"drafts/**", "{a,b/{c,d}}*/", "**/[!a-c]?.toml", `\{a`, "[]", "[a-\\]]", "a/**/", "***", "{,}"} {
		f.Add(p, "a/b.toml")
	}
	f.Fuzz(func(t *testing.T, p, path string) {
		if len(path) > 4096 || path == "" || strings.Contains("/"+path+"/", "//") {
			return
		}
		g, err := NewGlobs([]string{p})
		require.Equal(t, ValidatePattern(p) == nil, err == nil, "NewGlobs and ValidatePattern disagree %v", err)
		if err != nil {
			return
		}
		named := names(g, path)
		if named {
			assert.True(t, names(g, path+"/below"), "%q names %q but not what is below it", p, path)
		}
		two, err := NewGlobs([]string{"never/named", p})
		require.NoError(t, err, "%q beside another", p)
		if named {
			assert.True(t, names(two, path), "%q loses its meaning beside another", p)
		}
	})
}
