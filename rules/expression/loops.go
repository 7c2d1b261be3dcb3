package expression

import "github.com/expr-lang/expr/ast"

// loop lowers the functions that ask something of each element of a list. The
// list is made by expr's own map, each element of which costs as many steps as
// the condition has parts; then a function of the whole list is asked.
func (w *lowering) loop(n ast.Node, name string, f function, args []ast.Node) term {
	if len(args) == 0 || len(args) > 2 || len(args) == 1 && name != "sum" && name != "count" {
		return w.wrongCount(n, f, args)
	}
	list := w.lower(args[0])
	if !anyList.accepts(list.typ) {
		return w.fail(args[0], "this is %s, but %s takes a list", list.typ.words(), f.usage)
	}
	elem := list.typ.element()
	body := term{&ast.PointerNode{}, elem}
	before := w.nodes
	if len(args) == 2 {
		w.items = append(w.items, body)
		body = w.lower(args[1].(*ast.PredicateNode).Node)
		w.items = w.items[:len(w.items)-1]
	}
	result := boolType
	switch name {
	case "count":
		result = intType
	case "filter":
		result = list.typ
	case "find":
		result = elem
	case "map":
		result = listOf(body.typ)
	case "sum":
		result = body.typ
		if result.class == nothingClass {
			result = intType
		}
		if !numberType.accepts(body.typ) {
			return w.fail(args[len(args)-1], "sum adds numbers, not elements of which each is %s", body.typ.words())
		}
	}
	if name != "map" && name != "sum" && !boolType.accepts(body.typ) {
		return w.fail(args[len(args)-1], "%s asks for something true or false of each element, not for %s", name, body.typ.words())
	}
	weight := constant(int64(w.nodes - before + 1))
	node := w.let(list.node, func(id string) ast.Node {
		each := &ast.BuiltinNode{Name: "map", Arguments: []ast.Node{
			loadList(id), &ast.PredicateNode{Node: call("$tick", weight, body.node)},
		}}
		return cond(test("$list", load(id)), call(name, load(id), each), load(id))
	})
	return term{node, result}
}
