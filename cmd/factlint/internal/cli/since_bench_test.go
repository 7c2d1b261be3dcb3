package cli

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/factstest"
)

// BenchmarkSince runs the whole command over a base in git of which one file
// has changed, with --since and, to be held against it, without.
func BenchmarkSince(b *testing.B) {
	if _, err := exec.LookPath("git"); err != nil {
		b.Skip("git is not here")
	}
	b.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	b.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	dir := b.TempDir()
	require.NoError(b, factstest.Write(dir, factstest.Generate(1e5)))
	for _, args := range [][]string{
		{"init", "--quiet"}, {"add", "."}, {"-c", "user.name=N", "-c", "user.email=n@example.org", "commit", "--quiet", "--message", "one"},
	} {
		out, err := exec.Command("git", append([]string{"-C", dir}, args...)...).CombinedOutput()
		require.NoError(b, err, "git %v: %s", args, out)
	}
	changed, err := filepath.Glob(filepath.Join(dir, "part-000", "facts-00007.toml"))
	require.NoError(b, err)
	require.Len(b, changed, 1)
	src, err := os.ReadFile(changed[0])
	require.NoError(b, err)
	require.NoError(b, os.WriteFile(changed[0], append(src, "[[person]]\nid = \"somebody\"\nname = \"Somebody\"\n"...), 0o666))
	for _, bench := range []struct {
		name string
		args []string
	}{
		{"plain", []string{"check", dir}},
		{"since", []string{"check", "--since", "HEAD", dir}},
	} {
		b.Run(bench.name, func(b *testing.B) {
			for b.Loop() {
				var out, errs bytes.Buffer
				if status := Main(bench.args, strings.NewReader(""), &out, &errs); status != exitClean {
					b.Fatalf("exit status %d: %.500s%.500s", status, out.String(), errs.String())
				}
			}
		})
	}
}
