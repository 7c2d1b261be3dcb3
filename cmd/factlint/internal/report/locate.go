package report

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/rules"
)

// A report is an input whose places are found: what every format reads.
type report struct {
	*Input
	findings         []finding
	errors, warnings int
}

// A finding is a finding with its places found.
type finding struct {
	*rules.Finding
	at      place
	related []note // beside Finding.Related
	edits   []edit // beside Finding.Fix.Edits
	locator *locator
}

type note struct {
	at    place
	words string
}

type edit struct {
	at   place
	text string
}

// A place is a range of a file in lines and columns, which count from 1; a
// column counts code points, and the end is exclusive.
type place struct {
	in         *source // nil when the place is in no file
	start, end toml.Position
	span       facts.Span  // within the source, and never backwards
	fact       *facts.Fact // nil when it belongs to none
}

// path returns the path to show, raw; "" when the place is in no file.
func (p place) path() string {
	if p.in == nil {
		return ""
	}
	return p.in.path
}

// location returns "file:line:column", fit to be shown. A line that begins
// with two colons would be a command to the log of GitHub Actions, which skips
// spaces and some other characters before and between them.
func (p place) location() string {
	if p.in == nil {
		return ""
	}
	path := Visible(p.in.path)
	first := strings.IndexFunc(path, func(r rune) bool { return ' ' < r && r < utf8.RuneSelf })
	if first >= 0 && path[first] == ':' {
		path = "./" + path
	}
	return path + ":" + strconv.Itoa(p.start.Line) + ":" + strconv.Itoa(p.start.Column)
}

// A source is a file with findings and the index of its lines.
type source struct {
	path  string
	text  []byte
	lines *toml.Lines
}

func (s *source) place(span facts.Span, fact *facts.Fact) place {
	size := uint32(len(s.text))
	span.Start = min(span.Start, size)
	span.End = max(span.Start, min(span.End, size))
	return place{in: s, span: span, fact: fact, start: s.lines.Position(span.Start), end: s.lines.Position(span.End)}
}

// locator finds places, indexing each file once, when a finding first names it.
type locator struct {
	path    func(*facts.File) string
	sources map[*facts.File]*source
}

func (l *locator) place(p facts.Place) place {
	if p.File == nil {
		return place{fact: p.Fact}
	}
	s := l.sources[p.File]
	if s == nil {
		path := p.File.Path
		if l.path != nil {
			path = l.path(p.File)
		}
		s = &source{path, p.File.Source, toml.NewLines(p.File.Source)}
		l.sources[p.File] = s
	}
	return s.place(p.Span, p.Fact)
}

func (l *locator) notes(all []facts.Note) []note {
	var out []note
	for _, n := range all {
		out = append(out, note{at: l.place(n.Place), words: n.Words})
	}
	return out
}

// locate finds the places of a report, with paths in the repository if hosted.
func locate(in *Input, hosted bool) *report {
	l := &locator{path: in.Path, sources: map[*facts.File]*source{}}
	if hosted && in.RepositoryPath != nil {
		l.path = in.RepositoryPath
	}
	r := &report{Input: in, findings: make([]finding, len(in.Findings), len(in.Findings)+len(in.Misconfigured))}
	for i := range in.Findings {
		f := &in.Findings[i]
		if f.Severity == rules.Error {
			r.errors++
		} else {
			r.warnings++
		}
		out := finding{Finding: f, at: l.place(f.Place), related: l.notes(f.Related), locator: l}
		if f.Fix != nil {
			out.edits = l.edits(f.Fix)
		}
		r.findings[i] = out
	}
	for i := range in.Misconfigured {
		mistakes := in.Misconfigured[i].findings(hosted)
		r.findings, r.errors = append(r.findings, mistakes...), r.errors+len(mistakes)
	}
	return r
}

// edits locates those of a fix.
func (l *locator) edits(f *rules.Fix) []edit {
	out := make([]edit, len(f.Edits))
	for i, e := range f.Edits {
		out[i] = edit{at: l.place(facts.Place{File: e.File, Span: e.Span}), text: e.Text}
	}
	return out
}
