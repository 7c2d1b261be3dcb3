package report_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
)

// TestByteColumns holds that reviewdog is given columns of bytes, those of a
// byte order mark too, and exclusive ends.
func TestByteColumns(t *testing.T) {
	file := &facts.File{Path: "a.toml", Source: []byte("\ufeffa\u0301 = \"日本\"\r\n𐐀 = 1\r\n\xff\xfe = 2")}
	for text, want := range map[string]rdRange{
		"日本":    {rdPosition{1, 11}, rdPosition{1, 17}},
		"𐐀":     {rdPosition{2, 1}, rdPosition{2, 5}},
		"1":     {rdPosition{2, 8}, rdPosition{2, 9}},
		"1\r\n": {rdPosition{2, 8}, rdPosition{3, 1}},
		"= 2":   {rdPosition{3, 4}, rdPosition{3, 7}},
	} {
		start := uint32(strings.LastIndex(string(file.Source), text))
		at := facts.Place{File: file, Span: facts.Span{Start: start, End: start + uint32(len(text))}}
		in := &report.Input{Findings: []rules.Finding{{
			Rule: rule("r"), Severity: rules.Error, Place: at, Related: []facts.Note{{Place: at}, {Words: "nowhere"}},
			Fix: &rules.Fix{Edits: []rules.Edit{{File: file, Span: at.Span, Text: "x"}}},
		}}}
		d := decodeLines[rdDiagnostic](t, write(t, "rdjsonl", in))[0]
		for what, got := range map[string]rdRange{"place": *d.Location.Range, "related place": *d.RelatedLocations[0].Location.Range, "suggestion": d.Suggestions[0].Range} {
			assert.Equal(t, want, got, "%q: %s", text, what)
		}
		assert.Nil(t, d.RelatedLocations[1].Location.Range, "a place in no file")
		assert.Equal(t, "nowhere", d.RelatedLocations[1].Message, "a place in no file")
	}
}

// TestSuggestions holds that a fix is suggested whole or not at all: reviewdog
// cannot be given edits of another file.
func TestSuggestions(t *testing.T) {
	a := &facts.File{Path: "a.toml", Source: []byte("a = 1\n")}
	b := &facts.File{Path: "b.toml", Source: []byte("b = 1\n")}
	edit := func(f *facts.File) rules.Edit {
		return rules.Edit{File: f, Span: facts.Span{Start: 4, End: 5}, Text: "2"}
	}
	for want, edits := range map[int][]rules.Edit{1: {edit(a)}, 0: {edit(a), edit(b)}} {
		in := &report.Input{Findings: []rules.Finding{{
			Rule: rule("r"), Severity: rules.Error, Place: facts.Place{File: a}, Fix: &rules.Fix{Edits: edits},
		}}}
		d := decodeLines[rdDiagnostic](t, write(t, "rdjsonl", in))[0]
		assert.Len(t, d.Suggestions, want, "%d edits", len(edits))
	}
}

// TestGitLabFingerprints holds that a report has no fingerprint twice, though
// two bases of a run hold the same facts, and that it does not depend on lines.
func TestGitLabFingerprints(t *testing.T) {
	report3 := func(source string, at uint32) []gitlabIssue {
		in := &report.Input{}
		for _, path := range []string{"a/x.toml", "b/x.toml", "b/x.toml"} {
			file := &facts.File{Path: path, Source: []byte(source)}
			in.Findings = append(in.Findings, rules.Finding{
				Rule: rule("r"), Severity: rules.Warning, Message: "m", Fingerprint: "0a0a",
				Place: facts.Place{File: file, Span: facts.Span{Start: at, End: at + 1}},
			})
		}
		var issues []gitlabIssue
		decode(t, write(t, "gitlab", in), &issues)
		return issues
	}
	before, after := report3("x\n", 0), report3("\n\n\n    x\n", 7)
	seen := map[string]bool{}
	for i := range before {
		print := before[i].Fingerprint
		assert.False(t, seen[print], "%q stands twice", print)
		assert.NotEmpty(t, print)
		assert.Equal(t, print, after[i].Fingerprint, "finding %d, after lines were added", i)
		seen[print] = true
	}
	assert.Equal(t, "0a0a", before[0].Fingerprint, "the first is that of json")
}

// TestJUnitRuns holds what a run without findings is written as: a test that
// passed, or one that could not run.
func TestJUnitRuns(t *testing.T) {
	for _, c := range []struct {
		incomplete             bool
		findings               int
		tests, failures, error int
	}{{false, 0, 1, 0, 0}, {true, 0, 1, 0, 1}, {false, 2, 2, 2, 0}, {true, 2, 3, 2, 1}} {
		in := many(t, c.findings)
		in.Incomplete = c.incomplete
		out := write(t, "junit", in)
		var suites struct {
			Suites []testsuite `xml:"testsuite"`
		}
		decodeXML(t, out, &suites)
		s, broken := suites.Suites[0], 0
		for _, one := range s.Cases {
			if one.Error != nil {
				broken++
			}
		}
		assert.Equal(t, c.tests, s.Tests, out)
		assert.Len(t, s.Cases, c.tests, out)
		assert.Equal(t, c.failures, s.Failures, out)
		assert.Equal(t, c.error, s.Errors, out)
		assert.Equal(t, c.error, broken, out)
	}
}

// TestPlacesAsText holds that many or long places do not crowd a message out.
func TestPlacesAsText(t *testing.T) {
	file := &facts.File{Path: "a.toml", Source: []byte("a = 1\n")}
	at := facts.Place{File: file}
	for _, c := range []struct {
		words string
		n     int
		want  string
	}{
		{"here", 21, "a.toml:1:1: here"},
		{"here", 50, "… and 29 more places"},
		{strings.Repeat("long ", 100), 10, "… and 6 more places"},
		{strings.Repeat("日本 ", 1000), 4, "… and 2 more places"},
	} {
		f := rules.Finding{Rule: rule("r"), Severity: rules.Error, Message: strings.Repeat("long", 1000), Place: at}
		for range c.n {
			f.Related = append(f.Related, facts.Note{Place: at, Words: c.words})
		}
		in := &report.Input{Findings: []rules.Finding{f}}
		annotation, _, _ := strings.Cut(write(t, "github", in), "\n")
		assert.True(t, strings.HasSuffix(annotation, "%0A"+c.want), "%d places of %.10q… end %.200q", c.n, c.words, annotation[len(annotation)-60:])
		assert.LessOrEqual(t, len(annotation), 4096)
		assert.Contains(t, write(t, "checkstyle", in), "&#10;"+c.want+`" source`, "%d places of %.10q…", c.n, c.words)
	}
}
