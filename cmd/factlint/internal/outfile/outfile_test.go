package outfile

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// text writes a text.
func text(s string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
}

// tree makes a working directory with some files and links in it, and a folder
// beside it that nothing may be written to.
func tree(t *testing.T) {
	t.Helper()
	top := t.TempDir()
	for _, name := range []string{"outside/kept", "here/sub/report", "here/a.toml", "here/.git/config"} {
		file := filepath.Join(top, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o777))
		require.NoError(t, os.WriteFile(file, []byte("old"), 0o640))
	}
	t.Chdir(filepath.Join(top, "here"))
	for link, to := range map[string]string{
		"out": "../outside", "kept": "../outside/kept", "absolute": filepath.Join(top, "outside", "kept"), "astray": "../outside/none",
		"in": "sub/report", "insub": filepath.Join(top, "here", "sub"), "fact": "a.toml", "git": ".git/config", "gitdir": ".git",
	} {
		if err := os.Symlink(filepath.FromSlash(to), link); err != nil {
			t.Skip("no links:", err)
		}
	}
	t.Cleanup(func() {
		var names []string
		require.NoError(t, filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
			if strings.HasPrefix(d.Name(), ".factlint-") {
				names = append(names, path)
			}
			return err
		}))
		assert.Empty(t, names, "left behind")
		entries, err := os.ReadDir(filepath.Join(top, "outside"))
		require.NoError(t, err)
		assert.Len(t, entries, 1, "written outside")
		assert.Equal(t, "old", read(t, filepath.Join(top, "outside", "kept")))
		assert.Equal(t, "old", read(t, ".git/config"))
		assert.Equal(t, "old", read(t, "a.toml"))
	})
}

func read(t *testing.T, name string) string {
	t.Helper()
	src, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(src)
}

// TestLinks follows those that stay below the folder, and no other.
func TestLinks(t *testing.T) {
	tree(t)
	for name, want := range map[string]string{
		"out/new": "out of the working directory", "kept": "out of the working directory", "absolute": "out of the working directory",
		"astray": "leads nowhere", "fact": "a link to a fact file", "git": "a repository of git", "gitdir/hooks": "a repository of git",
	} {
		assert.ErrorContains(t, Write(t.Context(), WorkingDirectory(), name, text("new")), want, name)
		assert.ErrorContains(t, Create(t.Context(), WorkingDirectory(), name, "new"), want, name)
		assert.ErrorContains(t, Edit(t.Context(), WorkingDirectory(), name, 9, func([]byte) []byte { return []byte("new") }), want, name)
		assert.Error(t, Remove(WorkingDirectory(), name), name)
	}
	for _, name := range []string{"in", "insub/report", "insub/another", "sub/../third"} {
		require.NoError(t, Write(t.Context(), WorkingDirectory(), name, text("new "+name)), name)
		assert.Equal(t, "new "+name, read(t, name))
	}
	info, err := os.Lstat("in")
	require.NoError(t, err)
	assert.NotZero(t, info.Mode()&fs.ModeSymlink, "it is no link any more")
}

// TestSwapped has a folder that becomes a link after it was looked at.
func TestSwapped(t *testing.T) {
	tree(t)
	err := Write(t.Context(), WorkingDirectory(), "sub/report", func(w io.Writer) error {
		require.NoError(t, os.Rename("sub", "moved"))
		require.NoError(t, os.Symlink(filepath.Join("..", "outside"), "sub"))
		return text("new")(w)
	})
	require.NoError(t, err)
	assert.Equal(t, "new", read(t, "moved/report"))
}

// TestByItsOwnWords takes a path that leaves the folder without a link.
func TestByItsOwnWords(t *testing.T) {
	tree(t)
	elsewhere := filepath.Join(t.TempDir(), "new")
	for _, s := range []string{"one", "two"} {
		require.NoError(t, Write(t.Context(), WorkingDirectory(), elsewhere, text(s)))
		assert.Equal(t, s, read(t, elsewhere))
	}
	require.NoError(t, Remove(WorkingDirectory(), elsewhere))
	assert.NoFileExists(t, elsewhere)
}

func TestWholeOrNotAtAll(t *testing.T) {
	tree(t)
	full := errors.New("the disk is full")
	for _, name := range []string{"sub/report", "sub/new"} {
		err := Write(t.Context(), WorkingDirectory(), name, func(w io.Writer) error {
			_, err := io.WriteString(w, strings.Repeat("half", 1<<16))
			return errors.Join(err, full)
		})
		assert.ErrorIs(t, err, full)
	}
	assert.Equal(t, "old", read(t, "sub/report"))
	assert.NoFileExists(t, "sub/new")
	require.NoError(t, Write(t.Context(), WorkingDirectory(), "sub/report", text("new")))
	if info, err := os.Stat("sub/report"); assert.NoError(t, err) && runtime.GOOS != "windows" {
		assert.Equal(t, fs.FileMode(0o640), info.Mode().Perm())
	}
}

// TestInterrupted interrupts a command while it writes.
func TestInterrupted(t *testing.T) {
	tree(t)
	for _, name := range []string{"sub/report", "sub/new"} {
		ctx, cancel := context.WithCancel(t.Context())
		err := Write(ctx, WorkingDirectory(), name, func(w io.Writer) error {
			cancel()
			Interrupted()
			entries, err := os.ReadDir("sub")
			require.NoError(t, err)
			assert.Len(t, entries, 1, "left for nobody to remove")
			return text("new")(w)
		})
		assert.ErrorIs(t, err, context.Canceled)
		assert.ErrorIs(t, Write(ctx, WorkingDirectory(), name, text("new")), context.Canceled)
	}
	assert.Equal(t, "old", read(t, "sub/report"))
}

func TestCreate(t *testing.T) {
	tree(t)
	require.NoError(t, Create(t.Context(), WorkingDirectory(), "new/folder/x", "text"))
	assert.Equal(t, "text", read(t, "new/folder/x"))
	assert.ErrorIs(t, Create(t.Context(), WorkingDirectory(), "new/folder/x", "other"), fs.ErrExist)
	assert.Equal(t, "text", read(t, "new/folder/x"))
}

func TestEdit(t *testing.T) {
	tree(t)
	double := func(old []byte) []byte { return append(old, "+"+string(old)...) }
	require.NoError(t, Edit(t.Context(), WorkingDirectory(), "a.toml", 9, func(old []byte) []byte { return old }))
	require.NoError(t, Edit(t.Context(), WorkingDirectory(), "in", 9, double))
	assert.Equal(t, "old+old", read(t, "sub/report"))
	assert.ErrorContains(t, Edit(t.Context(), WorkingDirectory(), "in", 3, double), "at most 0 MB are read")
	assert.ErrorContains(t, Edit(t.Context(), WorkingDirectory(), "sub", 3, double), "is not a regular file")
	err := Edit(t.Context(), WorkingDirectory(), "sub/report", 9, func(old []byte) []byte {
		require.NoError(t, os.WriteFile("sub/report", []byte("somebody else's"), 0o666))
		return old
	})
	assert.ErrorIs(t, err, ErrChanged)
	assert.Equal(t, "somebody else's", read(t, "sub/report"))
}
