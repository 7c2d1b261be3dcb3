package vocabulary

import (
	"slices"

	"github.com/factlint/factlint/facts/types"
)

// Order is the relation in time that a ref implies.
type Order uint8

// The relations in time between a fact and one it refers to.
const (
	Unordered Order = iota
	Before          // the fact ends earlier than the other begins
	After           // the fact begins later than the other ends
	During          // the fact lies within the other
)

var orderNames = [...]string{Unordered: "", Before: "before", After: "after", During: "during"}

// String returns the order's name in declarations.
func (o Order) String() string { return orderNames[o] }

// None stands for a field that a kind does not have.
const None = -1

// A Field is one field of a kind, or of a table inside a field.
type Field struct {
	Name    string
	Summary string
	Type    types.Type
	To      []*Kind  // kinds that a ref or the plain form of an actor may name; nil: any
	OneOf   []string // allowed values; nil: any
	// Validate is a tag of go-playground/validator, known to be safe for the type; "" for none.
	Validate string
	Fields   []Field // of a table; a field named "*" stands for any other name
	Order    Order
	Many     bool // one value or a list
	Required bool
	Unique   bool // no two facts of the kind share a value
	Acyclic  bool // refs form no loop
	Lifetime bool // the fact's period, or the time of its number, must lie within that of what is named
	// Timed says that a value may be a table of the fixed form of TimedValue, TimedStart
	// and TimedEnd, and of a number a list of those: it holds then.
	Timed bool
	// Spells says that it holds the period of a fact, which may be in several parts.
	Spells bool
	// SubsetOf and DisjointWith name another field of the kind, "" for none: each
	// of these is, or none of these is, among those.
	SubsetOf, DisjointWith string

	ID      uint16 // index into the vocabulary's flat list, which values carry
	common  bool   // one of the fields that every kind has
	ToTimed bool   // a relation in time, which only a fact with a period can have
	toNames []string
}

// A Kind is a sort of fact: its fields and the roles it plays. Rules look at roles only.
type Kind struct {
	Name    string
	Summary string
	Label   string  // template of a fact's name in messages: "{person}, {office}"
	Fields  []Field // those every kind has first
	Index   int     // position among the vocabulary's kinds

	Roles
	Builtin bool

	// Required, Acts, Lifetimes, Orders and Refs list the indexes of the fields
	// that must be written, are acts in an office, carry a lifetime, imply a
	// relation in time, or refer to other facts at all.
	Required, Acts, Lifetimes, Orders, Refs []int
	// Alike lists the fields in which two facts with different ids are probably one.
	Alike []int
	// Lasting says that the kind's period is a lifetime to other facts: its facts
	// exist, like places and persons, rather than happen.
	Lasting bool

	// LabelParts are what Label consists of, or the field that names facts without one.
	LabelParts []LabelPart
	FirstField uint16 // id of Fields[0]

	byName map[string]int
}

// A LabelPart is a literal text, or a field.
type LabelPart struct {
	Text  string
	Field int // None for a literal
}

// The fields that every kind has stand at these indexes of Kind.Fields.
const (
	IDField = iota
	SourceField
	StatusField
	NoteField
	BeforeField // this and the next two only when the kind has a period
	AfterField
	DuringField
)

// FieldIndex returns the index in Fields of the field called name, or None.
func (k *Kind) FieldIndex(name string) int {
	if i, ok := k.byName[name]; ok {
		return i
	}
	return None
}

// A Vocabulary is the kinds of a base. It is read-only once built.
type Vocabulary struct {
	Kinds   []*Kind             // the built-in ones first, each group by order of declaration
	Fields  []*Field            // by Field.ID
	Also    map[string][]string // other names that people write for fields, by their names
	Columns map[string][]string // further ones that columns of records have, without case and underscores
	Lists   []List              // what lists of records are called, the likeliest kinds first
	byName  map[string]*Kind
	sources []*Kind // those in the source role
	held    []*Kind // kinds that some tenure role can hold: what an actor may act as
}

// Kind returns the kind called name, or nil.
func (v *Vocabulary) Kind(name string) *Kind { return v.byName[name] }

// Distinguishes reports whether a field tells facts of the kind apart that have the
// same required fields, like the terms of one holder or the figures of a place.
func (k *Kind) Distinguishes(field int) bool {
	p, q := k.Period, k.Quantity
	return p != nil && (field == p.Date || field == p.Start) || q != nil && (field == q.At || field == q.Group)
}

// Refers reports whether the field names facts, by an id as it stands or in a table.
func (f *Field) Refers() bool { return f.Type.Form().Refers() }

// Takes reports whether the field may refer to a fact of kind k.
func (f *Field) Takes(k *Kind) bool {
	if len(f.To) == 0 {
		return !f.ToTimed || k.Period != nil
	}
	return slices.Contains(f.To, k)
}

// IsIDField reports whether the field holds the id of the fact itself.
func (f *Field) IsIDField() bool { return f.common && f.Name == "id" }

// CountsPeople reports whether the kind's numbers are of people.
func (k *Kind) CountsPeople() bool { return k.Quantity != nil && k.Quantity.People }

// Counts reports whether the kind's numbers are never negative: people, what is
// spread over an area or divided into shares, and whole numbers of things.
// Other numbers may be anything.
func (k *Kind) Counts() bool {
	q := k.Quantity
	if q == nil || q.People || q.Area.Name != "" || q.Shares.Name != "" {
		return q != nil
	}
	some := false
	for _, i := range [...]int{q.Min, q.Max, q.Value} {
		if i == None {
			continue
		}
		if k.Fields[i].Type.Form() != types.IntegerForm {
			return false
		}
		some = true
	}
	return some
}

// KindNames returns the names of kinds.
func KindNames(kinds []*Kind) []string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = k.Name
	}
	return names
}

// FieldNamed returns the field with a name, nil for none; one called "*" stands for any other.
func FieldNamed(fields []Field, name string) *Field {
	var wild *Field
	for i := range fields {
		switch fields[i].Name {
		case name:
			return &fields[i]
		case "*":
			f := fields[i]
			f.Name = name
			wild = &f
		}
	}
	return wild
}

// FieldNames returns the names of fields.
func FieldNames(fields []Field) []string {
	names := make([]string, len(fields))
	for i := range fields {
		names[i] = fields[i].Name
	}
	return names
}
