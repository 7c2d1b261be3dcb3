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
	for _, format := range formatNames() {
		want := ""
		for round, jobs := range []int{1, 2, 8, 8} {
			dir := t.TempDir()
			t.Chdir(dir)
			rand.New(rand.NewPCG(uint64(round), 0)).Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
			for _, p := range paths {
				require.NoError(t, os.MkdirAll(filepath.Dir(p), 0o777))
				require.NoError(t, os.WriteFile(p, base[p], 0o666))
			}
			var out, errs bytes.Buffer
			status := Main([]string{"check", "--format", format, "--statistics", "--jobs", fmt.Sprint(jobs)}, strings.NewReader(""), &out, &errs)
			require.Equal(t, exitFindings, status, "%s: %s", format, errs.String())
			require.Empty(t, errs.String(), format)
			if want == "" {
				want = out.String()
			}
			assert.Equal(t, want, out.String(), "%s: with %d workers", format, jobs)
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
