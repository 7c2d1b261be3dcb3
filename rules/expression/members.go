package expression

import (
	"slices"

	"github.com/expr-lang/expr/ast"

	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// access says where in a fact a field is: at an index of one kind, or
// wherever a fact of another kind has one of that name.
type access struct {
	name  string
	kind  *vocabulary.Kind
	index int
}

func (a *access) in(k *vocabulary.Kind) int {
	if k == a.kind {
		return a.index
	}
	return k.FieldIndex(a.name)
}

func (w *lowering) member(n *ast.MemberNode) term {
	if n.Method {
		return w.fail(n, "fields have no functions; write function(fact.field)")
	}
	target := w.lower(n.Node)
	if target.typ == failed {
		return target
	}
	if target.typ.class == listClass {
		return w.element(n, target)
	}
	property, ok := n.Property.(*ast.StringNode)
	if !ok {
		return w.fail(n.Property, "write the name of the field in quotes; only a list takes a number here")
	}
	switch target.typ.class {
	case factClass, anyClass:
		t := w.language.factField(target.typ.kinds, property.Value)
		if t == nil {
			return w.noField(n, property.Value, target.typ)
		}
		a := &access{name: property.Value}
		if len(target.typ.kinds) == 1 {
			a.kind, a.index = target.typ.kinds[0], target.typ.kinds[0].FieldIndex(property.Value)
		}
		return term{call("$field", target.node, constant(a)), t}
	case actorClass, tableClass:
		return w.entry(n, property.Value, target)
	case rangeClass:
		switch property.Value {
		case "least", "most":
			return term{call("$"+property.Value, target.node), intType}
		}
		return w.fail(n.Property, "a number of days has only least and most, not %s", wording.QuoteCut(property.Value, 40))
	}
	return w.fail(n.Property, "%s has no fields, so none called %s", target.typ.words(), wording.QuoteCut(property.Value, 40))
}

// factField is the type of a field in facts of some kinds, nil when none has it.
func (l *Language) factField(kinds []*vocabulary.Kind, name string) *typ {
	if len(kinds) > 0 {
		return fieldOf(kinds, name)
	}
	t, known := l.anywhere[name]
	if !known {
		t = fieldOf(l.vocabulary.Kinds, name)
		l.anywhere[name] = t
	}
	return t
}

func fieldOf(kinds []*vocabulary.Kind, name string) *typ {
	var t *typ
	for _, k := range kinds {
		i := k.FieldIndex(name)
		if i == vocabulary.None {
			continue
		}
		of := fieldType(&k.Fields[i])
		if t == nil {
			t = of
		} else if !same(t, of) {
			if t = unite(t, of); t == nil {
				return anyType
			}
		}
	}
	return t
}

// fieldNames lists the fields that facts of some kinds have.
func (l *Language) fieldNames(kinds []*vocabulary.Kind) []string {
	if len(kinds) == 0 {
		if l.names == nil {
			l.names = namesOf(l.vocabulary.Kinds)
		}
		return l.names
	}
	return namesOf(kinds)
}

func namesOf(kinds []*vocabulary.Kind) []string {
	seen := map[string]bool{}
	var own, common []string
	for _, k := range kinds {
		for i := range k.Fields {
			f := &k.Fields[i]
			if seen[f.Name] {
				continue
			}
			seen[f.Name] = true
			if f.Common() {
				common = append(common, f.Name)
			} else {
				own = append(own, f.Name)
			}
		}
	}
	return append(own, common...)
}

func (w *lowering) noField(n *ast.MemberNode, name string, of *typ) term {
	names := w.language.fieldNames(of.kinds)
	near := didYouMean(name, slices.Values(names))
	if len(of.kinds) == 0 {
		return w.fail(n.Property, "no kind has a field %s%s", wording.QuoteCut(name, 40), near)
	}
	if near == "" {
		near = "; its fields are " + choices(names)
	}
	return w.fail(n.Property, "%s has no field %s%s", of.words(), wording.QuoteCut(name, 40), near)
}

// element lowers list[number].
func (w *lowering) element(n *ast.MemberNode, list term) term {
	if property, ok := n.Property.(*ast.StringNode); ok {
		name := wording.Cut(property.Value, 40)
		return w.fail(n.Property, "this is a list, which has no %s itself; ask any(list, .%s …), all(list, .%s …) or list[0].%s", name, name, name, name)
	}
	i := w.lower(n.Property)
	if !intType.accepts(i.typ) {
		return w.fail(n.Property, "an element of a list is asked for by its number, from 0, not by %s", i.typ.words())
	}
	return term{call("$at", list.node, i.node), list.typ.elem}
}

// entry lowers a field of a table or an actor.
func (w *lowering) entry(n *ast.MemberNode, name string, target term) term {
	fields := target.typ.field.Fields
	i := slices.IndexFunc(fields, func(f vocabulary.Field) bool { return f.Name == name })
	if i < 0 {
		i = slices.IndexFunc(fields, func(f vocabulary.Field) bool { return f.Name == "*" })
	}
	if i < 0 {
		names := vocabulary.FieldNames(fields)
		return w.fail(n.Property, "%s has no field %s%s; its fields are %s", target.typ.words(), wording.QuoteCut(name, 40), didYouMean(name, slices.Values(names)), choices(names))
	}
	if target.typ.class == actorClass {
		return term{call("$actor", target.node, constant(int64(i))), fieldType(&fields[i])}
	}
	return term{call("$entry", target.node, constant(name)), fieldType(&fields[i])}
}
