package report

import (
	"bufio"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/factlint/factlint/facts"
)

// jsonSchema is the number of the layout; it grows when a field changes its
// meaning or goes away, not when one is added.
const jsonSchema = 1

// writeJSON writes one object, laid out so that people can read and compare it
// too: each finding begins a line, and so does each of its related places.
func writeJSON(w *bufio.Writer, r *report) {
	j := jsonWriter{Writer: w}
	j.number(`{"schema": `, jsonSchema)
	j.number(",\n \"summary\": {\"files\": ", r.Files)
	j.number(`, "facts": `, r.Facts)
	j.number(`, "errors": `, r.errors)
	j.number(`, "warnings": `, r.warnings)
	j.number(`, "ignored": `, r.Ignored)
	if r.Since != "" {
		j.number(`, "in_revision": `, r.Before)
	}
	if r.Baseline {
		j.number(`, "in_baseline": `, r.Baselined)
	}
	j.WriteString("},\n \"findings\": [")
	for i := range r.findings {
		j.separate(i, ",\n  ", "\n  ")
		j.finding(&r.findings[i])
	}
	j.WriteString("]}\n")
}

// maxID is how many characters of an id are written. An id of a megabyte on a
// fact with ten thousand findings would make ten gigabytes of them.
const maxID = 1000

type jsonWriter struct {
	*bufio.Writer
	oneLine bool // write no line ends
	buf     []byte
}

func (j *jsonWriter) finding(f *finding) {
	j.text(`{"rule": `, f.Rule.Name)
	j.text(`, "severity": `, f.Severity.String())
	j.text(",\n   \"message\": ", f.Message)
	j.place(",\n   ", f.at)
	j.fact(",\n   \"fact\": ", f.at.fact)
	j.layout(",\n   \"related\": [")
	for i, n := range f.related {
		j.separate(i, ",\n               ", "")
		j.place("{", n.at)
		j.fact(`, "fact": `, n.at.fact)
		j.text(`, "message": `, n.words)
		j.WriteString("}")
	}
	j.layout("],\n   \"fix\": ")
	j.fix(f)
	j.text(",\n   \"fingerprint\": ", f.Fingerprint)
	j.WriteString("}")
}

func (j *jsonWriter) fix(f *finding) {
	if f.Fix == nil {
		j.WriteString("null")
		return
	}
	j.text(`{"title": `, f.Fix.Title)
	j.WriteString(`, "safe": ` + strconv.FormatBool(f.Fix.Safe) + `, "edits": [`)
	for i, e := range f.edits {
		j.separate(i, ",\n     ", "\n     ")
		j.place("{", e.at)
		j.text(`, "text": `, e.text)
		j.WriteString("}")
	}
	j.WriteString("]}")
}

// place writes the five fields of a place; line 0 when it is in no file.
func (j *jsonWriter) place(before string, p place) {
	j.text(before+`"file": `, p.path())
	j.number(`, "line": `, p.start.Line)
	j.number(`, "column": `, p.start.Column)
	j.number(`, "end_line": `, p.end.Line)
	j.number(`, "end_column": `, p.end.Column)
}

func (j *jsonWriter) fact(before string, f *facts.Fact) {
	j.layout(before)
	if f == nil {
		j.WriteString("null")
		return
	}
	j.text(`{"kind": `, f.Kind().Name)
	j.text(`, "id": `, facts.Cut(f.ID(), maxID))
	j.text(`, "label": `, f.Label())
	j.WriteString("}")
}

// layout writes what stands between values. On one line, a line end in it and
// the indent after it are one space, or nothing after a bracket.
func (j *jsonWriter) layout(s string) {
	if !j.oneLine {
		j.WriteString(s)
		return
	}
	before, after, ok := strings.Cut(s, "\n")
	if !ok {
		j.WriteString(s)
		return
	}
	j.WriteString(before)
	if before != "" && !strings.HasSuffix(before, "[") {
		j.WriteByte(' ')
	}
	j.layout(strings.TrimLeft(after, " "))
}

// separate writes between the elements of a list, or before the first.
func (j *jsonWriter) separate(i int, between, first string) {
	if i > 0 {
		first = between
	}
	j.layout(first)
}

func (j *jsonWriter) number(before string, n int) {
	j.layout(before)
	j.buf = strconv.AppendInt(j.buf[:0], int64(n), 10)
	j.Write(j.buf)
}

func (j *jsonWriter) text(before, s string) {
	j.layout(before)
	j.buf = appendJSON(j.buf[:0], s)
	j.Write(j.buf)
}

// AppendJSON appends s as a JSON string that is fit to be shown.
func AppendJSON(dst []byte, s string) []byte { return appendJSON(dst, s) }

// appendJSON appends s as a JSON string. Beyond what JSON asks for it escapes
// every character that is hidden, since JSON is read in terminals and logs
// too, and the bracket of a command to such a log, and leaves < > & alone. A byte that is not UTF-8 becomes U+FFFD.
func appendJSON(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for i := 0; i < len(s); {
		from := i
		for i < len(s) && ' ' <= s[i] && s[i] < 0x7f && s[i] != '"' && s[i] != '\\' && !command(s, i) {
			i++
		}
		if dst = append(dst, s[from:i]...); i == len(s) {
			break
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			dst = append(dst, "\uFFFD"...)
		case r == '"' || r == '\\':
			dst = append(dst, '\\', byte(r))
		case r == '\n':
			dst = append(dst, `\n`...)
		case r == '\r':
			dst = append(dst, `\r`...)
		case r == '\t':
			dst = append(dst, `\t`...)
		case command(s, i):
			dst = appendUnit(dst, r)
		case !hidden(r):
			dst = append(dst, s[i:i+size]...)
		case r > 0xffff:
			r -= 0x10000
			dst = appendUnit(appendUnit(dst, 0xd800+r>>10), 0xdc00+r&0x3ff)
		default:
			dst = appendUnit(dst, r)
		}
		i += size
	}
	return append(dst, '"')
}

// appendUnit appends one UTF-16 unit as \u202e.
func appendUnit(dst []byte, u rune) []byte {
	const digits = "0123456789abcdef"
	return append(dst, '\\', 'u', digits[u>>12&15], digits[u>>8&15], digits[u>>4&15], digits[u&15])
}
