package rules_test

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules/engine"
)

// TestManyWrongElements has a list of which every element is wrong: the test ends
// soon only when none is looked for among all others.
func TestManyWrongElements(t *testing.T) {
	n := 200_000
	if testing.Short() {
		n = 20_000
	}
	base := load(t, map[string]string{"a.toml": "[[event]]\nid = \"a\"\ntitle = \"T\"\nparticipants = [" + strings.Repeat(`"a",`, n) + "]\n"})
	r, err := engine.Run(context.Background(), base, engine.Settings{})
	require.NoError(t, err)
	assert.Len(t, r.Findings, n)
}

// TestMemory keeps of a large file, and what rules need of it, no more than some
// times its bytes.
func TestMemory(t *testing.T) {
	for name, text := range map[string]string{
		"facts":    numbered("[[event]]\nid = \"e%d\"\ntitle = \"Something that happens\"\ndate = 2001-02-03\n", 50_000),
		"keys":     "[[event]]\nid = \"a\"\n" + numbered("a%d = 1\n", 200_000),
		"tables":   strings.Repeat("[a]\n", 200_000),
		"elements": "[[event]]\nid = \"a\"\naliases = [" + strings.Repeat("1,", 1_000_000) + "]\n",
	} {
		src := []byte(text)
		before := live()
		base, err := facts.Load(t.Context(), facts.Options{Overlay: map[string][]byte{"a.toml": src}})
		require.NoError(t, err)
		r, err := engine.Run(t.Context(), base, engine.Settings{})
		require.NoError(t, err)
		times := float64(live()-before) / float64(len(src))
		assert.Less(t, times, 7.0, "%s: %d findings", name, len(r.Findings)) // beside the file itself
		assert.NotNil(t, base)
	}
}

func numbered(line string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, line, i)
	}
	return b.String()
}

// live is how many bytes are in use.
func live() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
