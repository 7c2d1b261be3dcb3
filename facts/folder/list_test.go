package folder

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/disk"
)

func TestListNamesFactFiles(t *testing.T) {
	root := grow(t, map[string]string{
		"factlint.toml": "", "b.toml": "", "a.toml": "", "UP.TOML": "", "a.txt": "", ".hidden.toml": "", ".toml": "",
		"sub/x.toml": "", "sub/deep/y.toml": "", "sub.toml": "", "sub-/z.toml": "",
		".github/x.toml": "", "sub/.dot/x.toml": "", "folder.toml/in.toml": "", "empty/": "",
		"drafts/x.toml": "", "drafts/deep/x.toml": "",
	})
	const rest = ".hidden.toml .toml a.toml b.toml folder.toml/in.toml sub-/z.toml sub.toml sub/deep/y.toml sub/x.toml"
	for _, exclude := range []string{"drafts", "drafts/", "drafts/**", "drafts/**/", "drafts/*", "{nothing,d*s}"} {
		t.Run(exclude, func(t *testing.T) { wantListing(t, root, rest, exclude) })
	}
}

func TestExcludeOrderDoesNotMatter(t *testing.T) {
	root := grow(t, map[string]string{"a.toml": "", "b/a.toml": "", "b/c.toml": ""})
	wantListing(t, root, "a.toml b/c.toml", "b/a.toml")
	wantListing(t, root, "b/a.toml b/c.toml", "*.toml")
	wantListing(t, root, "b/c.toml", "**/a.toml")
	wantListing(t, root, "", "**")
}

func TestNestedBases(t *testing.T) {
	tree := map[string]string{
		"x.toml": "", "south-ossetia/factlint.toml": "", "south-ossetia/x.toml": "", "south-ossetia/in/factlint.toml": "",
		"other/deep/factlint.toml": "", "other/y.toml": "", ".dot/factlint.toml": "", "drafts/factlint.toml": "",
		"config/factlint.toml/z.toml": "",
	}
	const want = "config/factlint.toml/z.toml other/y.toml x.toml\nnested: other/deep south-ossetia"
	wantListing(t, grow(t, tree), want, "drafts")
	tree["factlint.toml"] = ""
	root := grow(t, tree)
	wantListing(t, root, want, "drafts")
	wantListing(t, filepath.Join(root, "south-ossetia"), "x.toml\nnested: in")
}

func TestRoot(t *testing.T) {
	top := grow(t, map[string]string{
		"base/factlint.toml": "", "base/a/b/x.toml": "", "base/in/factlint.toml": "", "base/in/y.toml": "",
		"plain/z.toml": "", "base/odd/factlint.toml/": "", "base/odd/x.toml": "",
	})
	for _, c := range []struct {
		path, want string
		found      bool
	}{
		{"base", "base", true}, {"base/a/b", "base", true}, {"base/a/b/x.toml", "base", true},
		{"base/in/y.toml", "base/in", true}, {"base/in/factlint.toml", "base/in", true},
		{"base/odd/x.toml", "base", true}, {"plain", "plain", false}, {"plain/z.toml", "plain", false},
	} {
		got, found, err := Root(disk.Files{}, filepath.Join(top, c.path))
		require.NoError(t, err, c.path)
		assert.Equal(t, filepath.Join(top, c.want), got, "Root(%s)", c.path)
		assert.Equal(t, c.found, found, "Root(%s)", c.path)
	}
	_, _, err := Root(disk.Files{}, filepath.Join(top, "none.toml"))
	assert.ErrorIs(t, err, fs.ErrNotExist, "a missing path")
	t.Chdir(filepath.Join(top, "base", "a"))
	got, found, err := Root(disk.Files{}, "b/x.toml")
	require.NoError(t, err, "a relative path")
	assert.True(t, found, "a relative path")
	assert.Equal(t, "base", filepath.Base(got), "a relative path")
}

func TestRootRefusesAConfigThatIsNoFile(t *testing.T) {
	top := grow(t, map[string]string{"factlint.toml": "", "x.toml": "", "sub/factlint.toml ->": "gone", "sub/x.toml": ""})
	_, _, err := Root(disk.Files{}, filepath.Join(top, "sub"))
	assert.ErrorIs(t, err, ErrDangling)
	wantListing(t, top, "x.toml\nerror: read ROOT/sub/factlint.toml: is a link that leads nowhere")
}

func TestUnreadable(t *testing.T) {
	_, err := List(context.Background(), disk.Files{}, filepath.Join(t.TempDir(), "none"), Selection{})
	assert.ErrorIs(t, err, fs.ErrNotExist, "a missing root")
	file := filepath.Join(grow(t, map[string]string{"x": ""}), "x")
	_, err = List(context.Background(), disk.Files{}, file, Selection{})
	assert.ErrorContains(t, err, file, "a file as root")
	_, err = List(context.Background(), disk.Files{}, t.TempDir(), Selection{Exclude: []string{"ok", "a[b"}})
	assert.ErrorContains(t, err, `"a[b"`, "a bad pattern")
	stopped, stop := context.WithCancel(context.Background())
	stop()
	_, err = List(stopped, disk.Files{}, t.TempDir(), Selection{})
	assert.ErrorIs(t, err, context.Canceled, "a context that has ended")

	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("permissions do not stop this user")
	}
	root := grow(t, map[string]string{"a.toml": "", "closed/x.toml": "", "z.toml": ""})
	require.NoError(t, os.Chmod(filepath.Join(root, "closed"), 0))
	defer os.Chmod(filepath.Join(root, "closed"), 0o755)
	l := list(t, root)
	assert.Equal(t, "a.toml z.toml\nerror: read "+root+"/closed: permission denied", show(l))
	assert.ErrorIs(t, l.Errors[0], fs.ErrPermission)
}

// A folder that cannot be opened whoever asks: its path is longer than the system allows.
func TestPathsTooLongAreNamed(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("made for the limit of Linux")
	}
	root := grow(t, map[string]string{"a.toml": ""})
	t.Chdir(root)
	for range 30 { // 30 × 200 bytes are more than the 4096 of a path
		name := strings.Repeat("d", 200)
		require.NoError(t, os.Mkdir(name, 0o755))
		require.NoError(t, os.Chdir(name))
	}
	require.NoError(t, os.WriteFile("lost.toml", nil, 0o644))
	require.NoError(t, os.Chdir(root))
	l := list(t, root)
	require.Len(t, l.Files, 1)
	require.Len(t, l.Errors, 1)
	assert.Regexp(t, ": file name too long$", l.Errors[0].Error())
}

func TestNamesAreKeptAsTheyAre(t *testing.T) {
	names := []string{"new\nline.toml", "tab\t.toml", "\x1b[31m.toml", "-rf.toml", "é.toml", "*.toml", "[a].toml"}
	if runtime.GOOS == "linux" {
		names = append(names, "\xff\xfe.toml", `back\slash.toml`)
	}
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such names")
	}
	files := map[string]string{}
	for _, n := range names {
		files["in/"+n] = ""
	}
	root := grow(t, files)
	l := list(t, root)
	require.Len(t, l.Files, len(names), l)
	require.Empty(t, l.Errors, l)
	for _, f := range l.Files {
		_, ok := files[f]
		assert.True(t, ok, "%q was not written", f)
	}
	agree(t, root, nil)
}

func TestRootIsReadWhateverItsName(t *testing.T) {
	top := grow(t, map[string]string{
		".git/HEAD": "", ".gitignore": "/build/\n*.bak.toml\n", "build/.facts/x.toml": "", "build/.facts/y.bak.toml": "",
	})
	wantListing(t, filepath.Join(top, "build", ".facts"), "x.toml")
	wantListing(t, top, "")
}

func TestRootPathsForErrorsAreAsGiven(t *testing.T) {
	root := grow(t, map[string]string{"base/sub/factlint.toml ->": "gone"})
	t.Chdir(root)
	want := "read " + filepath.Join("base", "sub", "factlint.toml") + ": is a link that leads nowhere"
	l := list(t, "base")
	require.Len(t, l.Errors, 1)
	assert.EqualError(t, l.Errors[0], want)
}
