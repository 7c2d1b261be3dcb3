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
	written := map[string]int{}
	newJSONWriter(w).document(list[gitlabIssue]{}, `each:"1"`, each(r.findings, func(f *finding) gitlabIssue {
		issue := gitlabIssue{
			Type: "issue", CheckName: f.Rule.Name, Severity: gitlabSeverities[f.Severity], Categories: []string{"Bug Risk"},
			Description: f.Rule.Name + ": " + f.Message,
			Location:    f.at.gitlab(),
			Fingerprint: unlike(f, written),
		}
		for _, n := range f.related {
			if n.at.in != nil && (n.at.in != f.at.in || n.at.span != f.at.span) {
				issue.OtherLocations = append(issue.OtherLocations, n.at.gitlab())
			}
		}
		return issue
	}))
}

type gitlabIssue struct {
	Type           string        `json:"type"`
	CheckName      string        `json:"check_name"`
	Severity       string        `json:"severity"`
	Categories     []string      `json:"categories"`
	Description    string        `json:"description" line:"2"`
	Location       gitlabPlace   `json:"location" line:"2"`
	OtherLocations []gitlabPlace `json:"other_locations,omitempty" line:"2" each:"3"`
	Fingerprint    string        `json:"fingerprint" line:"2"`
}

type gitlabPlace struct {
	Path      string `json:"path"`
	Positions struct {
		Begin gitlabPosition `json:"begin"`
		End   gitlabPosition `json:"end"`
	} `json:"positions"`
}

type gitlabPosition struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

// gitlab returns a place as Code Climate has it, which knows none without a line.
func (p place) gitlab() gitlabPlace {
	out := gitlabPlace{Path: p.path()}
	out.Positions.Begin = gitlabPosition{max(p.start.Line, 1), max(p.start.Column, 1)}
	out.Positions.End = gitlabPosition{max(p.end.Line, 1), max(p.end.Column, 1)}
	return out
}

// gitlabSeverities are those of Code Climate.
var gitlabSeverities = [...]string{rules.Warning: "minor", rules.Error: "major"}

// unlike returns the fingerprint of a finding, made unlike those written before:
// bases checked in one run may hold the same facts. Written counts them.
func unlike(f *finding, written map[string]int) string {
	print := f.Fingerprint
	for written[print] > 0 {
		same := f.Fingerprint + "\x00" + f.at.path()
		sum := sha256.Sum256([]byte(same + "\x00" + strconv.Itoa(written[same])))
		written[same]++
		print = hex.EncodeToString(sum[:16])
	}
	written[print]++
	return print
}
