package novelty

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/disk"
	"github.com/factlint/factlint/rules/engine"
)

// git runs the real git with no configuration of the person in it.
func git(t *testing.T, dir string, args ...string) {
	t.Helper()
	out, err := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=N", "-c", "user.email=n@example.org", "-c", "core.autocrlf=false"}, args...)...).CombinedOutput()
	require.NoError(t, err, "git %v: %s", args, out)
}

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o777))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o666))
	}
}

const (
	wrongPerson = "[[person]]\nid = \"a\"\nname = \"A\"\nborn = 1990\ndied = 1980\n"
	sharedRule  = "[[rule]]\nname = \"name-long\"\nsummary = \"s\"\nkind = \"person\"\nassert = \"len(fact.name) > 3\"\nmessage = \"{fact} is short\"\n"
)

// TestSince commits a base, changes it, and asks what is new.
func TestSince(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not here")
	}
	t.Setenv("GIT_CONFIG_GLOBAL", filepath.Join(t.TempDir(), "none"))
	t.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	base := map[string]string{"base/a.toml": wrongPerson, "base/factlint.toml": "extends = \"../shared.toml\"\n", "shared.toml": sharedRule}
	for _, c := range []struct {
		name     string
		revision string
		change   map[string]string
		alike    bool
		fresh    []string
		warned   []string
	}{
		{"nothing changed", "HEAD", nil, true, nil, nil},
		{"line ends", "HEAD", map[string]string{"base/a.toml": "[[person]]\r\nid = \"a\"\r\nname = \"A\"\r\nborn = 1990\r\ndied = 1980\r\n"}, true, nil, nil},
		{"a comment", "HEAD", map[string]string{"base/a.toml": "# people\n" + wrongPerson}, false, nil, nil},
		{"moved", "HEAD", map[string]string{"base/a.toml": "", "base/b.toml": wrongPerson}, false, nil, nil},
		{"a wrong date more", "HEAD", map[string]string{"base/b.toml": "[[person]]\nid = \"b\"\nname = \"Bert\"\nborn = 1990\ndied = 1980\n"}, false, []string{"date-period"}, nil},
		{"a rule more in the shared file", "HEAD", map[string]string{"shared.toml": sharedRule + "[[rule]]\nname = \"name-longer\"\nsummary = \"s\"\nkind = \"person\"\nassert = \"len(fact.name) > 9\"\nmessage = \"{fact} is shorter\"\n"}, false, []string{"name-longer"}, nil},
		{"an exclude removed", "excluding", nil, false, []string{"date-period", "name-long"}, []string{"excluding has no facts in base, so all findings count as new"}},
		{"before the first commit", "HEAD~1", nil, false, []string{"date-period", "name-long"}, []string{"HEAD~1 is before the first commit, so all findings count as new"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			git(t, dir, "init", "--quiet")
			write(t, dir, base)
			if c.revision == "excluding" {
				write(t, dir, map[string]string{"base/factlint.toml": "exclude = [\"a.toml\"]\nextends = \"../shared.toml\"\n"})
			}
			git(t, dir, "add", "--all")
			git(t, dir, "commit", "--quiet", "--message", "one")
			git(t, dir, "tag", "excluding")
			write(t, dir, base)
			write(t, dir, c.change)
			root := filepath.Join(dir, "base")
			src, err := os.ReadFile(filepath.Join(root, "factlint.toml"))
			require.NoError(t, err)
			conf, mistakes := config.Parse(src, config.Beside(disk.Files{}, root, ""))
			require.Empty(t, mistakes)
			is, err := facts.Load(t.Context(), facts.Options{Files: disk.Files{}, Root: root, Exclude: conf.Exclude, Vocabulary: conf.Vocabulary})
			require.NoError(t, err)
			var warned []string
			s := Since{
				Revision: c.revision, Root: root, Settings: func(c *config.Config) engine.Settings { return c.Settings },
				Shown: func(abs string) string { return filepath.Base(abs) }, Warn: func(line string) { warned = append(warned, line) },
			}
			past, alike, err := s.Past(t.Context(), is, conf)
			require.NoError(t, err)
			assert.Equal(t, c.alike, alike)
			assert.Equal(t, c.warned, warned)
			if alike {
				return
			}
			settings := conf.Settings
			settings.Past = past
			found, err := engine.Run(t.Context(), is, settings)
			require.NoError(t, err)
			var fresh []string
			for _, f := range found.Findings {
				fresh = append(fresh, f.Rule.Name)
			}
			assert.ElementsMatch(t, c.fresh, fresh)
		})
	}
}
