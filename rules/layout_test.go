package rules_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestArrows keeps the direction of imports: cmd → rules → facts.
func TestArrows(t *testing.T) {
	const module = "github.com/factlint/factlint/"
	forbidden := map[string][]string{"facts": {"rules", "cmd"}, "rules": {"cmd"}}
	for from, to := range forbidden {
		err := filepath.WalkDir("../"+from, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
			if err != nil {
				return err
			}
			for _, i := range f.Imports {
				for _, bad := range to {
					assert.False(t, strings.HasPrefix(strings.Trim(i.Path.Value, `"`)+"/", module+bad+"/"), "%s imports %s", path, i.Path.Value)
				}
			}
			return nil
		})
		require.NoError(t, err)
	}
}

// TestWhereThingsAre holds CONTRIBUTING to naming every package.
func TestWhereThingsAre(t *testing.T) {
	text, err := os.ReadFile("../.github/CONTRIBUTING.md")
	require.NoError(t, err)
	for _, top := range []string{"cmd", "rules", "facts"} {
		err := filepath.WalkDir("../"+top, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !d.IsDir() {
				return err
			}
			sources, err := filepath.Glob(filepath.Join(path, "*.go"))
			name := strings.TrimPrefix(filepath.ToSlash(path), "../")
			if len(sources) > 0 {
				assert.Contains(t, string(text), "\n"+name+" ", ".github/CONTRIBUTING.md")
			}
			return err
		})
		require.NoError(t, err)
	}
}
