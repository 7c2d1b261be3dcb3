package rules_test

import (
	"flag"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/factstest"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

var large = flag.Int("large", 1, "times that hostile bases are larger")

// TestManyWrongElements has a list of which every element is wrong: the test ends
// soon only when none is looked for among all others.
func TestManyWrongElements(t *testing.T) {
	n := 20_000 * *large
	base := load(t, map[string]string{"a.toml": "[[event]]\nid = \"a\"\ntitle = \"T\"\nparticipants = [" + strings.Repeat(`"a",`, n) + "]\n"})
	bytes, looks, found := effort(t, base, engine.Settings{})
	assert.Len(t, found, n)
	assertLinear(t, len(base.Files[0].Source), bytes, 2000, looks)
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

// effort is what a run takes of a base: the bytes, and how often it looks at its
// context, which every loop does at each step or after a few hundred.
func effort(t *testing.T, base *facts.Base, s engine.Settings) (bytes uint64, looks int64, found []rules.Finding) {
	t.Helper()
	l := factstest.NewLooking(t.Context(), factstest.Unlimited)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r, err := engine.Run(l, base, s)
	runtime.ReadMemStats(&after)
	require.NoError(t, err)
	return after.TotalAlloc - before.TotalAlloc, l.Looks.Load(), r.Findings
}

// assertLinear holds what a base takes, of a text of so many bytes, to so many bytes
// and to a few looks at the context for each: what compares each with each takes far
// more.
func assertLinear(t *testing.T, text int, bytes uint64, bytesEach int, looks int64) {
	t.Helper()
	assert.Less(t, bytes, uint64(bytesEach*text), "bytes taken for a text of %d", text)
	assert.Less(t, looks, int64(4*text), "looks for a text of %d", text)
}
