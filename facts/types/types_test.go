package types_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/types"
)

// TestTypesAreToldApartHere holds that nobody else compares types or switches over
// them, so that a new type is a new row: others ask for forms and what rows say.
func TestTypesAreToldApartHere(t *testing.T) {
	known := map[string]bool{}
	for typ := range types.All {
		known[strings.ToLower(typ.String())] = true
	}
	check := func(path string, compared []ast.Expr) {
		for _, e := range compared {
			s, ok := e.(*ast.SelectorExpr)
			if !ok {
				continue
			}
			if x, ok := s.X.(*ast.Ident); ok && x.Name == "types" {
				assert.False(t, known[strings.ToLower(s.Sel.Name)], "%s compares with types.%s", path, s.Sel.Name)
			}
		}
	}
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BinaryExpr:
				check(path, []ast.Expr{n.X, n.Y})
			case *ast.CaseClause:
				check(path, n.List)
			}
			return true
		})
		return nil
	})
	require.NoError(t, err)
}
