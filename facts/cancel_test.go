package facts_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
)

// looking is a context that is cancelled when it has been looked at so often.
type looking struct {
	context.Context
	looks, most int
}

func (l *looking) Err() error {
	if l.looks++; l.looks > l.most {
		return context.Canceled
	}
	return nil
}

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
			load := func(most int) (int, error) {
				l := &looking{t.Context(), 0, most}
				_, err := facts.Load(l, facts.Options{Overlay: map[string][]byte{"a.toml": []byte(src)}, Jobs: 1})
				return l.looks, err
			}
			all, err := load(1 << 60)
			require.NoError(t, err)
			assert.Greater(t, all, lines/1024)
			for most := 0; most < all-1; most += all/20 + 1 {
				looks, err := load(most)
				require.ErrorIs(t, err, context.Canceled)
				assert.LessOrEqual(t, looks, most+10)
			}
		})
	}
}
