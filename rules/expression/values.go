package expression

import (
	"cmp"
	"math"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
)

// The values of expressions are bool, int64, float64, string, *Date, *Range,
// *facts.Fact, citation, facts.Actor, facts.Value for a table, and []any; nil
// for what is not written, and hidden for what a slip hides or the facts leave open.

// hiddenValue is the type of hidden.
type hiddenValue struct{ _ byte }

var hidden any = &hiddenValue{}

// citation is a source that is given by its URL alone.
type citation struct{ url string }

// A Date is a date as expressions see it.
type Date struct {
	date  edtf.Date
	value facts.Value // what it was read from; often none
	text  string      // what it was read from instead
}

// newDate makes room for a date, in the machine as long as there is some.
func (m *Machine) newDate() *Date {
	if m.dated < len(m.dates) {
		m.dated++
		return &m.dates[m.dated-1]
	}
	return &Date{}
}

// A Range is a whole number that may be any from least to most, each an int64, or nil
// where it is not known.
type Range struct{ least, most any }

// settled returns what an operator gives that meets a or b and can do nothing
// with it: hidden when one is hidden, nil when one is not there.
func settled(a, b any) (any, bool) {
	if a == hidden || b == hidden {
		return hidden, true
	}
	return nil, a == nil || b == nil
}

// sees reports whether what a fact says may be held against the fact that the
// program is about.
func (m *Machine) sees(f *facts.Fact) bool {
	return f == m.fact || f.Comparable() && m.fact.Comparable()
}

// field returns the value of a field of a fact.
func (m *Machine) field(f *facts.Fact, i int) any {
	if !m.sees(f) {
		return hidden
	}
	if i == vocabulary.None {
		return nil
	}
	v := f.Get(i)
	if !v.OK() {
		switch {
		case i == vocabulary.IDField && f.ID() != "":
			return f.ID()
		case f.Has(i) || f.Broken():
			return hidden
		case i == vocabulary.StatusField:
			return "" // a fact without a status is an ordinary one
		}
		return nil
	}
	field := &f.Kind().Fields[i]
	if f.Inverted() && isPeriod(f.Kind().Period, i) {
		return hidden
	}
	if field.Many && !field.Spells {
		return m.list(v, field)
	}
	return m.scalar(v, field)
}

// isPeriod reports whether a field says when a fact begins or ends.
func isPeriod(p *vocabulary.PeriodRole, field int) bool {
	return p != nil && (field == p.Date || field == p.Start || field == p.End)
}

// list returns the elements of a value; hidden when one of them has an error,
// since nobody can tell then how many there are.
func (m *Machine) list(v facts.Value, field *vocabulary.Field) any {
	n, wrong := v.Elements()
	if wrong > 0 {
		return hidden
	}
	out := make([]any, 0, n)
	for e := range v.Each() {
		out = append(out, m.scalar(e, field))
	}
	m.steps += int64(n)
	return out
}

// scalar returns one value of a field.
func (m *Machine) scalar(v facts.Value, field *vocabulary.Field) any {
	switch field.Type.Form() {
	case types.TextForm:
		return v.Text()
	case types.IntegerForm, types.NumberForm:
		switch {
		case v.IsList() || v.IsTable(): // it changes with time
			return hidden
		case field.Type.Form() == types.IntegerForm:
			return v.Int()
		}
		return v.Number()
	case types.BooleanForm:
		return v.Bool()
	case types.DateForm:
		d, ok := v.Date()
		if !ok || d.End.Latest < d.Begin.Earliest {
			return hidden
		}
		out := m.newDate()
		*out = Date{date: d, value: v}
		return out
	case types.LengthForm:
		least, most, ok := v.Days()
		if !ok {
			return hidden
		}
		return &Range{least, most}
	case types.RefForm:
		return refTo(v)
	case types.CitationForm:
		if v.IsURL() {
			return citation{v.Text()}
		}
		return refTo(v)
	case types.RelationForm:
		for r := range v.Relations() {
			return refTo(r.To)
		}
	case types.ActorForm:
		for a := range v.Actors() {
			return a
		}
	case types.TableForm:
		return v
	}
	return hidden
}

func refTo(v facts.Value) any {
	if to := v.Ref(); to != nil {
		return to
	}
	return hidden
}

// entry returns a value of a table.
func (m *Machine) entry(table facts.Value, name string) any {
	for key, v := range table.Entries() {
		if key == name {
			if field := v.Field(); field != nil {
				if field.Many {
					return m.list(v, field)
				}
				return m.scalar(v, field)
			}
		}
	}
	if table.HasBadEntry() || table.Fact().Broken() {
		return hidden
	}
	return nil
}

// equal reports whether two values are one; hidden when that is not known.
func equal(a, b any) any {
	if v, ok := settled(a, b); ok {
		return v
	}
	switch x := a.(type) {
	case bool:
		if y, ok := b.(bool); ok {
			return x == y
		}
	case string:
		if y, ok := b.(string); ok {
			return x == y
		}
	case *facts.Fact, citation:
		switch b.(type) {
		case *facts.Fact, citation:
			return a == b
		}
	case int64, float64:
		if c, ok := order(a, b); ok {
			return c == 0
		}
	}
	return hidden // of different types
}

func number(v any) (float64, bool) {
	switch v := v.(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

// order compares two numbers or two texts; ok is false when they cannot be compared.
func order(a, b any) (c int, ok bool) {
	switch a := a.(type) {
	case string:
		b, ok := b.(string)
		return strings.Compare(a, b), ok
	case int64:
		if b, ok := b.(int64); ok {
			return cmp.Compare(a, b), true
		}
	}
	x, ok := number(a)
	y, ok2 := number(b)
	return cmp.Compare(x, y), ok && ok2 && !math.IsNaN(x) && !math.IsNaN(y)
}
