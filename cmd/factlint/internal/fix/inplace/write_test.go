package inplace

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/fix"
)

// disk is a folder with two files and the changes that replace "old" in them.
func disk(t *testing.T) (dir string, changes []fix.Change) {
	t.Helper()
	dir = t.TempDir()
	for _, name := range []string{"a.toml", "sub/b.toml"} {
		write(t, filepath.Join(dir, name), "old "+name)
		changes = append(changes, fix.Change{Path: name, Old: []byte("old " + name), New: []byte("new " + name)})
	}
	return dir, changes
}

func write(t testing.TB, name, text string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o777))
	require.NoError(t, os.WriteFile(name, []byte(text), 0o666))
}

// holds checks the text of a file, and that no file of our own is left.
func holds(t *testing.T, dir, name, want string) {
	t.Helper()
	got, err := os.ReadFile(filepath.Join(dir, name))
	require.NoError(t, err)
	assert.Equal(t, want, string(got), name)
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		assert.False(t, strings.HasPrefix(d.Name(), ".factlint-"), "%s is left behind", path)
		return err
	})
	require.NoError(t, err)
}

func TestWrite(t *testing.T) {
	dir, changes := disk(t)
	require.NoError(t, os.Chmod(filepath.Join(dir, "a.toml"), 0o640))
	require.Nil(t, Write(t.Context(), dir, changes))
	holds(t, dir, "a.toml", "new a.toml")
	holds(t, dir, "sub/b.toml", "new sub/b.toml")
	info, err := os.Stat(filepath.Join(dir, "a.toml"))
	require.NoError(t, err)
	if runtime.GOOS != "windows" {
		assert.Equal(t, fs.FileMode(0o640), info.Mode().Perm())
	}
}

// TestWriteNothing says that one file that cannot be written keeps back all.
func TestWriteNothing(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(t *testing.T, file string)
		want  error
	}{
		"changed":     {func(t *testing.T, file string) { write(t, file, "old sub/b.tomL") }, ErrChanged},
		"longer":      {func(t *testing.T, file string) { write(t, file, "old sub/b.toml!") }, ErrChanged},
		"a directory": {func(t *testing.T, file string) { remake(t, file, os.Mkdir(file+"x", 0o777)) }, ErrChanged},
		"gone":        {func(t *testing.T, file string) { remake(t, file, nil) }, fs.ErrNotExist},
		"read-only": {func(t *testing.T, file string) {
			require.NoError(t, os.Chmod(file, 0o444))
			t.Cleanup(func() { _ = os.Chmod(file, 0o666) })
		}, ErrReadOnly},
	} {
		t.Run(name, func(t *testing.T) {
			dir, changes := disk(t)
			c.spoil(t, filepath.Join(dir, "sub", "b.toml"))
			failed := Write(t.Context(), dir, changes)
			var at *fs.PathError
			require.Len(t, failed, 1)
			assert.ErrorIs(t, failed[0], c.want)
			require.ErrorAs(t, failed[0], &at)
			assert.Equal(t, "sub/b.toml", at.Path)
			holds(t, dir, "a.toml", "old a.toml")
		})
	}
}

// remake removes a file; when it made another in its place under that name
// and x, that takes its place.
func remake(t *testing.T, file string, err error) {
	t.Helper()
	require.NoError(t, errors.Join(err, os.Remove(file)))
	_ = os.Rename(file+"x", file)
}

func TestWriteLinks(t *testing.T) {
	dir, changes := disk(t)
	outside := filepath.Join(t.TempDir(), "x.toml")
	write(t, outside, "old sub/b.toml")
	link := filepath.Join(dir, "link.toml")
	if err := os.Symlink(filepath.Join("sub", "b.toml"), link); err != nil {
		t.Skip("no links: ", err)
	}
	// A link inside the base: the file it leads to is written, and it stays a link.
	changes[1].Path = "link.toml"
	require.Nil(t, Write(t.Context(), dir, changes))
	holds(t, dir, "sub/b.toml", "new sub/b.toml")
	info, err := os.Lstat(link)
	require.NoError(t, err)
	assert.NotZero(t, info.Mode()&fs.ModeSymlink, "it is no link any more")
	// One that leads out of it, to a configuration, or to what is not a fact file.
	write(t, filepath.Join(dir, "factlint.toml"), "old sub/b.toml")
	write(t, filepath.Join(dir, "env"), "old sub/b.toml")
	for _, to := range []string{outside, "factlint.toml", "env", filepath.Join("..", filepath.Base(dir), "..", "x.toml")} {
		require.NoError(t, errors.Join(os.Remove(link), os.Symlink(to, link)))
		assert.Len(t, Write(t.Context(), dir, changes[1:]), 1, to)
	}
	// A folder on the way that leads out.
	require.NoError(t, errors.Join(os.RemoveAll(filepath.Join(dir, "sub")), os.Symlink(filepath.Dir(outside), filepath.Join(dir, "sub"))))
	changes[1].Path = "sub/x.toml"
	failed := Write(t.Context(), dir, changes[1:])
	require.Len(t, failed, 1, "a folder that leads out")
	assert.ErrorIs(t, failed[0], ErrLeadsOut, "a folder that leads out")
	holds(t, filepath.Dir(outside), "x.toml", "old sub/b.toml")
	holds(t, dir, "factlint.toml", "old sub/b.toml")
}

// TestWriteBack makes the second of two files fail when the first has been
// replaced: it gets its old text back.
func TestWriteBack(t *testing.T) {
	dir, changes := disk(t)
	root, err := os.OpenRoot(dir)
	require.NoError(t, err)
	defer root.Close()
	w := &writer{ctx: t.Context(), dir: root, real: dir}
	for i := range changes {
		require.NoError(t, w.stage(&changes[i]))
	}
	write(t, filepath.Join(dir, "sub", "b.toml"), "changed meanwhile")
	failed := w.replace()
	w.discard()
	require.Len(t, failed, 1)
	assert.ErrorIs(t, failed[0], ErrChanged)
	holds(t, dir, "a.toml", "old a.toml")
	holds(t, dir, "sub/b.toml", "changed meanwhile")
}
