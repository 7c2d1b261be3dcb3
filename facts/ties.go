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
	return t.Fact.File.refValue(&foreignRef{value: t.value}).shape == refValue
}

// Value returns the ref, or the table in which it stands with its distances.
func (t *Tie) Value() Value {
	c := t.Fact.File.content
	if t.value < 0 {
		return Value{t.Fact, &c.elems[-1-t.value]}
	}
	return Value{t.Fact, &c.values[t.value]}
}

// tieRow is a tie as its file knows it.
type tieRow struct {
	fact, ref int32
	value     int32 // index into values, or -1 - index into elems
	order     vocabulary.Order
}

// Orders yields the orders between facts with a period, as they are declared, in
// the order of the facts. A tie is valid until the next one. Those of a fact with
// itself and of disputed facts are among them.
func (b *Base) Orders(yield func(*Tie) bool) { b.ties(yield, func(c *content) []tieRow { return c.orders }) }

// Lifetimes yields, in the same way, within whose lifetime facts lie.
func (b *Base) Lifetimes(yield func(*Tie) bool) { b.ties(yield, func(c *content) []tieRow { return c.lifetimes }) }

func (b *Base) ties(yield func(*Tie) bool, rows func(*content) []tieRow) {
	var t Tie
	for _, f := range b.Files {
		for _, r := range rows(f.content) {
			to := f.leadsTo(r.ref)
			if to == nil || to.Kind().Period == nil {
				continue
			}
			if t = (Tie{&f.Facts[r.fact], to, r.order, r.value}); !yield(&t) {
				return
			}
		}
	}
}

// tie notes the ties of a fact.
func (r *reader) tie(f *Fact) {
	k := f.Kind()
	if k.Period == nil || len(k.Orders)+len(k.Lifetimes) == 0 {
		return
	}
	for i := range f.values() {
		at := int32(f.record.first) + int32(i)
		if field := r.vocabulary.Fields[r.content.values[at].field]; field.Order != vocabulary.Unordered || field.Lifetime {
			r.tieValue(f.Index, at, field)
		}
	}
}

func (r *reader) tieValue(fact, at int32, field *vocabulary.Field) {
	c := r.content
	v := c.refValue(&foreignRef{value: at})
	row := tieRow{fact, -1, at, field.Order}
	switch v.shape {
	case refValue:
		row.ref = int32(uint32(v.bits))
	case listValue, tableValue:
		first, n := int32(v.bits>>32), int32(uint32(v.bits))
		for i := first; i < first+n; i++ {
			e := &c.elems[i]
			switch sub := r.vocabulary.Fields[e.field]; {
			case v.shape == listValue, sub.Lifetime: // of an actor each of the two
				r.tieValue(fact, -1-i, sub)
			case sub.Order != vocabulary.Unordered && e.shape == refValue: // of a relation: the table has the distances
				row.ref = int32(uint32(e.bits))
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
