package cli

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"

	"github.com/factlint/factlint/cmd/factlint/internal/manual"
)

// TestHelp: every command that people type says by an example how, and works on the
// base that they name.
func TestHelp(t *testing.T) {
	ownBase := []string{"completion", "help", "init", "lsp", "man"}
	root := newRoot()
	assert.Contains(t, root.Example, "factlint check")
	for _, c := range root.Commands() {
		assert.NotEmpty(t, c.Example, c.Name())
		assert.Contains(t, c.Example, "factlint", c.Name())
		assert.Equal(t, slices.Contains(ownBase, c.Name()), c.Flags().Lookup("base") == nil, "%s and --base", c.Name())
	}
}

// TestHelpWraps: help and pages have no line that is wider than the terminal, but for
// those to be copied.
func TestHelpWraps(t *testing.T) {
	for _, c := range append(newRoot().Commands(), newRoot()) {
		text := c.Long + "\n\n" + c.UsageString()
		for _, width := range []int{40, 80, 200} {
			for line := range strings.Lines(manual.Wrap(text, width)) {
				copied := strings.HasPrefix(line, "  factlint ") || strings.HasPrefix(line, "  nvim ") || strings.Contains(line, " = ")
				assert.True(t, copied || utf8.RuneCountInString(strings.TrimSpace(line)) <= width, "%s: %q", c.Name(), line)
			}
		}
	}
}

// TestWrongFlag tells the nearest flag, or where flags are listed.
func TestWrongFlag(t *testing.T) {
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"check", "--formt", "json"}, "unknown flag: --formt; did you mean --format?"},
		{[]string{"check", "--xyz"}, "unknown flag: --xyz; factlint check --help lists the flags"},
		{[]string{"check", "-z"}, "unknown flag: -z; factlint check --help lists the flags"},
		{[]string{"check", "--since"}, "--since needs a value: --since REVISION; factlint check --help shows more"},
		{[]string{"check", "--jobs", "many"}, `--jobs takes a whole number, not "many"`},
		{[]string{"schema", "facts"}, `schema takes no names, and not "facts"; factlint schema --help shows what it takes`},
		{[]string{"init", "a", "b"}, "init takes the folder of the base, not 2: factlint init facts"},
		{[]string{"list", "a", "b"}, "list takes one kind: factlint list person"},
	} {
		root := newRoot()
		root.SetArgs(test.args)
		assert.EqualError(t, root.Execute(), test.want, "%q", test.args)
	}
}
