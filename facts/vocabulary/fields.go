package vocabulary

import (
	"slices"
	"strings"

	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/wording"
)

var fieldKeys = []string{"type", "summary", "to", "many", "required", "one_of", "validate", "unique", "acyclic", "lifetime", "order", "subset_of", "disjoint_with", "fields"}

const fieldsForm = "the fields of %s are a table: NAME = { type = \"…\" }"

// fields reads a table of field declarations, at a depth of tables within tables.
func (b *builder) fields(n *toml.Node, of string, depth int) []Field {
	if n.Type != toml.Table {
		b.mistake(n.Span, fieldsForm, of)
		return nil
	}
	if depth > maxTableDepth {
		b.mistake(n.Key, "tables may have tables in their fields up to %d deep; take a kind of its own for what lies deeper", maxTableDepth)
		return nil
	}
	var out []Field
	for c := b.doc.First(n); c != nil && !b.full(); c = b.doc.Next(c) {
		if f, ok := b.field(c, depth); ok {
			out = append(out, f)
		}
	}
	return out
}

func (b *builder) field(n *toml.Node, depth int) (f Field, ok bool) {
	f.Name = strings.Clone(n.Name())
	switch {
	case f.Name == "*" && depth > 0:
	case f.Name == "*":
		b.mistake(n.Key, "\"*\" stands for any name in the fields of a table; a kind names its fields")
		return f, false
	case !IsKindName(f.Name):
		b.mistake(n.Key, "%s is no name for a field; use up to %d letters, digits, _ and -, beginning with a letter", wording.Quote(f.Name), maxName)
		return f, false
	}
	if n.Type != toml.Table {
		b.mistake(n.Span, "write a field as a table: %s = { type = \"string\" }", f.Name)
		return f, false
	}
	if !b.count(n, 1) {
		return f, false
	}
	before := len(b.mistakes)
	var typeNode *toml.Node
	unknown := false
	options := map[string]*toml.Node{}
	for c := b.doc.First(n); c != nil; c = b.doc.Next(c) {
		switch name := c.Name(); name {
		case "type":
			typeNode = c
		case "summary":
			b.text(c, &f.Summary)
		case "many":
			b.flag(c, &f.Many)
		case "required":
			b.flag(c, &f.Required)
		case "to", "one_of", "validate", "unique", "acyclic", "lifetime", "order", "subset_of", "disjoint_with":
			options[name] = c
		case "fields":
			options[name] = c
			f.Fields = b.fields(c, "field "+f.Name, depth+1)
		case "period": // of the common fields only
			if !b.builtin {
				b.unknownKey(c, "a field", fieldKeys)
				continue
			}
			b.flag(c, &f.onlyTimed)
		default:
			b.unknownKey(c, "a field", fieldKeys)
			unknown = true
		}
	}
	switch {
	case typeNode != nil:
		b.fieldType(typeNode, &f)
	case !unknown: // else it may be the type, misspelt
		b.mistake(n.Key, "field %s has no type; it is one of %s", f.Name, wording.Or(types.Declarable()))
	}
	if f.Type != 0 {
		b.fieldOptions(n, &f, options, depth)
	}
	return f, len(b.mistakes) == before
}

func (b *builder) fieldType(n *toml.Node, f *Field) {
	var name string
	if !b.text(n, &name) {
		return
	}
	if t := types.Named(name); t != 0 && (b.builtin || !t.Row().Common) {
		f.Type = t
		return
	}
	b.mistake(n.Span, "there is no type %s%s; it is one of %s", wording.Quote(name), wording.DidYouMean(name, types.Declarable()), wording.Or(types.Declarable()))
}

// fieldOptions reads what a field may have besides its type, which is known.
func (b *builder) fieldOptions(n *toml.Node, f *Field, options map[string]*toml.Node, depth int) {
	refers := f.Type == types.Ref || f.Type == types.Actor
	for _, o := range []struct {
		name string
		fits bool
		top  bool // only of a kind's own fields: nothing looks for it inside tables
		read func(*toml.Node)
	}{
		{"to", refers, false, func(n *toml.Node) { b.to(n, f) }},
		{"one_of", f.Type == types.String, false, func(n *toml.Node) { b.oneOf(n, f) }},
		{"validate", b.tags.fits(f.Type), false, func(n *toml.Node) { b.tag(n, f) }},
		{"unique", f.Type != types.Table && f.Type != types.Actor, true, func(n *toml.Node) { b.flag(n, &f.Unique) }},
		{"acyclic", f.Type == types.Ref, true, func(n *toml.Node) { b.flag(n, &f.Acyclic) }},
		{"lifetime", refers, true, func(n *toml.Node) { b.flag(n, &f.Lifetime) }},
		{"order", f.Type == types.Ref || f.Type == types.Relation, true, func(n *toml.Node) { b.order(n, f) }},
		{"subset_of", f.Type == types.Ref, true, func(n *toml.Node) { b.text(n, &f.SubsetOf) }},
		{"disjoint_with", f.Type == types.Ref, true, func(n *toml.Node) { b.text(n, &f.DisjointWith) }},
		{"fields", f.Type == types.Table, false, func(*toml.Node) {}},
	} {
		switch at := options[o.name]; {
		case at == nil:
		case !o.fits:
			b.mistake(at.Key, "%s does not go with type %s; it goes with %s", o.name, f.Type, optionTypes[o.name])
		case o.top && depth > 0:
			b.mistake(at.Key, "%s goes with the fields of a kind itself, not with those of a table", o.name)
		default:
			o.read(at)
		}
	}
	switch f.Type {
	case types.Actor:
		if options["to"] == nil {
			f.toNames = []string{"person"}
		}
		f.Fields = []Field{
			ActorPerson: {Name: "person", Type: types.Ref, Required: true, toNames: f.toNames, Lifetime: f.Lifetime, Summary: "Who acts."},
			ActorAs:     {Name: "as", Type: types.Ref, Lifetime: f.Lifetime, Summary: "The office acted in."},
		}
	case types.Relation:
		f.ToTimed = true
		f.Fields = []Field{
			RelationTo:      {Name: "id", Type: types.Ref, Required: true, Order: f.Order, ToTimed: true, Summary: "The other fact."},
			RelationAtLeast: {Name: "at_least", Type: types.Duration, Summary: "The least time between the two."},
			RelationAtMost:  {Name: "at_most", Type: types.Duration, Summary: "The most time between the two."},
		}
	}
	if f.Type == types.Actor {
		b.count(n, len(f.Fields))
	}
}

// optionTypes says which types an option goes with.
var optionTypes = map[string]string{
	"to":            "ref and actor",
	"one_of":        "string",
	"validate":      "string, url, integer, number and boolean",
	"unique":        "all but table and actor",
	"acyclic":       "ref",
	"lifetime":      "ref and actor",
	"order":         "ref",
	"subset_of":     "ref",
	"disjoint_with": "ref",
	"fields":        "table",
}

func (b *builder) to(n *toml.Node, f *Field) {
	names, ok := b.strings(n)
	if ok && len(names) == 0 {
		b.mistake(n.Span, "to names no kind; leave it out for a field that may name a fact of any kind")
	}
	seen := map[string]bool{}
	for _, name := range f.toNames {
		seen[name] = true
	}
	for _, name := range names {
		if !seen[name.Text()] {
			seen[name.Text()] = true
			f.toNames = append(f.toNames, strings.Clone(name.Text()))
		}
	}
	for _, n := range names {
		b.refs = append(b.refs, kindName{n, b.file})
	}
}

func (b *builder) oneOf(n *toml.Node, f *Field) {
	values, ok := b.strings(n)
	switch {
	case ok && len(values) == 0:
		b.mistake(n.Span, "one_of names no value")
	case len(values) > maxOneOf:
		b.mistake(n.Key, "one_of names %d values; it takes up to %d", len(values), maxOneOf)
		return
	}
	for _, v := range values {
		var text string
		if b.textOf("one_of", v, &text) {
			f.OneOf = append(f.OneOf, text)
		}
	}
}

func (b *builder) order(n *toml.Node, f *Field) {
	var name string
	if !b.text(n, &name) {
		return
	}
	i := slices.Index(orderNames[:], name)
	if i < 1 {
		b.mistake(n.Span, "there is no order %s%s; it is %s", wording.Quote(name), wording.DidYouMean(name, orderNames[1:]), wording.Or(orderNames[1:]))
		return
	}
	f.Order = Order(i)
}

func (b *builder) tag(n *toml.Node, f *Field) {
	if !b.text(n, &f.Validate) {
		return
	}
	if err := b.tags.check(f.Validate, f.Type); err != nil {
		b.mistake(n.Span, "validate: %v", err)
	}
}

// The tables of fixed form hold their entries in this order.
const (
	ActorPerson = 0
	ActorAs     = 1

	RelationTo      = 0
	RelationAtLeast = 1
	RelationAtMost  = 2
)
