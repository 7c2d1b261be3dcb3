package cli

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/factlint/factlint/facts/factstest"
)

// benchBases calls run with folders that hold generated bases. FACTLINT_BENCH
// names a greater number of facts than the largest of them.
func benchBases(b *testing.B, run func(b *testing.B, dir string)) {
	sizes := []int{1e3, 1e4, 1e5}
	if n, err := strconv.Atoi(os.Getenv("FACTLINT_BENCH")); err == nil {
		sizes = append(sizes, n)
	}
	for _, n := range sizes {
		dir := filepath.Join(b.TempDir(), strconv.Itoa(n))
		if err := factstest.Write(dir, n); err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("facts=%d", n), func(b *testing.B) {
			run(b, dir)
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/fact")
		})
	}
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
