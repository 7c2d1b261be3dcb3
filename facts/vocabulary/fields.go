package vocabulary

import (
	"reflect"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts/declaration"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/wording"
)

// fieldKeys are the keys of a field.
var fieldKeys = declaration.Keys(reflect.TypeFor[FieldDeclaration]())

// fields makes the fields of a table, at a depth of tables within tables.
func (b *builder) fields(declared map[string]FieldDeclaration, n *toml.Node, path string, depth int) (out []Field) {
	if n == nil {
		return nil
	}
	if depth > maxTableDepth {
		b.doc.Mistake(path, n.Key, "tables may have tables in their fields up to %d deep; take a kind of its own for what lies deeper", maxTableDepth)
		return nil
	}
	for c := range b.doc.Children(n) {
		if d, ok := declared[c.Name()]; ok && !b.full() {
			if f, ok := b.field(d, c, path+"["+c.Name()+"]", depth); ok {
				out = append(out, f)
			}
		}
	}
	return out
}

// field makes a field of its declaration, and reports whether nothing is wrong with it.
func (b *builder) field(d FieldDeclaration, n *toml.Node, path string, depth int) (f Field, ok bool) {
	f = Field{
		Name: strings.Clone(n.Name()), Summary: d.Summary, Type: types.Named(d.Type), toNames: unique(d.To), OneOf: d.OneOf, Validate: d.Validate,
		Order: Order(max(0, slices.Index(orderNames[:], d.Order))), Many: d.Many, Required: d.Required, Unique: d.Unique, Acyclic: d.Acyclic,
		Lifetime: d.Lifetime, SubsetOf: d.SubsetOf, DisjointWith: d.DisjointWith, Timed: d.Timed,
	}
	switch {
	case f.Name == "*" && depth > 0:
	case f.Name == "*":
		b.doc.Mistake(path, n.Key, "\"*\" stands for any name in the fields of a table; a kind names its fields")
		return f, false
	case !IsKindName(f.Name):
		b.doc.Mistake(path, n.Key, "%s is not a name for a field; use up to %d letters, digits, _ and -, beginning with a letter", wording.Quote(f.Name), maxName)
		return f, false
	}
	if !b.count(n, path, 1) {
		return f, false
	}
	f.Fields = b.fields(d.Fields, b.get(n, "fields"), path+".fields", depth+1)
	switch t := b.get(n, "type"); {
	case t == nil && !b.doc.Partial(path):
		b.doc.Mistake(path, n.Key, "field %s has no type; it is one of %s", f.Name, wording.Or(types.Declarable()))
	case f.Type != 0 && f.Type.Row().Common && !b.builtin():
		b.doc.Mistake(path+".type", t.Span, "%s", noType(d.Type))
	case f.Type != 0:
		b.options(&f, n, path, depth)
	}
	return f, !b.doc.HasMistake(path)
}

// unique returns the names in order, each once.
func unique(names []string) (out []string) {
	seen := map[string]bool{}
	for _, name := range names {
		if !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
	}
	return out
}

// options judges what a field has besides its type, which is known.
func (b *builder) options(f *Field, n *toml.Node, path string, depth int) {
	for _, k := range fieldKeys {
		at := b.get(n, k.Name)
		if at == nil {
			continue
		}
		if goes := goesWith(k); goes != "" && !goesWithType(k, f.Type) {
			b.doc.Mistake(path, at.Key, "%s does not go with type %s; it goes with %s", k.Name, f.Type, goes)
			continue
		}
		if k.Tag.Get("top") != "" && depth > 0 {
			b.doc.Mistake(path, at.Key, "%s goes with the fields of a kind itself, not with those of a table", k.Name)
			continue
		}
		switch k.Name {
		case "to":
			if len(f.toNames) == 0 && at.Type == toml.Array && !b.doc.HasMistake(path+".to") {
				b.doc.Mistake(path, at.Span, "to names no kind; leave it out for a field that may name a fact of any kind")
			}
			b.kindNames(at, path+".to")
		case "one_of":
			b.oneOf(at, len(f.OneOf), path+".one_of")
		case "validate":
			if b.doc.HasMistake(path + ".validate") {
				break
			}
			if err := b.tags.check(f.Validate, f.Type); err != nil {
				b.doc.Mistake(path, at.Span, "validate: %v", err)
			}
		}
	}
	if f.Timed {
		b.timed(f, n, path)
	}
	switch f.Type.Form() {
	case types.ActorForm:
		if f.toNames == nil {
			f.toNames = []string{"person"}
		}
		f.Fields = []Field{
			ActorPerson: {Name: "person", Type: types.Ref, Required: true, toNames: f.toNames, Lifetime: f.Lifetime, Summary: "Who acts."},
			ActorAs:     {Name: "as", Type: types.Ref, Lifetime: f.Lifetime, Summary: "The office acted in."},
		}
		b.count(n, path, len(f.Fields))
	case types.RelationForm:
		f.ToTimed = true
		f.Fields = []Field{
			RelationTo:      {Name: "id", Type: types.Ref, Required: true, Order: f.Order, ToTimed: true, Summary: "The other fact."},
			RelationAtLeast: {Name: "at_least", Type: types.Duration, Summary: "The least time between the two."},
			RelationAtMost:  {Name: "at_most", Type: types.Duration, Summary: "The most time between the two."},
		}
	}
}

// timed gives a field the tables in which its values may be with their time.
func (b *builder) timed(f *Field, n *toml.Node, path string) {
	if f.Order != Unordered {
		b.doc.Mistake(path, b.get(n, "timed").Key, "timed does not go with order: what holds for a while comes neither before nor after")
	}
	value := Field{Name: f.Name, Type: f.Type, Required: true, Validate: f.Validate, Summary: f.Summary}
	if f.Type.Form() == types.RefForm {
		value = Field{Name: "id", Type: types.Ref, Required: true, toNames: f.toNames, Lifetime: f.Lifetime, Summary: "The fact named."}
	}
	f.Fields = []Field{
		TimedValue: value,
		TimedStart: {Name: "start", Type: types.Date, Summary: "Since when it holds."},
		TimedEnd:   {Name: "end", Type: types.Date, Summary: "Until when it holds; \"..\" while it goes on."},
	}
	b.count(n, path, len(f.Fields))
}

// goesWithType reports whether fields of a type may have a key.
func goesWithType(k declaration.Key, t types.Type) bool {
	with, without := k.Tag.Get("with"), strings.Fields(k.Tag.Get("without"))
	return (with == "" || slices.Contains(strings.Fields(with), t.String())) && !slices.Contains(without, t.String())
}

// goesWith names the types of fields that may have a key; "" for all.
func goesWith(k declaration.Key) string {
	if without := k.Tag.Get("without"); without != "" {
		return "all but " + wording.And(strings.Fields(without))
	}
	with := slices.DeleteFunc(strings.Fields(k.Tag.Get("with")), func(name string) bool { return types.Named(name).Row().Common })
	return wording.And(with)
}

// kindNames notes the names of kinds that are in a list, to be looked up once all
// kinds are known.
func (b *builder) kindNames(list *toml.Node, path string) {
	if list.Type == toml.String {
		b.refs = append(b.refs, naming{node: list, path: path, in: b.doc})
	}
	for c := range b.doc.Children(list) {
		if c.Type == toml.String {
			b.refs = append(b.refs, naming{node: c, path: path, in: b.doc})
		}
	}
}

func (b *builder) oneOf(n *toml.Node, values int, path string) {
	switch {
	case values > maxOneOf:
		b.doc.Mistake(path, n.Key, "one_of names %d values; it takes up to %d", values, maxOneOf)
	case values == 0 && !b.doc.HasMistake(path):
		b.doc.Mistake(path, n.Span, "one_of names no value")
	}
}

// The tables of fixed form hold their entries in this order.
const (
	ActorPerson = 0
	ActorAs     = 1

	RelationTo      = 0
	RelationAtLeast = 1
	RelationAtMost  = 2

	TimedValue = 0
	TimedStart = 1
	TimedEnd   = 2
)

// FieldCalled returns the one of some fields that people also call by a name, ""
// for none.
func (v *Vocabulary) FieldCalled(name string, fields []Field) string {
	name = strings.ReplaceAll(strings.ToLower(name), "-", "_")
	for i := range fields {
		if slices.Contains(v.Also[fields[i].Name], name) {
			return fields[i].Name
		}
	}
	return ""
}
