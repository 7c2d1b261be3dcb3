package facts

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/factstest"
)

// BenchmarkEdit changes one character in one file of a base, there and back.
func BenchmarkEdit(b *testing.B) {
	factstest.Bench(b, func(b *testing.B, texts map[string][]byte) {
		base, err := Load(context.Background(), Options{Overlay: texts})
		require.NoError(b, err)
		from := []byte("start = 1990-05-24")
		paths := slices.Sorted(maps.Keys(texts))
		path := paths[slices.IndexFunc(paths, func(p string) bool { return bytes.Contains(texts[p], from) })]
		states := [2][]byte{bytes.Replace(texts[path], from, []byte("start = 1991-05-24"), 1), texts[path]}
		var took []time.Duration
		for i := 0; b.Loop(); i++ {
			start := time.Now()
			if base, err = base.Edit(context.Background(), map[string][]byte{path: states[i%2]}, Options{}); err != nil {
				b.Fatal(err)
			}
			took = append(took, time.Since(start))
		}
		slices.Sort(took)
		b.ReportMetric(took[len(took)/2].Seconds()*1000, "ms/median")
	})
}
