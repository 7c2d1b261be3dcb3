package folder

import (
	"context"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/disk"
)

// TestMemory holds files in memory against the same on disk.
func TestMemory(t *testing.T) {
	texts := map[string]string{
		"factlint.toml": "", "a.toml": "a", "sub/b.toml": "b", "sub/deep/c.toml": "", "own/factlint.toml": "", "own/d.toml": "",
		".hidden/e.toml": "", "drafts/f.toml": "", "build/g.toml": "", ".git/HEAD": "", ".gitignore": "build/\n", "sub.toml": "x",
	}
	root := grow(t, texts)
	inMemory := map[string][]byte{}
	for name, text := range texts {
		inMemory[filepath.Join(root, filepath.FromSlash(name))] = []byte(text)
	}
	memory := NewMemory(inMemory)
	selection := Selection{Exclude: []string{"drafts/**"}}
	want, err := List(context.Background(), disk.Files{}, root, selection)
	require.NoError(t, err)
	got, err := List(context.Background(), memory, root, selection)
	require.NoError(t, err)
	assert.Equal(t, want, got)
	assert.Equal(t, "a.toml sub.toml sub/b.toml sub/deep/c.toml\nnested: own", show(got))

	reader, err := NewReader(memory, root)
	require.NoError(t, err)
	src, err := reader.Read("sub/b.toml", 9)
	require.NoError(t, err)
	assert.Equal(t, "b", string(src))
	_, err = reader.Read("sub", 9)
	assert.ErrorIs(t, err, ErrNotRegular)
	_, err = reader.Read("none.toml", 9)
	assert.ErrorIs(t, err, fs.ErrNotExist)

	at, found, err := Root(memory, filepath.Join(root, "sub", "deep"))
	require.NoError(t, err)
	assert.True(t, found)
	assert.Equal(t, root, at)
	_, _, err = Root(memory, filepath.Join(root, "none"))
	assert.ErrorIs(t, err, fs.ErrNotExist)

	assert.Equal(t, walked(t, disk.Files{}, root), walked(t, memory, root))
	assert.Equal(t, len(texts)+7, len(walked(t, memory, root)), slices.Sorted(maps.Keys(texts)))
}

// walked returns the paths that Walk comes by, without what is below sub/deep.
func walked(t *testing.T, files Files, root string) (out []string) {
	t.Helper()
	require.NoError(t, Walk(files, root, func(path string, e fs.DirEntry, err error) error {
		require.NoError(t, err)
		out = append(out, strings.TrimPrefix(path, root))
		if strings.HasSuffix(path, "deep") {
			return fs.SkipDir
		}
		return nil
	}))
	return out
}
