// Package tenures holds what the rules about tenures share: who certainly held
// what, and when, by the tenures and by the acts of their holders.
package tenures

import (
	"cmp"
	"fmt"
	"slices"
	"sort"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/moments"
)

// TookPlace reports whether a fact certainly claims to have happened and may
// be held against others: neither disputed, planned nor cancelled.
func TookPlace(f *facts.Fact) bool { return f.Comparable() && f.Happens() }

// Full reports whether a tenure certainly takes a seat: it took place, and is not acting.
func Full(t *facts.Tenure) bool { return !t.Acting && TookPlace(t.Fact) }

// Field returns the value that a fact has in the field called name, when its
// kind has one of one of the types.
func Field(f *facts.Fact, name string, types ...types.Type) facts.Value {
	i := f.Kind().FieldIndex(name)
	if i == vocabulary.None {
		return facts.Value{}
	}
	for _, t := range types {
		if f.Kind().Fields[i].Type == t {
			return f.Get(i)
		}
	}
	return facts.Value{}
}

// Repeated returns the facts that are equal in every field to an earlier one.
// They are fact-duplicate, and no contradiction besides.
func Repeated(b *facts.Base) map[*facts.Fact]bool {
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

// MayBeUnseen reports whether tenures of holder in of may stand where a slip
// hides them: in a part that could not be read, under an unknown kind, or with
// the person or the office missing or wrong.
func MayBeUnseen(b *facts.Base, holder, of *facts.Fact) bool {
	return b.MayHaveLostTenure(of.ID()) || holder != nil && b.MayHaveLostTenure(holder.ID()) ||
		b.MayHoldLoosely(holder, of, moments.Any, moments.Any)
}

// Spans are the times that some facts may take up, each from the earliest that
// it may begin to the latest that it may end. Nil is none.
type Spans struct {
	all    []edtf.Moment
	latest []int64 // of each and those before it, once sorted
}

func (s *Spans) Add(f *facts.Fact) {
	s.all = append(s.all, edtf.Moment{Earliest: f.Begin().Earliest, Latest: f.End().Latest})
	s.latest = nil
}

// Meet reports whether one of them may lie in part between two moments.
func (s *Spans) Meet(begin, end edtf.Moment) bool {
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

// HoldsIt says when a tenure holds what it holds: "holds it until 24 May 2022".
func HoldsIt(when string) string {
	if when == "" {
		return "holds it (undated)"
	}
	return "holds it " + when
}

// Numbered writes a number with its noun: "1 seat", "3 seats".
func Numbered(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return wording.RoundNumber(float64(n)) + " " + noun + "s"
}

// AnyTookPlace reports whether one of the tenures may be held against others.
func AnyTookPlace(held []facts.Tenure) bool {
	for _, t := range held {
		if TookPlace(t.Fact) {
			return true
		}
	}
	return false
}

// MendDates says how to mend two tenures at one time.
func MendDates(f *facts.Fact) string {
	if t := f.Kind().Tenure; t.Acting != vocabulary.None {
		return fmt.Sprintf("correct one of the dates, or write %s = true where somebody only stands in", f.Kind().Fields[t.Acting].Name)
	}
	return "correct one of the dates"
}
