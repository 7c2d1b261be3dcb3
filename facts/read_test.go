package facts

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/vocabulary"
)

// TestOrder reads files in which what belongs to a fact stands behind another,
// so that the facts cannot be read one after the other.
func TestOrder(t *testing.T) {
	r := &reader{vocabulary: vocabulary.Builtin()}
	person, event := r.vocabulary.Kind("person"), r.vocabulary.Kind("event")
	for _, src := range []string{
		"[defaults]\nsource = 's'\n[[event]]\nid = 'e'\nby = { person = 'p' }\n[[person]]\nid = 'p'\nname = 'P'\n",
		"[[event]]\nid = 'e'\nby = { person = 'p' }\n[[person]]\nid = 'p'\nname = 'P'\n[defaults]\nsource = 's'\n",
		"[[event]]\nid = 'e'\n[defaults]\nsource = 's'\n[event.by]\nperson = 'p'\n[[person]]\nid = 'p'\nname = 'P'\n",
		"[defaults]\nsource = 's'\n[[event]]\nid = 'e'\n[[person]]\nid = 'p'\nname = 'P'\n[event.by]\nperson = 'p'\n",
	} {
		c := r.read("a.toml", []byte(src))
		require.Len(t, c.records, 2, src)
		file := newFile(c)
		for i, k := range []*vocabulary.Kind{event, person} {
			f := &Fact{File: &file, record: &c.records[i], traits: c.traits[i]}
			assert.Equal(t, k, f.Kind(), src)
			assert.True(t, f.Has(k.FieldIndex("source")), src)
			assert.Equal(t, k == event, f.Has(k.FieldIndex("by")), src)
		}
		assert.Len(t, c.targets, 3, src) // two sources and by
		for _, p := range c.problems {
			assert.NotEqual(t, FieldProblem, p.Kind, p.Message)
		}
	}
}
