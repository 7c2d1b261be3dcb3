package cli

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2/unstable"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/factstest"
)

// benchBases calls run with folders that hold generated bases.
func benchBases(b *testing.B, run func(b *testing.B, dir string)) {
	factstest.Bench(b, func(b *testing.B, texts map[string][]byte) {
		dir := b.TempDir()
		require.NoError(b, factstest.Write(dir, texts))
		run(b, dir)
	})
}

// BenchmarkCheck runs the whole command over files on disk.
func BenchmarkCheck(b *testing.B) {
	benchBases(b, func(b *testing.B, dir string) {
		for b.Loop() {
			var out, errs bytes.Buffer
			if status := Main([]string{"check", dir}, strings.NewReader(""), &out, &errs); status != exitClean {
				b.Fatalf("exit status %d: %.500s%.500s", status, out.String(), errs.String())
			}
		}
	})
}

// BenchmarkBareAST is what check is measured against: the parser's own pass
// over the same files, read from disk, one after another.
func BenchmarkBareAST(b *testing.B) {
	benchBases(b, func(b *testing.B, dir string) {
		for b.Loop() {
			var p unstable.Parser
			err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return err
				}
				src, err := os.ReadFile(path)
				if err != nil {
					return err
				}
				p.Reset(src)
				for p.NextExpression() {
					_ = p.Expression()
				}
				return p.Error()
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}
