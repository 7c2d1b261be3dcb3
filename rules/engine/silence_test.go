package engine

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
)

// rangeTree.over finds the ranges that looking at each finds.
func TestRangeTree(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		var tree rangeTree
		for range r.IntN(30) {
			from := uint32(r.IntN(40))
			tree.ranges = append(tree.ranges, &sameRange{span: facts.Span{Start: from, End: from + uint32(r.IntN(20))}})
		}
		tree.build()
		for at := range uint32(65) {
			var got, want []*sameRange
			tree.over(at, func(g *sameRange) { got = append(got, g) })
			for _, g := range tree.ranges {
				if g.span.Start <= at && at < g.span.End {
					want = append(want, g)
				}
			}
			require.Equal(t, want, got, "over %d", at)
		}
	}
}

// The time that ignore comments take does not grow with the square of their
// number, and neither does that of a long name in many findings.
func TestManyComments(t *testing.T) {
	const n = 10_000
	each := func(format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format+"\n", i)
		}
		return b.String()
	}
	const fact = "[[event]]\ntitle = \"E%d\"\ndate = \"x\""
	long := strings.Repeat("x", 200_000)
	for name, src := range map[string]string{
		"one above each fact":      each("# factlint: ignore[date-invalid] -- because\n" + fact),
		"all above one fact":       each("# factlint: ignore[date-invalid] -- because %d") + "[[event]]\ntitle = \"E\"\ndate = \"x\"\n",
		"all for the file":         each("# factlint: ignore-file[date-invalid] -- because %d") + each(fact),
		"many names":               "# factlint: ignore-file[" + strings.Repeat("date-invalid, ", n) + "date] -- because\n" + each(fact),
		"one at each element":      "[[election]]\ntitle = \"E\"\ncandidates = [ # factlint: ignore[fact-type] -- because\n" + each("%d, # factlint: ignore[fact-type] -- because") + "]\n",
		"one after each value":     each("[[person]]\nname = \"\"\"\n%d\n\"\"\" # factlint: ignore[fact-type] -- because"),
		"a long title, no silence": "[[election]]\ntitle = \"" + long + "\"\ncandidates = [\n" + each("%d,") + "]\n",
	} {
		t.Run(name, func(t *testing.T) {
			base, err := facts.Load(t.Context(), facts.Options{Overlay: map[string][]byte{"a.toml": []byte(src)}})
			require.NoError(t, err)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err = Run(t.Context(), base, Settings{})
			runtime.ReadMemStats(&after)
			require.NoError(t, err)
			assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(1_000*len(src)), "bytes taken for a text of %d", len(src))
		})
	}
}
