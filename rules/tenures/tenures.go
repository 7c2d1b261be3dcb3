// Package tenures holds what the rules about tenures share: who certainly held
// what, and when, by the tenures and by the acts of their holders. What it calls certain
// holds whatever days imprecise and missing dates stand for.
package tenures

import (
	"fmt"
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/moments"
)

// TookPlace reports whether a fact certainly claims to have happened and may
// be held against others: neither disputed, planned nor cancelled.
func TookPlace(f *facts.Fact) bool { return f.Comparable() && f.Happens() }

// Full reports whether a tenure certainly takes a seat: it took place, and is not acting.
func Full(t *facts.Tenure) bool { return !t.Acting && t.TookPlace }

// Claimed returns where something says that the base lists everybody who held it,
// by a field that one of its tenures names; a value that is not OK when nothing does.
func Claimed(of *facts.Fact, held []facts.Tenure) facts.Value {
	if of.Comparable() {
		var last *vocabulary.Kind // the fields are looked up once for those of a kind
		for i := range held {
			if held[i].Kind == last {
				continue
			}
			last = held[i].Kind
			if v := of.Get(last.Tenure.Complete.In(of.Kind())); v.Bool() {
				return v
			}
		}
	}
	return facts.Value{}
}

// Seats returns the value that says how many may hold at once what a tenure is of;
// one that is not OK when nothing does. Tenures by which different fields say so
// share no seats.
func Seats(t *facts.Tenure) facts.Value {
	if !t.Of.Comparable() {
		return facts.Value{}
	}
	if v := t.Of.Get(t.Kind.Tenure.Seats.In(t.Of.Kind())); !v.IsList() && !v.IsTable() {
		return v
	}
	return facts.Value{}
}

// A Term is a time in which so many may hold what a tenure is of.
type Term struct {
	Value    facts.Value // which says so
	Seats    int64
	from, to int64 // by the end of this second it has certainly begun, before this one it has not ended
}

// Terms returns how many may hold at once what a tenure is of: always, or from when
// until when. For times that none covers nothing says so.
func Terms(t *facts.Tenure) []Term {
	if v := Seats(t); v.OK() {
		return []Term{{v, v.Int(), edtf.Past, edtf.Future}}
	}
	if !t.Of.Comparable() {
		return nil
	}
	var out []Term
	for v := range t.Of.Get(t.Kind.Tenure.Seats.In(t.Of.Kind())).Each() {
		if begins, ends, written := v.Holds(); written && !v.HasBadEntry() && begins.Latest < ends.Earliest {
			out = append(out, Term{v, v.Int(), begins.Latest, ends.Earliest})
		}
	}
	return out
}

// MostSeats returns how many may ever hold what a tenure is of, 1 when nothing says
// so; it is not ok when what says so is wrong or disputed.
func MostSeats(t *facts.Tenure) (most int64, ok bool) {
	field := t.Kind.Tenure.Seats.In(t.Of.Kind())
	if !t.Of.Has(field) {
		return 1, true
	}
	v := t.Of.Get(field)
	_, wrong := v.Elements()
	if !t.Of.Comparable() || !v.OK() || wrong > 0 {
		return 0, false
	}
	most = 1
	for one := range v.Each() {
		if one.HasBadEntry() {
			return 0, false
		}
		most = max(most, one.Int())
	}
	return most, true
}

// Always is so many seats at any time.
func Always(seats int64) Term { return Term{Seats: seats, from: edtf.Past, to: edtf.Future} }

// Always reports whether there are so many seats at any time.
func (t *Term) Always() bool { return t.from == edtf.Past }

// Covers reports whether a hold certainly has a moment in common with the term.
// Holds that pairwise do, with each other and with it, do so all at one moment.
// By is how far a clock may be off.
func (t *Term) Covers(h *Hold, by int64) bool { return t.Meets(h.From, h.To, by) }

// Meets is Covers for what goes on from when it has certainly begun until then.
func (t *Term) Meets(from, to, by int64) bool {
	return t.Always() || to > t.from+by && t.to-by > from
}

// Holds reports whether a tenure certainly lies within the term.
func (t *Term) Holds(f *facts.Fact) bool {
	return t.Always() || f.Begin().Earliest > t.from && (t.to == edtf.Future || f.End().Latest < t.to)
}

// Words says how many seats there are, and when: "1 seat from 1990 until 2000".
func (t *Term) Words() string {
	words := wording.Count(t.Seats, "seat")
	if held := t.Value.HeldWords(); held != "" {
		words += " " + held
	}
	return words
}

// Repeated returns the facts that are equal in every field to an earlier one.
// They are fact-duplicate, and no contradiction besides.
func Repeated(b *facts.Base) map[*facts.Fact]bool {
	out := map[*facts.Fact]bool{}
	for _, later := range b.Equals {
		out[later] = true
	}
	for first, later := range b.Duplicates {
		if first.Equal(later) {
			out[later] = true
		}
	}
	return out
}

// MayBeUnseen reports whether tenures of holder in of may stand where a slip
// hides them: in a part that could not be read, under an unknown kind, or with
// the person or the office missing or wrong.
func MayBeUnseen(b *facts.Base, holder, of *facts.Fact) bool {
	return b.MayHaveLostTenure(of) || holder != nil && b.MayHaveLostTenure(holder) ||
		b.HasIncompleteTenure(holder, of, moments.Any, moments.Any)
}

// HoldsIt says when a tenure is held, where it is known of what: "holds it until
// 24 May 2022".
func HoldsIt(tenure *facts.Fact, when string) string {
	if when == "" {
		when = "(undated)"
	}
	return Role(tenure).HoldsIt + " " + when
}

// Role returns the role that a tenure plays, or a vacancy.
func Role(f *facts.Fact) *vocabulary.TenureRole {
	if k := f.Kind(); k.Tenure == nil {
		return k.Vacancy
	}
	return f.Kind().Tenure
}

// Holds says what a tenure is of: "holds President of South Ossetia".
func Holds(t *facts.Tenure) string { return t.Fact.Kind().Tenure.Holds + " " + t.Of.Label() }

// AnyTookPlace reports whether one of the tenures may be held against others.
func AnyTookPlace(held []facts.Tenure) bool {
	return slices.ContainsFunc(held, func(t facts.Tenure) bool { return t.TookPlace })
}

// MendDates says how to mend two tenures at one time.
func MendDates(f *facts.Fact) string {
	if t := f.Kind().Tenure; t.Acting != vocabulary.None {
		return fmt.Sprintf("correct one of the dates, or write %s = true where somebody only stands in", f.Kind().Fields[t.Acting].Name)
	}
	return "correct one of the dates"
}
