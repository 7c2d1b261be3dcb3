package rules

import "github.com/factlint/factlint/facts"

var factType = &Rule{
	Name:     "fact-type",
	Summary:  "A value is of the wrong type.",
	Severity: Error,
	Why: `A number in quotes or a list where one value belongs cannot be compared with
anything. Dates may be written as TOML dates, as a year, or in quotes as EDTF.`,
	Example: mended(`[[office]]
name = "President of South Ossetia"
seats = "one"
`, `seats = "one"`, "seats = 1"),
	File: reportProblems(facts.TypeProblem),
}
