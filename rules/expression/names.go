package expression

import (
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"
)

// A Name is an id that is in a call of get, and the range of bytes within
// its quotes.
type Name struct {
	ID         string
	Start, End int
}

// Names returns the ids that an expression names in calls of get; none of one
// that cannot be read.
func Names(source string) []Name {
	if len(source) > maxSource {
		return nil
	}
	tree, err := parser.ParseWithConfig(source, nil)
	if err != nil {
		return nil
	}
	n := &naming{source: source}
	ast.Walk(&tree.Node, n)
	return n.names
}

// TemplateNames is [Names] for the expressions of a template.
func TemplateNames(source string) (out []Name) {
	for i := 0; i < len(source); i++ {
		if source[i] != '{' {
			continue
		}
		if i++; strings.HasPrefix(source[i:], "{") {
			continue
		}
		end := closing(source, i)
		if end < 0 {
			break
		}
		for _, n := range Names(source[i:end]) {
			out = append(out, Name{n.ID, i + n.Start, i + n.End})
		}
		i = end
	}
	return out
}

// naming visits the nodes of an expression.
type naming struct {
	source string
	names  []Name
}

// Visit notes the id of a call of get.
func (n *naming) Visit(node *ast.Node) {
	call, ok := (*node).(*ast.BuiltinNode)
	if !ok || call.Name != "get" || len(call.Arguments) != 1 {
		return
	}
	if id, ok := call.Arguments[0].(*ast.StringNode); ok {
		at := id.Location()
		n.names = append(n.names, Name{id.Value, byteOffset(n.source, at.From) + 1, byteOffset(n.source, at.To) - 1})
	}
}
