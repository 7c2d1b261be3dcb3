package rules_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/mapping"
	"github.com/factlint/factlint/facts/vocabulary"
)

// recordsOf returns the records that a factlint.toml in a folder declares, whose
// mappings stand in files there, or all in one right there.
func recordsOf(t testing.TB, dir, config string, v *vocabulary.Vocabulary) (out []facts.Records) {
	t.Helper()
	var declared struct {
		Records []struct {
			Files   []string
			Format  string
			Mapping string
		}
	}
	_, err := toml.Decode(config, &declared)
	require.NoError(t, err)
	for _, d := range declared.Records {
		_, inline, _ := strings.Cut(config, "\n\n")
		src := []byte(strings.ReplaceAll(inline, "[[records.fact]]", "[[fact]]"))
		if d.Mapping != "" {
			src, err = os.ReadFile(filepath.Join(dir, d.Mapping))
			require.NoError(t, err)
		}
		m, mistakes := mapping.Parse(src, d.Format, v)
		require.Empty(t, mistakes)
		globs, err := folder.NewGlobs(d.Files)
		require.NoError(t, err)
		out = append(out, facts.Records{Files: globs, Format: d.Format, Mapping: m, Name: d.Mapping, Source: src})
	}
	return out
}
