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
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if entries[0].File != "b.toml" {
		t.Error("the entries given were put in order")
	}
	read, err := Parse([]byte(got))
	if err != nil || !slices.Equal(read, []Entry{entries[1], entries[0]}) {
		t.Errorf("read back as %v, %v", read, err)
	}
}

func TestParse(t *testing.T) {
	const head = "{\"factlint_baseline\": 1}\n"
	for _, c := range []struct{ text, want string }{
		{"\uFEFF" + head, ""},
		{"\n" + head + "\r\n\r\n", ""},
		{head + `{"fingerprint": "` + fingerprint + `", "later": [1]}`, ""},
		{"", `1:1: is empty; a baseline begins with {"factlint_baseline": 1}, and --write-baseline writes one`},
		{"[]", `1:1: is no baseline, which begins with {"factlint_baseline": 1}; --write-baseline writes one`},
		{`{"factlint_baseline": "1"}`, `1:1: is no baseline, which begins with {"factlint_baseline": 1}; --write-baseline writes one`},
		{`{"factlint_baseline": 7}`, `1:1: the baseline has version 7, and this factlint reads version 1; write it anew with --write-baseline`},
		{head + "7", "2:1: is no entry of a baseline: found number where an object is needed"},
		{head + `{"rule": "é", "file": 7}`, "2:23: is no entry of a baseline: found number where a string is needed"},
		{head + `{"rule": "é", x}`, "2:15: is no entry of a baseline: invalid character 'x' looking for beginning of object key string"},
		{head + `{"rule": `, "2:10: is no entry of a baseline: the line ends too early"},
		{head + `{} {}`, "2:3: is no entry of a baseline: more stands behind the entry; each has a line of its own"},
		{head + `{}`, `2:1: an entry needs "fingerprint", 32 hexadecimal digits`},
		{head + `{"fingerprint": "` + strings.ToUpper(fingerprint) + `"}`, `2:2: an entry needs "fingerprint", 32 hexadecimal digits`},
		{head + "\n>>>>>>> branch", "3:1: a merge is not resolved here; keep the lines of both sides, and delete this one"},
		{head + strings.Repeat("[", 100_000), "2:10001: is no entry of a baseline: invalid character '[' exceeded max depth"},
	} {
		_, err := Parse([]byte(c.text))
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%.60q: got %q, want %q", c.text, got, c.want)
		}
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
			if wrong.Line < 1 || wrong.Line > len(lines) || wrong.Column < 1 || wrong.Column > 1+utf8.RuneCountInString(lines[wrong.Line-1]) {
				t.Fatalf("%v is not in the text", wrong)
			}
			return
		}
		if err != nil {
			t.Fatalf("%v has no place", err)
		}
		text := Format(entries)
		again, err := Parse(text)
		if err != nil {
			t.Fatalf("what was written is refused: %v\n%s", err, text)
		}
		if got := Format(again); string(got) != string(text) {
			t.Fatalf("written as\n%s, then as\n%s", text, got)
		}
		for _, e := range entries {
			if !slices.ContainsFunc(again, func(o Entry) bool { return o.Fingerprint == e.Fingerprint }) {
				t.Fatalf("%s is lost", e.Fingerprint)
			}
		}
	})
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "b.jsonl")
	entries := []Entry{{"a", "b", "c", fingerprint}}
	for range 2 {
		if err := Write(name, entries); err != nil {
			t.Fatal(err)
		}
		got, err := Read(name)
		if err != nil || !slices.Equal(got, entries) {
			t.Fatalf("got %v, %v", got, err)
		}
	}
	if err := Write(dir, entries); err == nil || err.Error() != "is not a regular file" {
		t.Errorf("a folder: %v", err)
	}
	if _, err := Read(dir); err == nil {
		t.Error("a folder is read")
	}
	if err := Write(filepath.Join(dir, "none", "b.jsonl"), entries); err == nil {
		t.Error("wrote into a folder that is not there")
	}
	if runtime.GOOS != "windows" && os.Getuid() != 0 {
		closed := filepath.Join(dir, "closed")
		if err := os.Mkdir(closed, 0o500); err != nil {
			t.Fatal(err)
		}
		if err := Write(filepath.Join(closed, "b.jsonl"), entries); err == nil {
			t.Error("wrote into a closed folder")
		}
	}
	left, _ := os.ReadDir(dir)
	for _, e := range left {
		if strings.HasPrefix(e.Name(), ".factlint-") {
			t.Errorf("%s is left behind", e.Name())
		}
	}
}
