package rules

import "github.com/factlint/factlint/facts"

// peopleMapping is what factlint.toml has for the examples of the rules about
// records of other formats.
const peopleMapping = `[[records]]
files = ["*.yaml"]

[[records.fact]]
kind   = "person"
fields = { id = "id", name = "name", born = "birth_date" }
`

var recordSyntax = &Rule{
	Name:          "record-syntax",
	Summary:       "A file of records is not in its format.",
	Severity:      Error,
	Unsilenceable: true,
	Why: `What is not YAML, JSON or a table says nothing for certain, and other programs read
other things in it. So do a key written twice in one map, an alias that
contains itself, a row with more cells than there are columns, a byte that is no
UTF-8. What comes before is read, and reading goes on at the next item of a YAML
list or the next document, the next line of JSON Lines, the next row of a table. The
message says which lines are not read, and refs to facts that may stand there are
not reported.`,
	Format: "yaml",
	Config: peopleMapping,
	Example: mended(`- id: alan-gagloev
  name: Alan Gagloev
  birth_date: 1981-02-06
  name: Anatoly Bibilov
`, "  birth_date: 1981-02-06", `  birth_date: 1981-02-06
- id: anatoly-bibilov`),
	File: reportProblems(facts.RecordSyntaxProblem),
}
