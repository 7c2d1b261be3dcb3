package timeline

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/factstest"
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

// ring is a base of events each of which comes before the next, and the last
// before the first.
func ring(n int) []byte {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "[[event]]\nid = \"e%d\"\ntitle = \"E\"\nbefore = \"e%d\"\n\n", i, (i+1)%n)
	}
	return []byte(b.String())
}

// TestCancelled cancels at any look: nothing is looked at much longer, and what
// is returned can be asked.
func TestCancelled(t *testing.T) {
	t.Parallel()
	for name, texts := range map[string]map[string][]byte{
		"consistent":  factstest.Generate(1000),
		"a long loop": {"a.toml": ring(1000)},
	} {
		t.Run(name, func(t *testing.T) {
			base := load(t, texts)
			run := func(most int) int {
				l := &looking{Context: t.Context(), most: most}
				ForContradictions(l, base, nil, nil, nil).Contradictions()
				return l.looks
			}
			all := run(1 << 60)
			require.Greater(t, all, len(base.Facts)/256)
			step := 1
			if testing.Short() {
				step = 5
			}
			for most := 0; most < all; most += step {
				const more = 10 // each loop that is still to come looks once
				require.LessOrEqual(t, run(most), most+more)
			}
			for most := range 3 {
				line, err := NewTimeline(&looking{Context: t.Context(), most: most}, base)
				require.ErrorIs(t, err, context.Canceled)
				for i := range base.Facts {
					f := &base.Facts[i]
					begin, end := line.Period(f)
					assert.Equal(t, [2]edtf.Moment{f.Begin(), f.End()}, [2]edtf.Moment{begin, end})
				}
			}
		})
	}
}
