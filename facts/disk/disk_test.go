package disk

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/folder"
)

// elsewhere is the disk as it is opened on other systems.
type elsewhere struct{ Files }

func (elsewhere) Open(dir, name string) (fs.File, error) {
	return openInside(dir, filepath.FromSlash(name))
}

// TestReadSwapped has files that were swapped for links since they were listed.
func TestReadSwapped(t *testing.T) {
	outside, root := t.TempDir(), t.TempDir()
	grow(t, outside, map[string]string{"secret.toml": "secret", "folder/secret.toml": "secret"})
	grow(t, root, map[string]string{"a.toml": "a", "sub/b.toml": "b", ".env": "secret", "factlint.toml": ""})
	for name, to := range map[string]string{
		"in.toml": "sub/b.toml", "insub": "sub", "absolute.toml": filepath.Join(root, "a.toml"),
		"out.toml": filepath.Join(outside, "secret.toml"), "outsub": filepath.Join(outside, "folder"),
		"env.toml": ".env", "conf.toml": "factlint.toml", "loop.toml": "loop.toml",
	} {
		if err := os.Symlink(filepath.FromSlash(to), filepath.Join(root, name)); err != nil {
			t.Skip("no symbolic links here:", err)
		}
	}
	for _, files := range []folder.Files{Files{}, elsewhere{}} {
		reader, err := folder.NewReader(files, root)
		require.NoError(t, err)
		for name, want := range map[string]string{"a.toml": "a", "in.toml": "b", "insub/b.toml": "b", "absolute.toml": "a"} {
			src, err := reader.Read(name, 99)
			require.NoError(t, err, name)
			assert.Equal(t, want, string(src), name)
		}
		for _, name := range []string{"out.toml", "outsub/secret.toml", "env.toml", "conf.toml"} {
			_, err := reader.Read(name, 99)
			assert.EqualError(t, err, "has become a link that is not followed", name)
		}
		_, err = reader.Read("loop.toml", 99)
		assert.Error(t, err)
		_, err = reader.Read("sub", 99)
		assert.ErrorIs(t, err, folder.ErrNotRegular)
	}
}

func grow(t *testing.T, root string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(root, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o777))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o666))
	}
}
