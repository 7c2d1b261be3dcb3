package rules

import (
	"fmt"
	"strconv"
	"time"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/tenures"
)

var tenureAge = &Rule{
	Name:     "tenure-age",
	Summary:  "A holder is certainly younger than min_age at the start; a warning when older than 110, or younger than 16.",
	Severity: Error,
	Why: `An age that nobody holds office at is a wrong date or another person of that name.
An office says with min_age how old its holders are at least; it takes the place
of the warning for those younger than 16. Ages are counted in full years, by
birthdays; who was born on 29 February has them on 28 February or 1 March,
whichever makes no false proof. A tenure that has not ended gives no age.`,
	Bad: `[[person]]
id = "gagloev"
name = "Alan Gagloev"
born = 1981-02-06

[[office]]
id = "president"
name = "President of South Ossetia"
min_age = 35

[[tenure]]
person = "gagloev"
office = "president"
start = 2012-05-24
`,
	Good: `[[person]]
id = "gagloev"
name = "Alan Gagloev"
born = 1981-02-06

[[office]]
id = "president"
name = "President of South Ossetia"
min_age = 35

[[tenure]]
person = "gagloev"
office = "president"
start = 2022-05-24
`,
	Together: together("{fact}: {says}, which makes the holder too young or too old in {n} tenures; check that date first"),
	Kinds:    func(k *vocabulary.Kind) bool { return k.Tenure != nil },
	Fact:     checkAge,
}

const (
	oldest   = 110 // in full years: older is a warning
	youngest = 16  // younger is one too
)

func checkAge(p *Pass, f *facts.Fact) {
	holder, of := f.Get(f.Kind().Tenure.Holder).Ref(), f.Get(f.Kind().Tenure.Of).Ref()
	if holder == nil || !tenures.TookPlace(f) || !holder.Comparable() || outsideLife(f, holder) {
		return
	}
	hasLeast := false
	if of != nil {
		minAge := f.Kind().Tenure.MinAge.In(of.Kind())
		least := of.Get(minAge)
		hasLeast = of.Has(minAge)
		if least.OK() && of.Comparable() && f.Begin().Latest < birthday(holder.Begin().Earliest, least.Number(), false) {
			reportAge(p, f, holder, moments.Began(f), Error, fmt.Sprintf("at most %s on taking up %s, which takes %s years of age (%s)",
				yearsOld(f.Begin().Latest, holder.Begin().Earliest), of.Label(), strconv.FormatFloat(least.Number(), 'g', -1, 64), least.Field().Name),
				facts.Note{Place: least.Place(), Words: "the least age of a holder"})
		}
	}
	// A body may be older, and younger, than anybody.
	if of == nil || holder.Kind().Period == nil || !holder.Kind().Period.Human {
		return
	}
	if !hasLeast && f.Begin().Latest < birthday(holder.Begin().Earliest, youngest, false) {
		reportAge(p, f, holder, moments.Began(f), Warning, fmt.Sprintf("at most %s on taking up %s", yearsOld(f.Begin().Latest, holder.Begin().Earliest), of.Label()))
	}
	until, place := f.End().Earliest, moments.Ended(f)
	if f.Ongoing() {
		until = f.Begin().Earliest
	}
	if until == f.Begin().Earliest {
		place = moments.Began(f)
	}
	if until >= birthday(holder.Begin().Latest, oldest+1, true) {
		reportAge(p, f, holder, place, Warning, fmt.Sprintf("at least %s while holding %s", yearsOld(until, holder.Begin().Latest), of.Label()))
	}
}

// outsideLife reports whether the tenure certainly lies outside the holder's
// lifetime, in part or whole, which is date-lifetime alone.
func outsideLife(f, holder *facts.Fact) bool {
	return f.Begin().Latest < holder.Begin().Earliest || f.End().Earliest > holder.End().Latest
}

func reportAge(p *Pass, f, holder *facts.Fact, place facts.Place, s Severity, claim string, also ...facts.Note) {
	birth := moments.BeginValue(holder)
	born := moments.Says(birth)
	p.Conflict(Conflict{
		Severity: s,
		Message:  fmt.Sprintf("%s %s, and is %s; correct a date, or name somebody else", holder.Label(), born, claim),
		Sides:    []facts.Note{{Place: place, Words: tenures.HoldsIt(f, moments.When(f))}, {Place: moments.At(holder, birth), Words: born}},
		Also:     also,
	})
}

// maxYears keeps birthdays within what a calendar can count.
const maxYears = 100_000

// birthday returns the first second of the day on which who was born at a
// moment becomes so many years old: the earliest day it may be, or the latest.
// A fraction of a year is taken short, at 360 days. It is as unknown as the birth.
func birthday(born int64, years float64, latest bool) int64 {
	if !moments.Known(born) {
		return born
	}
	years = min(years, maxYears)
	whole := int(years)
	b := time.Unix(born, 0).UTC()
	t := time.Date(b.Year()+whole, b.Month(), b.Day(), 0, 0, 0, 0, time.UTC)
	if t.Month() != b.Month() && !latest {
		t = t.AddDate(0, 0, -1)
	}
	return t.Unix() + int64((years-float64(whole))*360)*moments.Day
}

// yearsOld says how old in full years somebody born at a moment is at another.
func yearsOld(at, born int64) string {
	a, b := time.Unix(at, 0).UTC(), time.Unix(born, 0).UTC()
	years := a.Year() - b.Year()
	if a.Month() < b.Month() || a.Month() == b.Month() && a.Day() < b.Day() {
		years--
	}
	return tenures.Numbered(int64(years), "year") + " old"
}
