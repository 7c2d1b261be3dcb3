package rules_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A room is a package without its tests: where it stands below the top of the
// module, and its files by name.
type room struct {
	path  string
	files map[string]*ast.File
	lines map[string]int
}

// rooms returns all packages of the module, for whatever system they are.
func rooms(t *testing.T) (rooms []*room) {
	t.Helper()
	for _, top := range []string{"cmd", "rules", "facts"} {
		err := filepath.WalkDir("../"+top, func(path string, d fs.DirEntry, err error) error {
			name := filepath.ToSlash(path)
			if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			f, err := parser.ParseFile(token.NewFileSet(), path, text, parser.ImportsOnly|parser.ParseComments)
			if err != nil {
				return err
			}
			dir, base := filepath.Split(strings.TrimPrefix(name, "../"))
			dir = strings.TrimSuffix(dir, "/")
			i := slices.IndexFunc(rooms, func(r *room) bool { return r.path == dir })
			if i < 0 {
				i, rooms = len(rooms), append(rooms, &room{dir, map[string]*ast.File{}, map[string]int{}})
			}
			rooms[i].files[base], rooms[i].lines[base] = f, bytes.Count(text, []byte("\n"))
			return nil
		})
		require.NoError(t, err)
	}
	return rooms
}

// order returns the packages in the order in which CONTRIBUTING lists them.
func order(t *testing.T) (order []string) {
	t.Helper()
	text, err := os.ReadFile("../.github/CONTRIBUTING.md")
	require.NoError(t, err)
	_, list, _ := strings.Cut(string(text), "\n## Where things are\n\n```\n")
	list, _, _ = strings.Cut(list, "\n```\n")
	for _, line := range regexp.MustCompile(`(?m)^(?:cmd|rules|facts)[a-z/-]* `).FindAllString(list, -1) {
		order = append(order, strings.TrimSpace(line))
	}
	return order
}

// TestWhereThingsAre holds CONTRIBUTING to naming every package, each once.
func TestWhereThingsAre(t *testing.T) {
	listed := order(t)
	for _, r := range rooms(t) {
		assert.Contains(t, listed, r.path, ".github/CONTRIBUTING.md")
	}
	once := slices.Compact(slices.Sorted(slices.Values(listed)))
	assert.Len(t, listed, len(once), ".github/CONTRIBUTING.md lists a package twice")
}

// TestArrows keeps the direction of imports: down the list of packages in
// CONTRIBUTING, whose own order follows a few lines that may not be turned round.
func TestArrows(t *testing.T) {
	listed := order(t)
	at := func(path string) int { return slices.Index(listed, path) }
	for _, r := range rooms(t) {
		for name, f := range r.files {
			for _, i := range f.Imports {
				to, ours := strings.CutPrefix(strings.Trim(i.Path.Value, `"`), "github.com/factlint/factlint/")
				// A program for go run imports the package that it stands in.
				assert.True(t, !ours || to == r.path || at(to) > at(r.path), "%s/%s imports %s, which does not stand below it", r.path, name, to)
			}
		}
	}
	top := func(path string) string { return path[:strings.IndexAny(path+"/", "/")] }
	rank := []string{"cmd", "rules", "facts"}
	assert.IsNonDecreasing(t, places(listed, func(path string) int { return slices.Index(rank, top(path)) }), "cmd → rules → facts")
	for _, line := range []string{
		"cmd/factlint cmd/factlint/internal/cli rules/engine rules rules/timeline rules/tenures facts",
		"rules rules/quantities rules/moments",
		"facts facts/types", "facts facts/toml", "facts facts/edtf", "facts facts/folder",
		"cmd/factlint/internal/cli cmd/factlint/internal/lsp cmd/factlint/internal/report",
		"cmd/factlint/internal/cli cmd/factlint/internal/fix cmd/factlint/internal/report",
		"cmd/factlint/internal/cli cmd/factlint/internal/show", "cmd/factlint/internal/cli cmd/factlint/internal/picture",
	} {
		paths := strings.Fields(line)
		assert.Subset(t, listed, paths)
		assert.IsIncreasing(t, places(paths, at), strings.Join(paths, " → "))
	}
}

// places returns where each path stands.
func places(paths []string, at func(path string) int) (places []int) {
	for _, p := range paths {
		places = append(places, at(p))
	}
	return places
}

// TestRooms keeps files and packages small enough to be looked through, and has
// every package say what it promises.
func TestRooms(t *testing.T) {
	const lines, files = 400, 25
	for _, r := range rooms(t) {
		if r.path != "rules" { // a file for each rule
			assert.LessOrEqual(t, len(r.files), files, "files of %s", r.path)
		}
		said := false
		for name, f := range r.files {
			assert.LessOrEqual(t, r.lines[name], lines, "lines of %s/%s", r.path, name)
			said = said || f.Doc != nil
		}
		assert.True(t, said, "%s has no package comment", r.path)
	}
}
