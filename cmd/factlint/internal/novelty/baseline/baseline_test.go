package baseline

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const fingerprint = "0123456789abcdef0123456789abcdef"

func TestFormat(t *testing.T) {
	other := strings.Repeat("f", 32)
	entries := []Entry{
		{"tenure-overlap", "b.toml", "two at once", other},
		{"date-order", "a\x1b[31m\u202e.toml", "\"quoted\" \\ \n", fingerprint},
		{"date-order", "c.toml", "the same again", fingerprint},
	}
	const want = `{"factlint_baseline": 1}
{"rule": "date-order", "file": "a\u001b[31m\u202e.toml", "message": "\"quoted\" \\ \n", "fingerprint": "0123456789abcdef0123456789abcdef"}
{"rule": "tenure-overlap", "file": "b.toml", "message": "two at once", "fingerprint": "ffffffffffffffffffffffffffffffff"}
`
	got := string(Format(entries))
	assert.Equal(t, want, got)
	assert.Equal(t, "b.toml", entries[0].File, "the entries given were put in order")
	read, err := Parse([]byte(got))
	require.NoError(t, err)
	assert.Equal(t, []Entry{entries[1], entries[0]}, read, "read back")
}

func TestParse(t *testing.T) {
	const head = "{\"factlint_baseline\": 1}\n"
	for _, c := range []struct{ text, want string }{
		{"\uFEFF" + head, ""},
		{"\n" + head + "\r\n\r\n", ""},
		{head + `{"fingerprint": "` + fingerprint + `", "later": [1]}`, ""},
		{"", `1:1: is empty; a baseline begins with {"factlint_baseline": 1}, and --write-baseline writes one`},
		{"[]", `1:1: is not a baseline, which begins with {"factlint_baseline": 1}; --write-baseline writes one`},
		{`{"factlint_baseline": "1"}`, `1:1: is not a baseline, which begins with {"factlint_baseline": 1}; --write-baseline writes one`},
		{`{"factlint_baseline": 7}`, `1:1: the baseline has version 7, and this factlint reads version 1; write it anew with --write-baseline`},
		{head + "7", "2:1: is not an entry of a baseline: found number where an object is needed"},
		{head + `{"rule": "é", "file": 7}`, "2:23: is not an entry of a baseline: found number where a string is needed"},
		{head + `{"rule": "é", x}`, "2:15: is not an entry of a baseline: invalid character 'x' looking for beginning of object key string"},
		{head + `{"rule": `, "2:10: is not an entry of a baseline: the line ends too early"},
		{head + `{} {}`, "2:3: is not an entry of a baseline: more stands behind the entry; each has a line of its own"},
		{head + `{}`, `2:1: an entry needs "fingerprint", 32 hexadecimal digits`},
		{head + `{"fingerprint": "` + strings.ToUpper(fingerprint) + `"}`, `2:2: an entry needs "fingerprint", 32 hexadecimal digits`},
		{head + "\n>>>>>>> branch", "3:1: a merge is not resolved here; keep the lines of both sides, and delete this one"},
		{head + strings.Repeat("[", 100_000), "2:10001: is not an entry of a baseline: invalid character '[' exceeded max depth"},
	} {
		_, err := Parse([]byte(c.text))
		got := ""
		if err != nil {
			got = err.Error()
		}
		assert.Equal(t, c.want, got, "%.60q", c.text)
	}
}

// FuzzParse has as laws that what is read is read again from what is written,
// that this is written the same once more, and that a mistake is in the text.
func FuzzParse(f *testing.F) {
	f.Add(Format([]Entry{{"a", "b", "c", fingerprint}}))
	f.Add([]byte("{\"factlint_baseline\": 1}\n{\"rule\": \"\\ud800\xff\", \"fingerprint\": \"" + fingerprint + "\"}\n{"))
	f.Add([]byte("<<<<<<< HEAD"))
	f.Fuzz(func(t *testing.T, src []byte) {
		entries, err := Parse(src)
		var wrong *Error
		if errors.As(err, &wrong) {
			lines := strings.Split(string(src), "\n")
			require.GreaterOrEqual(t, wrong.Line, 1, "%v is not in the text", wrong)
			require.LessOrEqual(t, wrong.Line, len(lines), "%v is not in the text", wrong)
			require.GreaterOrEqual(t, wrong.Column, 1, "%v is not in the text", wrong)
			require.LessOrEqual(t, wrong.Column, 1+utf8.RuneCountInString(lines[wrong.Line-1]), "%v is not in the text", wrong)
			return
		}
		require.NoError(t, err)
		text := Format(entries)
		second, err := Parse(text)
		require.NoError(t, err, "what was written is refused: %s", text)
		require.Equal(t, string(text), string(Format(second)), "written again")
		for _, e := range entries {
			require.True(t, slices.ContainsFunc(second, func(o Entry) bool { return o.Fingerprint == e.Fingerprint }), "%s is lost", e.Fingerprint)
		}
	})
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "b.jsonl")
	entries := []Entry{{"a", "b", "c", fingerprint}}
	for range 2 {
		require.NoError(t, Write(t.Context(), name, entries))
		got, err := Read(name)
		require.NoError(t, err)
		require.Equal(t, entries, got)
	}
	assert.EqualError(t, Write(t.Context(), dir, entries), "is not a regular file")
	_, err := Read(dir)
	assert.Error(t, err, "a folder is read")
	assert.Error(t, Write(t.Context(), filepath.Join(dir, "none", "b.jsonl"), entries), "wrote into a folder that is not there")
	if runtime.GOOS != "windows" && os.Getuid() != 0 {
		closed := filepath.Join(dir, "closed")
		require.NoError(t, os.Mkdir(closed, 0o500))
		assert.Error(t, Write(t.Context(), filepath.Join(closed, "b.jsonl"), entries), "wrote into a closed folder")
	}
	left, _ := os.ReadDir(dir)
	for _, e := range left {
		assert.False(t, strings.HasPrefix(e.Name(), ".factlint-"), "%s is left behind", e.Name())
	}
}
