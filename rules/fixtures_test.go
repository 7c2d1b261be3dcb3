package rules_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules/engine"
	"github.com/factlint/factlint/rules/want"
)

// TestFixtures checks every base below testdata/want: each finding has a
// comment that wants it, and each such comment its finding.
func TestFixtures(t *testing.T) {
	dirs, err := filepath.Glob("../testdata/want/*")
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, dir := range dirs {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			continue
		}
		t.Run(filepath.Base(dir), func(t *testing.T) {
			b, err := facts.Load(context.Background(), facts.Options{Root: dir})
			if err != nil {
				t.Fatal(err)
			}
			r, err := engine.Run(context.Background(), b, engine.Settings{})
			if err != nil {
				t.Fatal(err)
			}
			for _, line := range want.Unmet(b, r.Findings) {
				t.Error(line)
			}
		})
	}
}
