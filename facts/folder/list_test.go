package folder

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
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
		got, found, err := Root(filepath.Join(top, c.path))
		if err != nil || got != filepath.Join(top, c.want) || found != c.found {
			t.Errorf("Root(%s) = %s, %v, %v", c.path, got, found, err)
		}
	}
	if _, _, err := Root(filepath.Join(top, "none.toml")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a missing path:", err)
	}
	t.Chdir(filepath.Join(top, "base", "a"))
	if got, found, err := Root("b/x.toml"); err != nil || !found || filepath.Base(got) != "base" {
		t.Error("relative path:", got, found, err)
	}
}

func TestRootRefusesAConfigThatIsNoFile(t *testing.T) {
	top := grow(t, map[string]string{"factlint.toml": "", "x.toml": "", "sub/factlint.toml ->": "gone", "sub/x.toml": ""})
	if _, _, err := Root(filepath.Join(top, "sub")); !errors.Is(err, ErrLeadsAstray) {
		t.Error("got", err)
	}
	wantListing(t, top, "x.toml\nerror: read ROOT/sub/factlint.toml: is a link that leads nowhere")
}

func TestUnreadable(t *testing.T) {
	if _, err := List(context.Background(), filepath.Join(t.TempDir(), "none"), nil); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a missing root:", err)
	}
	file := filepath.Join(grow(t, map[string]string{"x": ""}), "x")
	if _, err := List(context.Background(), file, nil); err == nil || !strings.Contains(err.Error(), file) {
		t.Error("a file as root:", err)
	}
	if _, err := List(context.Background(), t.TempDir(), []string{"ok", "a[b"}); err == nil || !strings.Contains(err.Error(), `"a[b"`) {
		t.Error("a bad pattern:", err)
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if _, err := List(stopped, t.TempDir(), nil); !errors.Is(err, context.Canceled) {
		t.Error("a context that has ended:", err)
	}

	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("permissions do not stop this user")
	}
	root := grow(t, map[string]string{"a.toml": "", "closed/x.toml": "", "z.toml": ""})
	must(t, os.Chmod(filepath.Join(root, "closed"), 0))
	defer os.Chmod(filepath.Join(root, "closed"), 0o755)
	l := list(t, root)
	if got := show(l); got != "a.toml z.toml\nerror: read "+root+"/closed: permission denied" || !errors.Is(l.Errors[0], fs.ErrPermission) {
		t.Error(got)
	}
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
		must(t, os.Mkdir(name, 0o755))
		must(t, os.Chdir(name))
	}
	must(t, os.WriteFile("lost.toml", nil, 0o644))
	must(t, os.Chdir(root))
	l := list(t, root)
	if len(l.Files) != 1 || len(l.Errors) != 1 || !strings.HasSuffix(l.Errors[0].Error(), ": file name too long") {
		t.Errorf("%d files, errors %.80v", len(l.Files), l.Errors)
	}
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
	if len(l.Files) != len(names) || len(l.Errors) > 0 {
		t.Fatal(l)
	}
	for _, f := range l.Files {
		if _, ok := files[f]; !ok {
			t.Errorf("%q was not written", f)
		}
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
	if l := list(t, "base"); len(l.Errors) != 1 || l.Errors[0].Error() != want {
		t.Error(l.Errors)
	}
}
