package report

import (
	"bufio"
	"cmp"
	"slices"
	"strings"
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
		Message: f.Message, Location: f.at.rdLocation(), Severity: strings.ToUpper(f.Severity.String()),
		Code: rdCode{f.Rule.Name, f.Rule.URL()},
	}
	for _, n := range f.related {
		d.RelatedLocations = append(d.RelatedLocations, rdRelated{n.words, n.at.rdLocation()})
	}
	if s, ok := suggestion(f); ok {
		d.Suggestions = []rdSuggestion{s}
	}
	return d
}

// maxSuggested is over how many lines one suggestion reaches, which people have to
// read.
const maxSuggested = 60

// suggestion returns the whole fix as one text for all lines between its edits: of
// several suggestions people take some, and half of a fix may be worse than none.
// Reviewdog takes edits of the file of the finding only.
func suggestion(f *finding) (rdSuggestion, bool) {
	if len(f.edits) == 0 {
		return rdSuggestion{}, false
	}
	edits := slices.Clone(f.edits)
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.at.span.Start, b.at.span.Start) })
	first, last := edits[0].at, edits[len(edits)-1].at
	if last.end.Line-first.start.Line >= maxSuggested {
		return rdSuggestion{}, false
	}
	var text strings.Builder
	at := first.span.Start
	for _, e := range edits {
		if e.at.in != f.at.in || e.at.span.Start < at {
			return rdSuggestion{}, false
		}
		text.Write(e.at.in.text[at:e.at.span.Start])
		text.WriteString(e.text)
		at = e.at.span.End
	}
	return rdSuggestion{rdRange{first.rdRange().Start, last.rdRange().End}, text.String()}, true
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
