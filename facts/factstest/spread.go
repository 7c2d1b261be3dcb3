package factstest

import (
	"bytes"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
)

// Spread returns a base of the facts of a generated one, some of which have
// changed places with others chosen at random, in other files mostly. Share is
// that of the refs, from 0 to 1, of which an end has moved. In a base as
// Generate makes it nearly every fact refers to facts of its own file; with a
// share of 1 hardly any does, as in bases with a file for each kind.
func Spread(texts map[string][]byte, share float64) map[string][]byte {
	// An end of a ref stays with the square root of the chance that both do.
	moved := 1 - math.Sqrt(1-share)
	r := rand.New(rand.NewPCG(1, 1))
	paths := slices.Sorted(maps.Keys(texts))
	var all [][]byte
	var from []int // positions in all of the facts that move
	counts := make([]int, len(paths))
	for i, path := range paths {
		for fact := range cut(texts[path]) {
			if r.Float64() < moved {
				from = append(from, len(all))
			}
			all = append(all, fact)
			counts[i]++
		}
	}
	r.Shuffle(len(from), func(i, j int) { all[from[i]], all[from[j]] = all[from[j]], all[from[i]] })
	out := make(map[string][]byte, len(paths))
	for i, path := range paths {
		out[path] = bytes.Join(all[:counts[i]], nil)
		all = all[counts[i]:]
	}
	return out
}

// cut yields the texts of the facts of a generated file. Each ends in an empty line.
func cut(src []byte) func(yield func([]byte) bool) {
	return func(yield func([]byte) bool) {
		for len(src) > 0 {
			end := len(src)
			if next := bytes.Index(src, []byte("\n\n[[")); next >= 0 {
				end = next + len("\n\n")
			}
			if !yield(src[:end]) {
				return
			}
			src = src[end:]
		}
	}
}
