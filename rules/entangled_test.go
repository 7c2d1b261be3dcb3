package rules

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules/timeline"
)

// TestEntangled holds contradictions that are only counted to being reported, with
// or without one that is shown.
func TestEntangled(t *testing.T) {
	base, err := facts.Load(t.Context(), facts.Options{Overlay: map[string][]byte{"a.toml": []byte("[[event]]\ntitle = \"A\"\n")}})
	require.NoError(t, err)
	shown := timeline.Contradiction{Message: "these 3 facts cannot all be true", Facts: make([]*facts.Fact, 3)}
	for _, c := range []struct {
		found []timeline.Contradiction
		more  int
		want  string
		sort  Severity
	}{
		{nil, 0, "", Unset},
		{nil, 7, "about 7 loops and overruns among three and more of them were not looked into", Warning},
		{[]timeline.Contradiction{shown}, 7, "these 3 facts cannot all be true; about 7 more contradictions are not listed", Unset},
	} {
		var found []Finding
		var limits []Limit
		reportContradictions(&Pass{
			Limit: func(l Limit) { limits = append(limits, l) },
			Base:  base, Report: func(f Finding) { found = append(found, f) },
			Conflict: func(c Conflict) { found = append(found, Finding{Message: c.Message}) },
		}, c.found, c.more)
		assert.Len(t, limits, min(c.more, len(c.found)), "told where nothing is silenced")
		if c.want == "" {
			require.Empty(t, found)
			continue
		}
		require.Len(t, found, 1)
		require.Contains(t, found[0].Message, c.want)
		require.Equal(t, c.sort, found[0].Severity)
	}
}
