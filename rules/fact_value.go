package rules

import "github.com/factlint/factlint/facts"

var factValue = &Rule{
	Name:     "fact-value",
	Summary:  "A value is not among those allowed.",
	Severity: Error,
	Why: `Some fields take only certain values: status one of three words, an id a
certain form, a field of a base's own kind whatever its declaration says.`,
	Example: mended(`[[event]]
title = "Referendum on joining Russia"
status = "canceled"
`, `status = "canceled"`, `status = "cancelled"`),
	File: reportProblems(facts.ValueProblem),
}
