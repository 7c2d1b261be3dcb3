package rules

import "github.com/factlint/factlint/facts"

var refKind = &Rule{
	Name:     "ref-kind",
	Summary:  "The id is of a kind that the field does not take.",
	Severity: Error,
	Why: `A tenure whose office is a person, an event that takes place in a treaty: the
id exists, but what it names cannot stand there.`,
	Example: mended(`[[person]]
id = "alan-gagloev"
name = "Alan Gagloev"

[[event]]
title = "Inauguration"
place = "alan-gagloev"
`, `[[person]]
id = "alan-gagloev"
name = "Alan Gagloev"`, `[[place]]
id = "tskhinvali"
name = "Tskhinvali"`, `place = "alan-gagloev"`, `place = "tskhinvali"`),
	Base: reportLinkProblems(facts.RefKindProblem),
}
