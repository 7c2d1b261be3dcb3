package rules

import (
	"fmt"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/quantities"
)

var dateLifetime = &Rule{
	Name:     "date-lifetime",
	Summary:  "A fact certainly begins before, or ends after, the lifetime of what it refers to.",
	Severity: Error,
	OfTime:   true,
	Compares: true,
	Why: `Nobody acts before birth or after death, holds an office after it was abolished, or
is a member of a party before it was founded. A field that carries a lifetime says so in its declaration;
every actor does, and the office acted in too. On the very day of birth or death all is possible, and dates
that are not exact are given every chance. What is only planned or was cancelled needs no lifetime.`,
	Example: mended(`[[person]]
id = "bagapsh"
name = "Sergei Bagapsh"
born = 1949-03-04
died = 2011-05-29

[[event]]
title = "Meeting in Sukhumi"
date = 2012-02-14
participants = "bagapsh"
`, "date = 2012-02-14", "date = 2010-02-14"),
	Together: together("{fact} {says}, which does not fit the times of {n} other facts; correct that date, or the references between them"),
	File:     checkLifetimes,
}

func checkLifetimes(p *Pass, file *facts.File) {
	var reported map[[2]*facts.Fact]bool // one that is named twice is one finding
	for t := range file.LifetimesOf(facts.Outlived | facts.Clocked) {
		f, z := t.Fact, t.To
		if !f.Dated() || !f.Happens() || !outlives(p.Base, f, z) && !inGap(p.Base, f, z) ||
			reported[[2]*facts.Fact{f, z}] || reportedAtOther(p.Base, f, z) {
			continue
		}
		if reported == nil {
			reported = map[[2]*facts.Fact]bool{}
		}
		reported[[2]*facts.Fact{f, z}] = true
		p.Conflict(outside(p.Base, f, z))
	}
	for t := range file.HeldLifetimes {
		if t.To != t.Fact && t.Fact.Comparable() && t.Fact.Happens() && t.To.Comparable() {
			checkHeldWithin(p, t)
		}
	}
	var last *facts.Fact // whose lifetimes follow each other
	for t := range file.FigureLifetimes {
		if t.Fact != last && t.Fact.Happens() && (!t.Is(facts.BeginOpen|facts.EndOpen) || t.Is(facts.Clocked)) {
			last = t.Fact
			checkFigure(p, t.Fact)
		}
	}
}

// reportedAtOther reports whether two facts name each other, and the finding is made at the other one, that
// neither lies within the lifetime of the other.
func reportedAtOther(b *facts.Base, f, z *facts.Fact) bool {
	if _, v := naming(z, f); !v.OK() || z.Compare(f) >= 0 {
		return false
	}
	return (outlives(b, z, f) || inGap(b, z, f)) && z.Happens() && z.Dated()
}

// checkFigure checks the time of a figure against the lifetimes of what it is about.
func checkFigure(p *Pass, f *facts.Fact) {
	for _, i := range f.Kind().Lifetimes {
		for z, v := range moments.Lifetimes(f, i) {
			if z.Begin().Earliest <= edtf.Past && z.End().Latest >= edtf.Future && !z.Several() {
				continue
			}
			at := quantities.AtValue(f)
			d, ok := at.Date()
			if !ok {
				return
			}
			if !z.Comparable() || z == f {
				continue
			}
			m := moments.Widened(d.Hull(), moments.Between(p.Base, f, z))
			theirs := outsideOf(z, m, m)
			if len(theirs) == 0 {
				continue
			}
			p.Conflict(Conflict{
				Message: fmt.Sprintf("%s is given %s, but %s %s; correct one of the two dates, or the field %s", f.Label(), at.DatePhrase(), z.Label(), datesWords(theirs), f.Kind().Fields[i].Name),
				Sides:   []facts.Note{{Place: at.Place(), Words: "is given " + at.DatePhrase()}, moments.Note(z, theirs[0])},
				Also:    also(z, theirs[1:], v, f.Kind().Fields[i].Name),
			})
		}
	}
}

// outlives reports whether f certainly begins before z does or ends after it.
func outlives(b *facts.Base, f, z *facts.Fact) bool {
	return moments.BeginsBefore(b, f, z) || moments.EndsAfter(b, f, z)
}

// outsideOf returns the dates of z by which something that begins and ends at some
// moments certainly lies outside of its lifetime; none when it may lie within.
func outsideOf(z *facts.Fact, begin, end edtf.Moment) []facts.Value {
	switch {
	case begin.Latest < z.Begin().Earliest:
		return []facts.Value{moments.Evidence(z, moments.BeginEarliest)}
	case end.Earliest > z.End().Latest:
		return []facts.Value{moments.Evidence(z, moments.EndLatest)}
	}
	var all []facts.Value
	for v, d := range z.Spells {
		if begin.Latest >= d.Begin.Earliest && end.Earliest <= d.End.Latest {
			return nil
		}
		all = append(all, v)
	}
	return all
}

// inGap reports whether f certainly does not lie within any of the times when z
// existed, which are several.
func inGap(b *facts.Base, f, z *facts.Fact) bool {
	if !z.Several() || z == f || !z.Comparable() {
		return false
	}
	by := moments.Between(b, f, z)
	return len(outsideOf(z, moments.Widened(f.Begin(), by), moments.Widened(f.End(), by))) > 0
}

// datesWords joins what dates of one fact say: "existed between 1918 and 1921 and since 1991".
func datesWords(dates []facts.Value) string {
	words := []string{moments.DateWords(dates[0])}
	for _, v := range dates[1:] {
		words = append(words, v.DatePhrase())
	}
	return wording.And(words)
}

// notesOf says what dates of z say.
func notesOf(z *facts.Fact, dates []facts.Value) (notes []facts.Note) {
	for _, v := range dates {
		notes = append(notes, moments.Note(z, v))
	}
	return notes
}

// also notes further dates of z, and where it is named.
func also(z *facts.Fact, dates []facts.Value, named facts.Value, field string) []facts.Note {
	return append(notesOf(z, dates), facts.Note{Place: named.Place(), Words: "is named here as " + field})
}

// checkHeldWithin checks the time in which a ref holds against the lifetime of what
// it names, and against that of the fact itself.
func checkHeldWithin(p *Pass, t *facts.Tie) {
	v := t.Value()
	begin, end, _ := v.Holds()
	for _, z := range []*facts.Fact{t.To, t.Fact} {
		by := moments.Between(p.Base, t.Fact, z)
		theirs := outsideOf(z, moments.Widened(begin, by), moments.Widened(end, by))
		if len(theirs) == 0 {
			continue
		}
		field := v.Field().Name
		words := "names " + t.To.Label() + " as its " + field + " " + v.HeldWords()
		message := fmt.Sprintf("%s %s, but %s %s; correct one of the dates, or the field %s", t.Fact.Label(), words, z.Label(), datesWords(theirs), field)
		notes := notesOf(z, theirs)
		if z == t.Fact {
			p.Report(Finding{Message: message, Place: v.Place(), Words: words, Related: notes, Detail: t.To.Identity()})
			continue
		}
		p.Conflict(Conflict{Message: message, Sides: []facts.Note{{Place: v.Place(), Words: words}, notes[0]}, Also: notes[1:]})
	}
}

// outside words how f lies outside the lifetime of z, which it names.
func outside(b *facts.Base, f, z *facts.Fact) Conflict {
	mine, theirs := moments.Evidence(f, moments.EndEarliest), []facts.Value{moments.Evidence(z, moments.EndLatest)}
	which := "one of the two dates"
	switch {
	case moments.BeginsBefore(b, f, z):
		mine, theirs = moments.Evidence(f, moments.BeginLatest), []facts.Value{moments.Evidence(z, moments.BeginEarliest)}
	case !outlives(b, f, z):
		by := moments.Between(b, f, z)
		theirs = outsideOf(z, moments.Widened(f.Begin(), by), moments.Widened(f.End(), by))
		mine, which = moments.Evidence(f, moments.BeginLatest), "one of the dates"
	}
	field, v := naming(f, z)
	return Conflict{
		Message: fmt.Sprintf("%s %s, but %s %s; correct %s, or the field %s", f.Label(), moments.DateWords(mine), z.Label(), datesWords(theirs), which, field),
		Sides:   []facts.Note{moments.Note(f, mine), moments.Note(z, theirs[0])},
		Also:    also(z, theirs[1:], v, field),
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
