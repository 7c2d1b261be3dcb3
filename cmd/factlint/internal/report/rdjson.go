package report

import (
	"bufio"

	"github.com/factlint/factlint/rules"
)

// writeRDJSON writes a DiagnosticResult of reviewdog, which comments on pull
// requests of many hosts.
func writeRDJSON(w *bufio.Writer, r *report) {
	j := jsonWriter{Writer: w}
	j.WriteString(`{"source": ` + rdSource + `,` + "\n \"diagnostics\": [")
	for i := range r.findings {
		j.separate(i, ",\n  ", "\n  ")
		j.diagnostic(&r.findings[i], "")
	}
	j.WriteString("]}\n")
}

// writeRDJSONL writes each finding as a Diagnostic on a line of its own.
func writeRDJSONL(w *bufio.Writer, r *report) {
	j := jsonWriter{Writer: w, oneLine: true}
	for i := range r.findings {
		j.diagnostic(&r.findings[i], `, "source": `+rdSource)
		j.WriteByte('\n')
	}
}

const rdSource = `{"name": "factlint", "url": "` + home + `"}`

func (j *jsonWriter) diagnostic(f *finding, source string) {
	j.text(`{"message": `, f.Message)
	j.layout(",\n   \"location\": ")
	j.rdLocation(f.at)
	severity := "WARNING"
	if f.Severity == rules.Error {
		severity = "ERROR"
	}
	j.layout(",\n   \"severity\": ")
	j.WriteString(`"` + severity + `"` + source)
	j.text(`, "code": {"value": `, f.Rule.Name)
	if url := f.Rule.URL(); url != "" {
		j.text(`, "url": `, url)
	}
	j.WriteString("}")
	for i, n := range f.related {
		j.separate(i, ",\n    ", ",\n   \"related_locations\": [\n    ")
		j.text(`{"message": `, n.words)
		j.WriteString(`, "location": `)
		j.rdLocation(n.at)
		j.WriteString("}")
	}
	if len(f.related) > 0 {
		j.WriteString("]")
	}
	if suggestible(f) {
		for i, e := range f.edits {
			j.separate(i, ",\n    ", ",\n   \"suggestions\": [\n    ")
			j.rdRange("{", e.at)
			j.text(`, "text": `, e.text)
			j.WriteString("}")
		}
		j.WriteString("]")
	}
	j.WriteString("}")
}

// suggestible reports whether a fix can be told to reviewdog, which takes
// edits of the file of the finding only.
func suggestible(f *finding) bool {
	for _, e := range f.edits {
		if e.at.in != f.at.in {
			return false
		}
	}
	return len(f.edits) > 0
}

func (j *jsonWriter) rdLocation(p place) {
	j.text(`{"path": `, p.path())
	if p.in != nil {
		j.rdRange(", ", p)
	}
	j.WriteString("}")
}

// rdRange writes a range. Its columns count bytes from 1, and those of a byte
// order mark too.
func (j *jsonWriter) rdRange(before string, p place) {
	j.number(before+`"range": {"start": {"line": `, p.start.Line)
	j.number(`, "column": `, p.in.byteColumn(p.span.Start, p.start.Line))
	j.number(`}, "end": {"line": `, p.end.Line)
	j.number(`, "column": `, p.in.byteColumn(p.span.End, p.end.Line))
	j.WriteString("}}")
}

func (s *source) byteColumn(offset uint32, line int) int {
	if line == 1 {
		return int(offset) + 1
	}
	return int(offset-s.lines.Start(line)) + 1
}
