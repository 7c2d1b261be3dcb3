// Package baseline keeps the findings that a base had at some time, so that only
// later ones need be reported.
//
// A baseline is a text of JSON lines: what it is and its version first, then one
// line for each contradiction, sorted, so that reviewers can read what a change
// to it means and git can merge it. What counts is the fingerprint; rule, file
// and message are for people, and say which entries a run can judge. The package
// promises that a text which Parse takes is written again as it is, line by line,
// and that a text which it does not take is reported with its place.
package baseline

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
)

// MaxSize is the size in bytes of the largest baseline that is read.
const MaxSize = 256 << 20

// version is that of the layout.
const version = 1

// header is the first line.
type header struct {
	Version int `json:"factlint_baseline"`
}

// An Entry is one contradiction.
type Entry struct {
	Rule        string `json:"rule"`
	File        string `json:"file"` // of the primary place, relative to the baseline's folder, with /
	Message     string `json:"message"`
	Fingerprint string `json:"fingerprint"`
}

func compare(a, b Entry) int {
	return cmp.Or(strings.Compare(a.File, b.File), strings.Compare(a.Rule, b.Rule), strings.Compare(a.Message, b.Message), strings.Compare(a.Fingerprint, b.Fingerprint))
}

// Format returns the text of a baseline. The order of the entries does not
// matter, and of those with one fingerprint the first in the text stays.
func Format(entries []Entry) []byte {
	entries = slices.Clone(entries)
	slices.SortFunc(entries, compare)
	out := report.AppendJSONLine(nil, header{version})
	written := make(map[string]bool, len(entries))
	for _, e := range entries {
		if written[e.Fingerprint] {
			continue
		}
		written[e.Fingerprint] = true
		out = report.AppendJSONLine(out, e)
	}
	return out
}

// An Error is what is wrong with the text of a baseline. Line and Column count
// from 1, a column in code points.
type Error struct {
	Line, Column int
	Message      string
}

func (e *Error) Error() string { return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Message) }

// Parse reads the text of a baseline. The error is an *Error.
func Parse(src []byte) ([]Entry, error) {
	var out []Entry
	head := false
	n := 0
	for line := range bytes.Lines(bytes.TrimPrefix(src, []byte("\uFEFF"))) {
		n++
		if line = bytes.TrimRight(line, "\r\n"); len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		fail := func(offset int, format string, args ...any) error {
			offset = min(max(offset, 0), len(line))
			return &Error{n, 1 + utf8.RuneCount(line[:offset]), fmt.Sprintf(format, args...)}
		}
		for _, mark := range []string{"<<<<<<<", "|||||||", "=======", ">>>>>>>"} {
			if bytes.HasPrefix(line, []byte(mark)) {
				return nil, fail(0, "a merge is not resolved here; keep the lines of both sides, and delete this one")
			}
		}
		if !head {
			var first header
			if err := decode(line, &first); err != nil || first.Version == 0 {
				return nil, fail(0, "is not a baseline, which begins with {\"factlint_baseline\": %d}; --write-baseline writes one", version)
			}
			if first.Version != version {
				return nil, fail(0, "the baseline has version %d, and this factlint reads version %d; write it anew with --write-baseline", first.Version, version)
			}
			head = true
			continue
		}
		var e Entry
		if err := decode(line, &e); err != nil {
			return nil, fail(err.offset, "is not an entry of a baseline: %s", err.message)
		}
		if !isFingerprint(e.Fingerprint) {
			return nil, fail(bytes.Index(line, []byte(`"fingerprint"`)), "an entry needs \"fingerprint\", 32 hexadecimal digits")
		}
		out = append(out, e)
	}
	if !head {
		return nil, &Error{1, 1, fmt.Sprintf("is empty; a baseline begins with {\"factlint_baseline\": %d}, and --write-baseline writes one", version)}
	}
	return out, nil
}

// mistake is what is wrong with a line, and where in it.
type mistake struct {
	offset  int
	message string
}

// decode reads one JSON object that is all of a line.
func decode(line []byte, into any) *mistake {
	d := json.NewDecoder(bytes.NewReader(line))
	err := d.Decode(into)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return &mistake{int(syntax.Offset) - 1, syntax.Error()}
	case errors.As(err, &kind):
		needed := "a string"
		if kind.Type.Kind() == reflect.Struct {
			needed = "an object"
		}
		return &mistake{int(kind.Offset) - 1, "found " + kind.Value + " where " + needed + " is needed"}
	case err != nil:
		return &mistake{len(line), "the line ends too early"}
	}
	if end := int(d.InputOffset()); len(bytes.TrimSpace(line[end:])) > 0 {
		return &mistake{end, "more stands behind the entry; each has a line of its own"}
	}
	return nil
}

func isFingerprint(s string) bool {
	return len(s) == 32 && strings.Trim(s, "0123456789abcdef") == ""
}
