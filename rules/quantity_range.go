package rules

import (
	"bytes"
	"fmt"
	"math"
	"strconv"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

var quantityRange = &Rule{
	Name:     "quantity-range",
	Summary:  "min is above max, the value is outside of them, a count is negative, or above ten billion people.",
	Severity: Error,
	Compares: true,
	Why: `Such a number cannot be right whatever it counts: two fields are swapped, or a digit
or a sign is wrong. Never negative are people, whole numbers, and what has an area or shares; a kind of your
own that measures what may fall below zero takes fields of type "number". More than 10 000 000 000 people
never lived at one time.`,
	Example: mended(`[[place]]
id = "south-ossetia"
name = "South Ossetia"

[[population]]
place = "south-ossetia"
as_of = 2022
min = 60_000
max = 40_000
`, `min = 60_000
max = 40_000`, `min = 40_000
max = 60_000`),
	Fact:  checkRange,
	Kinds: func(k *vocabulary.Kind) bool { return k.Quantity != nil },
}

func checkRange(p *Pass, f *facts.Fact) {
	role := f.Kind().Quantity
	low, high, value := f.Get(role.Min), f.Get(role.Max), f.Get(role.Value)
	wrong := false
	for _, v := range [...]facts.Value{low, high, value} {
		switch n := v.Number(); {
		case !v.OK():
		case n < 0 && f.Kind().Counts():
			wrong = true
			p.Report(Finding{
				Message: fmt.Sprintf("%s has the %s %s, but a count is never negative; correct the number", f.Label(), v.Field().Name, wording.RoundNumber(n)),
				Place:   v.Place(),
			})
		case n > facts.MostPeople && f.Kind().CountsPeople():
			wrong = true
			p.Report(Finding{
				Message: fmt.Sprintf("%s has the %s %s, but %s people never lived at one time; correct the number", f.Label(), v.Field().Name, wording.RoundNumber(n), wording.RoundNumber(facts.MostPeople)),
				Place:   v.Place(),
			})
		}
	}
	if wrong {
		return
	}
	if low.OK() && high.OK() && low.Number() > high.Number() {
		out := crossed(f, low, high, "above")
		out.Fix = swap(f, low, high, value)
		p.Report(out)
		return
	}
	if value.OK() && low.OK() && value.Number() < low.Number() {
		p.Report(crossed(f, value, low, "below"))
	}
	if value.OK() && high.OK() && value.Number() > high.Number() {
		p.Report(crossed(f, value, high, "above"))
	}
}

// crossed words two numbers of one fact that are in the wrong order.
func crossed(f *facts.Fact, a, b facts.Value, how string) Finding {
	return Finding{
		Message: fmt.Sprintf("%s has the %s %s, %s the %s %s; correct one of the two", f.Label(), a.Field().Name, wording.RoundNumber(a.Number()), how, b.Field().Name, wording.RoundNumber(b.Number())),
		Place:   a.Place(),
		Related: []facts.Note{{Place: b.Place(), Words: "is " + wording.RoundNumber(b.Number())}},
	}
}

// swap exchanges two numbers. Nothing else can be meant when none of them seems
// to have lost or gained a digit, the value lies between them, and no comment
// beside one would come to stand beside the other.
func swap(f *facts.Fact, low, high, value facts.Value) *Fix {
	for _, v := range [...]facts.Value{low, high} {
		if v.Inherited() {
			return nil // it is that of other facts too
		}
	}
	safe := digits(low.Number()) == digits(high.Number()) && endsLine(low) && endsLine(high) &&
		(!f.Has(f.Kind().Quantity.Value) || value.OK() && high.Number() <= value.Number() && value.Number() <= low.Number())
	return &Fix{Title: "Swap " + low.Field().Name + " and " + high.Field().Name, Safe: safe, Edits: []Edit{
		{File: f.File, Span: low.Span(), Text: high.Source()},
		{File: f.File, Span: high.Span(), Text: low.Source()},
	}}
}

// digits returns how many digits a number has before the point.
func digits(x float64) int { return len(strconv.FormatFloat(math.Trunc(math.Abs(x)), 'f', 0, 64)) }

// endsLine reports whether nothing is behind a value on its line.
func endsLine(v facts.Value) bool {
	rest := v.Fact().File.Source[v.Span().End:]
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	return len(bytes.TrimSpace(rest)) == 0
}
