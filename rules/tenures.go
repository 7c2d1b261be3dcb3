package rules

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
)

// tookPlace reports whether a fact certainly claims to have happened and may
// be held against others: neither disputed, planned nor cancelled.
func tookPlace(f *facts.Fact) bool { return f.Comparable() && f.Happens() }

// full reports whether a tenure certainly takes a seat: it took place, and is not acting.
func full(t *facts.Tenure) bool { return !t.Acting && tookPlace(t.Fact) }

// fieldOf returns the value that a fact has in the field called name, when its
// kind has one of one of the types.
func fieldOf(f *facts.Fact, name string, types ...facts.Type) facts.Value {
	i := f.Kind().FieldIndex(name)
	if i == facts.None {
		return facts.Value{}
	}
	for _, t := range types {
		if f.Kind().Fields[i].Type == t {
			return f.Get(i)
		}
	}
	return facts.Value{}
}

// repeated returns the facts that are equal in every field to an earlier one.
// They are fact-duplicate, and no contradiction besides.
func repeated(b *facts.Base) map[*facts.Fact]bool {
	out := map[*facts.Fact]bool{}
	for _, again := range b.Equals {
		out[again] = true
	}
	for first, again := range b.Duplicates {
		if first.Equal(again) {
			out[again] = true
		}
	}
	return out
}

// mayBeUnseen reports whether tenures of holder in of may stand where a slip
// hides them: in a part that could not be read, under an unknown kind, or with
// the person or the office missing or wrong.
func mayBeUnseen(b *facts.Base, holder, of *facts.Fact) bool {
	return b.MayHaveLostTenure(of.ID()) || holder != nil && b.MayHaveLostTenure(holder.ID()) ||
		b.MayHoldLoosely(holder, of, anyTime, anyTime)
}

// spans are the times that some facts may take up, each from the earliest that
// it may begin to the latest that it may end. Nil is none.
type spans struct {
	all    []edtf.Moment
	latest []int64 // of each and those before it, once sorted
}

func (s *spans) add(f *facts.Fact) {
	s.all = append(s.all, edtf.Moment{Earliest: f.Begin().Earliest, Latest: f.End().Latest})
	s.latest = nil
}

// meet reports whether one of them may lie in part between two moments.
func (s *spans) meet(begin, end edtf.Moment) bool {
	if s == nil {
		return false
	}
	if s.latest == nil {
		slices.SortFunc(s.all, func(a, b edtf.Moment) int { return cmp.Compare(a.Earliest, b.Earliest) })
		latest := edtf.Past
		for _, m := range s.all {
			latest = max(latest, m.Latest)
			s.latest = append(s.latest, latest)
		}
	}
	n := sort.Search(len(s.all), func(i int) bool { return s.all[i].Earliest > end.Latest })
	return n > 0 && s.latest[n-1] >= begin.Earliest
}

// fromWords and untilWords say when a fact begins and ends, as it is written:
// "from 24 May 2022", "until about 1992". They are "" when it does not say.
func fromWords(f *facts.Fact) string {
	if p := f.Kind().Period; p != nil && p.Start != facts.None {
		if v := f.Get(p.Start); v.OK() {
			return "from " + v.DateName()
		}
	}
	return onWords(f)
}

func untilWords(f *facts.Fact) string {
	if p := f.Kind().Period; p != nil && p.End != facts.None {
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

// onWords is the time of a fact whose period stands in one date.
func onWords(f *facts.Fact) string {
	if p := f.Kind().Period; p != nil {
		return f.Get(p.Date).DatePhrase()
	}
	return ""
}

// whenWords says when a fact begins and ends: "from 21 April 2017 until 24 May 2022".
func whenWords(f *facts.Fact) string {
	from, until := fromWords(f), untilWords(f)
	if from == until {
		until = ""
	}
	return strings.TrimSpace(from + " " + until)
}

// holdsIt says when a tenure holds what it holds: "holds it until 24 May 2022".
func holdsIt(when string) string {
	if when == "" {
		return "holds it (undated)"
	}
	return "holds it " + when
}

// ended returns the place of what says that a fact has ended, or, when nothing
// does, that it had begun.
func ended(f *facts.Fact) facts.Place {
	if v := endValue(f); v.OK() {
		return v.Place()
	}
	return beginPlace(f)
}

// began returns the place of what says that a fact had begun, or, when
// nothing does, that it ended.
func began(f *facts.Fact) facts.Place {
	if v := beginValue(f); v.OK() {
		return v.Place()
	}
	return endPlace(f)
}

// numbered writes a number with its noun: "1 seat", "3 seats".
func numbered(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return Number(float64(n)) + " " + noun + "s"
}
