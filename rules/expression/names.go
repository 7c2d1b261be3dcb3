package expression

import (
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
func Names(source string) (out []Name) {
	if len(source) > maxSource {
		return nil
	}
	tree, err := parser.ParseWithConfig(source, nil)
	if err != nil {
		return nil
	}
	ast.Find(tree.Node, func(n ast.Node) bool {
		if call, ok := n.(*ast.BuiltinNode); ok && call.Name == "get" && len(call.Arguments) == 1 {
			if id, ok := call.Arguments[0].(*ast.StringNode); ok {
				at := id.Location()
				out = append(out, Name{id.Value, byteOffset(source, at.From) + 1, byteOffset(source, at.To) - 1})
			}
		}
		return false // all of them are looked for
	})
	return out
}

// TemplateNames is [Names] for the expressions of a template.
func TemplateNames(source string) (out []Name) {
	found, _ := pieces(source)
	for _, f := range found {
		for _, n := range Names(source[f.from:f.to]) {
			out = append(out, Name{n.ID, f.from + n.Start, f.from + n.End})
		}
	}
	return out
}
