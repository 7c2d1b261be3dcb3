package report_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/declaration"
	"github.com/factlint/factlint/rules"
)

const shapes = `[[event]]
id = "a"
note = """
first line
	second line
third line
fourth line
fifth line
"""
participants = ["ann", "bob", "ann", "carol"]
title = "日本 a` + "\u202e\x1b[31m" + `b"

[[event]]
id = "b"
date = [
  1990,
]
# a comment
# another
# a third
# a fourth
end = 1980
`

// TestShapes draws what is unusual: ranges of many lines, several marks on one
// line, far places, hostile text.
func TestShapes(t *testing.T) {
	b := files{"dir/shapes.toml": shapes}.load(t)
	at := func(text string, nth int) facts.Place { return place(t, b, "dir/shapes.toml", text, nth) }
	span := func(from, to string) facts.Place {
		p := at(from, 0)
		p.Span.End = at(to, 0).Span.End
		return p
	}
	find := func(message string, at facts.Place, related ...facts.Note) rules.Finding {
		return rules.Finding{Rule: rule("shape"), Severity: rules.Error, Message: message, Place: at, Related: related}
	}
	note := func(at facts.Place, words string) facts.Note { return facts.Note{Place: at, Words: words} }
	var dozens []facts.Note
	for range 13 {
		dozens = append(dozens, note(at("1980", 0), "here"), note(at(`"b"`, 0), "and here"))
	}
	in := &report.Input{Files: 1, Facts: 2, Findings: []rules.Finding{
		find("a long range", span(`"""`, "fifth line")),
		find("a short range", span("second", "third"), note(span("fourth", "fifth line\n"), "to the end of a line")),
		find("a range of a list", span("[\n", "\n]")),
		find("twice on a line", at(`"ann"`, 1), note(at(`"ann"`, 0), "already named here")),
		find("thrice on a line", at(`"ann"`, 1), note(at(`"ann"`, 0), "named here"), note(at(`"ann"`, 1), "again here"), note(at(`"carol"`, 0), "not here")),
		find("one in another", at(`"bob"`, 0), note(span(`["ann"`, `"carol"]`), "in this list")),
		find("hostile\n\x1b[2J\u202e", at("\u202e\x1b[31m", 0), note(at("日本", 0), "wide\r\nwords")),
		find("far apart", at("1980", 0), note(at(`"a"`, 0), "far above"), note(at(`"b"`, 0), "nearer")),
		find("a header", at("[[event]]", 1)),
		find("many places", at(`"a"`, 0), dozens...),
	}}
	golden(t, "shapes.text", write(t, "text", in))
	golden(t, "shapes.compact", write(t, "compact", in))
	in.Quiet = true
	golden(t, "shapes-quiet.text", write(t, "text", in))
}

// TestMistakes shows what is wrong with a factlint.toml.
func TestMistakes(t *testing.T) {
	src := "exclude = [\"drafts/**\"]\r\n\r\n[rules]\r\ntenure-overlp = \"off\"\r\n"
	at := func(text string) facts.Span {
		i := uint32(strings.Index(src, text))
		return facts.Span{Start: i, End: i + uint32(len(text))}
	}
	ms := []declaration.Mistake{
		{Span: at("tenure-overlp"), Message: `there is no rule "tenure-overlp" (did you mean "tenure-overlap"?)`},
		{Span: at("[rules]"), Message: "a rule is off, warning or error"},
		{Span: facts.Span{Start: 1000, End: 2000}, Message: "the file ends too early"},
	}
	for _, quiet := range []bool{false, true} {
		var b strings.Builder
		require.NoError(t, report.WriteMistakes(&b, "../factlint.toml", []byte(src), ms, report.Options{Quiet: quiet}))
		golden(t, fmt.Sprintf("mistakes-%t.text", quiet), b.String())
	}
}
