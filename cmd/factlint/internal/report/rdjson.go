package report

import (
	"bufio"

	"github.com/factlint/factlint/rules"
)

// writeRDJSON writes a DiagnosticResult of reviewdog, which comments on pull
// requests of many hosts.
func writeRDJSON(w *bufio.Writer, r *report) {
	newJSONWriter(w).document(rdResult{Source: rdSourceOf}, "", each(r.findings, diagnostic))
}

// writeRDJSONL writes each finding as a Diagnostic on a line of its own.
func writeRDJSONL(w *bufio.Writer, r *report) {
	j := newJSONWriter(w)
	for i := range r.findings {
		d := diagnostic(&r.findings[i])
		d.Source = &rdSourceOf
		j.line(d)
	}
}

type rdResult struct {
	Source      rdSource           `json:"source"`
	Diagnostics list[rdDiagnostic] `json:"diagnostics" line:"1" each:"2"`
}

type rdSource struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

var rdSourceOf = rdSource{"factlint", home}

type rdDiagnostic struct {
	Message          string         `json:"message"`
	Location         rdLocation     `json:"location" line:"3"`
	Severity         string         `json:"severity" line:"3"`
	Source           *rdSource      `json:"source,omitempty"`
	Code             rdCode         `json:"code"`
	RelatedLocations []rdRelated    `json:"related_locations,omitempty" line:"3" each:"4"`
	Suggestions      []rdSuggestion `json:"suggestions,omitempty" line:"3" each:"4"`
}

type rdLocation struct {
	Path  string   `json:"path"`
	Range *rdRange `json:"range,omitempty"`
}

// rdRange is a range whose columns count bytes from 1, and those of a byte
// order mark too.
type rdRange struct {
	Start rdPosition `json:"start"`
	End   rdPosition `json:"end"`
}

type rdPosition struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

type rdCode struct {
	Value string `json:"value"`
	URL   string `json:"url,omitempty"`
}

type rdRelated struct {
	Message  string     `json:"message"`
	Location rdLocation `json:"location"`
}

type rdSuggestion struct {
	Range rdRange `json:"range"`
	Text  string  `json:"text"`
}

func diagnostic(f *finding) rdDiagnostic {
	d := rdDiagnostic{
		Message: f.Message, Location: f.at.rdLocation(), Severity: "WARNING",
		Code: rdCode{f.Rule.Name, f.Rule.URL()},
	}
	if f.Severity == rules.Error {
		d.Severity = "ERROR"
	}
	for _, n := range f.related {
		d.RelatedLocations = append(d.RelatedLocations, rdRelated{n.words, n.at.rdLocation()})
	}
	if suggestible(f) {
		for _, e := range f.edits {
			d.Suggestions = append(d.Suggestions, rdSuggestion{e.at.rdRange(), e.text})
		}
	}
	return d
}

// suggestible reports whether a fix can be told to reviewdog, which takes
// edits of the file of the finding only.
func suggestible(f *finding) bool {
	for _, e := range f.edits {
		if e.at.in != f.at.in {
			return false
		}
	}
	return true
}

func (p place) rdLocation() rdLocation {
	l := rdLocation{Path: p.path()}
	if p.in != nil {
		r := p.rdRange()
		l.Range = &r
	}
	return l
}

func (p place) rdRange() rdRange {
	return rdRange{
		rdPosition{p.start.Line, p.in.byteColumn(p.span.Start, p.start.Line)},
		rdPosition{p.end.Line, p.in.byteColumn(p.span.End, p.end.Line)},
	}
}

func (s *source) byteColumn(offset uint32, line int) int {
	if line == 1 {
		return int(offset) + 1
	}
	return int(offset-s.lines.Start(line)) + 1
}
