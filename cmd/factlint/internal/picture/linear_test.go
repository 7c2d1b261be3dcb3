package picture

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
)

// TestUndatedChain draws facts of which each is dated by all those before it:
// four times as many take no more than some four times what they take.
func TestUndatedChain(t *testing.T) {
	taken := func(n int) float64 {
		var b strings.Builder
		b.WriteString("[[event]]\nid = \"e0\"\ntitle = \"First\"\ndate = 1990-01-01\n")
		for i := range n {
			fmt.Fprintf(&b, "[[event]]\nid = \"e%d\"\ntitle = \"E\"\nafter = \"e%d\"\n", i+1, i)
		}
		base, err := facts.Load(t.Context(), facts.Options{Overlay: map[string][]byte{"a.toml": []byte(b.String())}})
		require.NoError(t, err)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		p, err := New(t.Context(), base, Options{Width: DefaultWidth})
		require.NoError(t, err)
		runtime.ReadMemStats(&after)
		assert.Len(t, p.items, n+1)
		return float64(after.TotalAlloc - before.TotalAlloc)
	}
	assert.Less(t, taken(1000)/taken(250), 8.0)
}

// TestTooMany checks that a page of more facts than browsers bear says how to narrow it.
func TestTooMany(t *testing.T) {
	t.Parallel()
	p := &Picture{items: make([]*item, maxItems+1)}
	require.ErrorContains(t, p.WriteHTML(io.Discard), "narrow it with --since")
}
