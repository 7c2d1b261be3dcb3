package vocabulary

import (
	"slices"

	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/wording"
)

var wideningKeys = []string{"to", "many", "one_of"}

// widen lets a field that a kind has already take more: facts of more kinds, lists,
// more values. Nothing can be taken from it.
func (b *builder) widen(k *Kind, n *toml.Node) {
	f := &k.Fields[k.named(n.Name())]
	for c := b.doc.First(n); c != nil; c = b.doc.Next(c) {
		switch name := c.Name(); {
		case !slices.Contains(wideningKeys, name):
			b.mistake(c.Key, "%s already has a field %s, which can be widened by %s, but not given %s", k.Name, f.Name, wording.And(wideningKeys), wording.Quote(name))
		case name == "to" && f.Type != types.Ref && f.Type != types.Actor, name == "one_of" && f.Type != types.String:
			b.mistake(c.Key, "%s does not go with type %s; it goes with %s", name, f.Type, optionTypes[name])
		case name == "to" && len(f.toNames) == 0:
			b.mistake(c.Key, "the field %s of %s takes facts of any kind already", f.Name, k.Name)
		case name == "one_of" && len(f.OneOf) == 0:
			b.mistake(c.Key, "the field %s of %s takes any text already", f.Name, k.Name)
		case name == "to":
			b.to(c, f)
			if f.Type == types.Actor {
				f.Fields = slices.Clone(f.Fields)
				f.Fields[ActorPerson].toNames = f.toNames
			}
		case name == "one_of":
			f.OneOf = slices.Clip(f.OneOf) // that of a common field is every kind's
			b.oneOf(c, f)
		case c.Type == toml.Boolean && !c.Bool():
			b.mistake(c.Span, "nothing can be taken from the field %s of %s; leave many out", f.Name, k.Name)
		case f.Common() && !f.Many:
			b.mistake(c.Key, "the field %s has a single value in every kind", f.Name)
		default:
			if role := b.singleIn(k, f); role != "" {
				b.mistake(c.Key, "the role %s needs a field with a single value; %s cannot have many", role, f.Name)
				continue
			}
			b.flag(c, &f.Many)
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
// that it may name, which is then told.
func (b *builder) fieldNamed(k *Kind, n *toml.Node, key string) int {
	var name string
	if !b.textOf(key, n, &name) || b.spoilt[spoiltField{k, name}] {
		return None
	}
	i := k.named(name)
	switch {
	case i == None:
		b.mistake(n.Span, "kind %s has no field %s%s", k.Name, wording.Quote(name), b.nearest(name, fieldNames(k)))
	case key == "alike" && (k.Fields[i].Type == types.Table || k.Fields[i].Type == types.Actor || k.Fields[i].Common()):
		b.mistake(n.Span, "facts are not alike by %s; name fields of their own, of one value each", name)
		return None
	case key != "alike" && k.Fields[i].Type != types.Ref:
		b.mistake(n.Span, "%s needs a field of type ref; %s is of type %s", key, name, k.Fields[i].Type)
	}
	return i
}
