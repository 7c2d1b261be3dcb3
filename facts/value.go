package facts

import (
	"iter"
	"slices"
	"unsafe"

	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
)

// shape is how a value is stored in value.bits.
type shape uint8

const (
	badValue shape = iota // has an error of its own: for rules it is unknown
	textValue
	intValue // bits: the number and 1 more, 0 for one that they cannot hold
	floatValue
	boolValue // bits: 0 or 1
	dateValue
	refValue    // bits: the index in File.targets
	listValue   // bits: the index in File.runs
	tableValue  // the same
	urlCitation // a URL where a source may stand
)

// value is one value of a fact, 16 bytes: a base has millions, so that dates and large
// numbers are read from the text when they are asked for. Of parts with few fields each
// the compiler keeps it in registers while it is read.
type value struct {
	valueHead
	extent
	bits uint32
}

type valueHead struct {
	field uint16 // Field.id
	shape shape
	lead  uint8 // how far before the value its key begins; 0 for one in content.keys, and for elements of a list
}

type extent struct{ start, end uint32 }

// run is where the elements of a list, or the entries of a table, stand in File.elems.
type run struct{ first, count uint32 }

// A Value is the value of a field as rules see it. The zero Value means that
// there is none; its methods return zero values.
type Value struct {
	fact  *Fact
	value *value
}

// OK reports whether there is a value.
func (v Value) OK() bool { return v.value != nil }

// Span returns the range of the value as written.
func (v Value) Span() Span { return v.fact.File.stands(v.span()) }

// span returns the range in the text that the facts of the file are read from.
func (v Value) span() Span { return Span{Start: v.value.start, End: v.value.end} }

// Place returns where the value stands; of no value, where its fact stands.
func (v Value) Place() Place {
	if v.value == nil {
		if v.fact == nil {
			return Place{}
		}
		return v.fact.Place()
	}
	return Place{File: v.fact.File, Span: v.Span(), Fact: v.fact}
}

// Source returns the value as written, in a file of another format as TOML would
// have it.
func (v Value) Source() string {
	if v.value == nil {
		return ""
	}
	return alias(v.fact.File.source[v.value.start:v.value.end])
}

// Text returns the text of a string, a URL, or the id in a ref.
func (v Value) Text() string {
	if v = v.untimed(); v.value == nil {
		return ""
	}
	switch v.value.shape {
	case textValue, urlCitation, refValue:
		return v.fact.File.text(v.value.extent)
	}
	return ""
}

// Int returns an integer.
func (v Value) Int() int64 {
	v = v.untimed()
	if v.value == nil || v.value.shape != intValue {
		return 0
	}
	return v.fact.File.integer(v.value)
}

// Number returns an integer or a float.
func (v Value) Number() float64 {
	v = v.untimed()
	if v.value == nil {
		return 0
	}
	n, _ := v.fact.File.number(v.value)
	return n
}

// number returns an integer or a float; it is not ok for other values.
func (c *content) number(v *value) (n float64, ok bool) {
	switch v.shape {
	case intValue:
		return float64(c.integer(v)), true
	case floatValue:
		return toml.ParseFloat(alias(c.source[v.start:v.end]))
	}
	return 0, false
}

func (c *content) integer(v *value) int64 {
	if v.bits > 0 {
		return int64(v.bits) - 1
	}
	n, _ := toml.ParseInteger(alias(c.source[v.start:v.end]))
	return n
}

// Bool returns a boolean.
func (v Value) Bool() bool { return v.value != nil && v.value.shape == boolValue && v.value.bits == 1 }

// Date reads a date; ok is false when there is none.
func (v Value) Date() (d edtf.Date, ok bool) {
	if v.value == nil || v.value.shape != dateValue {
		return d, false
	}
	d, err := v.fact.File.date(v.value)
	return d, err == nil
}

// Days returns the least and most days that a duration can have.
func (v Value) Days() (least, most int64, ok bool) {
	if v.value == nil || v.value.shape != textValue {
		return 0, 0, false
	}
	return types.ParseDuration(v.Text())
}

// DaysBetween returns the least days that a duration can have which begins in the
// one moment and ends in the other. What is known of either tells whether a leap day
// may be missing that every fourth year has.
func (v Value) DaysBetween(begin, end edtf.Moment) (least int64, ok bool) {
	least, most, ok := v.Days()
	if !ok {
		return 0, false
	}
	if edtf.Julian(edtf.DayOf(begin.Earliest), edtf.DayOf(begin.Latest)+most) || edtf.Julian(edtf.DayOf(end.Earliest)-most, edtf.DayOf(end.Latest)) {
		least = types.LeastInJulianYears(v.Text())
	}
	return least, true
}

// Ref returns the fact that the value refers to, nil when it is unknown.
func (v Value) Ref() *Fact {
	if ref := v.refNumber(); ref >= 0 {
		return v.fact.File.target(ref)
	}
	return nil
}

// untimed returns the value without the time in which it holds.
func (v Value) untimed() Value {
	if v.value != nil && v.value.shape == tableValue && v.Field().Timed {
		return v.sub(vocabulary.TimedValue)
	}
	return v
}

// IsURL reports whether a source is given as a URL.
func (v Value) IsURL() bool { return v.value != nil && v.value.shape == urlCitation }

// IsList reports whether the value is written as a list.
func (v Value) IsList() bool { return v.value != nil && v.value.shape == listValue }

// IsTable reports whether the value is a table, of the fixed form of an actor too.
func (v Value) IsTable() bool { return v.value != nil && v.value.shape == tableValue }

// Each yields the elements of a list, or the value itself when it is none;
// elements with an error of their own are left out.
func (v Value) Each() iter.Seq[Value] {
	return func(yield func(Value) bool) {
		if v.value == nil {
			return
		}
		if v.value.shape != listValue {
			yield(v)
			return
		}
		for e := range v.elems {
			if !yield(e) {
				return
			}
		}
	}
}

// Refs yields each fact that the value, or its elements, refer to.
func (v Value) Refs() iter.Seq2[*Fact, Value] {
	return func(yield func(*Fact, Value) bool) {
		for e := range v.Each() {
			if f := e.Ref(); f != nil && !yield(f, e) {
				return
			}
		}
	}
}

// An Actor is who acts, and in which office.
type Actor struct {
	Value  Value // the whole
	Person Value // refers to a person, or what else the field takes
	As     Value // refers to the office acted in; often none
}

// Actors yields the actors in the value.
func (v Value) Actors() iter.Seq[Actor] {
	return func(yield func(Actor) bool) {
		for e := range v.Each() {
			a := Actor{Value: e, Person: e}
			if e.value.shape == tableValue {
				a.Person, a.As = e.sub(vocabulary.ActorPerson), e.sub(vocabulary.ActorAs)
			}
			if !yield(a) {
				return
			}
		}
	}
}

// A Relation is what before, after and during name.
type Relation struct {
	Value   Value // the whole
	To      Value // refers to the other fact
	AtLeast Value // durations between the two; often none
	AtMost  Value
}

// Relations yields the relations in the value. It also takes a plain ref.
func (v Value) Relations() iter.Seq[Relation] {
	return func(yield func(Relation) bool) {
		for e := range v.Each() {
			r := Relation{Value: e, To: e}
			if e.value.shape == tableValue {
				r.To, r.AtLeast, r.AtMost = e.sub(vocabulary.RelationTo), e.sub(vocabulary.RelationAtLeast), e.sub(vocabulary.RelationAtMost)
			}
			if !yield(r) {
				return
			}
		}
	}
}

// Entries yields the keys and values of a table.
func (v Value) Entries() iter.Seq2[string, Value] {
	return func(yield func(string, Value) bool) {
		if v.value == nil || v.value.shape != tableValue {
			return
		}
		for e := range v.elems {
			if !yield(e.key(), e) {
				return
			}
		}
	}
}

// HasBadEntry reports whether an entry of a table has an error of its own.
func (v Value) HasBadEntry() bool {
	return v.IsTable() && slices.ContainsFunc(v.fact.File.run(v.value), func(e value) bool { return e.shape == badValue })
}

// elems yields the elements of a list or table that have no error of their own.
func (v Value) elems(yield func(Value) bool) {
	all := v.fact.File.run(v.value)
	for i := range all {
		if e := &all[i]; e.shape != badValue && !yield(Value{v.fact, e}) {
			return
		}
	}
}

// sub returns the entry of a table of the fixed form at index i of its Field.Fields.
func (v Value) sub(i int) Value {
	all := v.fact.File.run(v.value)
	id := v.fact.File.vocabulary.Fields[v.value.field].Fields[i].ID
	for j := range all {
		if e := &all[j]; e.field == id && e.shape != badValue {
			return Value{v.fact, e}
		}
	}
	return Value{}
}

// alias returns b as a string without copying; b must never change.
func alias(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// Key returns the range of the key under which the value stands; an empty one
// for an element of a list.
func (v Value) Key() Span {
	if v.value == nil {
		return Span{}
	}
	key := v.fact.File.keyStart(v.value)
	if key == 0 {
		return Span{}
	}
	return v.fact.File.stands(Span{Start: key, End: key + uint32(len(v.key()))})
}

func (v Value) key() string { return v.fact.File.keyOf(v.value) }

// keyStart returns where the key of a value begins; 0 for an element of a list.
func (c *content) keyStart(v *value) uint32 {
	if v.lead > 0 {
		return v.start - uint32(v.lead)
	}
	return c.keys[v.start]
}

// keyOf returns the key of a value as written, without quotes.
func (c *content) keyOf(v *value) string {
	src, i := c.source, c.keyStart(v)
	if q := src[i]; q == '"' || q == '\'' {
		j := i + 1
		for j < v.start && src[j] != q {
			if src[j] == '\\' && q == '"' {
				j++
			}
			j++
		}
		return alias(src[i+1 : j])
	}
	j := i
	for j < uint32(len(src)) && isKeyByte(src[j]) {
		j++
	}
	return alias(src[i:j])
}

func isKeyByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '-'
}

// Fact returns the fact that the value belongs to.
func (v Value) Fact() *Fact { return v.fact }

// Canonical returns a text that two values share just when they mean the same:
// the text of a string, the number of a number, the bounds of a date.
func (v Value) Canonical() string {
	if d, ok := v.Date(); ok {
		return edtf.Name(d, v.DateText())
	}
	if text := v.Text(); text != "" {
		return text
	}
	return v.label(0)
}
