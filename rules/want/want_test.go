package want_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules/engine"
	"github.com/factlint/factlint/rules/want"
)

// TestDifferences has a want that is met, and each sort of difference.
func TestDifferences(t *testing.T) {
	const event = "[[event]]\ntitle = \"E\"\ndate = 2001-02-30"
	for _, c := range []struct {
		text  string
		out   []string
		wants int
	}{
		{event + ` # want date-invalid "has 28 days"`, nil, 1},
		{event + ` # want date-invalid "no such words"`, []string{"3: not wanted: date-invalid: ", `3: missing: date-invalid "no such words"`}, 1},
		{event + ` # want date-invalid "" date-invalid ""`, []string{`3: missing: date-invalid ""`}, 2},
		{event, []string{"3: not wanted: date-invalid: "}, 0},
		{event + ` # want date-invalid ""` + "\n# want something", []string{`4: write # want RULE "text", not something`}, 1},
	} {
		base, err := facts.Load(t.Context(), facts.Options{Overlay: map[string][]byte{"a.toml": []byte(c.text + "\n")}})
		require.NoError(t, err)
		r, err := engine.Run(t.Context(), base, engine.Settings{Select: []string{"date-invalid"}})
		require.NoError(t, err)
		require.Len(t, r.Findings, 1)
		out, wants := want.Differences(base, r.Findings, func(f *facts.File, offset uint32) string { return fmt.Sprint(f.Lines().Line(offset)) })
		assert.Equal(t, c.wants, wants, c.text)
		require.Len(t, out, len(c.out), "%s: %q", c.text, out)
		for i := range out {
			assert.Contains(t, out[i], c.out[i], c.text)
		}
	}
}
