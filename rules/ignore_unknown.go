package rules

import (
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/wording"
)

var ignoreUnknown = &Rule{
	Name:          "ignore-unknown",
	Summary:       "An ignore comment names no rule or gives no reason.",
	Severity:      Error,
	Unsilenceable: true,
	Why: `A comment that silences must say what and why: # factlint: ignore[RULE] -- REASON.
One that names a rule that does not exist, or gives no reason, silences nothing,
and whoever wrote it would think otherwise.`,
	Example: Example{
		Bad: `# factlint: ignore[date-oder] -- the sources disagree
[[person]]
name = "Alan Gagloev"
`,
		Good: `[[person]]
name = "Alan Gagloev"
`,
	},
	File: checkComments,
}

func checkComments(p *Pass, f *facts.File) {
	for _, d := range f.Directives {
		if d.Complaint != "" {
			p.Report(Finding{Message: d.Complaint, Place: facts.Place{File: f, Span: d.Span, Fact: d.Fact()}})
			continue
		}
		for i, name := range d.Names {
			if len(p.Rules.Named(name)) > 0 {
				continue
			}
			found := Finding{
				Message: "there is no rule or group " + wording.QuoteCut(name, 60) + ", so this comment silences nothing",
				Place:   facts.Place{File: f, Span: d.Places[i], Fact: d.Fact()},
			}
			if near, certain := wording.Correct(name, slices.Values(p.Rules.Names())); near != "" {
				found.Message += "; did you mean " + near + "?"
				found.Fix = &Fix{Title: "Write " + near, Safe: certain, Edits: []Edit{{File: f, Span: d.Places[i], Text: near}}}
			}
			p.Report(found)
		}
	}
}
