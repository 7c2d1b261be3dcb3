package folder

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTracked reads what git tracks, whatever .gitignore says of it, by each version
// of the index and each way of keeping it.
func TestTracked(t *testing.T) {
	needGit(t)
	for _, c := range []struct {
		name string
		init []string
		then [][]string
	}{
		{"version 2", nil, [][]string{{"update-index", "--index-version=2"}}},
		{"version 3", nil, [][]string{{"add", "--intent-to-add", "new.toml"}}},
		{"version 4", nil, [][]string{{"update-index", "--index-version=4"}}},
		{"sha256", []string{"--object-format=sha256"}, nil},
		{"split", nil, [][]string{{"update-index", "--split-index"}, {"add", "--force", "out/again/late.toml"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			git(t, root, "", append([]string{"init", "-q", "--template="}, c.init...)...)
			growIn(t, root, map[string]string{
				".gitignore": "out/\n*.bak.toml\nsecret.toml\n", "a.toml": "", "new.toml": "", "secret.toml": "", "sub/secret.toml": "", "x.bak.toml": "",
				"out/kept.toml": "", "out/left.toml": "", "out/deep/er/kept.toml": "", "out/deep/left.toml": "", "out/again/late.toml": "", "out/no/left.toml": "",
			})
			git(t, root, "", "add", ".")
			git(t, root, "", "add", "--force", "secret.toml", "out/kept.toml", "out/deep/er/kept.toml", "x.bak.toml")
			for _, args := range c.then {
				git(t, root, "", args...)
			}
			want := "a.toml new.toml out/deep/er/kept.toml out/kept.toml secret.toml x.bak.toml"
			if c.name == "split" {
				want = strings.Replace(want, " out/deep", " out/again/late.toml out/deep", 1)
			}
			wantListing(t, root, want)
			wantListing(t, root, strings.ReplaceAll(want, " secret.toml", ""), "secret.toml")
		})
	}
}

// TestTrackedInWorkTrees looks into the index of the work tree that a file is in.
func TestTrackedInWorkTrees(t *testing.T) {
	needGit(t)
	root := t.TempDir()
	one := filepath.Join(root, "one")
	require.NoError(t, os.MkdirAll(one, 0o755))
	git(t, one, "", "init", "-q", "--template=")
	growIn(t, one, map[string]string{".gitignore": "*.toml\n", "a.toml": "", "b.toml": ""})
	git(t, one, "", "add", "--force", ".gitignore", "a.toml")
	git(t, one, "", "-c", "user.name=N", "-c", "user.email=n@example.org", "commit", "-q", "-m", "one")
	git(t, one, "", "worktree", "add", "-q", "../two")
	growIn(t, filepath.Join(root, "two"), map[string]string{"c.toml": ""})
	wantListing(t, filepath.Join(root, "two"), "a.toml")
	// A repository in another, as a submodule is.
	outer := filepath.Join(root, "outer")
	require.NoError(t, os.MkdirAll(outer, 0o755))
	git(t, outer, "", "init", "-q", "--template=")
	require.NoError(t, os.Rename(one, filepath.Join(outer, "in")))
	wantListing(t, outer, "in/a.toml")
}

// FuzzIndex is for files that are no index of git.
func FuzzIndex(f *testing.F) {
	f.Add([]byte("DIRC\x00\x00\x00\x02\x00\x00\x00\x01"+strings.Repeat("\x00", 61)+"\x01a\x00"+strings.Repeat("\x00", 30)), true)
	f.Add([]byte("DIRC\x00\x00\x00\x04\x00\x00\x00\x02"+strings.Repeat("\x00", 62)+"\x00a\x00"+strings.Repeat("\x00", 62)+"\x01b\x00link\x00\x00\x00\x14"+strings.Repeat("\x07", 40)), true)
	f.Fuzz(func(t *testing.T, src []byte, short bool) {
		hash := 32
		if short {
			hash = 20
		}
		paths, shared, err := parseIndex(src, hash)
		if err == nil {
			assert.LessOrEqual(t, len(paths), len(src)/hash)
			assert.Contains(t, []int{0, 2 * hash}, len(shared))
		}
	})
}
