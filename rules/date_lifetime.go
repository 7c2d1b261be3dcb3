package rules

import (
	"fmt"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules/moments"
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
	Fact:     checkLifetime,
	Kinds:    func(k *vocabulary.Kind) bool { return len(k.Lifetimes) > 0 },
}

func checkLifetime(p *Pass, f *facts.Fact) {
	if !f.Dated() || !f.Comparable() || !f.Happens() {
		return
	}
	var told map[*facts.Fact]bool // one that is named twice is one finding
	for _, i := range f.Kind().Lifetimes {
		field := &f.Kind().Fields[i]
		for z, v := range moments.Lifetimes(f, i) {
			if !outlives(f, z) || told[z] {
				continue
			}
			if told == nil {
				told = map[*facts.Fact]bool{}
			}
			told[z] = true
			p.Conflict(outside(f, z, field, v))
		}
	}
}

// outlives reports whether f certainly begins before z does or ends after it.
func outlives(f, z *facts.Fact) bool {
	return z.Comparable() && z != f && (f.Begin().Latest < z.Begin().Earliest || f.End().Earliest > z.End().Latest)
}

// outside words how f lies outside the lifetime of z, which it names at v.
func outside(f, z *facts.Fact, field *vocabulary.Field, v facts.Value) Conflict {
	mine, theirs := moments.Evidence(f, moments.EndEarliest), moments.Evidence(z, moments.EndLatest)
	if f.Begin().Latest < z.Begin().Earliest {
		mine, theirs = moments.Evidence(f, moments.BeginLatest), moments.Evidence(z, moments.BeginEarliest)
	}
	return Conflict{
		Message: fmt.Sprintf("%s %s, but %s %s; correct one of the two dates, or the field %s", f.Label(), moments.Says(mine), z.Label(), moments.Says(theirs), field.Name),
		Sides:   []facts.Note{moments.Note(f, mine), moments.Note(z, theirs)},
		Also:    []facts.Note{{Place: v.Place(), Words: "is named here as " + field.Name}},
	}
}
