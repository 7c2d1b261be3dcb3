package stn

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestAsideAgainstFloydWarshall sets facts aside and puts them back at random,
// as the search for contradictions does.
func TestAsideAgainstFloydWarshall(t *testing.T) {
	for seed := range uint64(rounds(t, 100_000)) {
		r := rand.New(rand.NewPCG(seed, 2))
		in := random(r)
		n := in.build()
		if len(n.loops) > 0 {
			continue // some relations are left out, then
		}
		n.indexFacts()
		fork := n.fork(t.Context())
		for range 8 {
			f := Fact(r.IntN(in.facts))
			if int(f) >= int(n.facts) {
				continue // it says nothing
			}
			if out := fork.isAside(f); out {
				assert.True(t, fork.takeBack(f), "seed %d: %d closes a loop", seed, f)
			} else {
				fork.takeOut(f)
			}
			out := map[Fact]bool{}
			for f, is := range fork.aside {
				out[Fact(f)] = is
			}
			want := in.judge(out)
			lo, _, violated := in.capped(out)
			assert.Equal(t, want.ok(), fork.Consistent(), "seed %d", seed)
			assert.Equal(t, lo, fork.lo, "seed %d", seed)
			assert.ElementsMatch(t, violated, fork.overshotVars(), "seed %d: violated", seed)
			checkPotentials(t, seed, fork)
		}
		checkState(t, seed, in, n) // nothing has changed
		require.False(t, t.Failed(), "seed %d: aside %v of %v", seed, fork.aside, in)
	}
}
