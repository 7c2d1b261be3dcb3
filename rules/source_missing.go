package rules

import (
	"fmt"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules/moments"
)

var sourceMissing = &Rule{
	Name:     "source-missing",
	Summary:  "A fact with a period or a quantity cites no source.",
	Severity: Warning,
	Compares: true,
	Off:      true,
	Why: `A fact that says when something was, or how much of it there was, is worth as much
as its source. The rule is off because few bases begin with sources; switch it on once yours has them, and
let [defaults] give a file its source in one line.`,
	Example: mended(`[[event]]
title = "Referendum announced"
date = 2022-05-13
`, "date = 2022-05-13", `date = 2022-05-13
source = "https://www.rferl.org/a/31848345.html"`),
	Fact:  checkSourceMissing,
	Kinds: func(k *vocabulary.Kind) bool { return k.Period != nil || k.Quantity != nil },
}

func checkSourceMissing(p *Pass, f *facts.Fact) {
	if f.Broken() {
		return
	}
	v := f.Get(vocabulary.SourceField)
	if f.Has(vocabulary.SourceField) {
		if all, _ := v.Elements(); all > 0 || !v.OK() {
			return
		}
	}
	p.Report(Finding{
		Message: fmt.Sprintf("%s cites no source; add source = with the id of a source or a URL", f.Label()),
		Place:   moments.At(f, v),
	})
}
