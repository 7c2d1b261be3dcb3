package rules

import (
	"fmt"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/moments"
)

var sourceAnachronism = &Rule{
	Name:     "source-anachronism",
	Summary:  "A fact with one date certainly began after all its sources were written, or a source was accessed before it was published.",
	Severity: Warning,
	OfTime:   true,
	Compares: true,
	Absence:  true,
	Why: `A source usually tells of what has happened. When a fact with one date, which is no
plan, began only after everything it cites had been written, the date is wrong, another source is meant, or
the fact is still a plan. That proves nothing: an appointment, a law, a programme is published before its day. A
source was last written at the later of its dates of publication and of access, and a day more is left, for
papers that come out ahead of their date and for clocks elsewhere. A URL, or a source without either date, may
be of any time, so one of these among the sources keeps the rule silent. Nothing is said of what lasts, such
as a tenure, or of figures: a forecast is published before its year.

Nor can anything be read long before it was published.`,
	Example: mended(`[[source]]
id = "rferl"
title = "South Ossetia sets date for referendum"
published = 2022-05-13

[[event]]
title = "Referendum on joining Russia"
date = 2022-07-17
source = "rferl"
`, "date = 2022-07-17", `date = 2022-07-17
status = "planned"`),
	Together: together("{n} facts began only after their source {fact} {says}; correct its date, cite a later source, or write status = \"planned\""),
	Fact:     checkAnachronism,
	Kinds: func(k *vocabulary.Kind) bool {
		return k.Source != nil || k.Period != nil && k.Period.Date != vocabulary.None && k.Quantity == nil
	},
}

// margin is how much later than its sources a fact may begin, in seconds.
func margin(b *facts.Base) int64 { return moments.Day + moments.Slack(b) }

func checkAnachronism(p *Pass, f *facts.Fact) {
	if f.Kind().Source != nil {
		checkAccess(p, f)
	}
	if f.Kind().Quantity != nil || !f.OneDate() || !f.Comparable() || !f.Happens() || f.Begin().Earliest <= p.written()+margin(p.Base) {
		return
	}
	cited := f.Get(vocabulary.SourceField)
	all, wrong := cited.Elements()
	if all == 0 || wrong > 0 {
		return
	}
	for e := range cited.Each() {
		source := e.Ref()
		if source == nil || source == f || !source.Comparable() {
			return
		}
		if _, last, ok := lastWritten(source); !ok || last+margin(p.Base) >= f.Begin().Earliest {
			return
		}
	}
	p.Conflict(anachronism(f, cited))
}

// firstWritten returns the first second by which a source of a base was written
// for certain. What began until then is later than no source.
func firstWritten(b *facts.Base) int64 {
	first := edtf.Future
	for _, k := range b.Vocabulary.Kinds {
		if k.Source == nil {
			continue
		}
		for f := range b.OfKind(k) {
			if _, last, ok := lastWritten(f); ok {
				first = min(first, last)
			}
		}
	}
	return first
}

// lastWritten returns the latest second at which a source may have been written
// as it is cited, the later of its dates, and which of them says so. It is not
// known when neither is written, or one is wrong.
func lastWritten(source *facts.Fact) (by facts.Value, latest int64, ok bool) {
	role := source.Kind().Source
	if role == nil {
		return by, 0, false
	}
	for _, field := range [...]int{role.Published, role.Accessed} {
		v := source.Get(field)
		d, dated := v.Date()
		switch {
		case !dated && source.Has(field):
			return facts.Value{}, 0, false
		case dated && (!ok || d.Hull().Latest > latest):
			by, latest, ok = v, d.Hull().Latest, true
		}
	}
	return by, latest, ok && latest < edtf.Future
}

// writtenWords says which date of a source it is, and which day: "was published
// on 13 May 2022".
func writtenWords(v facts.Value) string {
	if v == v.Fact().Get(v.Fact().Kind().Source.Accessed) {
		return "was accessed " + v.DatePhrase()
	}
	return "was published " + v.DatePhrase()
}

func anachronism(f *facts.Fact, cited facts.Value) Conflict {
	begin := moments.BeginValue(f)
	c := Conflict{Sides: []facts.Note{moments.Note(f, begin)}}
	var last facts.Value
	until := edtf.Past
	named := map[*facts.Fact]bool{}
	for source, v := range cited.Refs() {
		if named[source] {
			continue
		}
		named[source] = true
		date, latest, _ := lastWritten(source)
		n := facts.Note{Place: date.Place(), Words: writtenWords(date)}
		if latest > until {
			last, until = date, latest
			if len(c.Sides) > 1 {
				n, c.Sides[1] = c.Sides[1], n
			} else {
				c.Sides = append(c.Sides, n)
			}
		}
		if n.Fact != last.Fact() {
			c.Also = append(c.Also, n)
		}
		c.Also = append(c.Also, facts.Note{Place: v.Place(), Words: "is cited here"})
	}
	which := "its source"
	if len(named) > 1 {
		which = "the last of its sources,"
	}
	c.Message = fmt.Sprintf("%s %s, but %s %s %s; correct a date, cite a later source, or write status = \"planned\"",
		f.Label(), moments.DateWords(begin), which, wording.QuoteCut(last.Fact().Label(), 80), writtenWords(last))
	return c
}

// checkAccess reports a source that was read before it was published.
func checkAccess(p *Pass, f *facts.Fact) {
	role := f.Kind().Source
	published, accessed := f.Get(role.Published), f.Get(role.Accessed)
	first, ok := published.Date()
	read, ok2 := accessed.Date()
	if !ok || !ok2 || read.Hull().Latest+margin(p.Base) >= first.Hull().Earliest {
		return
	}
	p.Report(Finding{
		Message: fmt.Sprintf("%s was accessed %s but published %s; correct one of the two dates", wording.QuoteCut(f.Label(), 80), accessed.DatePhrase(), published.DatePhrase()),
		Place:   accessed.Place(),
		Related: []facts.Note{{Place: published.Place(), Words: "was published " + published.DatePhrase()}},
	})
}
