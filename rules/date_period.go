package rules

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/rules/moments"
)

var datePeriod = &Rule{
	Name:     "date-period",
	Summary:  "A fact certainly ends before it begins.",
	Severity: Error,
	OfTime:   true,
	Compares: true,
	Why: `Nobody dies before being born and no term ends before it starts. Often two dates
are swapped or a year is mistyped. Dates that are not exact are given every chance: a start in "2022"
and an end on 1 March 2022 agree. Other rules take both ends of such a fact for unknown, so that one
slip is one finding. An interval in any date field whose end lies before its beginning is reported here too.`,
	Example: mended(`[[person]]
id = "bibilov"
name = "Anatoly Bibilov"

[[office]]
id = "president"
name = "President of South Ossetia"

[[tenure]]
person = "bibilov"
office = "president"
start = 2022-05-24
end = 2017-04-21
`, `start = 2022-05-24
end = 2017-04-21`, `start = 2017-04-21
end = 2022-05-24`),
	File: checkPeriods,
}

func checkPeriods(p *Pass, file *facts.File) {
	if !file.Backwards() {
		return
	}
	var reported map[facts.Span]bool // values in [defaults], which are at many facts
	report := func(v facts.Value, f Finding) {
		if v.Inherited() {
			if reported[v.Span()] {
				return
			}
			if reported == nil {
				reported = map[facts.Span]bool{}
			}
			reported[v.Span()] = true
		}
		p.Report(f)
	}
	for i := range file.Facts {
		f := &file.Facts[i]
		// An interval that is the fact's whole period is found below.
		if f.Inverted() && !f.Get(f.Kind().Period.Date).OK() {
			end := moments.EndValue(f)
			report(end, backwards(f, moments.BeginValue(f), end))
		}
		for field, v := range f.Written {
			for e := range v.Each() {
				if start, end, wrong := e.HeldBackwards(); wrong {
					report(e, Finding{
						Message: fmt.Sprintf("%s names %s as its %s from %s until %s, which ends before it begins; correct one of the two dates", f.Label(), heldName(e), field.Name, start.DateName(), end.DateName()),
						Place:   end.Place(),
						Words:   "ends " + end.DatePhrase(),
						Related: []facts.Note{{Place: start.Place(), Words: "begins " + start.DatePhrase()}},
					})
				}
			}
			if field.Type.Form() == types.DateForm && strings.IndexByte(v.Source(), '/') > 0 {
				if d, ok := v.Date(); ok && d.Backwards() {
					report(v, Finding{
						Message: fmt.Sprintf("%s has the %s %s, a period that ends before it begins; correct one of its two dates, or swap them", f.Label(), field.Name, v.DateName()),
						Place:   v.Place(),
					})
				}
			}
		}
	}
}

// heldName names what holds for a while: a fact, or a number.
func heldName(v facts.Value) string {
	if to := v.Ref(); to != nil {
		return to.Label()
	}
	if text := v.Text(); text != "" {
		return text
	}
	return strconv.FormatInt(v.Int(), 10)
}

// backwards words a fact whose end lies before its beginning.
func backwards(f *facts.Fact, begin, end facts.Value) Finding {
	out := Finding{
		Message: fmt.Sprintf("%s %s but %s; correct one of the two dates", f.Label(), moments.DateWords(end), moments.DateWords(begin)),
		Place:   end.Place(),
		Related: []facts.Note{moments.Note(f, begin)},
	}
	if !begin.Inherited() && !end.Inherited() {
		out.Fix = &Fix{Title: "Swap the two dates", Edits: []Edit{
			{File: f.File, Span: begin.Span(), Text: end.Source()},
			{File: f.File, Span: end.Span(), Text: begin.Source()},
		}}
	}
	return out
}
