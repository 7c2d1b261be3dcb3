package rules

import "github.com/factlint/factlint/facts"

var tomlSyntax = &Rule{
	Name:          "toml-syntax",
	Summary:       "The file is not TOML.",
	Severity:      Error,
	Unsilenceable: true,
	Why: `A file that is not TOML says nothing for certain. Reading goes on at the next
line that begins a fact, so that one slip does not hide the rest of the file;
refs to facts that may stand in the part that was lost are not reported.`,
	Example: mended(`[[person]]
id   = "alan-gagloev"
name = "Alan Gagloev

[[person]]
id   = "anatoly-bibilov"
name = "Anatoly Bibilov"
`, `name = "Alan Gagloev`, `name = "Alan Gagloev"`),
	File: reportProblems(facts.SyntaxProblem),
}
