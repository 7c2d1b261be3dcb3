package rules

import "github.com/factlint/factlint/facts"

var refUnresolved = &Rule{
	Name:     "ref-unresolved",
	Summary:  "No fact has that id.",
	Severity: Error,
	Absence:  true,
	Why: `A ref that leads nowhere takes its fact out of every comparison. The nearest
id of a fitting kind is proposed. Ids that may stand in a part of a file lost to
a syntax error are not reported.`,
	Bad: `[[person]]
id = "alan-gagloev"
name = "Alan Gagloev"

[[event]]
title = "Inauguration"
by = "alan-gaglojev"
`,
	Good: `[[person]]
id = "alan-gagloev"
name = "Alan Gagloev"

[[event]]
title = "Inauguration"
by = "alan-gagloev"
`,
	Base: reportLinkProblems(facts.RefProblem),
}
