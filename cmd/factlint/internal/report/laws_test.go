package report_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
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
				Related: []rules.Note{{Place: place(c, d), Words: words}, {Place: place(b, c), Words: words}}},
			{Rule: rule("second"), Severity: rules.Warning, Message: "plain", Place: place(c, d), Fingerprint: words,
				Fix: &rules.Fix{Title: message, Edits: []rules.Edit{{File: file, Span: facts.Span{Start: a, End: b}, Text: words}}}},
		}}
		text, compact := write(t, "text", in), write(t, "compact", in)
		for _, format := range report.Formats() {
			out := write(t, format.Name, in)
			if !utf8.ValidString(out) || raw.MatchString(out) {
				t.Errorf("%s reaches the reader raw: %q", format.Name, out)
			}
			checkCommands(t, format.Name, out)
			got := readers[format.Name](t, out, in)
			if format.Name == "text" || format.Name == "compact" {
				continue // they are read back only as far as paths and messages have no marks of theirs
			}
			if len(got) != 2 || got[0].rule != "first" || got[1] != (told{"second", "warning", got[0].file, got[1].line, got[1].column, "plain"}) {
				t.Errorf("%s tells %+v:\n%s", format.Name, got, out)
			}
			if format.Name == "sarif" {
				checkSARIF(t, out)
			}
		}
		if n := strings.Count(compact, "\n"); n != 4 {
			t.Errorf("compact has %d lines for 4 places:\n%s", n, compact)
		}
		checkDrawings(t, text, in.Width)
		in.Color = true
		if plain := colour.ReplaceAllString(write(t, "text", in), ""); plain != text {
			t.Errorf("colours change the text to:\n%s\nfrom:\n%s", plain, text)
		}
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
			if c.name != "error" && c.name != "warning" || !strings.HasPrefix(c.properties["title"], "factlint (") {
				t.Errorf("%s makes the command %q of %q", format, c, line)
			}
		}
	}
	if want := map[string]int{"github": 2}[format]; commands != want {
		t.Errorf("%s makes %d commands of 2 findings:\n%s", format, commands, out)
	}
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
		if width > 0 && cells(line) > max(width, 40) {
			t.Errorf("wider than %d cells: %q", width, line)
		}
		if strings.TrimSpace(left) != "|" {
			above = max(cells(line), cells(left)+1)
			continue
		}
		rest := line[len(left):]
		if bare := strings.TrimLeft(rest, " "); strings.Trim(bare, "^-") == "" && cells(line) > above+1 {
			t.Errorf("underlined beyond the end:\n%s", text)
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
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatalf("%v in:\n%s", err, out)
	}
	if !strings.HasSuffix(out, "}\n") || got.Schema != 1 || len(got.Findings) != len(in.Findings) {
		t.Fatalf("%d findings, want %d, in:\n%s", len(got.Findings), len(in.Findings), out)
	}
	equal := func(what, got, want string) {
		t.Helper()
		if want = string([]rune(want)); got != want { // what is not UTF-8 becomes U+FFFD
			t.Errorf("%s is %q, want %q", what, got, want)
		}
	}
	at := func(got jsonPlace, file *facts.File, span facts.Span) {
		t.Helper()
		equal("file", got.File, file.Path)
		lines := facts.NewLines(file.Source)
		start, end := lines.Position(span.Start), lines.Position(max(span.Start, span.End))
		if want := fmt.Sprint(start.Line, start.Column, end.Line, end.Column); fmt.Sprint(got.Line, got.Column, got.EndLine, got.EndColumn) != want {
			t.Errorf("%d:%d-%d:%d, want %s", got.Line, got.Column, got.EndLine, got.EndColumn, want)
		}
	}
	for i, f := range in.Findings {
		g := got.Findings[i]
		equal("rule", g.Rule, f.Rule.Name)
		equal("severity", g.Severity, f.Severity.String())
		equal("message", g.Message, f.Message)
		equal("fingerprint", g.Fingerprint, f.Fingerprint)
		at(g, f.Place.File, f.Place.Span)
		if len(g.Related) != len(f.Related) || (g.Fix == nil) != (f.Fix == nil) || (g.Fact == nil) != (f.Place.Fact == nil) {
			t.Fatalf("parts of a finding are lost:\n%s", out)
		}
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
