package rules_test

import (
	"bytes"
	"context"
	"maps"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/factstest"
	"github.com/factlint/factlint/rules/engine"
)

// BenchmarkEdit changes one character in one file of a base, there and back, and
// asks for the findings. The median is that of edit and update together.
func BenchmarkEdit(b *testing.B) {
	ctx := context.Background()
	for _, e := range []struct{ name, from, to string }{
		{"tenure-date", "start = 1990-05-24", "start = 1991-05-24"},
		{"event-date", "date = 1991-01-08", "date = 1991-01-09"},
		{"title", "Meeting 3 in", "Meeting 5 in"},
		{"person-id", "id = \"person-7-3\"", "id = \"person-7-3x\""},
		{"office-id", "id = \"office-7-0\"", "id = \"office-7-0x\""},
		{"ref", "person = \"person-7-3\"", "person = \"person-7-4\""},
		{"quote", "title = \"Meeting 3 in", "title = Meeting 3 in"},
		{"figure", "value = 21000", "value = 91000"},
	} {
		b.Run(e.name, func(b *testing.B) {
			factstest.Bench(b, func(b *testing.B, texts map[string][]byte) {
				paths := slices.Sorted(maps.Keys(texts))
				path := paths[slices.IndexFunc(paths, func(p string) bool { return bytes.Contains(texts[p], []byte(e.from)) })]
				states := [2][]byte{bytes.Replace(texts[path], []byte(e.from), []byte(e.to), 1), texts[path]}
				base, err := facts.Load(ctx, facts.Options{Overlay: texts})
				require.NoError(b, err)
				var took, edits []time.Duration
				for i := 0; b.Loop(); i++ {
					start := time.Now()
					if base, err = base.Edit(ctx, map[string][]byte{path: states[i%2]}, facts.Options{}); err != nil {
						b.Fatal(err)
					}
					edits = append(edits, time.Since(start))
					if _, err := engine.Run(ctx, base, engine.Settings{}); err != nil {
						b.Fatal(err)
					}
					took = append(took, time.Since(start))
				}
				slices.Sort(took)
				slices.Sort(edits)
				b.ReportMetric(took[len(took)/2].Seconds()*1000, "ms/median")
				b.ReportMetric(edits[len(edits)/2].Seconds()*1000, "ms/median-edit")
				b.ReportMetric(took[len(took)*99/100].Seconds()*1000, "ms/99%")
				b.ReportMetric(float64(heap())/(1<<20), "MB")
				runtime.KeepAlive(base)
			})
		})
	}
}

// heap returns how many bytes are in use.
func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
