package rules

import "github.com/factlint/factlint/facts"

var factRequired = &Rule{
	Name:     "fact-required",
	Summary:  "A required field is missing.",
	Severity: Error,
	Why: `Without its required fields a fact says nothing: a tenure without an office, an
election without a date. What is unknown but not required is simply left out.`,
	Bad: `[[event]]
date = 2022-05-13
`,
	Good: `[[event]]
title = "Referendum announced"
date = 2022-05-13
`,
	File: reportProblems(facts.RequiredProblem),
}
