package facts

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/factlint/factlint/facts/factstest"
)

// BenchmarkEdit changes one character in one file of a base, there and back.
func BenchmarkEdit(b *testing.B) {
	for _, n := range benchSizes[1:] {
		for _, e := range []struct{ name, from, to string }{
			{"date", "start = 1990-05-24", "start = 1991-05-24"},
			{"title", "Meeting 3 in", "Meeting 5 in"},
			{"id", "id = \"person-7-3\"", "id = \"person-7-3x\""},
		} {
			b.Run(fmt.Sprintf("facts=%d/%s", n, e.name), func(b *testing.B) {
				texts := factstest.Generate(n)
				const path = "part-000/facts-00007.toml"
				states := [2][]byte{bytes.Replace(texts[path], []byte(e.from), []byte(e.to), 1), texts[path]}
				base, err := Load(context.Background(), Options{Overlay: texts})
				if err != nil {
					b.Fatal(err)
				}
				var took []time.Duration
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					start := time.Now()
					if base, err = base.Edit(context.Background(), map[string][]byte{path: states[i%2]}, Options{}); err != nil {
						b.Fatal(err)
					}
					took = append(took, time.Since(start))
				}
				slices.Sort(took)
				b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms/median")
			})
		}
	}
}
