package rules

import "github.com/factlint/factlint/facts"

var recordEmpty = &Rule{
	Name:     "record-empty",
	Summary:  "A record makes no fact.",
	Severity: Warning,
	Why: `A record of which the mapping takes nothing is not checked: it lacks what the
mapping asks for, or has it under another key. One that is left out on purpose
fails a condition of the mapping, "when", on a value that it has. Records of one
file that lack the same are reported once, with their number.`,
	Format: "yaml",
	Config: peopleMapping,
	Example: mended(`- id: alan-gagloev
  name: Alan Gagloev
  birth_date: 1981-02-06
- ID: anatoly-bibilov
  Name: Anatoly Bibilov
`, `- ID: anatoly-bibilov
  Name: Anatoly Bibilov`, `- id: anatoly-bibilov
  name: Anatoly Bibilov`),
	File: reportProblems(facts.RecordEmptyProblem),
}
