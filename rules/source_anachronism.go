package rules

import (
	"fmt"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/moments"
)

var sourceAnachronism = &Rule{
	Name:     "source-anachronism",
	Summary:  "A fact certainly began after all its sources were published, or a source was accessed before.",
	Severity: Error,
	Why: `A source can tell of what has begun, and of plans. When a fact that is no plan
began only after everything it cites had been published, a date is wrong or the source is of the plan. A URL
or a source without a date of publication may be of any time, so one of these among the sources keeps the rule
silent. The time of a figure is not judged: a forecast is published before its year.

Nor can anything be read before it was published.`,
	Bad: `[[source]]
id = "rferl"
title = "South Ossetia sets date for referendum"
published = 2022-05-13

[[event]]
title = "Referendum on joining Russia"
date = 2022-07-17
source = "rferl"
`,
	Good: `[[source]]
id = "rferl"
title = "South Ossetia sets date for referendum"
published = 2022-05-13

[[event]]
title = "Referendum on joining Russia"
date = 2022-07-17
status = "planned"
source = "rferl"
`,
	Together: "{n} facts began only after their source {fact} was published; correct its date, cite a later source, or write status = \"planned\"",
	Fact:     checkAnachronism,
	Kinds: func(k *facts.Kind) bool {
		return k.Source != nil || k.Period != nil && k.Quantity == nil
	},
}

func checkAnachronism(p *Pass, f *facts.Fact) {
	if f.Kind().Source != nil {
		checkAccess(p, f)
	}
	if f.Kind().Period == nil || f.Kind().Quantity != nil || !moments.Known(f.Begin().Earliest) || !f.Comparable() || !f.Happens() {
		return
	}
	cited := f.Get(facts.SourceField)
	all, wrong := cited.Elements()
	if all == 0 || wrong > 0 {
		return
	}
	for e := range cited.Each() {
		if !publishedBefore(e.Ref(), f) {
			return
		}
	}
	p.Conflict(anachronism(f, cited))
}

// publishedBefore reports whether a source was certainly published before f began.
func publishedBefore(source, f *facts.Fact) bool {
	if source == nil || source == f || !source.Comparable() || source.Kind().Source == nil {
		return false
	}
	d, ok := source.Get(source.Kind().Source.Published).Date()
	return ok && d.Hull().Latest < f.Begin().Earliest
}

func anachronism(f *facts.Fact, cited facts.Value) Conflict {
	begin := moments.BeginValue(f)
	c := Conflict{Sides: []facts.Note{moments.Note(f, begin)}}
	var last *facts.Fact
	latest := edtf.Past
	named := map[*facts.Fact]bool{}
	for source, v := range cited.Refs() {
		published := source.Get(source.Kind().Source.Published)
		if named[source] {
			continue
		}
		named[source] = true
		n := facts.Note{Place: published.Place(), Words: "was published " + published.DatePhrase()}
		if d, _ := published.Date(); d.Hull().Latest > latest {
			last, latest = source, d.Hull().Latest
			if len(c.Sides) > 1 {
				n, c.Sides[1] = c.Sides[1], n
			} else {
				c.Sides = append(c.Sides, n)
			}
		}
		if n.Fact != last {
			c.Also = append(c.Also, n)
		}
		c.Also = append(c.Also, facts.Note{Place: v.Place(), Words: "is cited here"})
	}
	which := "its source"
	if len(named) > 1 {
		which = "the last of its sources,"
	}
	c.Message = fmt.Sprintf("%s %s, but %s %s was published before, %s; correct a date, cite a later source, or write status = \"planned\"",
		f.Label(), moments.Says(begin), which, wording.QuoteCut(last.Label(), 80), last.Get(last.Kind().Source.Published).DatePhrase())
	return c
}

// checkAccess reports a source that was read before it was published.
func checkAccess(p *Pass, f *facts.Fact) {
	role := f.Kind().Source
	published, accessed := f.Get(role.Published), f.Get(role.Accessed)
	if !published.OK() || !accessed.OK() {
		return
	}
	first, ok := published.Date()
	read, ok2 := accessed.Date()
	if !ok || !ok2 || read.Hull().Latest >= first.Hull().Earliest {
		return
	}
	p.Report(Finding{
		Message: fmt.Sprintf("%s was accessed %s but published %s; correct one of the two dates", wording.QuoteCut(f.Label(), 80), accessed.DatePhrase(), published.DatePhrase()),
		Place:   accessed.Place(),
		Related: []facts.Note{{Place: published.Place(), Words: "was published " + published.DatePhrase()}},
	})
}
