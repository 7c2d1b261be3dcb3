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
	told := map[string]int{}
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
		j.text(",\n  \"fingerprint\": ", unlike(f, told))
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

// unlike returns the fingerprint of a finding, made unlike those told before:
// bases checked in one run may hold the same facts. Told counts them.
func unlike(f *finding, told map[string]int) string {
	print := f.Fingerprint
	for told[print] > 0 {
		same := f.Fingerprint + "\x00" + f.at.path()
		sum := sha256.Sum256([]byte(same + "\x00" + strconv.Itoa(told[same])))
		told[same]++
		print = hex.EncodeToString(sum[:16])
	}
	told[print]++
	return print
}
