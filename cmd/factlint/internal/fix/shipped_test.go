package fix

import (
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

// names finds kinds, fields and ids in a fact file.
var names = regexp.MustCompile(`(?m)^\[\[(\w+)\]\]|^(\w+)\s*=|[= {\[]"([a-z][a-z0-9-]+)"`)

// TestShippedSlips makes slips of the hand in names of the base we ship: a
// letter too many, too few, wrong or out of place. Mending takes back those
// that can mean nothing else and leaves the others: it never writes a third thing.
func TestShippedSlips(t *testing.T) {
	files := readFiles(t, repository+"facts/south-ossetia")
	b := newMemoryBase(t, files["factlint.toml"])
	delete(files, "factlint.toml")
	paths := slices.Sorted(maps.Keys(files))
	random := rand.New(rand.NewPCG(1, 2))
	tries := 150
	if testing.Short() {
		tries = 50
	}
	back := 0
	for range tries {
		path := paths[random.IntN(len(paths))]
		src := files[path]
		all := names.FindAllSubmatchIndex(src, -1)
		m := all[random.IntN(len(all))]
		at := 2
		for m[at] < 0 {
			at += 2
		}
		slipped := slices.Concat(src[:m[at]], mistyped(src[m[at]:m[at+1]], random), src[m[at+1]:])
		with := maps.Clone(files)
		with[path] = slipped
		o := b.fix(with, false)
		for _, c := range o.Changes {
			assert.Equal(t, path, c.Path)
			assert.Equal(t, string(src), string(c.New), "after the slip %s", firstDifference(src, slipped))
			back++
		}
	}
	assert.GreaterOrEqual(t, back, tries/4, "slips that were taken back, of %d", tries)
	t.Logf("%d of %d slips were taken back", back, tries)
}

// mistyped returns a word with one slip of the hand.
func mistyped(word []byte, random *rand.Rand) []byte {
	i := random.IntN(len(word))
	letter := []byte{byte('a' + random.IntN(26))}
	switch random.IntN(4) {
	case 0:
		return slices.Concat(word[:i], word[i+1:])
	case 1:
		return slices.Concat(word[:i], letter, word[i:])
	case 2:
		return slices.Concat(word[:i], letter, word[i+1:])
	}
	out := slices.Clone(word)
	if i+1 < len(out) {
		out[i], out[i+1] = out[i+1], out[i]
	}
	return out
}
