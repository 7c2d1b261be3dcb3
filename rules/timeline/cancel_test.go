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
			run := func(most int64) int64 {
				l := factstest.NewLooking(t.Context(), most)
				ForContradictions(l, base, nil, nil, nil).Contradictions()
				return l.Looks.Load()
			}
			all := run(factstest.Unlimited)
			require.Greater(t, all, int64(len(base.Facts)/256))
			step := int64(1)
			if testing.Short() {
				step = 5
			}
			for most := int64(0); most < all; most += step {
				const more = 10 // each loop that is still to come looks once
				require.LessOrEqual(t, run(most), most+more)
			}
			for most := range int64(3) {
				line, err := NewTimeline(factstest.NewLooking(t.Context(), most), base)
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
