package folder

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/disk"
)

// grow makes a tree of files in a new folder outside of any git work tree, and
// returns the folder. The content of "name" is given; "name ->" is a link to it; a name that
// ends in a slash is an empty folder.
func grow(t testing.TB, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	growIn(t, root, files)
	return root
}

func growIn(t testing.TB, root string, files map[string]string) {
	t.Helper()
	for name, content := range files {
		name, isLink := strings.CutSuffix(name, " ->")
		path := filepath.Join(root, filepath.FromSlash(name))
		if strings.HasSuffix(name, "/") {
			require.NoError(t, os.MkdirAll(path, 0o755))
			continue
		}
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		if isLink {
			if runtime.GOOS == "windows" {
				t.Skip("the listings expected are in words of Unix")
			}
			if err := os.Symlink(filepath.FromSlash(content), path); err != nil {
				t.Skip("no symbolic links here:", err)
			}
			continue
		}
		require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
	}
}

func list(t testing.TB, root string, exclude ...string) Listing {
	t.Helper()
	l, err := List(context.Background(), disk.Files{}, root, Selection{Exclude: exclude})
	require.NoError(t, err)
	return l
}

// show writes a listing in one line for each part that is not empty.
func show(l Listing) string {
	var b strings.Builder
	b.WriteString(strings.Join(l.Files, " "))
	if len(l.Nested) > 0 {
		b.WriteString("\nnested: " + strings.Join(l.Nested, " "))
	}
	for _, link := range l.NotFollowed {
		b.WriteString("\n" + link.Path + " " + link.Reason)
	}
	for _, err := range l.Errors {
		b.WriteString("\nerror: " + err.Error())
	}
	return b.String()
}

func wantListing(t *testing.T, root string, want string, exclude ...string) {
	t.Helper()
	want = strings.ReplaceAll(want, "ROOT", root)
	assert.Equal(t, want, show(list(t, root, exclude...)))
	agree(t, root, exclude)
}

// agree holds Contains against List for every path there is, and a file not yet
// written beside each of the files listed.
func agree(t *testing.T, root string, exclude []string) {
	t.Helper()
	l := list(t, root, exclude...)
	listed := map[string]bool{}
	paths := map[string]bool{}
	for _, f := range l.Files {
		listed[f], paths[f] = true, true
	}
	require.NoError(t, filepath.WalkDir(root, func(path string, _ os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, path)
		paths[filepath.ToSlash(rel)] = true
		return nil
	}))
	for path := range paths {
		got, err := Contains(context.Background(), disk.Files{}, root, Selection{Exclude: exclude}, path)
		require.NoError(t, err, "Contains(%q)", path)
		assert.Equal(t, listed[path], got, "Contains(%q)", path)
	}
}
