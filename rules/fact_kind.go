package rules

import "github.com/factlint/factlint/facts"

var factKind = &Rule{
	Name:     "fact-kind",
	Summary:  "There is no such kind of fact, or the fact is not written as [[KIND]].",
	Severity: Error,
	Why: `A fact is one element of an array of tables named after its kind: it begins
with [[KIND]], and its tables follow it. A key outside of any fact, a table with
single brackets or a kind that nobody declared would otherwise pass unread. A
base declares kinds of its own in factlint.toml.`,
	Example: mended(`[[persn]]
name = "Alan Gagloev"
`, "[[persn]]", "[[person]]"),
	File: reportProblems(facts.KindProblem),
}
