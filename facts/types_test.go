package facts

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/factstest"
	"github.com/factlint/factlint/facts/types"
)

// TestTypes goes through every type: a field of it can be declared, its example
// is read, and what is of another form is refused in the words of its row.
func TestTypes(t *testing.T) {
	for typ := range types.All {
		t.Run(typ.String(), func(t *testing.T) {
			row := typ.Row()
			require.NotZero(t, row.Form)
			require.Equal(t, typ, types.Named(row.Name))
			for name, text := range map[string]string{"takes": row.Takes, "example": row.Example, "template": row.Template} {
				assert.NotEmpty(t, text, name)
			}
			assert.Contains(t, row.Schema, map[bool]string{true: "anyOf", false: "type"}[typ == types.Date])
			if row.Common {
				return
			}
			v := factstest.Kinds(fmt.Sprintf("[kind.thing.field]\nx = { type = %q }\n", row.Name))
			read := func(value string) *Base {
				b, err := Load(t.Context(), Options{Vocabulary: v, Overlay: map[string][]byte{"a.toml": []byte("[[thing]]\nid = \"a\"\nx = " + value + "\n")}})
				require.NoError(t, err)
				return b
			}
			example := row.Example
			switch row.Form {
			case types.RefForm:
				example = `"a"`
			case types.ActorForm:
				example = `{ person = "a" }`
			case types.TableForm:
				example = "{ y = 1 }"
			}
			b := read(example)
			require.Empty(t, b.Files[0].Problems, example)
			f := b.Fact("a")
			assert.True(t, f.Get(f.Kind().FieldIndex("x")).OK(), "%s is lost", example)
			wrong := read("1979-05-27T07:32:00Z")
			if row.Form == types.DateForm {
				wrong = read("1.5")
			}
			require.Len(t, wrong.Files[0].Problems, 1)
			assert.Contains(t, wrong.Files[0].Problems[0].Message, "x takes ")
		})
	}
}
