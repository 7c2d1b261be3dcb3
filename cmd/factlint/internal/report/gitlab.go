package report

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"github.com/factlint/factlint/rules"
)

// writeGitLab writes a Code Quality report of GitLab, which is a part of the
// format of Code Climate. GitLab shows nothing but the description, and tells
// findings of two commits apart by their fingerprints.
func writeGitLab(w *bufio.Writer, r *report) {
	j := jsonWriter{Writer: w}
	seen := map[string]bool{}
	j.WriteString("[")
	for i := range r.findings {
		f := &r.findings[i]
		j.separate(i, ",\n ", "\n ")
		j.text(`{"type": "issue", "check_name": `, f.Rule.Name)
		j.text(`, "severity": `, gitlabSeverity(f.Severity))
		j.WriteString(`, "categories": ["Bug Risk"]`)
		j.text(",\n  \"description\": ", f.Rule.Name+": "+f.Message)
		j.WriteString(",\n  \"location\": ")
		j.codeClimate(f.at)
		others := 0
		for _, n := range f.related {
			if n.at.in == nil || n.at.in == f.at.in && n.at.span == f.at.span {
				continue
			}
			j.separate(others, ",\n   ", ",\n  \"other_locations\": [\n   ")
			j.codeClimate(n.at)
			others++
		}
		if others > 0 {
			j.WriteString("]")
		}
		j.text(",\n  \"fingerprint\": ", unlike(f, seen))
		j.WriteString("}")
	}
	j.WriteString("]\n")
}

func gitlabSeverity(s rules.Severity) string {
	if s == rules.Error {
		return "major"
	}
	return "minor"
}

// codeClimate writes a place as Code Climate has it.
func (j *jsonWriter) codeClimate(p place) {
	j.text(`{"path": `, p.path())
	j.number(`, "positions": {"begin": {"line": `, max(p.start.Line, 1))
	j.number(`, "column": `, max(p.start.Column, 1))
	j.number(`}, "end": {"line": `, max(p.end.Line, 1))
	j.number(`, "column": `, max(p.end.Column, 1))
	j.WriteString("}}}")
}

// unlike returns the fingerprint of a finding, made unlike those seen: bases
// checked in one run may hold the same facts.
func unlike(f *finding, seen map[string]bool) string {
	print := f.Fingerprint
	for n := 1; seen[print]; n++ {
		sum := sha256.Sum256([]byte(f.Fingerprint + "\x00" + f.at.path() + "\x00" + strconv.Itoa(n)))
		print = hex.EncodeToString(sum[:16])
	}
	seen[print] = true
	return print
}
