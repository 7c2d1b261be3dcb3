package moments

import (
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// From and Until say when a fact begins and ends, as it is written: "from 24 May
// 2022", "until about 1992". They are "" when it does not say, or what cannot be.
func From(f *facts.Fact) string {
	if f.Inverted() {
		return ""
	}
	if p := f.Kind().Period; p != nil && p.Start != vocabulary.None {
		if v := f.Get(p.Start); v.OK() {
			return "from " + v.DateName()
		}
	}
	return onWords(f)
}

func Until(f *facts.Fact) string {
	if f.Inverted() {
		return ""
	}
	if p := f.Kind().Period; p != nil && p.End != vocabulary.None {
		v := f.Get(p.End)
		d, ok := v.Date()
		switch {
		case ok && d.Ongoing() && !d.Interval():
			return "to this day"
		case ok:
			return "until " + v.DateName()
		}
	}
	return onWords(f)
}

// onWords is the time of a fact whose period is in one date.
func onWords(f *facts.Fact) string {
	if p := f.Kind().Period; p != nil {
		if v := f.Get(p.Date); !v.IsList() {
			return v.DatePhrase()
		}
		var parts []string
		for v := range f.Spells {
			parts = append(parts, v.DatePhrase())
		}
		return wording.And(parts)
	}
	return ""
}

// whenWords says when a fact begins and ends: "from 21 April 2017 until 24 May 2022".
func When(f *facts.Fact) string {
	from, until := From(f), Until(f)
	if from == until {
		until = ""
	}
	return strings.TrimSpace(from + " " + until)
}

// Ended returns the place of what says that a fact has ended, or, when nothing
// does, that it had begun.
func Ended(f *facts.Fact) facts.Place {
	if v := EndValue(f); v.OK() {
		return v.Place()
	}
	return At(f, BeginValue(f))
}

// Began returns the place of what says that a fact had begun, or, when
// nothing does, that it ended.
func Began(f *facts.Fact) facts.Place {
	if v := BeginValue(f); v.OK() {
		return v.Place()
	}
	return At(f, EndValue(f))
}
