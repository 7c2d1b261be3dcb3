package stn

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestReportedSets checks that nothing reported is reported again and nothing else is lost.
func TestReportedSets(t *testing.T) {
	for seed := range uint64(rounds(t, 50_000)) {
		r := rand.New(rand.NewPCG(seed, 4))
		in := random(r)
		n := in.build()
		var reported [][]Fact
		for range 1 + r.IntN(3) {
			reported = append(reported, []Fact{Fact(r.IntN(in.facts)), Fact(r.IntN(in.facts))})
		}
		report := everything(n, Options{Reported: reported})
		gone := map[Fact]bool{}
		for _, c := range report.Contradictions {
			gone[c.Culprit] = true
			for _, c := range append(c.Related, c.Chain) {
				checkChain(t, seed, in, &c)
				for _, pair := range reported {
					if slices.Contains(c.Facts, pair[0]) {
						assert.NotContains(t, c.Facts, pair[1], "seed %d: %v told again", seed, pair)
					}
				}
			}
		}
		assert.True(t, mendable(in, gone, reported), "seed %d: what is left contradicts without any told set", seed)
		require.False(t, t.Failed(), "seed %d: told %v of %v", seed, reported, in)
	}
}

// mendable reports whether leaving out the culprits and one fact of each reported
// set, well chosen, makes the rest consistent.
func mendable(in *instance, gone map[Fact]bool, reported [][]Fact) bool {
	if len(reported) == 0 {
		return in.judge(gone).ok()
	}
	for _, f := range reported[0] {
		out := maps.Clone(gone)
		out[f] = true
		if mendable(in, out, reported[1:]) {
			return true
		}
	}
	return false
}
