package cli

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

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
	if err := factstest.Write(dir, factstest.Generate(1e5)); err != nil {
		b.Fatal(err)
	}
	for _, args := range [][]string{
		{"init", "--quiet"}, {"add", "."}, {"-c", "user.name=N", "-c", "user.email=n@example.org", "commit", "--quiet", "--message", "one"},
	} {
		if out, err := exec.Command("git", append([]string{"-C", dir}, args...)...).CombinedOutput(); err != nil {
			b.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	changed, err := filepath.Glob(filepath.Join(dir, "part-000", "facts-00007.toml"))
	if err != nil || len(changed) != 1 {
		b.Fatal(changed, err)
	}
	src, err := os.ReadFile(changed[0])
	if err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(changed[0], append(src, "[[person]]\nid = \"somebody\"\nname = \"Somebody\"\n"...), 0o666); err != nil {
		b.Fatal(err)
	}
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
