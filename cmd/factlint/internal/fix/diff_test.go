package fix

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// patch applies a unified diff to a text, line numbers and all, as patch does
// without tolerance.
func patch(t *testing.T, old, diff string) string {
	t.Helper()
	var from []string
	for line := range strings.Lines(old) {
		from = append(from, line)
	}
	var out strings.Builder
	at, made := 0, 0
	sign := byte(0) // of the line before
	for line := range strings.Lines(diff) {
		before := sign
		sign = line[0]
		switch {
		case strings.HasPrefix(line, "--- ") || strings.HasPrefix(line, "+++ "):
		case line[0] == '@':
			var a, b int
			f := strings.FieldsFunc(line, func(r rune) bool { return !('0' <= r && r <= '9') && r != ',' })
			require.Len(t, f, 2, "hunk %q", line)
			fmt.Sscan(strings.Split(f[0], ",")[0], &a)
			fmt.Sscan(strings.Split(f[1], ",")[0], &b)
			for ; at < a-1; at++ {
				out.WriteString(from[at])
				made++
			}
			if made != b-1 {
				require.Equal(t, 0, b, "hunk %q begins at line %d of the new text", line, made+1)
			}
		case line[0] == '\\':
			if before == '-' {
				break
			}
			text := strings.TrimSuffix(out.String(), "\n")
			out.Reset()
			out.WriteString(text)
		case line[0] == '+':
			out.WriteString(line[1:])
			made++
		case at >= len(from) || strings.TrimSuffix(from[at], "\n") != strings.TrimSuffix(line[1:], "\n"):
			require.Failf(t, "not a patch of this text", "line %d of the old text is not %q", at+1, line)
		case line[0] == '-':
			at++
		default:
			out.WriteString(from[at])
			at, made = at+1, made+1
		}
	}
	for ; at < len(from); at++ {
		out.WriteString(from[at])
	}
	return out.String()
}

func TestDiff(t *testing.T) {
	for _, c := range []struct {
		name, old string
		edits     []edit
		want      string
		exact     bool
	}{
		{"an insertion at the end", "a\nb", []edit{{3, 3, "\nc"}}, " a\n-b\n\\ No newline at end of file\n+b\n+c\n\\ No newline at end of file\n", true},
		{"line ends", "a\r\nb\r\n", []edit{{0, 1, "x"}}, "-a\r\n+x\r\n b\r\n", true},
		{"a mark and tabs", "\ufeffa\tb\n", []edit{{3, 4, "x"}}, "-\ufeffa\tb\n+\ufeffx\tb\n", true},
		{"a mark elsewhere", "a\n\ufeffb\n", []edit{{0, 1, "x"}}, "-a\n+x\n <U+FEFF>b\n", false},
		{"an escape", "a\n\x1b[31mb\n", []edit{{0, 1, "x"}}, "-a\n+x\n \\x1b[31mb\n", false},
		{"a line end alone", "a\nb\rc\n", []edit{{0, 1, "x"}}, "-a\n+x\n b\\rc\n", false},
		{"a turn of direction", "a\n\u202eb\n", []edit{{0, 1, "x"}}, "-a\n+x\n <U+202E>b\n", false},
		{"a byte that is no text", "a\n\xffb\n", []edit{{0, 1, "x"}}, "-a\n+x\n \\xffb\n", false},
		{"a command to a log", "a\n::error::b\n", []edit{{0, 1, "x"}}, "-a\n+x\n \\x3a:error::b\n", false},
		{"another behind blanks", "a\n\t ::error::b\n", []edit{{0, 1, "x"}}, "-a\n+x\n \t \\x3a:error::b\n", false},
		{"an older one", "a\nb ##[error]c\n", []edit{{0, 1, "x"}}, "-a\n+x\n b ##\\x5berror]c\n", false},
		{"an empty file", "", []edit{{0, 0, "x\n"}}, "+x\n", true},
		{"emptied", "x\n", []edit{{0, 2, ""}}, "-x\n", true},
		{"out of sight", "a\n1\n2\n3\n\x1b\n", []edit{{0, 1, "x"}}, "-a\n+x\n 1\n 2\n 3\n", true},
	} {
		change := Change{Old: []byte(c.old), New: apply([]byte(c.old), c.edits), edits: c.edits}
		var out bytes.Buffer
		exact, err := change.WriteDiff(&out, "/dir/x y.toml")
		require.NoError(t, err, c.name)
		assert.Equal(t, c.exact, exact, c.name)
		head, body, _ := strings.Cut(out.String(), " @@\n")
		assert.True(t, strings.HasPrefix(head, "--- a/dir/x y.toml\t\n+++ b/dir/x y.toml\t\n@@ -"), "%s: it begins with %q", c.name, head)
		assert.Equal(t, c.want, body, c.name)
		if c.exact {
			assert.Equal(t, string(change.New), patch(t, c.old, out.String()), c.name)
		}
	}
}

func TestHeaderName(t *testing.T) {
	for name, want := range map[string]string{
		"a/b.toml": "a/b.toml", "a/b c.toml": "a/b c.toml\t", "a/ü.toml": "a/ü.toml",
		"a/\"b\\.toml": `"a/\"b\\.toml"`, "a/b\nc.toml": `"a/b\012c.toml"`, "a/\u202eb.toml": `"a/\342\200\256b.toml"`,
		"a/\xff.toml": `"a/\377.toml"`, "a/##[x.toml": `"a/\043\043[x.toml"`,
	} {
		assert.Equal(t, want, headerName(name), "%q", name)
	}
}

// TestLongDiff says that the hunks of a diff count the lines of those before.
func TestLongDiff(t *testing.T) {
	var src bytes.Buffer
	var edits []edit
	for i := range 3000 {
		if i%17 == 3 || i%100 == 9 {
			edits = append(edits, edit{src.Len(), src.Len() + 4, []string{"", "new\n", "x\ny\nz\n"}[i%3]})
		}
		src.WriteString("old\n")
	}
	src.WriteString("no line end")
	c := Change{Old: src.Bytes(), New: apply(src.Bytes(), edits), edits: edits}
	var diff bytes.Buffer
	exact, err := c.WriteDiff(&diff, "x.toml")
	require.NoError(t, err)
	assert.True(t, exact)
	assert.Equal(t, string(c.New), patch(t, string(c.Old), diff.String()), "the diff does not lead to the new text")
}

// TestRandomDiffs says that the diff of any edits leads from the old text to the new one.
func TestRandomDiffs(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 5000 {
		var old strings.Builder
		for range r.IntN(60) {
			old.WriteString([]string{"a", "b", "\n", "c\n"}[r.IntN(4)])
		}
		c := Change{Old: []byte(old.String())}
		for at := r.IntN(10); at <= len(c.Old); at += 1 + r.IntN(12) {
			end := min(len(c.Old), at+r.IntN(4))
			c.edits = append(c.edits, edit{at, end, []string{"", "x", "\n", "y\nz", "w\n"}[r.IntN(5)]})
			at = end
		}
		c.New = apply(c.Old, c.edits)
		var diff bytes.Buffer
		_, err := c.WriteDiff(&diff, "x.toml")
		require.NoError(t, err)
		require.Equal(t, string(c.New), patch(t, string(c.Old), diff.String()), "%d: %q by %v: %s", n, c.Old, c.edits, &diff)
	}
}
