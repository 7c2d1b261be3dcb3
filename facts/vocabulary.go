package facts

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/factlint/factlint/facts/toml"
)

//go:embed kinds.toml
var builtinKinds []byte

// A Mistake is something wrong with a declaration in factlint.toml.
type Mistake struct {
	Span    Span
	Message string // one sentence: what is wrong, what is allowed
}

// Builtin returns the vocabulary of the built-in kinds.
var Builtin = sync.OnceValue(func() *Vocabulary {
	v, mistakes := NewVocabulary(nil, nil)
	if len(mistakes) > 0 {
		panic("facts: kinds.toml: " + mistakes[0].Message) // a test reads it; it cannot happen later
	}
	return v
})

// NewVocabulary returns the built-in kinds together with those declared in
// kinds, the table [kind] of doc (nil for none). With mistakes the vocabulary
// is not to be used.
func NewVocabulary(doc *toml.Document, kinds *toml.Node) (*Vocabulary, []Mistake) {
	b := &builder{v: &Vocabulary{byName: map[string]*Kind{}}}
	var p toml.Parser
	b.doc, b.builtin = p.Parse(builtinKinds), true
	common := b.doc.Get(b.doc.Get(b.doc.Root(), "common"), "field")
	b.v.common = b.fields(common, "what every fact has")
	for i := range b.v.common {
		b.v.common[i].common = true
	}
	for n := b.doc.First(b.doc.Get(b.doc.Root(), "kind")); n != nil; n = b.doc.Next(n) {
		b.kind(n)
	}
	if kinds != nil {
		b.doc, b.builtin = doc, false
		if kinds.Type != toml.Table {
			b.mistake(kinds.Span, "write kinds as tables: [kind.NAME]")
		} else {
			for n := doc.First(kinds); n != nil; n = doc.Next(n) {
				b.kind(n)
			}
		}
	}
	b.finish()
	return b.v, b.mistakes
}

// builder puts a vocabulary together from declarations.
type builder struct {
	v        *Vocabulary
	doc      *toml.Document // the one being read
	builtin  bool           // it is the built-in one
	mistakes []Mistake
	roles    []roleDeclaration
	refs     []refDeclaration
}

// roleDeclaration is a role to be read once all fields are known.
type roleDeclaration struct {
	kind *Kind
	name string
	node *toml.Node
	doc  *toml.Document
}

// refDeclaration is a name in `to`, to be resolved once all kinds are known.
type refDeclaration struct {
	span  Span
	names []*toml.Node
}

func (b *builder) mistake(at Span, format string, args ...any) {
	b.mistakes = append(b.mistakes, Mistake{at, fmt.Sprintf(format, args...)})
}

var kindKeys = []string{"summary", "label", "period", "tenure", "quantity", "source", "field"}

// kind reads one [kind.NAME]; of a kind that exists it adds fields, and roles it does not have.
func (b *builder) kind(n *toml.Node) {
	name := n.Name()
	if n.Type != toml.Table {
		b.mistake(n.Span, "write a kind as a table: [kind.%s]", name)
		return
	}
	if !isKindName(name) {
		b.mistake(n.Key, "%s is no name for a kind; use letters, digits, _ and -, beginning with a letter", quote(name))
		return
	}
	if name == "defaults" {
		b.mistake(n.Key, "a kind cannot be called defaults: [defaults] has a meaning of its own")
		return
	}
	k := b.v.byName[name]
	if k == nil {
		k = &Kind{Name: name, Builtin: b.builtin, Index: len(b.v.Kinds)}
		k.Fields = append(k.Fields, b.v.common...)
		b.v.byName[name] = k
		b.v.Kinds = append(b.v.Kinds, k)
	}
	for c := b.doc.First(n); c != nil; c = b.doc.Next(c) {
		switch c.Name() {
		case "summary":
			b.text(c, &k.Summary)
		case "label":
			b.text(c, &k.Label)
		case "period", "tenure", "quantity", "source":
			b.roles = append(b.roles, roleDeclaration{k, c.Name(), c, b.doc})
		case "field":
			for _, f := range b.fields(c, "kind "+name) {
				if slices.ContainsFunc(k.Fields, func(g Field) bool { return g.Name == f.Name }) {
					b.mistake(b.doc.Get(c, f.Name).Key, "%s already has a field %s; choose another name", k.Name, f.Name)
					continue
				}
				k.Fields = append(k.Fields, f)
			}
		default:
			b.unknownKey(c, "a kind", kindKeys)
		}
	}
}

var fieldKeys = []string{"type", "summary", "to", "many", "required", "one_of", "validate", "unique", "acyclic", "lifetime", "order", "fields"}

// fields reads a table of field declarations.
func (b *builder) fields(n *toml.Node, of string) []Field {
	if n == nil {
		return nil
	}
	if n.Type != toml.Table {
		b.mistake(n.Span, "the fields of %s are a table: NAME = { type = \"…\" }", of)
		return nil
	}
	var out []Field
	for c := b.doc.First(n); c != nil; c = b.doc.Next(c) {
		if f, ok := b.field(c); ok {
			out = append(out, f)
		}
	}
	return out
}

func (b *builder) field(n *toml.Node) (f Field, ok bool) {
	f.Name = n.Name()
	if n.Type != toml.Table {
		b.mistake(n.Span, "write a field as a table: %s = { type = \"string\" }", f.Name)
		return f, false
	}
	if !isKindName(f.Name) && f.Name != "*" {
		b.mistake(n.Key, "%s is no name for a field; use letters, digits, _ and -, beginning with a letter", quote(f.Name))
		return f, false
	}
	before := len(b.mistakes)
	var typeNode, orderNode, to, oneOf, validate *toml.Node
	for c := b.doc.First(n); c != nil; c = b.doc.Next(c) {
		switch c.Name() {
		case "type":
			typeNode = c
		case "summary":
			b.text(c, &f.Summary)
		case "to":
			to = c
		case "many":
			b.flag(c, &f.Many)
		case "required":
			b.flag(c, &f.Required)
		case "one_of":
			oneOf = c
		case "validate":
			validate = c
			b.text(c, &f.Validate)
		case "unique":
			b.flag(c, &f.Unique)
		case "acyclic":
			b.flag(c, &f.Acyclic)
		case "lifetime":
			b.flag(c, &f.Lifetime)
		case "order":
			orderNode = c
		case "fields":
			f.Fields = b.fields(c, "field "+f.Name)
		case "period": // of the common fields only
			if !b.builtin {
				b.unknownKey(c, "a field", fieldKeys)
			}
			b.flag(c, &f.onlyTimed)
		default:
			b.unknownKey(c, "a field", fieldKeys)
		}
	}
	b.fieldType(n, typeNode, &f)
	if f.Type != 0 {
		b.fieldOptions(n, &f, to, oneOf, orderNode, validate)
	}
	return f, len(b.mistakes) == before
}

func (b *builder) fieldType(n, typeNode *toml.Node, f *Field) {
	if typeNode == nil {
		b.mistake(n.Key, "field %s has no type; it is one of %s", f.Name, list(declarable()))
		return
	}
	var name string
	if !b.text(typeNode, &name) {
		return
	}
	for t, tn := range typeNames {
		if tn == name && t > 0 && (Type(t) < idType || b.builtin) {
			f.Type = Type(t)
			return
		}
	}
	b.mistake(typeNode.Span, "there is no type %s%s; it is one of %s", quote(name), didYouMean(name, declarable()), list(declarable()))
}

func declarable() []string { return typeNames[String:idType] }

func (b *builder) fieldOptions(n *toml.Node, f *Field, to, oneOf, order, validate *toml.Node) {
	refers := f.Type == RefType || f.Type == ActorType
	if to != nil {
		if !refers {
			b.mistake(to.Key, "to is for fields of type ref and actor, not %s", f.Type)
		} else {
			f.toNames = b.texts(to)
			b.refs = append(b.refs, refDeclaration{to.Span, b.strings(to)})
		}
	} else if f.Type == ActorType {
		f.toNames = []string{"person"}
	}
	if oneOf != nil {
		if f.OneOf = b.texts(oneOf); f.Type != String && len(f.OneOf) > 0 {
			b.mistake(oneOf.Key, "one_of is for fields of type string, not %s", f.Type)
		} else if len(f.OneOf) == 0 {
			b.mistake(oneOf.Span, "one_of names no value")
		}
	}
	if order != nil {
		var name string
		if b.text(order, &name) {
			i := slices.Index(orderNames[:], name)
			switch {
			case i < 1:
				b.mistake(order.Span, "order is before, after or during, not %s", quote(name))
			case f.Type != RefType && f.Type != relationType:
				b.mistake(order.Key, "order is for fields of type ref, not %s", f.Type)
			default:
				f.Order = Order(i)
			}
		}
	}
	for _, o := range []struct {
		name string
		on   bool
		fits bool
	}{
		{"lifetime", f.Lifetime, refers},
		{"acyclic", f.Acyclic, f.Type == RefType},
		{"unique", f.Unique, f.Type != TableType && f.Type != ActorType},
		{"fields", f.Fields != nil, f.Type == TableType},
		{"validate", validate != nil, f.Type == String || f.Type == Integer || f.Type == Number || f.Type == URL || f.Type == Boolean},
	} {
		if o.on && !o.fits {
			b.mistake(b.doc.Get(n, o.name).Key, "%s does not go with type %s", o.name, f.Type)
			return
		}
	}
	if f.Validate != "" {
		if err := checkTag(f.Validate, f.Type); err != nil {
			b.mistake(validate.Span, "validate: %v", err)
		}
	}
	switch f.Type {
	case ActorType:
		f.Fields = []Field{
			actorPerson: {Name: "person", Type: RefType, Required: true, toNames: f.toNames, Lifetime: f.Lifetime, Summary: "Who acts."},
			actorAs:     {Name: "as", Type: RefType, Lifetime: f.Lifetime, Summary: "The office acted in."},
		}
	case relationType:
		f.Fields = []Field{
			relationTo:      {Name: "id", Type: RefType, Required: true, Order: f.Order, Summary: "The other fact."},
			relationAtLeast: {Name: "at_least", Type: Duration, Summary: "The least time between the two."},
			relationAtMost:  {Name: "at_most", Type: Duration, Summary: "The most time between the two."},
		}
	}
}

// The tables of fixed form hold their entries in this order.
const (
	actorPerson = 0
	actorAs     = 1

	relationTo      = 0
	relationAtLeast = 1
	relationAtMost  = 2
)

func (b *builder) text(n *toml.Node, to *string) bool {
	if n.Type != toml.String {
		b.mistake(n.Span, "%s is a string", n.Name())
		return false
	}
	*to = strings.Clone(n.Text())
	return true
}

func (b *builder) flag(n *toml.Node, to *bool) {
	if n.Type != toml.Boolean {
		b.mistake(n.Span, "%s is true or false", n.Name())
		return
	}
	*to = n.Bool()
}

// strings returns the nodes of a list of strings, or of a single one.
func (b *builder) strings(n *toml.Node) []*toml.Node {
	if n.Type == toml.String {
		return []*toml.Node{n}
	}
	if n.Type != toml.Array {
		b.mistake(n.Span, "%s is a list of strings", n.Name())
		return nil
	}
	var out []*toml.Node
	for c := b.doc.First(n); c != nil; c = b.doc.Next(c) {
		if c.Type != toml.String {
			b.mistake(c.Span, "%s is a list of strings", n.Name())
			return nil
		}
		out = append(out, c)
	}
	return out
}

func (b *builder) texts(n *toml.Node) []string {
	var out []string
	for _, c := range b.strings(n) {
		out = append(out, strings.Clone(c.Text()))
	}
	return out
}

func (b *builder) unknownKey(n *toml.Node, of string, known []string) {
	b.mistake(n.Key, "%s has no key %s%s; its keys are %s", of, quote(n.Name()), didYouMean(n.Name(), known), list(known))
}

func isKindName(s string) bool {
	for i, c := range []byte(s) {
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		if !letter && (i == 0 || c != '_' && c != '-' && (c < '0' || c > '9')) {
			return false
		}
	}
	return s != ""
}
