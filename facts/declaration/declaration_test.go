package declaration

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/toml"
)

// recipe is what the tests declare.
type recipe struct {
	Name  string   `toml:"name" doc:"What it is called." form:"{key} is text" validate:"required"`
	Size  string   `toml:"size" doc:"How much it makes." form:"{key} is text" validate:"omitempty,oneof=small large"`
	Steps []string `toml:"steps" doc:"What to do." form:"{key} is a list" each:"a step is text"`
}

// TestRead holds mistakes to their places, and what is not a mistake to being read.
func TestRead(t *testing.T) {
	for _, c := range []struct {
		src      string
		at       []string // what stands where each mistake is
		mistaken string   // a path, where one is known
	}{
		{"name = \"soup\"\nsize = \"small\"\nsteps = [\"stir\"]", nil, ""},
		{"name = \"soup\"\nsize = \"smal\"\nsteps = [\"stir\"]", []string{`"smal"`}, "size"},
		{"name = \"soup\"\nsiez = \"small\"\nsteps = [\"stir\"]", []string{"siez"}, ""},
		{"name = \"soup\"\nsteps = [\"stir\", 3]", []string{"3"}, "steps[1]"},
		{"name = \"soup\"\nsize = 4\nsteps = [5, \"stir\"]", []string{"4", "5"}, "size"},
	} {
		var p toml.Parser
		var got recipe
		d := NewLanguage().Read(p.Parse([]byte(c.src)), &got, "a recipe", nil)
		var at []string
		for _, m := range d.Sorted() {
			at = append(at, c.src[m.Span.Start:m.Span.End])
			assert.NotEmpty(t, m.Message, c.src)
		}
		assert.Equal(t, c.at, at, "%s: %v", c.src, d.Mistakes)
		assert.Equal(t, "soup", got.Name, c.src)
		assert.Contains(t, got.Steps, "stir", c.src)
		if c.mistaken != "" {
			assert.True(t, d.HasMistake(c.mistaken), "%s: %s", c.src, c.mistaken)
		}
		assert.False(t, d.Full())
		require.NotNil(t, d.At("name"), c.src)
	}
}

// TestKeys reads the tags of structs in their order.
func TestKeys(t *testing.T) {
	var names []string
	for _, k := range Keys(reflect.TypeFor[recipe]()) {
		names = append(names, k.Name)
		assert.NotEmpty(t, k.Tag.Get("doc"), k.Name)
	}
	assert.Equal(t, []string{"name", "size", "steps"}, names)
}
