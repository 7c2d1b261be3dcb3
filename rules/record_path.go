package rules

import "github.com/factlint/factlint/facts"

var recordPath = &Rule{
	Name:     "record-path",
	Summary:  "A mapping takes what no record has.",
	Severity: Warning,
	Why: `A path that leads nowhere in any record is most often a slip in the mapping, or
a key that the records have renamed since: what they have under it is then not
checked, and nobody notices. The finding is at the first of the records. A
path that only some records have ends in a question mark.`,
	Format: "yaml",
	Config: peopleMapping,
	Example: mended(`- id: alan-gagloev
  name: Alan Gagloev
  born_date: 1981-02-06
`, "  born_date: 1981-02-06", "  birth_date: 1981-02-06"),
	Base: reportLinkProblems(facts.RecordPathProblem),
}
