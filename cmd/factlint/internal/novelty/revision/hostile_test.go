package revision

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestFolderThatLooksLikeARepository reads the past of the work tree that the
// base is in, whatever parts of a repository a stranger commits into it.
func TestFolderThatLooksLikeARepository(t *testing.T) {
	for _, below := range []string{"facts", "facts/deep/er"} {
		t.Run(below, func(t *testing.T) {
			dir := repository(t, map[string]string{below + "/a.toml": "a"})
			base := filepath.Join(dir, filepath.FromSlash(below))
			// Their repository has b.toml, and says that its work tree is the base.
			theirs := repository(t, map[string]string{"a.toml": "a", "b.toml": "b"})
			fake := filepath.Join(dir, "facts")
			require.NoError(t, os.CopyFS(fake, os.DirFS(filepath.Join(theirs, ".git"))))
			write(t, dir, map[string]string{"facts/config": "[core]\n\tbare = false\n\tworktree = " + filepath.ToSlash(base) + "\n"})
			require.NoError(t, os.WriteFile(filepath.Join(base, "b.toml"), []byte("b"), 0o666))
			tree := open(t, base, "HEAD")
			assert.Equal(t, "a.toml", listed(t, tree))
			assert.Empty(t, tree.Has("b.toml"))
		})
	}
	bare := filepath.Join(t.TempDir(), "bare")
	run(t, t.TempDir(), "", "init", "--quiet", "--bare", bare)
	_, err := Open(t.Context(), bare, "HEAD", nil)
	assert.EqualError(t, err, filepath.ToSlash(bare)+" is in no work tree of git")
}

// bomb commits a folder of n names for one blob.
func bomb(t *testing.T, dir, name string, n, size int) {
	t.Helper()
	blob := run(t, dir, strings.Repeat("#", size), "hash-object", "-w", "--stdin")
	var entries strings.Builder
	for i := range n {
		fmt.Fprintf(&entries, "100644 blob %s\t%04d/%s\n", blob, i, name)
	}
	run(t, dir, entries.String(), "update-index", "--add", "--index-info")
	run(t, dir, "", "commit", "--quiet", "--message", "bomb")
}

// TestContentBomb names a blob so often that it would fill the memory.
func TestContentBomb(t *testing.T) {
	dir := repository(t, map[string]string{"a.toml": "a"})
	bomb(t, dir, "x.toml", 80, 8<<20)
	tree := open(t, dir, "HEAD")
	names := strings.Fields(listed(t, tree))
	require.Len(t, names, 81)
	read, _, err := tree.Read(t.Context(), names, 16<<20)
	assert.EqualError(t, err, `the files of "HEAD" that are to be read have more than 512 MB together`)
	assert.Empty(t, read)
	read, _, err = tree.Read(t.Context(), names[:3], 16<<20)
	require.NoError(t, err)
	assert.Len(t, read, 3)
}
