package rules

import (
	"fmt"
	"strconv"
	"time"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/tenures"
)

var tenureAge = &Rule{
	Name:     "tenure-age",
	Summary:  "A holder is certainly younger than min_age at the start; a warning when older than 110, or younger than 16.",
	Severity: Error,
	OfTime:   true,
	Compares: true,
	Why: `An age that nobody holds office at is a wrong date or another person of that name.
An office says with min_age how old its holders are at least; it takes the place
of the warning for those younger than 16. Ages are counted in full years, by
birthdays; who was born on 29 February has them on 28 February or 1 March,
whichever makes no false proof. A tenure that has not ended gives no age.`,
	Example: mended(`[[person]]
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
`, "start = 2012-05-24", "start = 2022-05-24"),
	Together: together("{claim}, which makes the holder too young or too old in {n} tenures; check that date first"),
	Base:     checkAge,
}

const (
	oldest   = 110 // in full years: older is a warning
	youngest = 16  // younger is one too
)

func checkAge(p *Pass) {
	for of, held := range p.Base.Held {
		var kind *vocabulary.Kind
		var least facts.Value // the age that the kind asks for in this office
		hasLeast := false
		for i := range held {
			t := &held[i]
			if !t.TookPlace || outsideLife(t) || !t.Holder.Comparable() {
				continue
			}
			if t.Kind != kind {
				kind = t.Kind
				minAge := kind.Tenure.MinAge.In(of.Kind())
				least, hasLeast = of.Get(minAge), of.Has(minAge)
			}
			checkYoung(p, t, least, hasLeast)
			checkOld(p, t)
		}
	}
}

// checkYoung reports a holder who is younger than the least age or, when the
// office has none, than anybody would be.
func checkYoung(p *Pass, t *facts.Tenure, least facts.Value, hasLeast bool) {
	at, born := t.Begin.Latest, t.Holder.Begin().Earliest
	if least.OK() && younger(at, born, least.Number()) && t.Of.Comparable() {
		reportAge(p, t, moments.Began(t.Fact), Error, fmt.Sprintf("at most %s on taking up %s, which takes %s years of age (%s)",
			yearsOld(at, born), t.Of.Label(), strconv.FormatFloat(least.Number(), 'g', -1, 64), least.Field().Name),
			facts.Note{Place: least.Place(), Words: "the least age of a holder"})
	}
	if !hasLeast && younger(at, born, youngest) && human(t.Holder) {
		reportAge(p, t, moments.Began(t.Fact), Warning, fmt.Sprintf("at most %s on taking up %s", yearsOld(at, born), t.Of.Label()))
	}
}

func checkOld(p *Pass, t *facts.Tenure) {
	until, born := t.End.Earliest, t.Holder.Begin().Latest
	if moments.Known(born) && until-born < (oldest+1)*leastYear || !human(t.Holder) {
		return
	}
	place := moments.Ended(t.Fact)
	if t.Fact.Ongoing() {
		until = t.Begin.Earliest
	}
	if until == t.Begin.Earliest {
		place = moments.Began(t.Fact)
	}
	if until >= birthday(born, oldest+1, true) {
		reportAge(p, t, place, Warning, fmt.Sprintf("at least %s while holding %s", yearsOld(until, born), t.Of.Label()))
	}
}

// human reports whether the holder is no body, which may be older, and younger,
// than anybody.
func human(holder *facts.Fact) bool {
	p := holder.Kind().Period
	return p != nil && p.Human
}

// leastYear and mostYear are less and more seconds than any year has.
const leastYear, mostYear = 360 * moments.Day, 370 * moments.Day

// younger reports whether somebody who was born at a moment at the earliest is
// younger than so many years at another. That mostly nobody is takes no calendar to see.
func younger(at, born int64, years float64) bool {
	return !(moments.Known(born) && float64(at-born) > (years+1)*mostYear) && at < birthday(born, years, false)
}

// outsideLife reports whether the tenure certainly lies outside the holder's
// lifetime, in part or whole, which is date-lifetime alone.
func outsideLife(t *facts.Tenure) bool {
	return t.Begin.Latest < t.Holder.Begin().Earliest || t.End.Earliest > t.Holder.End().Latest
}

func reportAge(p *Pass, t *facts.Tenure, place facts.Place, s Severity, claim string, also ...facts.Note) {
	holder := t.Holder
	birth := moments.BeginValue(holder)
	born := moments.DateWords(birth)
	p.Conflict(Conflict{
		Severity: s,
		Message:  fmt.Sprintf("%s %s, and is %s; correct a date, or name somebody else", holder.Label(), born, claim),
		Sides:    []facts.Note{{Place: place, Words: tenures.HoldsIt(t.Fact, moments.When(t.Fact))}, {Place: moments.At(holder, birth), Words: born}},
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
	return wording.Count(years, "year") + " old"
}
