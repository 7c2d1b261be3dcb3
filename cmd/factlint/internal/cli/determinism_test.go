package cli

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts/factstest"
)

// TestSameBytes checks that the order in which files come and the number of
// workers change nothing in what is printed.
func TestSameBytes(t *testing.T) {
	base := brokenBase()
	paths := make([]string, 0, len(base))
	for p := range base {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	want := map[string]string{}
	for round, jobs := range []int{1, 2, 8, 8} {
		t.Chdir(t.TempDir())
		rand.New(rand.NewPCG(uint64(round), 0)).Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
		for _, p := range paths {
			require.NoError(t, os.MkdirAll(filepath.Dir(p), 0o777))
			require.NoError(t, os.WriteFile(p, base[p], 0o666))
		}
		args := []string{"check", "--statistics", "--jobs", fmt.Sprint(jobs), "--format", "text"}
		for _, format := range report.Names()[1:] {
			args = append(args, "--format", format+"=report."+format)
		}
		var out, errs bytes.Buffer
		require.Equal(t, exitFindings, Main(args, strings.NewReader(""), &out, &errs), "%s", errs.String())
		require.Empty(t, errs.String())
		for i, format := range report.Names() {
			got := out.String()
			if i > 0 {
				src, err := os.ReadFile("report." + format)
				require.NoError(t, err)
				got = string(src)
			}
			if round == 0 {
				want[format] = got
			}
			assert.NotEmpty(t, got, format)
			assert.Equal(t, want[format], got, "%s: with %d workers", format, jobs)
		}
	}
}

// brokenBase returns a base of many files in which something is wrong in each.
func brokenBase() map[string][]byte {
	base := factstest.Generate(1000)
	for p, src := range base {
		src = bytes.Replace(src, []byte("start = 1995-05-24"), []byte("start = 1993-05-24"), 1)
		src = bytes.Replace(src, []byte(`winner = "person-`), []byte(`winner = "persn-`), 1)
		src = bytes.Replace(src, []byte("[[membership]]"), []byte("[[membershp]]"), 2)
		base[p] = bytes.Replace(src, []byte("-05-24\nend = 2000-05-24"), []byte("-05-24\nend = 7015-05-24"), 1)
	}
	return base
}
