package rules

import "github.com/factlint/factlint/facts"

var recordValue = &Rule{
	Name:     "record-value",
	Summary:  "A value of a record cannot be taken, and is left out.",
	Severity: Warning,
	Why: `The mapping makes something of a value that nothing can be made of: an id of a
text without letters and digits, a date of a precision that says nothing, a null
in a list. The field is then unknown. A value that has only the wrong type or
form is taken as it stands, and judged by the rules for fields and dates.`,
	Format: "yaml",
	Config: `[[records]]
files = ["*.yaml"]

[[records.fact]]
kind   = "person"
fields = { id = { from = "name", slug = true }, name = "name" }
`,
	Example: mended(`- name: Alan Gagloev
- name: "???"
`, `- name: "???"`, "- name: Anatoly Bibilov"),
	File: reportProblems(facts.RecordValueProblem),
}
