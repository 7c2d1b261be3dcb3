// Package declaration reads TOML that declares something: factlint.toml, mappings,
// and the built-in kinds. What may be written there is said once, by structs with tags:
//
//	toml      the key; "*" for any other, which is passed over
//	doc       what it means, for the schema
//	form      what to tell of a value of another type, each of an element of a list or table
//	alone     "yes" when a single value stands for a list of one
//	called    what a table is called where a key of it is unknown or missing, or a value
//	          where it is none of those allowed
//	needs     how to name the keys that a table needs; by default as they are
//	validate  what else holds, as a tag of go-playground/validator or of a [Language]
//
// In form and each, {key} stands for the key, {in} for that of the table around it,
// {noun} for what the value is, {keys} for the keys of a table. Two sorts of fields are
// not filled, only found by their place: one of type any takes everything, and one with
// toml:"-", and its key in the tag key, a text that whoever reads it looks up.
//
// The package promises that every mistake is reported at its place, as many as there
// are, and that what is not a mistake is read all the same.
package declaration

import (
	"bytes"
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"

	burntsushi "github.com/BurntSushi/toml"

	"github.com/factlint/factlint/facts/toml"
)

// A Mistake is something wrong with a declaration: where, and one sentence that
// says what is wrong and what is allowed.
type Mistake struct {
	Span    toml.Span
	Message string
}

// MaxMistakes is how many mistakes of a document are reported; who makes more learns of
// the others after mending these.
const MaxMistakes = 1000

// A Shorthand is a struct that may be written as the value of one of its keys.
type Shorthand interface{ Short() (key string) }

// A Document is a TOML document that declares something. Places in it have paths
// such as "kind[person].field[name].type" and "rule[0].kind[1]".
type Document struct {
	*toml.Document
	Mistakes []Mistake

	language *Language
	unknown  func(n *toml.Node) string
	places   map[string]place
	mistaken map[string]bool // paths with a mistake there or below
	text     bytes.Buffer    // the values that fit, as TOML
	keys     map[reflect.Type][]Key
}

// Read reads a document, called so in messages, into the struct that to points at.
// Of a key that the document itself does not have, unknown may say what is wrong with
// it; nil, or "" as an answer, for the usual.
func (l *Language) Read(doc *toml.Document, to any, called string, unknown func(*toml.Node) string) *Document {
	d := &Document{Document: doc, language: l, unknown: unknown, places: map[string]place{}, mistaken: map[string]bool{}, keys: map[reflect.Type][]Key{}}
	for _, e := range doc.Errors[:min(len(doc.Errors), MaxMistakes)] {
		d.Mistakes = append(d.Mistakes, Mistake{e.Span, e.Message})
	}
	d.table(doc.Root(), reflect.TypeOf(to).Elem(), tags{called: called}, "", "\n")
	if _, err := burntsushi.Decode(d.text.String(), to); err != nil {
		d.Mistake("", doc.Root().Span, "cannot be read: %v", err) // what was written fits; it cannot happen
	}
	d.validate(to)
	return d
}

// At returns what is at a path, nil for nothing.
func (d *Document) At(path string) *toml.Node { return d.places[path].node }

// HasMistake reports whether a mistake was reported at a path or below it.
func (d *Document) HasMistake(path string) bool { return d.mistaken[path] }

// Partial reports whether the table at a path has a key that it does not have, which
// may be another one misspelt.
func (d *Document) Partial(path string) bool { return d.places[path].partial }

// Full reports whether there are too many mistakes to go on.
func (d *Document) Full() bool { return len(d.Mistakes) >= MaxMistakes }

// Sorted returns the mistakes in the order of the document.
func (d *Document) Sorted() []Mistake {
	slices.SortStableFunc(d.Mistakes, func(a, b Mistake) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End), strings.Compare(a.Message, b.Message))
	})
	return slices.Compact(d.Mistakes)
}

// Mistake reports what is wrong with something at a path.
func (d *Document) Mistake(path string, at toml.Span, format string, args ...any) {
	for p := path; p != "" && !d.mistaken[p]; p = p[:max(0, strings.LastIndexAny(p, ".["))] {
		d.mistaken[p] = true
	}
	if !d.Full() {
		d.Mistakes = append(d.Mistakes, Mistake{at, fmt.Sprintf(format, args...)})
	}
}

// Children yields what a table or list holds, except for what the document itself has
// reported as impossible.
func (d *Document) Children(n *toml.Node) func(yield func(*toml.Node) bool) {
	return func(yield func(*toml.Node) bool) {
		for c := d.First(n); c != nil && !d.Full(); c = d.Next(c) {
			if c.Type != toml.Invalid && !yield(c) {
				return
			}
		}
	}
}

// Noun names what a value is, with an article.
func Noun(n *toml.Node) string {
	if n.Type == toml.Array && !n.Inline() {
		return "a list of tables"
	}
	return nouns[n.Type]
}

var nouns = map[toml.Type]string{
	toml.String: "a string", toml.Integer: "an integer", toml.Float: "a float", toml.Boolean: "a boolean",
	toml.OffsetDateTime: "a date with a time", toml.LocalDateTime: "a date with a time", toml.LocalDate: "a date",
	toml.LocalTime: "a time of day", toml.Array: "a list", toml.Table: "a table",
}
