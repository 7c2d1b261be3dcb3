package expression

import (
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/expr-lang/expr/ast"

	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// lowering turns the tree of an expression into one of calls with three-valued
// answers, and finds the type of every part of it. expr then compiles and runs
// that: its own operators would fail on what is unknown.
type lowering struct {
	language *Language
	source   string
	mistakes []Mistake
	vars     []variable
	items    []term // what # is, the innermost last
	fresh    int    // variables made so far
	nodes    int
}

// variable is fact, or what let declares.
type variable struct {
	name string
	id   string // in the lowered tree; "" for fact
	typ  *typ
}

// term is a part of the lowered tree, with its type.
type term struct {
	node ast.Node
	typ  *typ
}

// fail notes a mistake, and returns a term about which nothing more is reported.
func (w *lowering) fail(at ast.Node, format string, args ...any) term {
	from, to := extent(at)
	return w.failAt(byteOffset(w.source, from), byteOffset(w.source, to), format, args...)
}

func (w *lowering) failAt(start, end int, format string, args ...any) term {
	m := Mistake{start, max(start, end), fmt.Sprintf(format, args...)}
	if len(w.mistakes) < maxMistakes && !slices.Contains(w.mistakes, m) {
		w.mistakes = append(w.mistakes, m)
	}
	return term{node: &ast.NilNode{}, typ: failed}
}

// extent is where a node is, in code points: of an operator the operator.
func extent(n ast.Node) (from, to int) {
	switch n := n.(type) {
	case *ast.CallNode:
		return extent(n.Callee)
	case *ast.ChainNode:
		return extent(n.Node)
	case *ast.PredicateNode:
		return extent(n.Node)
	case *ast.ConditionalNode:
		return extent(n.Cond)
	}
	return n.Location().From, n.Location().To
}

// call is a call of what everything is lowered to, with the machine when it takes that.
func call(name string, args ...ast.Node) ast.Node {
	if _, ok := callable(name).(func(*Machine, []any) (any, error)); ok {
		args = slices.Insert(args, 0, ast.Node(&ast.IdentifierNode{Value: "$env"}))
	}
	return &ast.CallNode{Callee: &ast.IdentifierNode{Value: name}, Arguments: args}
}

// test is a call that gives true or false and is never unknown.
func test(name string, args ...ast.Node) ast.Node {
	n := call(name, args...)
	n.SetType(reflect.TypeFor[bool]())
	return n
}

func constant(v any) ast.Node     { return &ast.ConstantNode{Value: v} }
func load(id string) ast.Node     { return &ast.IdentifierNode{Value: id} }
func loadList(id string) ast.Node { n := load(id); n.SetType(reflect.TypeFor[[]any]()); return n }

// let binds a value to a new variable, so that it is worked out once.
func (w *lowering) let(value ast.Node, in func(id string) ast.Node) ast.Node {
	w.fresh++
	id := "$" + strconv.Itoa(w.fresh)
	return &ast.VariableDeclaratorNode{Name: id, Value: value, Expr: in(id)}
}

func cond(if_, then, otherwise ast.Node) ast.Node {
	return &ast.ConditionalNode{Cond: if_, Exp1: then, Exp2: otherwise}
}

func (w *lowering) lower(n ast.Node) term {
	if w.nodes++; w.nodes > maxNodes {
		if w.nodes == maxNodes+1 {
			w.failAt(0, len(w.source), "the expression is too large; split it into several rules")
		}
		return term{node: &ast.NilNode{}, typ: failed}
	}
	switch n := n.(type) {
	case *ast.BoolNode:
		return term{constant(n.Value), boolType}
	case *ast.IntegerNode:
		return term{constant(int64(n.Value)), intType}
	case *ast.FloatNode:
		return term{constant(n.Value), numberType}
	case *ast.StringNode:
		return term{constant(n.Value), textType}
	case *ast.IdentifierNode:
		return w.identifier(n)
	case *ast.PointerNode:
		return w.pointer(n)
	case *ast.UnaryNode:
		return w.unary(n)
	case *ast.BinaryNode:
		return w.binary(n)
	case *ast.ConditionalNode:
		return w.conditional(n)
	case *ast.ChainNode: // every step of a chain gives nothing for nothing, ?. or not
		return w.lower(n.Node)
	case *ast.MemberNode:
		return w.member(n)
	case *ast.ArrayNode:
		return w.list(n)
	case *ast.VariableDeclaratorNode:
		return w.declare(n)
	case *ast.BuiltinNode:
		return w.call(n, n.Name, n.Arguments)
	case *ast.CallNode:
		if callee, ok := n.Callee.(*ast.IdentifierNode); ok {
			return w.call(n, callee.Value, n.Arguments)
		}
		return w.fail(n, "fields have no functions; write function(fact.field)")
	case *ast.NilNode:
		return w.fail(n, "nothing equals nil; ask has(fact.field) whether a field is written")
	case *ast.SliceNode:
		return w.fail(n, "a part of a list cannot be cut out; use filter(list, condition)")
	case *ast.MapNode:
		return w.fail(n, "an expression makes no tables")
	case *ast.SequenceNode:
		return w.fail(n, "an expression is one, without semicolons, except after let NAME = VALUE")
	}
	return w.fail(n, "this has no meaning in a rule")
}

func (w *lowering) identifier(n *ast.IdentifierNode) term {
	for _, v := range slices.Backward(w.vars) {
		if v.name == n.Value {
			if v.id == "" {
				return term{call("$fact"), v.typ}
			}
			return term{load(v.id), v.typ}
		}
	}
	hint := didYouMean(n.Value, w.known)
	if k := w.vars[0].typ.kinds; len(k) > 0 && k[0].FieldIndex(n.Value) != vocabulary.None {
		hint = "; write fact." + n.Value
	} else if _, ok := functions[n.Value]; ok {
		hint = "; it is a function, so write " + n.Value + "(…)"
	} else if hint == "" {
		hint = "; fields are written fact.field, texts in quotes"
	}
	return w.fail(n, "nothing is called %s%s", wording.QuoteCut(n.Value, 40), hint)
}

// known yields the names of the variables in sight.
func (w *lowering) known(yield func(string) bool) {
	for _, v := range w.vars {
		if !yield(v.name) {
			return
		}
	}
}

func (w *lowering) pointer(n *ast.PointerNode) term {
	switch {
	case len(w.items) == 0:
		return w.fail(n, "# stands for an element only inside all(…), any(…) and the like")
	case n.Name == "":
		item := w.items[len(w.items)-1]
		return term{&ast.PointerNode{}, item.typ}
	case n.Name == "index":
		return term{call("$int", &ast.PointerNode{Name: "index"}), intType}
	}
	return w.fail(n, "#%s has no meaning; # is the element and #index its number, from 0", wording.Cut(n.Name, 40))
}

func (w *lowering) conditional(n *ast.ConditionalNode) term {
	c := w.truth(n.Cond, "before ?")
	a, b := w.lower(n.Exp1), w.lower(n.Exp2)
	t := unite(a.typ, b.typ)
	if t == nil {
		return w.fail(n.Exp2, "this is %s, but what stands before it is %s; the two sides of : are of one type", b.typ.words(), a.typ.words())
	}
	return term{w.let(c.node, func(id string) ast.Node {
		return cond(test("$known", load(id)), cond(test("$true", load(id)), a.node, b.node), load(id))
	}), t}
}

// truth lowers what has to be true or false.
func (w *lowering) truth(n ast.Node, where string) term {
	t := w.lower(n)
	if !boolType.accepts(t.typ) {
		return w.fail(n, "%s stands something true or false, not %s", where, t.typ.words())
	}
	return t
}

func (w *lowering) list(n *ast.ArrayNode) term {
	elem := &typ{class: nothingClass}
	out := &ast.ArrayNode{}
	for _, e := range n.Nodes {
		t := w.lower(e)
		u := unite(elem, t.typ)
		if u == nil {
			return w.fail(e, "this is %s, but the list holds %s before it; a list holds values of one type", t.typ.words(), elem.words())
		}
		elem = u
		out.Nodes = append(out.Nodes, t.node)
	}
	return term{out, listOf(elem)}
}

func (w *lowering) declare(n *ast.VariableDeclaratorNode) term {
	if _, ok := functions[n.Name]; ok || slices.ContainsFunc(w.vars, func(v variable) bool { return v.name == n.Name }) {
		return w.fail(n, "%s is something already; choose another name", n.Name)
	}
	bound := w.lower(n.Value)
	var body term
	node := w.let(bound.node, func(id string) ast.Node {
		w.vars = append(w.vars, variable{n.Name, id, bound.typ})
		body = w.lower(n.Expr)
		w.vars = w.vars[:len(w.vars)-1]
		return body.node
	})
	return term{node, body.typ}
}

func didYouMean(name string, names iter.Seq[string]) string {
	if near := wording.Nearest(name, names); near != "" {
		return " (did you mean " + near + "?)"
	}
	return ""
}

// choices lists what may be written, cut when there is much.
func choices(names []string) string {
	if len(names) > 20 {
		return strings.Join(names[:20], ", ") + ", …"
	}
	return wording.And(names)
}
