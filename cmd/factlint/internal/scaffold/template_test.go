package scaffold_test

import (
	"strings"
	"testing"

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
`))
	if len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	for _, k := range c.Vocabulary.Kinds {
		template := scaffold.Template(k)
		if fields := strings.Count(template, "\n") - 1; fields != len(k.Fields) {
			t.Errorf("%s has %d fields, its template %d", k.Name, len(k.Fields), fields)
		}
		whole := strings.ReplaceAll(template, "\n# ", "\n")
		base, err := facts.Load(t.Context(), facts.Options{Vocabulary: c.Vocabulary, Overlay: map[string][]byte{"a.toml": []byte(whole)}})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range base.Files[0].Problems {
			if p.Kind != facts.ValueProblem { // that nothing is filled in
				t.Errorf("%s: %s in\n%s", k.Name, p.Message, whole)
			}
		}
	}
}
