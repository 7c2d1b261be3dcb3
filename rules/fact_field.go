package rules

import "github.com/factlint/factlint/facts"

var factField = &Rule{
	Name:     "fact-field",
	Summary:  "The kind has no such field.",
	Severity: Error,
	Why: `A misspelt field is a fact that nobody sees: no rule would look at it. The
fields of a kind are shown by factlint explain KIND; a base adds fields to any
kind in factlint.toml.`,
	Example: mended(`[[person]]
name = "Alan Gagloev"
borne = 1981-02-06
`, "borne = 1981-02-06", "born = 1981-02-06"),
	File: reportProblems(facts.FieldProblem),
}
