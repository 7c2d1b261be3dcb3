package facts

import (
	"context"

	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/vocabulary"
)

// A Tie is a ref that binds a fact in time to the one it names: by an order, or
// because the fact lies within the other's lifetime.
type Tie struct {
	Fact, To       *Fact
	Index, ToIndex int32            // of both, the look at which they may spare
	Order          vocabulary.Order // Unordered for a lifetime
	TieDates
	value int32
}

// TieDates is what the dates of two facts make of a tie between them, a bit for each
// thing that holds. It is worked out once, in the order of the files: most ties need
// no more, and going to the fact named again for each question would cost more than
// all answers.
type TieDates uint16

const (
	binds        TieDates = 1 << iota // the fact named has a period, and neither is disputed
	BeginKept                         // the fact certainly begins within the lifetime
	EndKept                           // it certainly ends within the lifetime
	Outlived                          // it certainly begins before the lifetime, or ends after it
	BeginOpen                         // nothing is known of how early the fact named begins
	EndOpen                           // nothing is known of how late the fact named ends
	OwnBeginOpen                      // nothing is known of how early the fact itself begins
	OwnEndOpen                        // nothing is known of how late the fact itself ends
	Happening                         // the fact is claimed to have happened
	// Free is when the fact named is of a kind that lies within no lifetime, and is no
	// tenure: only its own dates and orders say when it is.
	Free
	// Clocked is when the dates of the two facts cannot be held against each other as
	// they stand, since both may be of clocks of their own, or the period of the one
	// named is in several parts; other bits take them for ones of one clock and one part.
	Clocked

	// Kept is when the dates of both facts fulfil all of the tie whatever days are
	// chosen. One with distances never is.
	Kept = BeginKept | EndKept
)

// Is reports whether all of something holds.
func (d TieDates) Is(what TieDates) bool { return d&what == what }

// tieDatesOf compares the dates of a fact with when the fact begins and ends that it names.
func tieDatesOf(f *Fact, begin, end edtf.Moment, order vocabulary.Order) TieDates {
	d := binds
	note := func(what TieDates, holds bool) {
		if holds {
			d |= what
		}
	}
	switch order {
	case vocabulary.Before:
		note(Kept, f.end.DaysBefore(begin))
	case vocabulary.After:
		note(Kept, end.DaysBefore(f.begin))
	default:
		note(BeginKept, begin.DaysBefore(f.begin))
		note(EndKept, f.end.DaysBefore(end))
		note(Outlived, f.begin.Latest < begin.Earliest || f.end.Earliest > end.Latest)
	}
	note(BeginOpen, begin.Earliest <= edtf.Past)
	note(EndOpen, end.Latest >= edtf.Future)
	note(OwnBeginOpen, f.begin.Earliest <= edtf.Past)
	note(OwnEndOpen, f.end.Latest >= edtf.Future)
	note(Happening, f.Happens())
	return d
}

// bind works out what the dates make of all ties, and which tenures belong to the acts.
func (b *Base) bind(ctx context.Context, jobs int, parts [][]*File) {
	ties, acts := 0, 0
	for _, f := range b.Files {
		ties += len(f.content.orders) + len(f.content.lifetimes)
		acts += len(f.acts)
	}
	dates, held := make([]TieDates, ties), make([]tenureRun, acts)
	for _, f := range b.Files {
		f.orders, dates = cut(dates, len(f.content.orders))
		f.lifetimes, dates = cut(dates, len(f.content.lifetimes))
		f.held, held = cut(held, len(f.acts))
	}
	eachFile(ctx, jobs, parts, func(_ int, f *File) {
		f.bindTies(f.content.orders, f.orders)
		f.bindTies(f.content.lifetimes, f.lifetimes)
		for i, r := range f.acts {
			if person, office := f.indexOf(r.person), f.indexOf(r.office); person >= 0 && office >= 0 {
				f.held[i] = b.tenuresBetween(person, office)
			}
		}
	})
}

// cut cuts the first n elements off a slice.
func cut[T any](s []T, n int) (first, rest []T) { return s[:n:n], s[n:] }

// bindTies works out what the dates make of some ties. Their targets lie anywhere
// in memory, so it first looks at many, that the processor waits for all at once.
func (f *File) bindTies(rows []tieRow, dates []TieDates) {
	var all [64]struct {
		fact       *Fact // nil for one that binds nothing
		begin, end edtf.Moment
	}
	for len(rows) > 0 {
		n := min(len(rows), len(all))
		for i := range n {
			to := f.target(rows[i].ref)
			if all[i].fact = to; to != nil {
				all[i].begin, all[i].end = to.begin, to.end
			}
		}
		for i := range n {
			r, to := &rows[i], &all[i]
			if to.fact == nil || to.fact.kind >= unknownKinds || !to.fact.Comparable() {
				continue
			}
			k, by := f.kinds[to.fact.kind], &f.Facts[r.record]
			if k.Period == nil || !by.Comparable() || by == to.fact && r.order == vocabulary.Unordered {
				continue
			}
			d := tieDatesOf(by, to.begin, to.end, r.order)
			if len(k.Lifetimes) == 0 && k.Tenure == nil {
				d |= Free
			}
			if f.base.LocalClock || by.HasInstants() && to.fact.HasInstants() || to.fact.Several() {
				d |= Clocked
			}
			if !r.plain {
				d &^= Kept
			}
			dates[i] = d
		}
		rows, dates = rows[n:], dates[n:]
	}
}

// Plain reports whether the tie stands as a ref alone, without distances.
func (t *Tie) Plain() bool {
	return t.Fact.File.valueAt(t.value).shape == refValue
}

// Value returns the ref, or the table in which it stands with its distances.
func (t *Tie) Value() Value {
	return Value{t.Fact, t.Fact.File.valueAt(t.value)}
}

// Orders yields the orders between facts with a period, as they are declared, in
// the order of the facts. A tie is valid until the next one. Those of a fact with
// itself are among them, those of disputed facts are not.
func (b *Base) Orders(yield func(*Tie) bool) {
	for i, f := range b.Files {
		if b.ended(i*maxSteps) || !f.ties(yield, f.content.orders, f.orders) {
			return
		}
	}
}

// Lifetimes yields, in the same way, within whose lifetime facts lie, other than
// their own.
func (b *Base) Lifetimes(yield func(*Tie) bool) {
	for i, f := range b.Files {
		if b.ended(i*maxSteps) || !f.ties(yield, f.content.lifetimes, f.lifetimes) {
			return
		}
	}
}

// Lifetimes yields the lifetimes of the base in which facts of the file lie.
func (f *File) Lifetimes(yield func(*Tie) bool) { f.ties(yield, f.content.lifetimes, f.lifetimes) }

// HeldLifetimes yields the lifetimes in which refs of the file lie that say when they
// hold; what the dates make of them is not worked out.
func (f *File) HeldLifetimes(yield func(*Tie) bool) {
	for i := range f.links {
		r := &f.links[i]
		to := f.target(r.ref)
		if to == nil || to.UnknownKind() || to.Kind().Period == nil {
			continue
		}
		if t := (Tie{Fact: &f.Facts[r.record], To: to, ToIndex: to.Index, value: r.value}); !yield(&t) {
			return
		}
	}
}

func (f *File) ties(yield func(*Tie) bool, rows []tieRow, dates []TieDates) bool {
	var t Tie
	for i := range rows {
		if dates[i] == 0 {
			continue
		}
		r := &rows[i]
		t.Fact, t.Index, t.ToIndex, t.Order, t.TieDates, t.value = &f.Facts[r.record], f.first+r.record, f.indexOf(r.ref), r.order, dates[i], r.value
		if t.To = &f.base.Facts[t.ToIndex]; !yield(&t) {
			return false
		}
	}
	return true
}

// tie notes what binds a record in time by a value, whose field may be that of a
// table's entry.
func (r *reader) tie(record, at int32, field *vocabulary.Field) {
	c := r.content
	v := c.valueAt(at)
	row := tieRow{record, -1, at, field.Order, v.shape == refValue}
	switch v.shape {
	case refValue:
		row.ref = v.ref()
	case listValue, tableValue:
		if _, _, written := (Value{&r.view, v}).Holds(); written {
			if row.ref = c.refIn(v, vocabulary.TimedValue); row.ref >= 0 && field.Lifetime {
				c.links = append(c.links, row)
			}
			return
		}
		all := c.runs[v.bits]
		for i := int32(all.first); i < int32(all.first+all.count); i++ {
			e := &c.elems[i]
			switch sub := r.vocabulary.Fields[e.field]; {
			case v.shape == listValue, sub.Lifetime: // of an actor each of the two
				r.tie(record, -1-i, sub)
			case sub.Order != vocabulary.Unordered && e.shape == refValue: // of a relation: the table has the distances
				row.ref = e.ref()
			}
		}
	}
	if row.ref < 0 {
		return
	}
	if field.Order != vocabulary.Unordered {
		c.orders = append(c.orders, row)
	}
	if field.Lifetime {
		row.order = vocabulary.Unordered
		c.lifetimes = append(c.lifetimes, row)
	}
}

// An Act is somebody acting in an office, both of them known.
type Act struct {
	Fact, Person, Office *Fact
	Value                Value    // the actor
	Held                 []Tenure // those of the person in the office, disputed ones too
}

// As returns the ref to the office.
func (a *Act) As() Value { return a.Value.sub(vocabulary.ActorAs) }

// Acts yields the acts that the facts of a base claim, in the order of the facts.
// An act is valid until the next one.
func (b *Base) Acts(yield func(*Act) bool) {
	var a Act
	for i, f := range b.Files {
		if b.ended(i * maxSteps) {
			return
		}
		for i := range f.acts {
			r := &f.acts[i]
			person, office := f.indexOf(r.person), f.indexOf(r.office)
			if person < 0 || office < 0 {
				continue
			}
			a.Fact, a.Person, a.Office = &f.Facts[r.record], &b.Facts[person], &b.Facts[office]
			a.Value, a.Held = Value{a.Fact, f.valueAt(r.value)}, b.tenures.all[f.held[i].lo:f.held[i].hi]
			if !yield(&a) {
				return
			}
		}
	}
}
