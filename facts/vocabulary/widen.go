package vocabulary

import (
	"slices"

	"github.com/factlint/factlint/facts/declaration"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/wording"
)

var wideningKeys = []string{"to", "many", "one_of"}

// A widening lets a field that a kind has already take more.
type widening struct {
	naming
	declared FieldDeclaration
}

// widen lets a field take facts of more kinds, lists, or more values. Nothing can be
// taken from it.
func (b *builder) widen(w widening) {
	k, f := w.kind, &w.kind.Fields[w.kind.FieldIndex(w.node.Name())]
	for c := range b.doc.Children(w.node) {
		path := w.path + "." + c.Name()
		wrong := func(format string, args ...any) { b.doc.Mistake(path, c.Key, format, args...) }
		i := slices.IndexFunc(fieldKeys, func(k declaration.Key) bool { return k.Name == c.Name() })
		switch name := c.Name(); {
		case i < 0 || b.doc.HasMistake(path):
		case !slices.Contains(wideningKeys, name):
			wrong("%s already has a field %s, which can be widened by %s, but not given %s", k.Name, f.Name, wording.And(wideningKeys), wording.Quote(name))
		case !goesWithType(fieldKeys[i], f.Type):
			wrong("%s does not go with type %s; it goes with %s", name, f.Type, goesWith(fieldKeys[i]))
		case name == "to" && len(f.toNames) == 0:
			wrong("the field %s of %s takes facts of any kind already", f.Name, k.Name)
		case name == "one_of" && len(f.OneOf) == 0:
			wrong("the field %s of %s takes any text already", f.Name, k.Name)
		case name == "to":
			f.toNames = unique(slices.Concat(f.toNames, w.declared.To))
			b.kindNames(c, path)
			if f.Type.Form() == types.ActorForm || f.Timed {
				f.Fields = slices.Clone(f.Fields)
				f.Fields[0].toNames = f.toNames // of the person, or what is named for a while
			}
		case name == "one_of":
			f.OneOf = slices.Concat(f.OneOf, w.declared.OneOf)
			b.oneOf(c, len(f.OneOf), path)
		case !w.declared.Many:
			b.doc.Mistake(path, c.Span, "nothing can be taken from the field %s of %s; leave many out", f.Name, k.Name)
		case f.Common() && !f.Many:
			wrong("the field %s has a single value in every kind", f.Name)
		default:
			if role := b.singleIn(k, f); role != "" {
				wrong("the role %s needs a field with a single value; %s cannot have many", role, f.Name)
				continue
			}
			f.Many = true
		}
	}
}

// singleIn names the role, of the kind or of one whose facts refer to it, that
// takes only a single value of a field; "" for none.
func (b *builder) singleIn(k *Kind, f *Field) string {
	for _, of := range b.v.Kinds {
		for _, name := range roleNames {
			role := roleNamed(&of.Roles, name)
			if role.IsNil() {
				continue
			}
			for i := range role.Elem().NumField() {
				takes := takesOf(role.Type().Elem().Field(i).Tag.Get("takes"))
				switch at := role.Elem().Field(i).Interface().(type) {
				case int:
					if of == k && at != None && k.Fields[at].Name == f.Name && !takes.many {
						return name
					}
				case OtherField:
					if at.Name == f.Name && at.takes.fits(f) && !takes.many {
						return name
					}
				}
			}
		}
	}
	return ""
}

// fieldNamed returns the field of a kind that a key names, None when there is none
// that it may name, which is then a mistake.
func (b *builder) fieldNamed(n naming, key string) int {
	name := n.node.Text()
	if n.node.Type != toml.String || b.mistaken[kindKey{n.kind, name}] {
		return None
	}
	i := n.kind.FieldIndex(name)
	if i == None {
		n.mistake("kind %s has no field %s%s", n.kind.Name, wording.Quote(name), b.nearest(name, FieldNames(n.kind.Fields)))
		return None
	}
	switch f := &n.kind.Fields[i]; {
	case key == "alike" && (f.Type.Form() == types.TableForm || f.Type.Form() == types.ActorForm || f.Common()):
		n.mistake("facts are not alike by %s; name fields of their own, of one value each", name)
		return None
	case key != "alike" && f.Type.Form() != types.RefForm:
		n.mistake("%s needs a field of type ref; %s is of type %s", key, name, f.Type)
	}
	return i
}
