package factstest

import (
	"fmt"
	"os"
	"strconv"
	"testing"
)

// Bench runs a benchmark over generated bases of 1e4 and 1e5 facts, each as it
// is generated, where nearly every ref stays in its file, and shuffled, where
// hardly any does: a base of the first sort flatters every program. FACTLINT_BENCH
// is a number of facts to measure as well. It reports the time for each fact.
func Bench(b *testing.B, run func(b *testing.B, texts map[string][]byte)) {
	sizes := []int{1e4, 1e5}
	if n, err := strconv.Atoi(os.Getenv("FACTLINT_BENCH")); err == nil {
		sizes = append(sizes, n)
	}
	for _, n := range sizes {
		for _, shuffled := range []bool{false, true} {
			name := "plain"
			if shuffled {
				name = "shuffled"
			}
			b.Run(fmt.Sprintf("facts=%d/%s", n, name), func(b *testing.B) {
				texts := Generate(n)
				if shuffled {
					texts = Spread(texts, 1)
				}
				bytes := 0
				for _, src := range texts {
					bytes += len(src)
				}
				b.SetBytes(int64(bytes))
				b.ReportAllocs()
				run(b, texts)
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/fact")
			})
		}
	}
}
