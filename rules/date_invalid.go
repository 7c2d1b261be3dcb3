package rules

import "github.com/factlint/factlint/facts"

var dateInvalid = &Rule{
	Name:     "date-invalid",
	Summary:  "It is not a date, or the day does not exist.",
	Severity: Error,
	OfTime:   true,
	Compares: true,
	Why: `Dates are TOML dates, years, or EDTF in quotes: "2022-05" for a month, "1992~"
for about 1992, "2022-04-10/2022-05-24" for a period. A day that the calendar does not have
is a slip of the pen, and every conclusion from it would be wrong.`,
	Example: mended(`[[event]]
title = "Clarification on television"
date = 2022-04-31
`, "date = 2022-04-31", "date = 2022-04-30"),
	File: reportProblems(facts.DateProblem),
}
