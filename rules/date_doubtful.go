package rules

import (
	"fmt"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/wording"
)

var dateDoubtful = &Rule{
	Name:     "date-doubtful",
	Summary:  "A date reads otherwise than it was probably meant: \"1931-32\" is a season.",
	Severity: Warning,
	OfTime:   true,
	Compares: true,
	Why: `In EDTF the numbers 21 to 41 after a year are seasons, quarters and the like, not
years: "1931-32" is the southern winter of 1931. Where such a number is also that of the next year, the two
years were probably meant. Written "1931/1932" they cannot be misread, nor can the season when its months are
written, "1931-06/1931-09".`,
	Example: mended(`[[event]]
title = "Season of the league"
date = "1931-32"
`, `date = "1931-32"`, `date = "1931/1932"`),
	File: checkDoubtful,
}

func checkDoubtful(p *Pass, file *facts.File) {
	if !file.Doubtful() {
		return
	}
	reported := map[facts.Span]bool{} // values in [defaults], which are at many facts
	for v := range file.Values {
		if d, ok := v.Date(); ok && d.Doubtful() && !reported[v.Span()] {
			reported[v.Span()] = true
			p.Report(doubt(file, v))
		}
	}
}

// doubt asks which of two readings of a date was meant.
func doubt(file *facts.File, v facts.Value) Finding {
	text := v.DateText()
	part, years, months := edtf.Doubt(text)
	season, _ := edtf.Parse(part)
	out := Finding{Place: v.Place()}
	if part != text {
		out.Message = fmt.Sprintf("%s in %s is read as %s; write years or months that cannot be misread, such as %s or %s",
			wording.Quote(part), wording.Quote(text), edtf.Name(season, part), years, months)
		return out
	}
	out.Message = fmt.Sprintf("%s is read as %s; write %s for the two years, or %s for those months",
		wording.Quote(part), edtf.Name(season, part), wording.Quote(years), wording.Quote(months))
	out.Fix = &Fix{Title: "Write " + wording.Quote(years), Edits: []Edit{{File: file, Span: v.Span(), Text: wording.Quote(years)}}}
	return out
}
