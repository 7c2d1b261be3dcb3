package facts

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/vocabulary"
)

// TestSharedHash links facts all of whose hashes are the same, which never
// happens: what is told apart by its text alone must be.
func TestSharedHash(t *testing.T) {
	var contents []*content
	r := &reader{vocabulary: vocabulary.Builtin()}
	for i, text := range []string{
		"[[person]]\nid = \"a\"\nname = \"A\"\n[[person]]\nid = \"b\"\nname = \"B\"\n",
		"[[source]]\nid = \"c\"\ntitle = \"C\"\n[[person]]\nid = \"a\"\nname = \"Another\"\n",
		"[[statement]]\nby = \"b\"\nsays = \"x\"\n[[statement]]\nby = \"b\"\nsays = \"x\"\n[[statement]]\nby = \"b\"\nsays = \"y\"\n",
		"[[statement]]\nby = \"a\"\nsays = \"x\"\n[[statement]]\nby = \"c\"\nsays = \"x\"\n[[statement]]\nby = \"d\"\nsays = \"x\"\n",
	} {
		c := r.read(fmt.Sprintf("%d.toml", i), []byte(text))
		for i := range c.hashes {
			c.hashes[i] = 7
		}
		for i := range c.foreign {
			c.foreign[i].hash = 7
		}
		contents = append(contents, c)
	}
	for _, jobs := range []int{1, 4} {
		b := &Base{Vocabulary: r.vocabulary}
		require.NoError(t, b.link(context.Background(), contents, jobs))
		for id, index := range map[string]int32{"a": 0, "b": 1, "c": 2} {
			assert.Equal(t, index, b.find(7, id), id)
		}
		assert.Equal(t, int32(-1), b.find(7, "d"))
		pairs := func(all func(func(*Fact, *Fact) bool)) (out [][2]int32) {
			for first, again := range all {
				out = append(out, [2]int32{first.Index, again.Index})
			}
			return out
		}
		assert.Equal(t, [][2]int32{{0, 3}}, pairs(b.Duplicates))
		assert.Equal(t, [][2]int32{{4, 5}}, pairs(b.Equals))
		var to []string
		for f := range b.OfKind(b.Vocabulary.Kind("statement")) {
			by := f.Get(f.Kind().FieldIndex("by")).Ref()
			if by == nil {
				to = append(to, "")
			} else {
				to = append(to, by.ID())
			}
		}
		assert.Equal(t, []string{"b", "b", "b", "", "", ""}, to)
		assert.True(t, b.Ambiguous(&b.Facts[0]))
		assert.True(t, b.Ambiguous(&b.Facts[3]))
		assert.False(t, b.Ambiguous(&b.Facts[1]))
		require.Len(t, b.Problems, 2)
		assert.Contains(t, b.Problems[0].Message, `"c" is a source`)
		assert.Contains(t, b.Problems[1].Message, `nothing has the id "d"`)
	}
}

// TestRepeatedInFile holds refs inside one file to what other files make of them.
func TestRepeatedInFile(t *testing.T) {
	texts := map[string][]byte{"b.toml": []byte("[[person]]\nid = \"a\"\nname = \"A\"\n[[statement]]\nby = \"a\"\nsays = \"x\"\n")}
	by := func(b *Base) *Fact {
		for f := range b.OfKind(b.Vocabulary.Kind("statement")) {
			return f.Get(f.Kind().FieldIndex("by")).Ref()
		}
		return nil
	}
	alone, err := Load(context.Background(), Options{Overlay: texts})
	require.NoError(t, err)
	require.NotNil(t, by(alone))
	for _, path := range []string{"a.toml", "c.toml"} {
		twice, err := alone.Edit(context.Background(), map[string][]byte{path: []byte("[[place]]\nid = \"a\"\nname = \"A\"\n")}, Options{})
		require.NoError(t, err)
		assert.Nil(t, by(twice), "nobody can tell which a is meant")
		assert.NotNil(t, by(alone), "the older base does not change")
	}
}
