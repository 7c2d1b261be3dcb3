package rules

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
)

// TestEntangled holds contradictions that are only counted to being told, with
// or without one that is shown.
func TestEntangled(t *testing.T) {
	base, err := facts.Load(t.Context(), facts.Options{Overlay: map[string][]byte{"a.toml": []byte("[[event]]\ntitle = \"A\"\n")}})
	require.NoError(t, err)
	shown := untold{Finding{Message: "these 3 facts cannot all be true", Place: base.Facts[0].Place()}, 3}
	for _, c := range []struct {
		found []untold
		more  int
		want  string
		sort  Severity
	}{
		{nil, 0, "", Unset},
		{nil, 7, "about 7 loops and overruns among three and more of them were not looked into", Warning},
		{[]untold{shown}, 7, "these 3 facts cannot all be true; about 7 more contradictions are not listed", Unset},
	} {
		tl := &timeline{untold: c.found, more: c.more}
		tl.once.Do(func() {})
		var found []Finding
		checkContradictions(&Pass{
			Base: base, Shared: &Shared{timeline: func() *timeline { return tl }},
			Report: func(f Finding) { found = append(found, f) },
		})
		if c.want == "" {
			require.Empty(t, found)
			continue
		}
		require.Len(t, found, 1)
		require.Contains(t, found[0].Message, c.want)
		require.Equal(t, c.sort, found[0].Severity)
	}
}
