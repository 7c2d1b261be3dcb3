package scaffold_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/cmd/factlint/internal/scaffold"
	"github.com/factlint/factlint/facts"
)

// TestTemplate reads every template with its comments taken off: each field is
// one of the kind, and each example of the right type.
func TestTemplate(t *testing.T) {
	c, mistakes := config.Parse([]byte(`
[kind.treaty.field]
form   = { type = "string", one_of = ["a \"b\" \\ c", "d"] }
annex  = { type = "table", fields = { maps = { type = "integer" }, "*" = { type = "string" } } }
extra  = { type = "table" }
pages  = { type = "integer" }
length = { type = "number" }
term   = { type = "duration", summary = "How long\nit holds." }
`), nil)
	require.Empty(t, mistakes)
	for _, k := range c.Vocabulary.Kinds {
		template := scaffold.Template(k, nil)
		assert.Equal(t, len(k.Fields), strings.Count(template, "\n")-1, "fields of %s", k.Name)
		whole := strings.ReplaceAll(template, "\n# ", "\n")
		base, err := facts.Load(t.Context(), facts.Options{Vocabulary: c.Vocabulary, Overlay: map[string][]byte{"a.toml": []byte(whole)}})
		require.NoError(t, err)
		for _, p := range base.Files[0].Problems {
			assert.Contains(t, []facts.ProblemKind{facts.ValueProblem, facts.RequiredProblem}, p.Kind, "%s: %s in\n%s", k.Name, p.Message, whole) // that nothing is filled in
		}
	}
}
