package report

import (
	"bufio"
	"iter"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules"
)

// jsonSchema is the number of the layout; it grows when a field changes its
// meaning or goes away, not when one is added.
const jsonSchema = 1

// maxID is how many characters of an id are written. An id of a megabyte on a
// fact with ten thousand findings would make ten gigabytes of them.
const maxID = 1000

// writeJSON writes one object, laid out so that people can read and compare it
// too: each finding begins a line, and so does each of its related places.
func writeJSON(w *bufio.Writer, r *report) {
	out := jsonReport{Schema: jsonSchema, Summary: jsonSummary{
		Files: r.Files, Facts: r.Facts, Errors: r.errors, Warnings: r.warnings, Ignored: r.Ignored,
	}}
	if r.Since != "" {
		out.Summary.InRevision = &r.Before
	}
	if r.Baseline {
		out.Summary.InBaseline = &r.Baselined
	}
	for _, l := range r.Limits {
		out.Unjudged = append(out.Unjudged, jsonLimit{l.Rule.Name, l.Message, l.Judged, l.All})
	}
	newJSONWriter(w).document(out, "", each(r.findings, jsonOf))
}

// writeJSONL writes each finding as in json, on a line of its own.
func writeJSONL(w *bufio.Writer, r *report) {
	j := newJSONWriter(w)
	for f := range each(r.findings, jsonOf) {
		j.line(f)
	}
}

// each makes of every element of a list what is written of it.
func each[E, T any](all []E, of func(*E) T) iter.Seq[any] {
	return func(yield func(any) bool) {
		for i := range all {
			if !yield(of(&all[i])) {
				return
			}
		}
	}
}

type jsonReport struct {
	Schema  int         `json:"schema"`
	Summary jsonSummary `json:"summary" line:"1"`
	// Unjudged is left out when all was judged.
	Unjudged []jsonLimit       `json:"unjudged,omitempty" line:"1" each:"2"`
	Findings list[jsonFinding] `json:"findings" line:"1" each:"2"`
}

type jsonLimit struct {
	Rule    string `json:"rule"`
	Message string `json:"message"`
	Judged  int    `json:"judged"`
	All     int    `json:"all"`
}

type jsonSummary struct {
	Files      int  `json:"files"`
	Facts      int  `json:"facts"`
	Errors     int  `json:"errors"`
	Warnings   int  `json:"warnings"`
	Ignored    int  `json:"ignored"`
	InRevision *int `json:"in_revision,omitempty"`
	InBaseline *int `json:"in_baseline,omitempty"`
}

type jsonFinding struct {
	Rule     string `json:"rule"`
	Severity string `json:"severity"`
	Message  string `json:"message" line:"3"`
	File     string `json:"file" line:"3"`
	jsonRange
	Fact    *jsonFact  `json:"fact" line:"3"`
	Related []jsonNote `json:"related" line:"3" rest:"15"`
	Fix     *jsonFix   `json:"fix" line:"3"`
	// Alternatives are fixes that may be meant instead, likelier first.
	Alternatives []jsonFix  `json:"alternatives,omitempty" line:"3" each:"4"`
	Parts        []jsonPart `json:"parts,omitempty" line:"3" each:"4"`
	Fingerprint  string     `json:"fingerprint" line:"3"`
}

// jsonPart is one of the contradictions that a finding gathers, with its places
// in the order of telling, the primary one first.
type jsonPart struct {
	Message     string     `json:"message"`
	Places      []jsonNote `json:"places" line:"5" each:"6"`
	Fingerprint string     `json:"fingerprint" line:"5"`
}

// jsonRange is a range of a file; line 0 when a place is in none.
type jsonRange struct {
	Line      int `json:"line"`
	Column    int `json:"column"`
	EndLine   int `json:"end_line"`
	EndColumn int `json:"end_column"`
}

type jsonFact struct {
	Kind  string `json:"kind"`
	ID    string `json:"id"`
	Label string `json:"label"`
}

type jsonNote struct {
	File string `json:"file"`
	jsonRange
	Fact    *jsonFact `json:"fact"`
	Message string    `json:"message"`
}

type jsonFix struct {
	Title string     `json:"title"`
	Safe  bool       `json:"safe"`
	Edits []jsonEdit `json:"edits" each:"5"`
}

type jsonEdit struct {
	File string `json:"file"`
	jsonRange
	Text string `json:"text"`
}

func jsonOf(f *finding) jsonFinding {
	out := jsonFinding{
		Rule: f.Rule.Name, Severity: f.Severity.String(), Message: f.Message,
		File: f.at.path(), jsonRange: f.at.json(), Fact: jsonFactOf(f.at.fact),
		Related:     jsonNotes(f.related),
		Fingerprint: f.Fingerprint,
	}
	for _, p := range f.Finding.Parts {
		all := places(f.locator.place(p.Place), f.locator.notes(p.Related))
		if all[0].words == "" {
			all[0].words = p.Words
		}
		out.Parts = append(out.Parts, jsonPart{p.Message, jsonNotes(all), p.Fingerprint})
	}
	if f.Fix != nil {
		fix := jsonFixOf(f.Fix, f.edits)
		out.Fix = &fix
	}
	for i := range f.Finding.Alternatives {
		alternative := &f.Finding.Alternatives[i]
		out.Alternatives = append(out.Alternatives, jsonFixOf(alternative, f.locator.edits(alternative)))
	}
	return out
}

func jsonFixOf(f *rules.Fix, edits []edit) jsonFix {
	out := jsonFix{f.Title, f.Safe, make([]jsonEdit, len(edits))}
	for i, e := range edits {
		out.Edits[i] = jsonEdit{e.at.path(), e.at.json(), e.text}
	}
	return out
}

func jsonNotes(all []note) []jsonNote {
	out := make([]jsonNote, len(all))
	for i, n := range all {
		out[i] = jsonNote{n.at.path(), n.at.json(), jsonFactOf(n.at.fact), n.words}
	}
	return out
}

func (p place) json() jsonRange {
	return jsonRange{p.start.Line, p.start.Column, p.end.Line, p.end.Column}
}

func jsonFactOf(f *facts.Fact) *jsonFact {
	if f == nil {
		return nil
	}
	return &jsonFact{f.Kind().Name, wording.Cut(f.ID(), maxID), f.Label()}
}
