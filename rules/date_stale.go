package rules

import (
	"fmt"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules/moments"
)

var dateStale = &Rule{
	Name:     "date-stale",
	Summary:  "With today set: a planned fact lies certainly in the past, or one without a status in the future.",
	Severity: Warning,
	OfTime:   true,
	Compares: true,
	Why: `A plan whose day has passed was carried out, cancelled or put off; the fact should
say which. And what is still to come is a plan, not a fact. Judged by when they begin are facts that happen
on a date, that somebody does or that somebody holds: events, elections, statements, tenures, and kinds of
your own like them; persons, places and other things that merely exist are not.

Nothing here looks at the clock. The rule is silent unless factlint.toml sets today.`,
	Config: `today = 2022-06-01
`,
	Example: mended(`[[event]]
title = "Inauguration of Alan Gagloev"
date = 2022-05-24
status = "planned"
`, "date = 2022-05-24", `date = 2022-05-24

[[event]]
title = "Referendum on joining Russia"
date = 2022-07-17`),
	Base: checkStale,
}

func checkStale(p *Pass) {
	if p.Today == nil {
		return
	}
	today := p.Today.Hull()
	for _, k := range p.Base.Vocabulary.Kinds {
		if !happens(k) {
			continue
		}
		for f := range p.Base.OfKind(k) {
			switch {
			case f.Status() == facts.Planned && f.Begin().Latest < today.Earliest:
				stalePlan(p, f, today)
			case f.Status() == facts.Plain && f.Begin().Earliest > today.Latest:
				v := moments.BeginValue(f)
				p.Report(Finding{
					Message: fmt.Sprintf("%s %s, but today is %s; correct the date, or write status = \"planned\"", f.Label(), moments.DateWords(v), edtf.NameDay(today.Earliest)),
					Place:   moments.At(f, v),
				})
			}
		}
	}
}

func stalePlan(p *Pass, f *facts.Fact, today edtf.Moment) {
	v := moments.Evidence(f, moments.BeginLatest)
	p.Report(Finding{
		Message: fmt.Sprintf("%s, still planned, %s, but today is %s; remove the status if it took place, write \"cancelled\", or correct the date", f.Label(), moments.DateWords(v), edtf.NameDay(today.Earliest)),
		Place:   moments.At(f, f.Get(vocabulary.StatusField)),
		Related: []facts.Note{moments.Note(f, v)},
	})
}

// happens reports whether facts of a kind happen rather than exist: somebody
// acts in them, they are tenures, or they have one date that is no lifetime.
func happens(k *vocabulary.Kind) bool {
	return k.Period != nil && (len(k.Acts) > 0 || k.Tenure != nil || k.Period.Date != vocabulary.None && !k.Lasting)
}
