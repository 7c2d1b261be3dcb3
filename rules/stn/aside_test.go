package stn

import (
	"math/rand/v2"
	"slices"
	"testing"
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
				if !fork.takeBack(f) {
					t.Errorf("seed %d: %d closes a loop", seed, f)
				}
			} else {
				fork.takeOut(f)
			}
			out := map[Fact]bool{}
			for f, is := range fork.aside {
				out[Fact(f)] = is
			}
			want := in.judge(out)
			lo, _, violated := in.capped(out)
			if fork.Consistent() != want.ok() || !slices.Equal(fork.lo, lo) || !slices.Equal(fork.overshotVars(), violated) {
				t.Errorf("seed %d: consistent: %v, lo %v, violated %v; want %v, %v, %v", seed,
					fork.Consistent(), fork.lo, fork.overshotVars(), want.ok(), lo, violated)
			}
			checkPotentials(t, seed, fork)
		}
		checkState(t, seed, in, n) // nothing has changed
		if t.Failed() {
			t.Fatalf("seed %d: aside %v of %v", seed, fork.aside, in)
		}
	}
}
