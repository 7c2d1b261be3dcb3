package rules_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/disk"
	"github.com/factlint/factlint/rules/engine"
)

// TestFixtures checks every base below testdata/want: each finding has a
// comment that wants it, and each such comment its finding. A factlint.toml
// there declares kinds, and the clock.
func TestFixtures(t *testing.T) {
	dirs, err := filepath.Glob("../testdata/want/*")
	require.NoError(t, err)
	require.NotEmpty(t, dirs, "no fixtures")
	for _, dir := range dirs {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			continue
		}
		t.Run(filepath.Base(dir), func(t *testing.T) {
			o := facts.Options{Files: disk.Files{}, Root: dir}
			if config, err := os.ReadFile(filepath.Join(dir, "factlint.toml")); err == nil {
				o.Vocabulary = kindsOf(t, config)
				o.Records = recordsOf(t, dir, string(config), o.Vocabulary)
				o.LocalClock = strings.Contains(string(config), "clock = \"local\"")
			}
			b, err := facts.Load(context.Background(), o)
			require.NoError(t, err)
			r, err := engine.Run(context.Background(), b, engine.Settings{})
			require.NoError(t, err)
			assert.Empty(t, unmet(b, r.Findings))
		})
	}
}
