package vocabulary

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/wording"
)

// roleDeclaration is a role to be read once all fields are known.
type roleDeclaration struct {
	kind *Kind
	name string
	node *toml.Node
	file int
}

// roleNames are the keys of a kind that declare roles.
var roleNames = keysOf(reflect.TypeFor[Roles]())

// keysOf returns the keys that the tags of a struct give, in order.
func keysOf(t reflect.Type) (keys []string) {
	for i := range t.NumField() {
		if key := t.Field(i).Tag.Get("toml"); key != "" {
			keys = append(keys, key)
		}
	}
	return keys
}

// roleNamed returns one of the roles, to be set.
func roleNamed(r *Roles, name string) reflect.Value {
	return reflect.ValueOf(r).Elem().Field(slices.Index(roleNames, name))
}

// role reads one role of a kind, whose fields are all known now.
func (b *builder) role(d roleDeclaration) {
	role := roleNamed(&d.kind.Roles, d.name)
	if !role.IsNil() || d.name == "tenure" && d.kind.Vacancy != nil {
		b.mistake(d.node.Key, "%s already has the role %s%s", d.kind.Name, d.name, b.givenBefore(d))
		return
	}
	r := roleReader{b, d.kind, d.name, d.node}
	role.Set(reflect.New(role.Type().Elem()))
	if usual := roleNamed(&b.usual, d.name); !usual.IsNil() {
		role.Elem().Set(usual.Elem())
	}
	if r.fill(role.Elem()) {
		r.judge()
	}
	if t := d.kind.Tenure; d.name == "tenure" {
		if r.has("holds") && !r.has("holds_it") {
			t.HoldsIt = t.Holds + " it"
		}
		if !r.has("holder") {
			d.kind.Tenure, d.kind.Vacancy = nil, t
		}
	}
}

// common reads the words that roles have unless they bring their own, and the
// labels of kinds that give none.
func (b *builder) common(n *toml.Node) {
	for c := b.doc.First(n); c != nil; c = b.doc.Next(c) {
		switch name := c.Name(); {
		case slices.Contains(roleNames, name):
			role := roleNamed(&b.usual, name)
			role.Set(reflect.New(role.Type().Elem()))
			roleReader{b, &Kind{}, name, c}.fill(role.Elem())
		case name == "label":
			labels, _ := b.strings(c)
			for _, l := range labels {
				b.labelled = append(b.labelled, l.Text())
			}
		}
	}
}

// givenBefore says in which file a kind has got a role already.
func (b *builder) givenBefore(d roleDeclaration) string {
	for _, first := range b.roles {
		if first.kind == d.kind && first.name == d.name && first.file != d.file && first.file >= 0 {
			in := b.files[first.file]
			return fmt.Sprintf(", given in %s on line %d", wording.Quote(in.Name), toml.NewLines(in.Doc.Source).Line(first.node.Key.Start))
		}
	}
	return ""
}

// roleReader reads one role. Fields that it does not find are None; what was
// wrong with them has then been told.
type roleReader struct {
	b    *builder
	kind *Kind
	name string
	node *toml.Node
}

const periodForm = "a period names its fields: \"FIELD\", or { start = \"FIELD\", end = \"FIELD\" }"

// fill reads what is declared into a role, and reports whether it has no keys
// but those of the role. A period may be the name of its date alone.
func (r roleReader) fill(role reflect.Value) bool {
	t := role.Type()
	whole := r.node.Type == toml.Table
	switch keys := keysOf(t); {
	case whole:
		for n := r.b.doc.First(r.node); n != nil; n = r.b.doc.Next(n) {
			if !slices.Contains(keys, n.Name()) {
				r.b.unknownKey(n, "the role "+r.name, keys)
				whole = false
			}
		}
	case r.name != "period":
		r.b.mistake(r.node.Span, "the role %s is a table with the keys %s", r.name, wording.And(keys))
	case r.node.Type != toml.String:
		r.b.mistake(r.node.Span, periodForm)
	}
	for i := range t.NumField() {
		tag := t.Field(i).Tag
		key, takes := tag.Get("toml"), takesOf(tag.Get("takes"))
		n := r.b.doc.Get(r.node, key)
		if key == "date" && r.node.Type == toml.String {
			n = r.node
		}
		switch to := role.Field(i).Addr().Interface().(type) {
		case *int:
			if *to = None; n != nil {
				*to = r.fieldAt(n, takes)
			}
		case *OtherField:
			if n != nil {
				*to = r.other(n, int(role.FieldByName("Of").Int()), tag.Get("own") != "", takes)
			}
		case *bool:
			if n != nil {
				r.b.flag(n, to)
			}
		case *string:
			if n != nil {
				r.word(n, to)
			}
		}
	}
	return whole
}

// takesOf reads the tag of a role's key: types, and "many".
func takesOf(tag string) (t takes) {
	for name := range strings.FieldsSeq(tag) {
		if name == "many" {
			t.many = true
		} else {
			t.types = append(t.types, types.Named(name))
		}
	}
	return t
}

// judge tells what a role lacks.
func (r roleReader) judge() {
	switch {
	case r.name == "period" && !r.has("date") && !r.has("start") && !r.has("end"):
		r.b.mistake(r.node.Key, periodForm)
	case r.name == "tenure" && !r.has("of"):
		r.b.mistake(r.node.Key, "a tenure names its holder and what they hold: { holder = \"FIELD\", of = \"FIELD\" }")
	case r.name == "election" && (!r.has("office") || !r.has("winner")):
		r.b.mistake(r.node.Key, "an election names the office and who was chosen: { office = \"FIELD\", winner = \"FIELD\" }")
	case r.name == "quantity" && !r.has("of"):
		r.b.mistake(r.node.Key, "a quantity names what it measures: { of = \"FIELD\" }")
	case r.name == "quantity" && !r.has("min") && !r.has("max") && !r.has("value") && !r.has("shares"):
		r.b.mistake(r.node.Key, "a quantity names its number: value = \"FIELD\", or min and max")
	}
}

func (r roleReader) has(key string) bool { return r.b.doc.Get(r.node, key) != nil }

// maxWord is how many bytes a word of a role may have: messages repeat it.
const maxWord = 60

func (r roleReader) word(n *toml.Node, to *string) {
	var word string
	if !r.b.text(n, &word) {
		return
	}
	if word == "" || len(word) > maxWord || strings.ContainsAny(word, "\n\t") {
		r.b.mistake(n.Span, "%s is a word or a few on one line, such as \"holds\", of up to %d bytes", n.Name(), maxWord)
		return
	}
	*to = word
}

// fieldAt returns the index of the field that a key of the role names.
func (r roleReader) fieldAt(n *toml.Node, takes takes) int {
	var name string
	if !r.b.text(n, &name) || r.b.spoilt[spoiltField{r.kind, name}] {
		return None
	}
	i := r.kind.named(name)
	if i == None {
		hint := r.b.nearest(name, fieldNames(r.kind))
		if fit := r.fitting(takes); hint == "" && len(fit) > 0 {
			hint = "; of type " + either(takes.types) + " it has " + wording.And(fit)
		}
		r.b.mistake(n.Span, "kind %s has no field %s%s", r.kind.Name, wording.Quote(name), hint)
		return None
	}
	switch f := &r.kind.Fields[i]; {
	case !slices.Contains(takes.types, f.Type):
		r.b.mistake(n.Span, "the role %s needs a field of type %s here; %s is of type %s", r.name, either(takes.types), name, f.Type)
		return None
	case !takes.fits(f):
		r.b.mistake(n.Span, "the role %s needs a field with a single value here; %s has many = true", r.name, name)
		return None
	}
	return i
}

// other returns a field that the role expects not in this kind but in what its
// field of refers to, or with own in either of them.
func (r roleReader) other(n *toml.Node, of int, own bool, takes takes) OtherField {
	var name string
	if !r.b.text(n, &name) {
		return OtherField{}
	}
	out := OtherField{name, takes}
	if of == None {
		return out
	}
	to := &r.kind.Fields[of]
	var names []string
	looked := len(to.toNames) == 0 // may name anything
	search := func(k *Kind) bool {
		if r.b.spoilt[spoiltField{k, name}] {
			return true
		}
		for i := range k.Fields {
			if f := &k.Fields[i]; takes.fits(f) {
				if f.Name == name {
					return true
				}
				names = append(names, f.Name)
			}
		}
		return false
	}
	for _, kind := range to.toNames {
		k := r.b.v.byName[kind]
		looked = looked || k == nil || search(k)
	}
	if looked || own && search(r.kind) {
		return out
	}
	has, where := " has no field ", "what the field "+wording.Quote(to.Name)+" names"
	if len(to.toNames) <= 3 {
		where = wording.Or(to.toNames)
	}
	if own {
		has, where = " has a field ", "neither "+where+" nor "+r.kind.Name
	}
	single := " with a single value"
	if takes.many {
		single = ""
	}
	r.b.mistake(n.Span, "%s%s%s of type %s%s%s", where, has, wording.Quote(name), either(takes.types), single, r.b.nearest(name, names))
	return out
}

// fitting returns some fields of the kind that a key of the role may name.
func (r roleReader) fitting(takes takes) (names []string) {
	for i := range r.kind.Fields {
		if f := &r.kind.Fields[i]; takes.fits(f) && len(names) < 5 {
			names = append(names, f.Name)
		}
	}
	return names
}

// named finds a field before the kind is indexed.
func (k *Kind) named(name string) int {
	return slices.IndexFunc(k.Fields, func(f Field) bool { return f.Name == name })
}

func fieldNames(k *Kind) []string {
	names := make([]string, len(k.Fields))
	for i := range k.Fields {
		names[i] = k.Fields[i].Name
	}
	return names
}

func either(types []types.Type) string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = t.String()
	}
	return strings.Join(names, " or ")
}
