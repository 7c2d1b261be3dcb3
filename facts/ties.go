package facts

import "github.com/factlint/factlint/facts/vocabulary"

// A Tie is a ref that binds a fact in time to the one it names: by an order, or
// because the fact lies within the other's lifetime.
type Tie struct {
	Fact, To *Fact
	Order    vocabulary.Order // Unordered for a lifetime
	value    int32
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
// itself and of disputed facts are among them.
func (b *Base) Orders(yield func(*Tie) bool) {
	b.ties(yield, func(c *content) []tieRow { return c.orders })
}

// Lifetimes yields, in the same way, within whose lifetime facts lie.
func (b *Base) Lifetimes(yield func(*Tie) bool) {
	b.ties(yield, func(c *content) []tieRow { return c.lifetimes })
}

func (b *Base) ties(yield func(*Tie) bool, rows func(*content) []tieRow) {
	for _, f := range b.Files {
		if !f.ties(yield, rows(f.content)) {
			return
		}
	}
}

// Lifetimes yields the lifetimes of the base in which facts of the file lie.
func (f *File) Lifetimes(yield func(*Tie) bool) { f.ties(yield, f.lifetimes) }

func (f *File) ties(yield func(*Tie) bool, rows []tieRow) bool {
	var t Tie
	kinds := f.vocabulary.Kinds // those of all files of the base, and near
	for _, r := range rows {
		to := f.leadsTo(r.ref)
		if to == nil || to.kind >= unknownKinds || kinds[to.kind].Period == nil {
			continue
		}
		if t = (Tie{&f.Facts[r.record], to, r.order, r.value}); !yield(&t) {
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
	row := tieRow{record, -1, at, field.Order}
	switch v.shape {
	case refValue:
		row.ref = v.ref()
	case listValue, tableValue:
		first, n := int32(v.bits>>32), int32(uint32(v.bits))
		for i := first; i < first+n; i++ {
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
	Value                Value // the actor
}

// As returns the ref to the office.
func (a *Act) As() Value { return a.Value.sub(vocabulary.ActorAs) }

// Acts yields the acts that the facts of a file claim, in the order of writing.
func (f *File) Acts(yield func(Act) bool) {
	for _, r := range f.acts {
		person, office := f.leadsTo(r.person), f.leadsTo(r.office)
		if person == nil || office == nil {
			continue
		}
		fact := &f.Facts[r.record]
		if !yield(Act{fact, person, office, Value{fact, f.valueAt(r.value)}}) {
			return
		}
	}
}

// Acts yields the acts that the facts of a base claim, in the order of the facts.
func (b *Base) Acts(yield func(Act) bool) {
	for _, f := range b.Files {
		for a := range f.Acts {
			if !yield(a) {
				return
			}
		}
	}
}
