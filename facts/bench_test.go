package facts

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/factlint/factlint/facts/factstest"
)

var benchSizes = []int{1e3, 1e4, 1e5}

// benchFacts gives a benchmark its base of n facts, and reports the time for each fact.
func benchFacts(b *testing.B, run func(b *testing.B, texts map[string][]byte, paths []string)) {
	for _, n := range benchSizes {
		b.Run(fmt.Sprintf("facts=%d", n), func(b *testing.B) {
			texts := factstest.Generate(n)
			var paths []string
			bytes := 0
			for p, src := range texts {
				paths = append(paths, p)
				bytes += len(src)
			}
			slices.Sort(paths)
			b.SetBytes(int64(bytes))
			b.ReportAllocs()
			b.ResetTimer()
			run(b, texts, paths)
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/fact")
		})
	}
}

// BenchmarkBareAST is what reading is measured against: the parser's own pass, one goroutine.
func BenchmarkBareAST(b *testing.B) {
	benchFacts(b, func(b *testing.B, texts map[string][]byte, paths []string) {
		for b.Loop() {
			var p unstable.Parser
			for _, path := range paths {
				p.Reset(texts[path])
				for p.NextExpression() {
					_ = p.Expression()
				}
			}
		}
	})
}

// BenchmarkRead reads files into facts, one goroutine.
func BenchmarkRead(b *testing.B) {
	v := Builtin()
	benchFacts(b, func(b *testing.B, texts map[string][]byte, paths []string) {
		for b.Loop() {
			r := &reader{vocabulary: v}
			for _, path := range paths {
				r.read(path, texts[path])
			}
		}
	})
}

// BenchmarkLink links files that are read already, one goroutine.
func BenchmarkLink(b *testing.B) {
	v := Builtin()
	benchFacts(b, func(b *testing.B, texts map[string][]byte, paths []string) {
		for b.Loop() {
			b.StopTimer()
			base := &Base{Vocabulary: v, world: &world{}}
			r := &reader{vocabulary: v}
			for i, path := range paths {
				f := r.read(path, texts[path])
				f.Index, f.world = i, base.world
				base.Files = append(base.Files, f)
			}
			b.StartTimer()
			if err := base.link(context.Background(), 1); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkLoad reads and links on all processors.
func BenchmarkLoad(b *testing.B) {
	benchFacts(b, func(b *testing.B, texts map[string][]byte, _ []string) {
		for b.Loop() {
			if _, err := Load(context.Background(), Options{Overlay: texts}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
