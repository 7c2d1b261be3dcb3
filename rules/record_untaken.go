package rules

import "github.com/factlint/factlint/facts"

var recordUntaken = &Rule{
	Name:     "record-untaken",
	Summary:  "Records have a key or a column that the mapping does not take.",
	Severity: Warning,
	Off:      true,
	Why: `Records say more than facts need: addresses, pictures, notes. To see what of
them is not checked, switch this rule on. Each key, or column, is reported once, at
the first place, with the number of places.`,
	Format: "yaml",
	Config: peopleMapping,
	Example: mended(`- id: alan-gagloev
  name: Alan Gagloev
  birth_date: 1981-02-06
  death_date: 2050-01-01
`, `  death_date: 2050-01-01
`, ""),
	Base: func(p *Pass) {
		for _, pr := range p.Base.Untaken() {
			p.Report(Finding{Message: pr.Message, Place: facts.Place{File: pr.File, Span: pr.Span}})
		}
	},
}
