package facts

import (
	"context"
	"maps"
	"slices"
	"testing"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/factlint/factlint/facts/factstest"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/vocabulary"
)

// BenchmarkBareAST is what reading is measured against: the pass of go-toml's
// own parser, one goroutine.
func BenchmarkBareAST(b *testing.B) {
	factstest.Bench(b, func(b *testing.B, texts map[string][]byte) {
		for b.Loop() {
			var p unstable.Parser
			for _, src := range texts {
				p.Reset(src)
				for p.NextExpression() {
					_ = p.Expression()
				}
			}
		}
	})
}

// BenchmarkParse reads files into documents of TOML, one goroutine.
func BenchmarkParse(b *testing.B) {
	factstest.Bench(b, func(b *testing.B, texts map[string][]byte) {
		var p toml.Parser
		for b.Loop() {
			for _, src := range texts {
				p.Parse(src)
			}
		}
	})
}

// BenchmarkRead reads files into facts, one goroutine.
func BenchmarkRead(b *testing.B) {
	v := vocabulary.Builtin()
	factstest.Bench(b, func(b *testing.B, texts map[string][]byte) {
		for b.Loop() {
			r := &reader{vocabulary: v}
			for path, src := range texts {
				r.read(path, src)
			}
		}
	})
}

// BenchmarkLink links files that are read already, one goroutine.
func BenchmarkLink(b *testing.B) {
	v := vocabulary.Builtin()
	factstest.Bench(b, func(b *testing.B, texts map[string][]byte) {
		paths := slices.Sorted(maps.Keys(texts))
		for b.Loop() {
			b.StopTimer()
			r := &reader{vocabulary: v}
			var contents []*content
			for _, path := range paths {
				contents = append(contents, r.read(path, texts[path]))
			}
			base := &Base{Vocabulary: v}
			b.StartTimer()
			if err := base.link(context.Background(), contents, 1); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkLoad reads and links on all processors.
func BenchmarkLoad(b *testing.B) {
	factstest.Bench(b, func(b *testing.B, texts map[string][]byte) {
		for b.Loop() {
			if _, err := Load(context.Background(), Options{Overlay: texts}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
