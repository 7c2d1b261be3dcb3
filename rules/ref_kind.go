package rules

import "github.com/factlint/factlint/facts"

var refKind = &Rule{
	Name:     "ref-kind",
	Summary:  "The id is of a kind that the field does not take.",
	Severity: Error,
	Why: `A tenure whose office is a person, an event that takes place in a treaty: the
id exists, but what it names cannot stand there.`,
	Bad: `[[person]]
id = "alan-gagloev"
name = "Alan Gagloev"

[[event]]
title = "Inauguration"
place = "alan-gagloev"
`,
	Good: `[[place]]
id = "tskhinvali"
name = "Tskhinvali"

[[event]]
title = "Inauguration"
place = "tskhinvali"
`,
	Base: reportLinkProblems(facts.RefKindProblem),
}
