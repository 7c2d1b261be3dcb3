package report_test

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/rules"
)

// many is an input of n findings, each with a message of its own and one
// related place.
func many(t testing.TB, n int) *report.Input {
	fs := files{}
	for i := range (n + 99) / 100 {
		var b strings.Builder
		for j := range 100 {
			fmt.Fprintf(&b, "[[tenure]]\nperson = \"person-%d\"\noffice = \"president\"\nstart  = 2017-04-21\nend    = 2022-05-24\n\n", j)
		}
		fs[fmt.Sprintf("tenures-%04d.toml", i)] = b.String()
	}
	b := fs.load(t)
	in := &report.Input{Files: len(b.Files), Facts: len(b.Facts)}
	overlap := rule("tenure-overlap")
	for i := range b.Facts[:n] {
		f := &b.Facts[i]
		at := f.Place()
		at.Span.Start += 61
		at.Span.End = at.Span.Start + 6
		in.Findings = append(in.Findings, rules.Finding{
			Rule: overlap, Severity: rules.Error, Place: at, Fingerprint: fmt.Sprintf("print-%05d", i),
			Message: fmt.Sprintf("finding-%05d: Alan Gagloev takes office on 24 April 2022, but Anatoly Bibilov holds it until 24 May 2022", i),
			Related: []facts.Note{{Place: b.Facts[(i+50)%len(b.Facts)].Place(), Words: "holds it until 24 May 2022"}},
			Fix:     &rules.Fix{Title: "End the tenure on 2022-04-24", Edits: []rules.Edit{{File: at.File, Span: at.Span, Text: "2022-04-24"}}},
		})
	}
	return in
}

// odd is an input whose every text has a meaning in some format.
func odd(t testing.TB) *report.Input {
	in := many(t, 60)
	in.Files, in.Facts = 2, 200
	for i := range in.Findings {
		f := &in.Findings[i]
		f.Message = []string{
			"a <b> & \"c\" 'd' 100 % [e](1) {0}, f: g; h", `back\slash \[x] \\`, "日本 é\u0301 👩‍👧", "]]> --> ::error::x",
		}[i%4] + fmt.Sprintf(" %d", i%7)
		if i%3 == 0 {
			f.Severity = rules.Warning
		}
		if i%5 == 0 {
			f.Place.Span.End = f.Place.Span.Start + 40
		}
	}
	in.Path = func(f *facts.File) string { return "dir é/a b, 50%: [" + f.Path + "]" }
	return in
}

// TestSameFindings reads every format back and holds that all tell the same
// findings: rule, severity, place and message.
func TestSameFindings(t *testing.T) {
	for name, in := range map[string]*report.Input{"plain": many(t, 300), "odd": odd(t)} {
		want := []reread{}
		for _, f := range in.Findings {
			at, path := toml.NewLines(f.Place.File.Source).Position(f.Place.Span.Start), f.Place.File.Path
			if in.Path != nil {
				path = in.Path(f.Place.File)
			}
			want = append(want, reread{f.Rule.Name, f.Severity.String(), path, at.Line, at.Column, f.Message})
		}
		for _, f := range report.Formats() {
			read := readers[f.Name]
			if !assert.NotNil(t, read, "%s: no reader; write one", f.Name) {
				continue
			}
			got := read(t, write(t, f.Name, in), in)
			byPlace := slices.Clone(want)
			if f.Name == "github" { // tells those that are no annotations last
				got, byPlace = sorted(got), sorted(byPlace)
			}
			assert.Equal(t, byPlace, got, "%s: %s", name, f.Name)
		}
	}
}

func sorted(all []reread) []reread {
	slices.SortFunc(all, func(a, b reread) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	return all
}

// TestFormats holds that the table is sorted, and complete in its words.
func TestFormats(t *testing.T) {
	all := report.Formats()
	assert.True(t, slices.IsSortedFunc(all, func(a, b report.Format) int { return strings.Compare(a.Name, b.Name) }), "the formats are not sorted by name")
	for _, f := range all {
		assert.NotEmpty(t, f.Summary, "%s has no summary", f.Name)
	}
	err := report.Write(io.Discard, "tex\x1bt", &report.Input{})
	assert.ErrorContains(t, err, `there is no format "tex\x1bt" (there are checkstyle, compact, `)
	full := errors.New("disk full")
	assert.ErrorIs(t, report.Write(failing{full}, "text", many(t, 1000)), full)
}

type failing struct{ err error }

func (w failing) Write([]byte) (int, error) { return 0, w.err }

// TestPath holds that the caller's path is asked for once for each file.
func TestPath(t *testing.T) {
	in, asked := many(t, 200), 0
	in.Path = func(f *facts.File) string { asked++; return "../" + f.Path }
	out := write(t, "compact", in)
	assert.True(t, strings.HasPrefix(out, "../tenures-0000.toml:4:10: error: "), "%.200s", out)
	assert.Equal(t, 2, asked, "times that 2 paths are asked for")
}

// TestNoFile holds that a finding that stands in no file is reported too.
func TestNoFile(t *testing.T) {
	in := &report.Input{Findings: []rules.Finding{{
		Rule: rule("r"), Severity: rules.Warning, Message: "a message", Related: []facts.Note{{Words: "some words"}},
	}}}
	for format, want := range map[string]string{
		"text":    "warning: a message [r]\n  note: some words\n\n1 warning in 0 files, 0 facts\n",
		"compact": "warning: a message [r]\nnote: some words\n",
	} {
		assert.Equal(t, want, write(t, format, in), format)
	}
}

// BenchmarkWrite writes ten thousand findings.
func BenchmarkWrite(b *testing.B) { benchmark(b, many(b, 10_000)) }

// BenchmarkOneLine writes ten thousand findings on one line of a megabyte,
// which must not be read from its beginning for each.
func BenchmarkOneLine(b *testing.B) {
	file := &facts.File{Path: "a.toml", Source: []byte(strings.Repeat(`"é", `, 200_000))}
	in := &report.Input{}
	for i := range 10_000 {
		at := uint32(i * 120)
		in.Findings = append(in.Findings, rules.Finding{
			Rule: rule("r"), Severity: rules.Error, Message: "m",
			Place: facts.Place{File: file, Span: facts.Span{Start: at, End: at + 4}},
		})
	}
	benchmark(b, in)
}

func benchmark(b *testing.B, in *report.Input) {
	for _, f := range report.Formats() {
		b.Run(f.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := report.Write(io.Discard, f.Name, in); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
