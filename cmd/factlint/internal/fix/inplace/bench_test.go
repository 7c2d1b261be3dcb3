package inplace

import (
	"bytes"
	"path/filepath"
	"testing"

	"github.com/factlint/factlint/cmd/factlint/internal/fix"
	"github.com/factlint/factlint/facts/factstest"
)

// BenchmarkWrite replaces the files of a base of 30 000 facts.
func BenchmarkWrite(b *testing.B) {
	var changes []fix.Change
	for path, src := range factstest.Generate(30_000) {
		changes = append(changes, fix.Change{Path: path, Old: src, New: bytes.ReplaceAll(src, []byte("\ntitle = "), []byte("\ntitel = "))})
	}
	dir := b.TempDir()
	for b.Loop() {
		b.StopTimer()
		for _, c := range changes {
			write(b, filepath.Join(dir, filepath.FromSlash(c.Path)), string(c.Old))
		}
		b.StartTimer()
		if failed := Write(b.Context(), dir, changes); failed != nil {
			b.Fatal(failed)
		}
	}
}
