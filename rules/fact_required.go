package rules

import "github.com/factlint/factlint/facts"

var factRequired = &Rule{
	Name:     "fact-required",
	Summary:  "A required field is missing.",
	Severity: Error,
	Why: `Without its required fields a fact says nothing: a tenure without an office, an
election without a date. What is unknown but not required is simply left out.`,
	Example: mended(`[[event]]
date = 2022-05-13
`, "[[event]]", `[[event]]
title = "Referendum announced"`),
	File: reportProblems(facts.RequiredProblem),
}
