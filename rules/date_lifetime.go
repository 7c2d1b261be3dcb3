package rules

import (
	"fmt"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/quantities"
)

var dateLifetime = &Rule{
	Name:     "date-lifetime",
	Summary:  "A fact certainly begins before, or ends after, the lifetime of what it refers to.",
	Severity: Error,
	Why: `Nobody acts before birth or after death, holds an office after it was abolished, or
is a member of a party before it was founded. A field that carries a lifetime says so in its declaration;
every actor does, and the office acted in too. On the very day of birth or death all is possible, and dates
that are not exact are given every chance. What is only planned or was cancelled needs no lifetime.`,
	Bad: `[[person]]
id = "bagapsh"
name = "Sergei Bagapsh"
born = 1949-03-04
died = 2011-05-29

[[event]]
title = "Meeting in Sukhumi"
date = 2012-02-14
participants = "bagapsh"
`,
	Good: `[[person]]
id = "bagapsh"
name = "Sergei Bagapsh"
born = 1949-03-04
died = 2011-05-29

[[event]]
title = "Meeting in Sukhumi"
date = 2010-02-14
participants = "bagapsh"
`,
	Together: together("{fact} {says}, which does not fit the times of {n} other facts; correct that date, or the references between them"),
	File:     checkLifetimes,
}

func checkLifetimes(p *Pass, file *facts.File) {
	var told map[[2]*facts.Fact]bool // one that is named twice is one finding
	for t := range file.Lifetimes {
		f, z := t.Fact, t.To
		if !t.Outlived() && !t.Clocked() || !f.Dated() || !f.Happens() || !outlives(p.Base, f, z) || told[[2]*facts.Fact{f, z}] {
			continue
		}
		if told == nil {
			told = map[[2]*facts.Fact]bool{}
		}
		told[[2]*facts.Fact{f, z}] = true
		p.Conflict(outside(p.Base, f, z))
	}
	for i := range file.Facts {
		f := &file.Facts[i]
		if k := f.Kind(); k.Quantity != nil && k.Period == nil && len(k.Lifetimes) > 0 && f.Comparable() && f.Happens() {
			checkFigure(p, f)
		}
	}
}

// checkFigure checks the time of a figure against the lifetimes of what it is about.
func checkFigure(p *Pass, f *facts.Fact) {
	for _, i := range f.Kind().Lifetimes {
		for z, v := range moments.Lifetimes(f, i) {
			if z.Begin().Earliest <= edtf.Past && z.End().Latest >= edtf.Future {
				continue
			}
			at := quantities.AtValue(f)
			d, ok := at.Date()
			if !ok {
				return
			}
			m, bound := moments.Widened(d.Hull(), moments.Between(p.Base, f, z)), moments.EndLatest
			if m.Latest < z.Begin().Earliest {
				bound = moments.BeginEarliest
			} else if m.Earliest <= z.End().Latest {
				continue
			}
			if !z.Comparable() || z == f {
				continue
			}
			theirs := moments.Evidence(z, bound)
			p.Conflict(Conflict{
				Message: fmt.Sprintf("%s is given %s, but %s %s; correct one of the two dates, or the field %s", f.Label(), at.DatePhrase(), z.Label(), moments.Says(theirs), f.Kind().Fields[i].Name),
				Sides:   []facts.Note{{Place: at.Place(), Words: "is given " + at.DatePhrase()}, moments.Note(z, theirs)},
				Also:    []facts.Note{{Place: v.Place(), Words: "is named here as " + f.Kind().Fields[i].Name}},
			})
		}
	}
}

// outlives reports whether f certainly begins before z does or ends after it.
func outlives(b *facts.Base, f, z *facts.Fact) bool {
	return moments.BeginsBefore(b, f, z) || moments.EndsAfter(b, f, z)
}

// outside words how f lies outside the lifetime of z, which it names.
func outside(b *facts.Base, f, z *facts.Fact) Conflict {
	mine, theirs := moments.Evidence(f, moments.EndEarliest), moments.Evidence(z, moments.EndLatest)
	if moments.BeginsBefore(b, f, z) {
		mine, theirs = moments.Evidence(f, moments.BeginLatest), moments.Evidence(z, moments.BeginEarliest)
	}
	field, v := naming(f, z)
	return Conflict{
		Message: fmt.Sprintf("%s %s, but %s %s; correct one of the two dates, or the field %s", f.Label(), moments.Says(mine), z.Label(), moments.Says(theirs), field),
		Sides:   []facts.Note{moments.Note(f, mine), moments.Note(z, theirs)},
		Also:    []facts.Note{{Place: v.Place(), Words: "is named here as " + field}},
	}
}

// naming returns the first field by which f must lie within the lifetime of z,
// and where it names z.
func naming(f, z *facts.Fact) (field string, v facts.Value) {
	for _, i := range f.Kind().Lifetimes {
		for to, v := range moments.Lifetimes(f, i) {
			if to == z {
				return f.Kind().Fields[i].Name, v
			}
		}
	}
	return "", facts.Value{}
}
