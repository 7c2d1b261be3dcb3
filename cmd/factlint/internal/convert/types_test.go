package convert_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/convert"
	"github.com/factlint/factlint/cmd/factlint/internal/scaffold"
	"github.com/factlint/factlint/cmd/factlint/internal/schema"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/factstest"
	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules/expression"
)

// TestTypes takes a field of every type through all that reads or writes
// values: none loses it, and none takes it for something else.
func TestTypes(t *testing.T) {
	for typ := range types.All {
		row := typ.Row()
		if row.Common {
			continue
		}
		t.Run(row.Name, func(t *testing.T) {
			kinds := fmt.Sprintf("[kind.thing.field]\nx = { type = %q, to = [\"thing\"] }\n", row.Name)
			if !refers(row.Form) {
				kinds = fmt.Sprintf("[kind.thing.field]\nx = { type = %q }\n", row.Name)
			}
			v := factstest.Kinds(kinds)

			value := row.Example
			switch {
			case refers(row.Form):
				value = `"a"`
			case row.Form == types.TableForm:
				value = "{ y = 1 }"
			}
			base, err := facts.Load(t.Context(), facts.Options{Vocabulary: v, Overlay: map[string][]byte{"a.toml": []byte("[[thing]]\nid = \"a\"\nx = " + value + "\n")}})
			require.NoError(t, err)
			require.Empty(t, base.Files[0].Problems)

			var out bytes.Buffer
			require.NoError(t, convert.Export(&out, base, ""))
			var line struct {
				Fields map[string]any
			}
			require.NoError(t, json.Unmarshal(out.Bytes(), &line))
			if row.Form != types.TableForm { // whose fields would have to be declared
				assert.NotEmpty(t, line.Fields["x"], "export loses %s", value)
				back, err := convert.Convert(t.Context(), []convert.File{{Name: "x.jsonl", Doc: records.Read(out.Bytes(), "jsonl", 0)}}, convert.Options{Vocabulary: v})
				require.NoError(t, err)
				assert.Empty(t, back.Problems)
				assert.Equal(t, place.ReplaceAllString(out.String(), ""), exported(t, v, map[string][]byte{"a.toml": []byte(back.Text)}), "what is exported reads otherwise")
			}

			assert.Contains(t, scaffold.Template(v.Kind("thing"), nil), "x = ")
			assert.Contains(t, string(schema.Facts(v)), `"x":`)
			program, wrong := expression.New(v).Condition("has(fact.x)", []*vocabulary.Kind{v.Kind("thing")})
			require.Empty(t, wrong)
			assert.NotNil(t, program)
		})
	}
}

func refers(f types.Form) bool { return f == types.RefForm || f == types.ActorForm }
