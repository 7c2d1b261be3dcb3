package facts_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/factstest"
)

// TestLargeFileIsCancelled stops reading a file at any look, which come at least at
// every so many lines.
func TestLargeFileIsCancelled(t *testing.T) {
	const lines = 60_000
	for name, src := range map[string]string{
		"many facts":    strings.Repeat("[[event]]\ntitle = \"x\"\ndate = 2001\n", lines/3),
		"one fact":      "[[event]]\ntitle = \"\"\"" + strings.Repeat("x\n", 9) + "\"\"\"\n" + strings.Repeat("# a comment\n", lines),
		"only mistakes": strings.Repeat("[[evnt]]\ntitel = 1\ndaet = 2001\n", lines/3),
	} {
		t.Run(name, func(t *testing.T) {
			load := func(most int64) (int64, error) {
				l := factstest.NewLooking(t.Context(), most)
				_, err := facts.Load(l, facts.Options{Overlay: map[string][]byte{"a.toml": []byte(src)}, Jobs: 1})
				return l.Looks.Load(), err
			}
			all, err := load(factstest.Unlimited)
			require.NoError(t, err)
			assert.Greater(t, all, int64(lines/1024))
			for most := int64(0); most < all-1; most += all/20 + 1 {
				looks, err := load(most)
				require.ErrorIs(t, err, context.Canceled)
				assert.LessOrEqual(t, looks, most+10)
			}
		})
	}
}
