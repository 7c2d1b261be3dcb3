package expression

import (
	"regexp"
	"regexp/syntax"
	"slices"

	"github.com/expr-lang/expr/ast"

	"github.com/factlint/factlint/facts/wording"
)

func (w *lowering) unary(n *ast.UnaryNode) term {
	switch n.Operator {
	case "!", "not":
		t := w.lower(n.Node)
		if !boolType.accepts(t.typ) {
			return w.fail(n, "after %s stands something true or false, not %s; put parentheses around what it denies", n.Operator, t.typ.words())
		}
		return term{call("not", t.node), boolType}
	}
	t := w.lower(n.Node)
	if !numberType.accepts(t.typ) {
		return w.fail(n, "after %s stands a number, not %s", n.Operator, t.typ.words())
	}
	if n.Operator == "-" {
		return term{call("negate", t.node), t.typ}
	}
	return t
}

func (w *lowering) binary(n *ast.BinaryNode) term {
	switch n.Operator {
	case "and", "&&":
		return w.junction(n, "and", "$false")
	case "or", "||":
		return w.junction(n, "or", "$true")
	case "??":
		return w.otherwise(n)
	case "matches":
		return w.matches(n)
	case "..":
		a, b := w.lower(n.Left), w.lower(n.Right)
		if !intType.accepts(a.typ) || !intType.accepts(b.typ) {
			return w.fail(n, ".. stands between two whole numbers, not %s and %s", a.typ.words(), b.typ.words())
		}
		return term{call("..", a.node, b.node), listOf(intType)}
	}
	a, b := w.lower(n.Left), w.lower(n.Right)
	switch n.Operator {
	case "==", "!=":
		return w.equal(n, a, b)
	case "<", "<=", ">", ">=":
		return w.compare(n, a, b)
	case "in":
		return w.in(n, a, b)
	case "contains", "startsWith", "endsWith":
		if !textType.accepts(a.typ) || !textType.accepts(b.typ) {
			hint := ""
			if n.Operator == "contains" && a.typ.class == listClass {
				hint = `; for a list write "value in list"`
			}
			return w.fail(n, "%s stands between two texts, not %s and %s%s", n.Operator, a.typ.words(), b.typ.words(), hint)
		}
		return term{call(n.Operator, a.node, b.node), boolType}
	}
	return w.arithmetic(n, a, b)
}

// junction lowers "and" and "or": the right side is not asked for when the left
// one decides.
func (w *lowering) junction(n *ast.BinaryNode, name, decides string) term {
	a := w.truth(n.Left, "before "+name)
	b := w.truth(n.Right, "after "+name)
	return term{w.let(a.node, func(id string) ast.Node {
		return cond(test(decides, load(id)), load(id), call(name, load(id), b.node))
	}), boolType}
}

// otherwise lowers ??: the right side where the left is not written.
func (w *lowering) otherwise(n *ast.BinaryNode) term {
	a, b := w.lower(n.Left), w.lower(n.Right)
	t := unite(a.typ, b.typ)
	if t == nil {
		return w.fail(n, "what stands after ?? is %s, but before it is %s; the two are of one type", b.typ.words(), a.typ.words())
	}
	return term{w.let(a.node, func(id string) ast.Node {
		return cond(test("$absent", load(id)), b.node, load(id))
	}), t}
}

// A pattern is a regular expression with the work of looking at one character.
type pattern struct {
	*regexp.Regexp
	size int64 // instructions, of which each may be at work
}

// maxPattern is the greatest size of a pattern. A few bytes may stand for
// thousands of instructions: ((a{9}){9}){9}.
const maxPattern = 1000

func (w *lowering) matches(n *ast.BinaryNode) term {
	a := w.lower(n.Left)
	if !textType.accepts(a.typ) {
		return w.fail(n, "matches judges a text, not %s", a.typ.words())
	}
	text, ok := n.Right.(*ast.StringNode)
	if !ok {
		return w.fail(n.Right, `write the pattern in quotes: fact.field matches "…"`)
	}
	p, err := newPattern(text.Value)
	switch {
	case err != nil:
		return w.fail(n.Right, "the pattern is not a regular expression: parentheses and brackets are closed, and a sign that stands for itself has a backslash before it")
	case p.size > maxPattern:
		return w.fail(n.Right, "the pattern is too large; repeat less in it")
	}
	return term{call("matches", a.node, constant(p)), boolType}
}

func newPattern(text string) (*pattern, error) {
	tree, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		return nil, err
	}
	program, err := syntax.Compile(tree.Simplify())
	if err != nil {
		return nil, err
	}
	re, err := regexp.Compile(text)
	return &pattern{re, int64(len(program.Inst))}, err
}

// timeInstead says what to write for an operator between dates.
var timeInstead = map[string]string{
	"==": "certainly_equal(a, b) or possibly_equal(a, b)", "!=": "not possibly_equal(a, b) or not certainly_equal(a, b)",
	"<": "certainly_before(a, b) or possibly_before(a, b)", "<=": "not certainly_after(a, b)",
	">": "certainly_after(a, b) or possibly_after(a, b)", ">=": "not certainly_before(a, b)",
	"-": "days_between(a, b)",
}

// times reports dates as operands, which may be any of several moments.
func (w *lowering) times(n *ast.BinaryNode, a, b *typ) (term, bool) {
	if a.class != dateClass && b.class != dateClass || a.class == anyClass || b.class == anyClass {
		return term{}, false
	}
	instead := timeInstead[n.Operator]
	if instead == "" {
		return w.fail(n, "%s does not go with dates", n.Operator), true
	}
	return w.fail(n, "a date may be any of several moments, so %s says too little; write %s", n.Operator, instead), true
}

func (w *lowering) equal(n *ast.BinaryNode, a, b term) term {
	if t, bad := w.times(n, a.typ, b.typ); bad {
		return t
	}
	for _, t := range []*typ{a.typ, b.typ} {
		switch t.class {
		case actorClass:
			return w.fail(n, "an actor is a person and perhaps an office; compare its .person or its .as")
		case listClass:
			return w.fail(n, "lists are not compared as wholes; ask any(…) or all(…) of their elements, or len(list)")
		case tableClass, rangeClass:
			return w.fail(n, "%s is not compared as a whole; compare its fields", t.words())
		}
	}
	if unite(a.typ, b.typ) == nil {
		return w.fail(n, "%s and %s are never equal", a.typ.words(), b.typ.words())
	}
	w.checkChoice(a.typ, n.Right)
	w.checkChoice(b.typ, n.Left)
	out := call("==", a.node, b.node)
	if n.Operator == "!=" {
		out = call("not", out)
	}
	return term{out, boolType}
}

// checkChoice holds a text in quotes against the values that a field may have.
func (w *lowering) checkChoice(t *typ, other ast.Node) {
	text, ok := other.(*ast.StringNode)
	if !ok || t.class != textClass || t.field == nil || len(t.field.OneOf) == 0 || slices.Contains(t.field.OneOf, text.Value) ||
		t.field.Name == "status" && t.field.Common() && text.Value == "" {
		return
	}
	w.fail(other, "%s is never %s%s; it is %s", t.field.Name, wording.QuoteCut(text.Value, 40), didYouMean(text.Value, slices.Values(t.field.OneOf)), wording.Or(t.field.OneOf))
}

func (w *lowering) compare(n *ast.BinaryNode, a, b term) term {
	if t, bad := w.times(n, a.typ, b.typ); bad {
		return t
	}
	numbers := numberType.accepts(a.typ) && numberType.accepts(b.typ)
	texts := textType.accepts(a.typ) && textType.accepts(b.typ)
	switch {
	case a.typ.class == rangeClass || b.typ.class == rangeClass:
		return w.fail(n, "a number of days may be any of several; compare its .least or its .most")
	case !numbers && !texts:
		return w.fail(n, "%s stands between two numbers or two texts, not %s and %s", n.Operator, a.typ.words(), b.typ.words())
	}
	return term{call(n.Operator, a.node, b.node), boolType}
}

func (w *lowering) in(n *ast.BinaryNode, a, b term) term {
	switch {
	case b.typ.class == tableClass && textType.accepts(a.typ):
		return term{call("$has_key", b.node, a.node), boolType}
	case b.typ.class == anyClass:
	case b.typ.class != listClass:
		return w.fail(n, "after in stands a list, not %s", b.typ.words())
	case a.typ.class == dateClass || b.typ.elem.class == dateClass:
		return w.fail(n, "a date may be any of several moments; write any(list, certainly_equal(#, date))")
	case b.typ.elem.class == actorClass:
		return w.fail(n, "the list holds actors; write any(list, .person == …)")
	case unite(a.typ, b.typ.elem) == nil || a.typ.class == listClass:
		return w.fail(n, "%s is never in a list of which each is %s", a.typ.words(), b.typ.elem.words())
	}
	if list, ok := n.Right.(*ast.ArrayNode); ok {
		for _, e := range list.Nodes {
			w.checkChoice(a.typ, e)
		}
	}
	return term{call("in", a.node, b.node), boolType}
}

func (w *lowering) arithmetic(n *ast.BinaryNode, a, b term) term {
	if t, bad := w.times(n, a.typ, b.typ); bad {
		return t
	}
	op := n.Operator
	if op == "^" {
		op = "**"
	}
	switch {
	case op == "+" && textType.accepts(a.typ) && textType.accepts(b.typ) && (a.typ.class == textClass || b.typ.class == textClass):
		return term{call("+", a.node, b.node), textType}
	case !numberType.accepts(a.typ) || !numberType.accepts(b.typ):
		return w.fail(n, "%s stands between two numbers, not %s and %s", n.Operator, a.typ.words(), b.typ.words())
	case op == "%" && (!intType.accepts(a.typ) || !intType.accepts(b.typ)):
		return w.fail(n, "%% stands between two whole numbers, not %s and %s", a.typ.words(), b.typ.words())
	}
	t := unite(a.typ, b.typ)
	if op == "/" || op == "**" {
		t = numberType
	}
	return term{call(op, a.node, b.node), t}
}
