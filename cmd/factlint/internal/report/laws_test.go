package report_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/rules"
)

func cells(s string) int { return uniseg.StringWidth(s) }

var (
	colour = regexp.MustCompile(`\x1b\[[0-9;]*m`)
	// raw is what must never be written: controls, what turns the direction of
	// writing or ends a line, and a byte order mark.
	raw    = regexp.MustCompile(`[\x00-\x09\x0b-\x1f\x7f\x{80}-\x{9f}\x{61c}\x{200e}\x{200f}\x{2028}-\x{202e}\x{2066}-\x{2069}\x{feff}]`)
	gutter = regexp.MustCompile(`^ +(\d+|…)? \|`)
)

// FuzzLaws writes two findings with hostile text in every part of them.
func FuzzLaws(f *testing.F) {
	f.Add([]byte("a = 1\nb = 2\n"), uint32(0), uint32(1), uint32(6), uint32(11), "a message", "words", "a.toml", 80)
	f.Add([]byte("\ufeff\x1b[31m\u202e\r\n\xff\u0301\t日本👩‍👧\n\n\n\n\n\n\n\nx"), uint32(1), uint32(40), uint32(3), uint32(4), "\x1b]0;x\a\n\u2066", "\xff\u2028\r", "\x9b/\n.toml", 0)
	f.Add([]byte(strings.Repeat("é\u0301", 500)), uint32(900), uint32(910), uint32(1), uint32(2), strings.Repeat("long ", 40), strings.Repeat("日本", 40), "a", 40)
	f.Add([]byte("a = \"##[x]\"\n::error::x\n"), uint32(5), uint32(9), uint32(12), uint32(20), "a\n::error::[m](1) ]]>", "##vso[x]\\", ":\u034f:error::a,b%0A<&>\"'.toml", 0)
	f.Fuzz(func(t *testing.T, src []byte, a, b, c, d uint32, message, words, path string, width int) {
		file := &facts.File{Path: path, Source: src}
		place := func(from, to uint32) facts.Place {
			return facts.Place{File: file, Span: facts.Span{Start: from, End: to}}
		}
		in := &report.Input{Files: 1, Options: report.Options{Width: width % 200}, Findings: []rules.Finding{
			{Rule: rule("first"), Severity: rules.Error, Message: message, Place: place(a, b),
				Related: []facts.Note{{Place: place(c, d), Words: words}, {Place: place(b, c), Words: words}}},
			{Rule: rule("second"), Severity: rules.Warning, Message: "plain", Place: place(c, d), Fingerprint: words,
				Fix: &rules.Fix{Title: message, Edits: []rules.Edit{{File: file, Span: facts.Span{Start: a, End: b}, Text: words}}}},
		}}
		text, compact := write(t, "text", in), write(t, "compact", in)
		for _, format := range report.Formats() {
			out := write(t, format.Name, in)
			assert.True(t, utf8.ValidString(out), "%s reaches the reader raw: %q", format.Name, out)
			assert.False(t, raw.MatchString(out), "%s reaches the reader raw: %q", format.Name, out)
			checkCommands(t, format.Name, out)
			require.Contains(t, readers, format.Name, "write a reader")
			got := readers[format.Name](t, out, in)
			if format.Name == "text" || format.Name == "compact" {
				continue // they are read back only as far as paths and messages have no marks of theirs
			}
			require.Len(t, got, 2, "%s:\n%s", format.Name, out)
			assert.Equal(t, "first", got[0].rule, "%s:\n%s", format.Name, out)
			assert.Equal(t, reread{"second", "warning", got[0].file, got[1].line, got[1].column, "plain"}, got[1], "%s:\n%s", format.Name, out)
			if format.Name == "sarif" {
				checkSARIF(t, out)
			}
		}
		assert.Equal(t, 4, strings.Count(compact, "\n"), "lines for 4 places of compact:\n%s", compact)
		checkDrawings(t, text, in.Width)
		in.Color = true
		assert.Equal(t, text, colour.ReplaceAllString(write(t, "text", in), ""), "colours change the text")
		checkJSON(t, in)
	})
}

// checkCommands holds that a log takes no line for a command but ours.
func checkCommands(t *testing.T, format, out string) {
	t.Helper()
	commands := 0
	for line := range strings.Lines(out) {
		if c, ok := runner(line); ok {
			commands++
			assert.Contains(t, []string{"error", "warning"}, c.name, "%s makes the command %q of %q", format, c, line)
			assert.True(t, strings.HasPrefix(c.properties["title"], "factlint ("), "%s makes the command %q of %q: %q", format, c, line, c.properties["title"])
		}
	}
	assert.Equal(t, map[string]int{"github": 2}[format], commands, "commands that %s makes of 2 findings:\n%s", format, out)
}

// checkDrawings holds that no drawing is wider than the terminal and that no
// underline stands beyond the end of the line above it.
func checkDrawings(t *testing.T, text string, width int) {
	above := 0
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		left := gutter.FindString(line)
		if left == "" {
			continue
		}
		if width > 0 {
			assert.LessOrEqual(t, cells(line), max(width, 40), "wider than %d cells: %q", width, line)
		}
		if strings.TrimSpace(left) != "|" {
			above = max(cells(line), cells(left)+1)
			continue
		}
		rest := line[len(left):]
		bare := strings.TrimLeft(rest, " ")
		if strings.Trim(bare, "^-") == "" {
			assert.LessOrEqual(t, cells(line), above+1, "underlined beyond the end:\n%s", text)
		}
	}
}

type jsonPlace struct {
	File                        string
	Line, Column                int
	EndLine                     int `json:"end_line"`
	EndColumn                   int `json:"end_column"`
	Message, Text               string
	Rule, Severity, Fingerprint string
	Fact                        *struct{ Kind, ID, Label string }
	Related                     []jsonPlace
	Fix                         *struct {
		Title string
		Safe  bool
		Edits []jsonPlace
	}
}

// checkJSON holds that the JSON output says what the input says.
func checkJSON(t *testing.T, in *report.Input) {
	t.Helper()
	var got struct {
		Schema   int
		Summary  map[string]int
		Findings []jsonPlace
	}
	out := write(t, "json", in)
	require.NoError(t, json.Unmarshal([]byte(out), &got), out)
	require.True(t, strings.HasSuffix(out, "}\n"), out)
	require.Equal(t, 1, got.Schema, out)
	require.Len(t, got.Findings, len(in.Findings), out)
	equal := func(what, got, want string) {
		t.Helper()
		assert.Equal(t, string([]rune(want)), got, what) // what is not UTF-8 becomes U+FFFD
	}
	at := func(got jsonPlace, file *facts.File, span facts.Span) {
		t.Helper()
		equal("file", got.File, file.Path)
		lines := toml.NewLines(file.Source)
		start, end := lines.Position(span.Start), lines.Position(max(span.Start, span.End))
		assert.Equal(t, fmt.Sprint(start.Line, start.Column, end.Line, end.Column), fmt.Sprint(got.Line, got.Column, got.EndLine, got.EndColumn))
	}
	for i, f := range in.Findings {
		g := got.Findings[i]
		equal("rule", g.Rule, f.Rule.Name)
		equal("severity", g.Severity, f.Severity.String())
		equal("message", g.Message, f.Message)
		equal("fingerprint", g.Fingerprint, f.Fingerprint)
		at(g, f.Place.File, f.Place.Span)
		require.Len(t, g.Related, len(f.Related), "parts of a finding are lost:\n%s", out)
		require.Equal(t, f.Fix == nil, g.Fix == nil, "parts of a finding are lost:\n%s", out)
		require.Equal(t, f.Place.Fact == nil, g.Fact == nil, "parts of a finding are lost:\n%s", out)
		for j, n := range f.Related {
			equal("words", g.Related[j].Message, n.Words)
			at(g.Related[j], n.File, n.Span)
		}
		if f.Fix != nil {
			equal("title", g.Fix.Title, f.Fix.Title)
			for j, e := range f.Fix.Edits {
				equal("text", g.Fix.Edits[j].Text, e.Text)
				at(g.Fix.Edits[j], e.File, e.Span)
			}
		}
	}
}
