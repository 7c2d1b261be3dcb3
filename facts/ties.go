package facts

import (
	"context"
	"slices"

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
	value *value
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
	BareRef // it stands as a ref alone, without distances

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
		c := f.content
		ties += len(c.orders) + len(c.lifetimes) + len(c.dated)
		acts += len(c.acts) + len(c.wins)
	}
	dates, held := make([]TieDates, ties), make([]tenureRun, acts)
	for _, f := range b.Files {
		f.orders, dates = cut(dates, len(f.content.orders))
		f.lifetimes, dates = cut(dates, len(f.content.lifetimes))
		f.dated, dates = cut(dates, len(f.content.dated))
		f.acts, held = cut(held, len(f.content.acts))
		f.wins, held = cut(held, len(f.content.wins))
	}
	eachFile(ctx, jobs, parts, func(_ int, f *File) {
		f.bindTies(f.content.orders, f.orders)
		f.bindTies(f.content.lifetimes, f.lifetimes)
		f.bindTies(f.content.dated, f.dated)
		f.bindActs(f.content.acts, f.acts, fallsInto)
		f.bindActs(f.content.wins, f.wins, isFollowed)
	})
}

// cut cuts the first n elements off a slice.
func cut[T any](s []T, n int) (first, rest []T) { return s[:n:n], s[n:] }

// bindTies works out what the dates make of some ties. Their targets lie anywhere
// in memory, so it first asks many for little, that the processor waits for all at once.
func (f *File) bindTies(rows []tieRow, dates []TieDates) {
	const many = 64
	var to [many]int32
	var kinds [many]uint16
	for len(rows) > 0 {
		n := min(len(rows), many)
		for i := range n {
			to[i] = f.indexOf(rows[i].ref)
		}
		for i := range n {
			if kinds[i] = unknownKinds; to[i] >= 0 {
				kinds[i] = f.base.Facts[to[i]].kind
			}
		}
		for i := range n {
			if kinds[i] >= unknownKinds || f.kinds[kinds[i]].Period == nil {
				continue
			}
			r, k, to := &rows[i], f.kinds[kinds[i]], &f.base.Facts[to[i]]
			by := &f.Facts[r.record]
			if !to.Comparable() || !by.Comparable() || by == to && r.order == vocabulary.Unordered {
				continue
			}
			d := tieDatesOf(by, to.begin, to.end, r.order)
			if len(k.Lifetimes) == 0 && k.Tenure == nil {
				d |= Free
			}
			if f.base.LocalClock || by.HasInstants() && to.HasInstants() || to.Several() {
				d |= Clocked
			}
			if r.plain {
				d |= BareRef
			} else {
				d &^= Kept
			}
			dates[i] = d
		}
		rows, dates = rows[n:], dates[n:]
	}
}

// Value returns the ref, or the table in which it stands with its distances.
func (t *Tie) Value() Value { return Value{t.Fact, t.value} }

// Relations yields what the value of an order names. For a bare ref, as most are, it
// does not look at it.
func (t *Tie) Relations(yield func(Relation) bool) {
	if t.Is(BareRef) {
		yield(Relation{Value: t.Value(), To: t.Value()})
		return
	}
	t.Value().Relations()(yield)
}

// Orders yields the orders between facts with a period, as they are declared, in
// the order of the facts. A tie is valid until the next one. Those of a fact with
// itself are among them, those of disputed facts are not.
func (b *Base) Orders(yield func(*Tie) bool) {
	for i, f := range b.Files {
		if b.ended(i*maxSteps) || !f.ties(yield, f.content.orders, f.orders, binds) {
			return
		}
	}
}

// Lifetimes yields, in the same way, within whose lifetime facts lie, other than
// their own.
func (b *Base) Lifetimes(yield func(*Tie) bool) { b.LifetimesOf(binds)(yield) }

// LifetimesOf yields those of whose dates any of some things holds.
func (b *Base) LifetimesOf(any TieDates) func(yield func(*Tie) bool) {
	return func(yield func(*Tie) bool) {
		for i, f := range b.Files {
			if b.ended(i*maxSteps) || !f.ties(yield, f.content.lifetimes, f.lifetimes, any) {
				return
			}
		}
	}
}

// LifetimesOf yields those of the base in which facts of the file lie.
func (f *File) LifetimesOf(any TieDates) func(yield func(*Tie) bool) {
	return func(yield func(*Tie) bool) { f.ties(yield, f.content.lifetimes, f.lifetimes, any) }
}

// FigureLifetimes yields the lifetimes in which figures of the file lie.
func (f *File) FigureLifetimes(yield func(*Tie) bool) { f.ties(yield, f.content.dated, f.dated, binds) }

// HeldLifetimes yields the lifetimes in which refs of the file lie that say when they
// hold; what the dates make of them is not worked out.
func (f *File) HeldLifetimes(yield func(*Tie) bool) {
	for i := range f.links {
		r := &f.links[i]
		to := f.target(r.ref)
		if to == nil || to.UnknownKind() || to.Kind().Period == nil {
			continue
		}
		if t := (Tie{Fact: &f.Facts[r.record], To: to, ToIndex: to.Index, value: f.valueAt(r.value)}); !yield(&t) {
			return
		}
	}
}

// ties yields those of some ties of whose dates any of some things holds.
func (f *File) ties(yield func(*Tie) bool, rows []tieRow, dates []TieDates, any TieDates) bool {
	var t Tie
	for i, d := range dates {
		if d&any == 0 {
			continue
		}
		r := &rows[i]
		t.Fact, t.Index, t.ToIndex, t.Order, t.TieDates, t.value = &f.Facts[r.record], f.first+r.record, f.indexOf(r.ref), r.order, d, f.valueAt(r.value)
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
			if row.ref = c.refIn(v, vocabulary.TimedValue); row.ref >= 0 && field.Lifetime && r.view.Kind().Period != nil {
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
	switch row.order = vocabulary.Unordered; {
	case !field.Lifetime:
	case r.view.Kind().Period == nil:
		c.dated = append(c.dated, row)
	default:
		c.lifetimes = append(c.lifetimes, row)
	}
}

// An Act is somebody acting in an office, or elected to it, both of them known.
type Act struct {
	Fact, Person, Office *Fact
	Value                Value    // the actor, or who is elected
	Held                 []Tenure // those of the person in the office, disputed ones too
}

// As returns the ref to the office of one who acts.
func (a *Act) As() Value { return a.Value.sub(vocabulary.ActorAs) }

// Acts yields who acts in an office by the facts of a base, in the order of the facts.
// An act is valid until the next one. Left out are those of which nothing follows,
// since the person held the office once, and then for certain.
func (b *Base) Acts(yield func(*Act) bool) {
	b.acts(yield, func(f *File) ([]actRow, []tenureRun) { return f.content.acts, f.acts })
}

// Wins yields, in the same way, who is elected to an office.
// Left out are those of which nothing follows, since the person may hold the office later.
func (b *Base) Wins(yield func(*Act) bool) {
	b.acts(yield, func(f *File) ([]actRow, []tenureRun) { return f.content.wins, f.wins })
}

// settled stands for the tenures of an act of which nothing follows.
var settled = tenureRun{-1, -1}

// bindActs finds the tenures in which somebody acts, or to which somebody is elected,
// and asks of each whether that settles it. As in bindTies, it waits for many at once.
func (f *File) bindActs(rows []actRow, held []tenureRun, settles func(*Fact, []Tenure) bool) {
	for i, r := range rows {
		held[i] = settled
		if person, office := f.indexOf(r.person), f.indexOf(r.office); person >= 0 && office >= 0 {
			held[i] = f.base.tenuresBetween(person, office)
		}
	}
	for i, r := range rows {
		if run := held[i]; run != settled && settles(&f.Facts[r.record], f.base.tenures.all[run.lo:run.hi]) {
			held[i] = settled
		}
	}
}

// fallsInto reports whether an act certainly falls into the only tenure.
func fallsInto(act *Fact, held []Tenure) bool {
	if len(held) != 1 || act.HasInstants() || act.File.LocalClock() {
		return false
	}
	t := &held[0]
	return t.TookPlace && t.Begin.DaysBefore(act.end) && act.begin.DaysBefore(t.End)
}

// isFollowed reports whether a tenure may go on after an election.
func isFollowed(election *Fact, held []Tenure) bool {
	return len(held) > 0 && len(held) <= few && slices.ContainsFunc(held, func(t Tenure) bool { return t.End.Latest >= election.begin.Earliest })
}

func (b *Base) acts(yield func(*Act) bool, of func(*File) ([]actRow, []tenureRun)) {
	var a Act
	for i, f := range b.Files {
		if b.ended(i * maxSteps) {
			return
		}
		rows, held := of(f)
		for i, run := range held {
			if run == settled {
				continue
			}
			r := &rows[i]
			a.Fact, a.Person, a.Office = &f.Facts[r.record], &b.Facts[f.indexOf(r.person)], &b.Facts[f.indexOf(r.office)]
			a.Value, a.Held = Value{a.Fact, f.valueAt(r.value)}, b.tenures.all[run.lo:run.hi]
			if !yield(&a) {
				return
			}
		}
	}
}
