// Package types holds one row for each type that a field of a fact may have: how
// its values are written and kept, what they must hold, and what messages,
// templates and schemas say of them. Whoever reads or writes values asks for the
// form of a type, of which there are few; a new type is a new row, and nothing else
// has to know it.
package types

import (
	"cmp"
	"strings"
)

// Type is the type of a field.
type Type uint8

// The types of fields. The last three, a name, a source or its URL, and a fact in
// a relation in time, exist only in fields that every kind has.
const (
	String Type = iota + 1
	Integer
	Number
	Boolean
	Date
	Duration
	URL
	Ref
	Actor
	Table
	ID
	Citation
	Relation
)

// Form is how the values of a type are written, and kept once read.
type Form uint8

// The forms. An actor and a relation in time are an id as it stands, or a table
// of a fixed form.
const (
	TextForm     Form = iota + 1 // a string
	IntegerForm                  // a whole number of 64 bits
	NumberForm                   // a whole number, or a finite float of 64 bits
	BooleanForm                  // true or false
	DateForm                     // a date of TOML or EDTF, or a year
	LengthForm                   // a length of time, as a string
	RefForm                      // the id of a fact
	CitationForm                 // the id of a fact, or a URL
	ActorForm                    // the id of a fact, or { person, as }
	RelationForm                 // the id of a fact, or { id, at_least, at_most }
	TableForm                    // keys with values
)

// Refers reports whether a value names a fact, by an id as it stands or in a table.
func (f Form) Refers() bool {
	return f == RefForm || f == CitationForm || f == ActorForm || f == RelationForm
}

// Numeric reports whether a value is a number.
func (f Form) Numeric() bool { return f == IntegerForm || f == NumberForm }

// A Row is what there is to know of a type.
type Row struct {
	Name string // in declarations
	Form Form
	// Common says that only fields which every kind has are of the type.
	Common bool
	// Takes names a value of the type for a message: "a whole number". {kinds}
	// stands for the kinds that a ref may name.
	Takes string
	// Describe says what a field takes where fields are listed: "date". "" is Name.
	Describe string
	// Example is what a message, Template what a template of a fact writes as its value.
	Example, Template string
	// Check says what is wrong with a text or a number as it is written, in words to
	// follow it such as "is not a URL", and "" when nothing is; nil when nothing can be.
	Check func(text string) (complaint string)
	// Link says that values are addresses, to be opened.
	Link bool
	// Schema is the JSON Schema of a value.
	Schema map[string]any
}

var rows = [...]Row{
	String: {
		Name: "string", Form: TextForm, Takes: "a string", Example: `"…"`, Template: `""`,
		Schema: map[string]any{"type": "string"},
	},
	Integer: {
		Name: "integer", Form: IntegerForm, Takes: "a whole number", Example: "1", Template: "0",
		Schema: map[string]any{"type": "integer"},
	},
	Number: {
		Name: "number", Form: NumberForm, Takes: "a number", Example: "1", Template: "0.0",
		Schema: map[string]any{"type": "number"},
	},
	Boolean: {
		Name: "boolean", Form: BooleanForm, Takes: "true or false", Example: "true", Template: "true",
		Schema: map[string]any{"type": "boolean"},
	},
	Date: {
		Name: "date", Form: DateForm, Takes: `a date (2022-05-13, 1992, or in quotes as in "2022-05" and "1992~")`,
		Example: "2022-05-13", Template: `"2022-05"`,
		// The TOML types of a date one by one, with the formats by which Tombi
		// tells them; to others a date without quotes is a string.
		Schema: map[string]any{"anyOf": []map[string]any{
			{"type": "string"},
			{"type": "integer", "minimum": -9999, "maximum": 9999},
			{"type": "string", "format": "date"},
			{"type": "string", "format": "date-time"},
			{"type": "string", "format": "partial-date-time"},
		}},
	},
	Duration: {
		Name: "duration", Form: LengthForm, Takes: `a duration such as "14d", "2w", "6m" or "4y"`,
		Example: `"14d"`, Template: `"4y"`, Check: checkDuration,
		Schema: map[string]any{"type": "string", "pattern": "^[0-9]{1,7}[dwmy]$"},
	},
	URL: {
		Name: "url", Form: TextForm, Takes: "a URL in quotes", Example: `"https://example.org/page"`, Template: `"https://"`, Check: checkURL, Link: true,
		Schema: map[string]any{"type": "string"},
	},
	Ref: {
		Name: "ref", Form: RefForm, Takes: "the id of {kinds}", Describe: "id of {kinds}", Example: `"the id of {kinds}"`, Template: `""`,
		Schema: map[string]any{"type": "string"},
	},
	Actor: {
		Name: "actor", Form: ActorForm, Takes: `an actor: the id of {kinds}, or { person = "…", as = "…" }`,
		Describe: `actor ({kinds}, or { person = "…", as = "…" })`,
		Example:  `"the id of {kinds}"`, Template: `{ person = "", as = "" }`,
		Schema: map[string]any{"type": "string"},
	},
	Table: {
		Name: "table", Form: TableForm, Takes: "a table", Example: "{ … }", Template: "{}",
		Schema: map[string]any{"type": "object"},
	},
	ID: {
		Name: "id", Form: TextForm, Common: true, Takes: "a string", Describe: "name, unique over the base", Example: `"some-name"`, Template: `""`,
		Schema: map[string]any{"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._:/-]*$"},
	},
	Citation: {
		Name: "citation", Form: CitationForm, Common: true, Takes: "the id of a source or a URL, in quotes", Describe: "id of a source, or URL",
		Example: `"…"`, Template: `""`, Check: checkURL, Schema: map[string]any{"type": "string"},
	},
	Relation: {
		Name: "relation", Form: RelationForm, Common: true, Takes: `the id of a fact, or { id = "…", at_least = "14d" }`,
		Describe: `id of a fact, or { id = "…", at_least = "14d", at_most = "6m" }`,
		Example:  `"the id of a fact"`, Template: `""`, Schema: map[string]any{"type": "string"},
	},
}

// Row returns what there is to know of the type.
func (t Type) Row() *Row { return &rows[t] }

// Form returns how the values of the type are written and kept.
func (t Type) Form() Form { return rows[t].Form }

// FreeText reports whether values are texts of any content, as names and titles are.
func (t Type) FreeText() bool {
	return rows[t].Form == TextForm && rows[t].Check == nil && !rows[t].Common
}

// Describe says in a few words what a field of the type takes, with the kinds that
// it may name.
func (t Type) Describe(kinds string) string {
	return strings.ReplaceAll(cmp.Or(rows[t].Describe, rows[t].Name), "{kinds}", kinds)
}

// String returns the type's name in declarations.
func (t Type) String() string { return rows[t].Name }

// All yields every type, those of common fields last.
func All(yield func(Type) bool) {
	for t := String; int(t) < len(rows); t++ {
		if !yield(t) {
			return
		}
	}
}

// Declarable are the names of the types that a declaration of a base may give.
func Declarable() (names []string) {
	for t := range All {
		if !rows[t].Common {
			names = append(names, rows[t].Name)
		}
	}
	return names
}

// Named returns the type with a name, 0 for none.
func Named(name string) Type {
	for t := range All {
		if rows[t].Name == name {
			return t
		}
	}
	return 0
}
