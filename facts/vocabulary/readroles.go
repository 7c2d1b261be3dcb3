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

// roleDeclaration is a role to be read once all fields are known.
type roleDeclaration struct {
	kind     *Kind
	name     string
	path     string
	node     *toml.Node
	file     int
	declared reflect.Value // a pointer, nil when it is not a role at all
}

// roleNames are the keys of a kind that declare roles.
var roleNames = func() (names []string) {
	for _, k := range declaration.Keys(reflect.TypeFor[Roles]()) {
		names = append(names, k.Name)
	}
	return names
}()

// roleNamed returns one of the roles, to be set.
func roleNamed(r *Roles, name string) reflect.Value {
	return reflect.ValueOf(r).Elem().Field(slices.Index(roleNames, name))
}

// role reads one role of a kind, whose fields are all known now.
func (b *builder) role(d roleDeclaration) {
	role := roleNamed(&d.kind.Roles, d.name)
	if !role.IsNil() || d.name == "tenure" && d.kind.Vacancy != nil {
		b.doc.Mistake(d.path, d.node.Key, "%s already has the role %s%s", d.kind.Name, d.name, b.givenBefore(d))
		return
	}
	if d.declared.IsNil() {
		return
	}
	r := roleReader{b, d}
	role.Set(reflect.New(role.Type().Elem()))
	role.Elem().Set(d.declared.Elem())
	if usual := roleNamed(&b.usual, d.name); !usual.IsNil() {
		withWords(role.Elem(), usual.Elem())
	}
	r.find(role.Elem())
	if !b.doc.Partial(d.path) {
		r.judge()
	}
	if t := d.kind.Tenure; d.name == "tenure" {
		if r.has("holds") && !r.has("holds_it") {
			t.HoldsIt = t.Holds + " it"
		}
		if (r.has("holds") || r.has("holds_it")) && !r.has("held_it") {
			t.HeldIt = t.HoldsIt
		}
		if !r.has("holder") {
			d.kind.Tenure, d.kind.Vacancy = nil, t
		}
	}
}

// withWords gives a role the words that it does not bring itself.
func withWords(role, usual reflect.Value) {
	for i := range role.NumField() {
		if f := role.Field(i); f.Kind() == reflect.String && f.Len() == 0 {
			f.Set(usual.Field(i))
		}
	}
}

// common reads what kinds and roles have that give none of their own, and the fields
// that every kind has.
func (b *builder) common(d *builtinDeclarations) {
	b.usual, b.labelled = d.Common.Roles, d.Common.Label
	b.v.Also, b.v.Columns, b.v.Lists = d.Common.Also, d.Common.Columns, d.Common.Lists
	const path = "common.field"
	for n := range b.doc.Children(b.get(b.get(b.doc.Root(), "common"), "field")) {
		c := d.Common.Field[n.Name()]
		f, _ := b.field(c.FieldDeclaration, n, path+"["+n.Name()+"]", 0)
		f.common = true
		if c.Period {
			b.relations = append(b.relations, f)
		} else {
			b.always = append(b.always, f)
		}
	}
	b.counted = 0
}

// givenBefore says in which file a kind has got a role already.
func (b *builder) givenBefore(d roleDeclaration) string {
	for _, first := range b.roles {
		if first.kind == d.kind && first.name == d.name && first.file != d.file && first.file > 0 {
			return ", given in " + b.where(place{first.file, first.node.Key.Start})
		}
	}
	return ""
}

// roleReader finds the fields that a role names. Those that it does not find are
// None; what was wrong with them has then been reported.
type roleReader struct {
	*builder
	roleDeclaration
}

// find finds the fields that the keys of a role name.
func (r roleReader) find(role reflect.Value) {
	for i := range role.NumField() {
		tag := role.Type().Field(i).Tag
		path, takes := r.path+"."+tag.Get("key"), takesOf(tag.Get("takes"))
		n := naming{r.kind, r.key(tag.Get("key")), path, r.doc}
		stands := n.node != nil && !r.doc.HasMistake(path)
		switch to := role.Field(i).Addr().Interface().(type) {
		case *int:
			if *to = None; stands {
				*to = r.fieldAt(n, takes)
			}
		case *OtherField:
			if stands {
				*to = OtherField{n.node.Text(), takes}
				r.judgeOther(n, int(role.FieldByName("Of").Int()), tag.Get("own") != "", takes)
			}
		}
	}
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

// judge says what a role lacks.
func (r roleReader) judge() {
	switch {
	case r.name == "period" && !r.has("date") && !r.has("start") && !r.has("end"):
		r.doc.Mistake(r.path, r.node.Key, "a period names its fields: \"FIELD\", or { start = \"FIELD\", end = \"FIELD\" }")
	case r.name == "tenure" && !r.has("of"):
		r.doc.Mistake(r.path, r.node.Key, "a tenure names its holder and what they hold: { holder = \"FIELD\", of = \"FIELD\" }")
	case r.name == "membership" && (!r.has("member") || !r.has("of")):
		r.doc.Mistake(r.path, r.node.Key, "a membership names its member and what they belong to: { member = \"FIELD\", of = \"FIELD\" }")
	case r.name == "election" && (!r.has("office") || !r.has("winner")):
		r.doc.Mistake(r.path, r.node.Key, "an election names the office and who was chosen: { office = \"FIELD\", winner = \"FIELD\" }")
	case r.name == "quantity" && !r.has("of"):
		r.doc.Mistake(r.path, r.node.Key, "a quantity names what it measures: { of = \"FIELD\" }")
	case r.name == "quantity" && !r.has("min") && !r.has("max") && !r.has("value") && !r.has("shares"):
		r.doc.Mistake(r.path, r.node.Key, "a quantity names its number: value = \"FIELD\", or min and max")
	}
}

func (r roleReader) has(key string) bool { return r.key(key) != nil }

// key returns what a key of the role has; a text is that of its short form.
func (r roleReader) key(name string) *toml.Node {
	if s, ok := r.declared.Interface().(declaration.Shorthand); ok && name == s.Short() && r.node.Type == toml.String {
		return r.node
	}
	return r.get(r.node, name)
}

// fieldAt returns the index of the field that a key of the role names.
func (r roleReader) fieldAt(n naming, takes takes) int {
	name := n.node.Text()
	if r.mistaken[kindKey{r.kind, name}] {
		return None
	}
	i := r.kind.FieldIndex(name)
	if i == None {
		hint := r.nearest(name, FieldNames(r.kind.Fields))
		if fit := r.fitting(takes); hint == "" && len(fit) > 0 {
			hint = "; of type " + either(takes.types) + " it has " + wording.And(fit)
		}
		n.mistake("kind %s has no field %s%s", r.kind.Name, wording.Quote(name), hint)
		return None
	}
	switch f := &r.kind.Fields[i]; {
	case !slices.Contains(takes.types, f.Type):
		n.mistake("the role %s needs a field of type %s here; %s is of type %s", r.name, either(takes.types), name, f.Type)
		return None
	case !takes.fits(f):
		n.mistake("the role %s needs a field with a single value here; %s has many = true", r.name, name)
		return None
	}
	return i
}

// judgeOther judges a field that the role expects not in this kind but in what its
// field of refers to, or with own in either of them.
func (r roleReader) judgeOther(n naming, of int, own bool, takes takes) {
	if of == None {
		return
	}
	name := n.node.Text()
	to := &r.kind.Fields[of]
	var names []string
	looked := len(to.toNames) == 0 // may name anything
	search := func(k *Kind) bool {
		if r.mistaken[kindKey{k, name}] {
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
		k := r.v.byName[kind]
		looked = looked || k == nil || search(k)
	}
	if looked || own && search(r.kind) {
		return
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
	n.mistake("%s%s%s of type %s%s%s", where, has, wording.Quote(name), either(takes.types), single, r.nearest(name, names))
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

func either(types []types.Type) string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = t.String()
	}
	return strings.Join(names, " or ")
}
