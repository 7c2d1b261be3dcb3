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
	Example: mended(`[[person]]
id = "alan-gagloev"
name = "Alan Gagloev"

[[event]]
title = "Inauguration"
by = "alan-gaglojev"
`, `by = "alan-gaglojev"`, `by = "alan-gagloev"`),
	Together: func(g *Group) string { return g.Conflicts[0].Message },
	Base:     checkUnresolved,
}

// checkUnresolved reports every id that nothing has once, wherever it is named.
func checkUnresolved(p *Pass) {
	for i := range p.Base.Problems {
		pr := &p.Base.Problems[i]
		switch {
		case pr.Kind != facts.RefProblem:
		case pr.Missing == "":
			p.problem(pr.File, pr)
		default:
			at := facts.Note{Place: facts.Place{File: pr.File, Span: pr.Span, Fact: pr.Fact}, Words: "is named here"}
			if pr.Fact != nil {
				at.Words = pr.Fact.Mention() + " names it"
			}
			p.Conflict(Conflict{
				Message: pr.Message, Sides: []facts.Note{at}, Lack: Lack{ID: pr.Missing}, Fix: fixOf(pr.File, pr),
			})
		}
	}
}
