package expression

import (
	"slices"

	"github.com/expr-lang/expr/ast"

	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// special lowers the functions whose types depend on their arguments.
func (w *lowering) special(n ast.Node, name string, f function, args []ast.Node) term {
	switch {
	case name == "min" || name == "max":
		return w.extreme(n, name, f, args)
	case name == "refs_to":
		return w.refsTo(n, f, args)
	case len(args) != 1:
		return w.wrongCount(n, f, args)
	}
	switch name {
	case "date":
		if text, ok := args[0].(*ast.StringNode); ok {
			return w.date(text)
		}
		return w.fail(args[0], "date takes a date in quotes, such as date(\"2022-05-13\")")
	case "days":
		if text, ok := args[0].(*ast.StringNode); ok {
			if least, most, ok := types.ParseDuration(text.Value); ok {
				return term{constant(&Range{least, most}), rangeType}
			}
		}
		return w.fail(args[0], "days takes a duration in quotes, such as days(\"31d\"), \"2w\", \"6m\" or \"1y\"")
	}
	t := w.lower(args[0])
	wrong := func(takes string) term {
		return w.fail(args[0], "this is %s, but %s takes %s", t.typ.words(), f.usage, takes)
	}
	switch name {
	case "has":
		return term{call("has", t.node), boolType}
	case "len":
		if !anyList.accepts(t.typ) && !textType.accepts(t.typ) {
			return wrong("a list or a text")
		}
		return term{call("len", t.node), intType}
	case "tenures_of":
		if !anyFact.accepts(t.typ) {
			return wrong("a fact that somebody holds")
		}
		return term{call("tenures_of", t.node), listOf(w.tenures())}
	case "keys", "values":
		if t.typ.class != tableClass {
			return wrong("a table")
		}
		if name == "keys" {
			return term{call("keys", t.node), listOf(textType)}
		}
		elem := &typ{class: nothingClass}
		for i := range t.typ.field.Fields {
			if elem = unite(elem, fieldType(&t.typ.field.Fields[i])); elem == nil {
				elem = anyType
			}
		}
		return term{call("values", t.node), listOf(elem)}
	}
	if !anyList.accepts(t.typ) {
		return wrong("a list")
	}
	elem := t.typ.element()
	if name == "unique" {
		switch elem.class {
		case dateClass, rangeClass, actorClass, tableClass, listClass:
			return w.fail(args[0], "unique takes a list of facts, texts or numbers, not one of which each is %s", elem.words())
		}
		return term{call("unique", t.node), listOf(elem)}
	}
	return term{call(name, t.node), elem}
}

// tenures is the type of a fact in the tenure role.
func (w *lowering) tenures() *typ {
	t := &typ{class: factClass}
	for _, k := range w.language.vocabulary.Kinds {
		if k.Tenure != nil {
			t.kinds = append(t.kinds, k)
		}
	}
	return t
}

// extreme lowers min and max of a list, or of some numbers.
func (w *lowering) extreme(n ast.Node, name string, f function, args []ast.Node) term {
	if len(args) == 0 {
		return w.wrongCount(n, f, args)
	}
	if len(args) == 1 {
		t := w.argument(args[0], numbers, f)
		if t.typ.class == listClass {
			return term{call(name, t.node), t.typ.elem}
		}
		return term{call(name, t.node), numberType}
	}
	list := &ast.ArrayNode{}
	elem := intType
	for _, a := range args {
		t := w.argument(a, numberType, f)
		list.Nodes = append(list.Nodes, t.node)
		if u := unite(elem, t.typ); u != nil {
			elem = u
		}
	}
	return term{call(name, list), elem}
}

// refsTo lowers refs_to(fact), which may be narrowed by a kind and a field.
func (w *lowering) refsTo(n ast.Node, f function, args []ast.Node) term {
	if len(args) == 0 || len(args) > 3 {
		return w.wrongCount(n, f, args)
	}
	to := w.argument(args[0], anyFact, f)
	from := &referring{}
	t := anyFact
	if len(args) > 1 {
		name, ok := args[1].(*ast.StringNode)
		if !ok {
			return w.fail(args[1], `write the kind of the facts in quotes: refs_to(fact, "event")`)
		}
		if from.kind = w.language.vocabulary.Kind(name.Value); from.kind == nil {
			return w.fail(name, "there is no kind %s%s", wording.QuoteCut(name.Value, 40), didYouMean(name.Value, w.language.vocabulary.Names))
		}
		t = &typ{class: factClass, kinds: []*vocabulary.Kind{from.kind}}
	}
	if len(args) > 2 {
		name, ok := args[2].(*ast.StringNode)
		if !ok {
			return w.fail(args[2], `write the field in quotes: refs_to(fact, "event", "place")`)
		}
		i := from.kind.FieldIndex(name.Value)
		if i == vocabulary.None {
			names := w.language.fieldNames(t.kinds)
			return w.fail(name, "%s has no field %s%s; its fields are %s", t.words(), wording.QuoteCut(name.Value, 40), didYouMean(name.Value, slices.Values(names)), choices(names))
		}
		switch of := elementType(&from.kind.Fields[i]); of.class {
		case factClass, actorClass, tableClass:
		default:
			return w.fail(name, "the field %s holds %s, which refers to nothing", name.Value, of.words())
		}
		from.field = name.Value
	}
	return term{call("refs_to", to.node, constant(from)), listOf(t)}
}
