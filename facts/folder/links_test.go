package folder

import (
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestLinks(t *testing.T) {
	for _, c := range []struct {
		name string
		tree map[string]string
		want string
	}{
		{"to a file that is read anyway", map[string]string{"b.toml": "", "a.toml ->": "b.toml"}, "b.toml"},
		{"to a file that is not", map[string]string{".data/x.toml": "", "a.toml ->": ".data/x.toml", "b.toml ->": "a.toml"}, "a.toml"},
		{"whose target has no suffix", map[string]string{"x.txt": "", ".git/config": "", "a.toml ->": "x.txt", "b.txt ->": "a.toml", "c.toml ->": ".git/config"},
			"\na.toml leads to x.txt, whose name does not end in .toml\nc.toml leads to .git/config, whose name does not end in .toml"},
		{"that have nothing to do with facts", map[string]string{"x.toml": "", "LICENSE ->": "../..", ".venv ->": "/usr", "README ->": "x.toml"},
			"x.toml\nLICENSE leads out of the base, to ../.."},
		{"out of the base", map[string]string{"a.toml ->": "/dev/null", "b.txt ->": "/dev/null", "c ->": "/", "d/e ->": "../.."},
			"\na.toml leads out of the base, to /dev/null\nc leads out of the base, to /\nd/e leads out of the base, to ../.."},
		{"to nowhere", map[string]string{"a.toml ->": "gone.toml", "b ->": "gone", ".#c.toml ->": "me@host.1:2"},
			"\na.toml leads nowhere, to gone.toml\nb leads nowhere, to gone"},
		{"in a loop of links", map[string]string{"a ->": "b", "b ->": "a", "c.toml ->": "c.toml"},
			"\na leads in a loop of links\nb leads in a loop of links\nc.toml leads in a loop of links"},
		{"in a loop of folders", map[string]string{"a/x.toml": "", "a/self ->": ".", "a/b/up ->": "../..", "a/b/y.toml": ""},
			"a/b/y.toml a/x.toml\na/b/up leads back to the folder of the base, a loop of folders\na/self leads back to a, a loop of folders"},
		{"to folders read anyway", map[string]string{"a/x.toml": "", "b/y.toml": "", "a/to ->": "../b", "b/to ->": "../a"}, "a/x.toml b/y.toml"},
		{"to folders that are not", map[string]string{".d/x.toml": "", ".d/e/y.toml": "", ".d/up ->": "..", "z ->": ".d", "a ->": ".d", "one.toml ->": ".d/x.toml"},
			"a/e/y.toml a/x.toml\na/up leads back to the folder of the base, a loop of folders"},
		{"to folders that lead to each other", map[string]string{".d/x.toml": "", ".d/to ->": "../.e", ".e/y.toml": "", ".e/to ->": "../.d", "a ->": ".d"},
			"a/to/y.toml a/x.toml\na/to/to leads back to .d, a loop of folders"},
		{"into a nested base", map[string]string{"in/factlint.toml": "", "in/x.toml": "", "in/d/y.toml": "", "a.toml ->": "in/x.toml", "b ->": "in/d"},
			"\nnested: in\na.toml leads into in, a base of its own\nb leads into in, a base of its own"},
		{"to a configuration", map[string]string{"factlint.toml": "", "a.toml ->": "factlint.toml"},
			"\na.toml leads to a factlint.toml, which holds no facts"},
		{"that are ignored", map[string]string{".git/HEAD": "", ".gitignore": "a\nb.toml\n", "a ->": "/", "b.toml ->": "gone"}, ""},
		{"to an ignored folder", map[string]string{".git/HEAD": "", ".gitignore": "/d/\ny.toml\n", "d/x.toml": "", "d/y.toml": "", "a ->": "d"}, "a/x.toml"},
		{"past a pattern for folders", map[string]string{".git/HEAD": "", ".gitignore": "a/\n", ".d/x.toml": "", "a ->": ".d"}, "a/x.toml"},
		{"of .gitignore", map[string]string{".git/HEAD": "", "rules": "*", ".gitignore ->": "rules", "x.toml": ""},
			"x.toml\n.gitignore is a link, which git does not follow either: its patterns are not applied"},
	} {
		t.Run(c.name, func(t *testing.T) { wantListing(t, grow(t, c.tree), c.want) })
	}
}

// Trees full of links: one listing whatever order they were made in, each real file
// once, and Contains of one mind with List.
func TestRandomLinks(t *testing.T) {
	for seed := range 40 {
		r := rand.New(rand.NewPCG(uint64(seed), 3))
		folders := []string{"a", "a/b", "a/b/c", "d", ".e", ".e/f", "g", "g/.h", "ignored", "ignored/i"}
		names := []string{"x.toml", "y.toml", "k", "l", "m.toml", "n"}
		targets := []string{".", "..", "../..", "../a", "a/b", "../.e", ".e", ".e/f", "../ignored", "ignored/i", "x.toml", "../d/y.toml", "../.e/x.toml", "k", "../k", "../l", "gone", "/"}
		tree := map[string]string{".git/HEAD": "", ".gitignore": "ignored"}
		if r.IntN(3) == 0 {
			tree["g/factlint.toml"] = ""
		}
		for range 12 {
			tree[folders[r.IntN(len(folders))]+"/"+names[r.IntN(2)]] = ""
		}
		for range 12 {
			path := folders[r.IntN(len(folders))] + "/" + names[2+r.IntN(4)]
			tree[path+" ->"] = targets[r.IntN(len(targets))]
		}
		root, err := filepath.EvalSymlinks(grow(t, tree)) // in the order of a map, another each time
		require.NoError(t, err)
		first := list(t, root)
		agree(t, root, nil)
		require.Equal(t, first, list(t, grow(t, tree)), "%q", tree)
		seen := map[string]string{}
		for _, f := range first.Files {
			real, err := filepath.EvalSymlinks(filepath.Join(root, f))
			require.NoError(t, err, "%q\nlists %s", tree, f)
			require.True(t, strings.HasPrefix(real, root), "%q\nlists %s, really %s", tree, f, real)
			require.Empty(t, seen[real], "%q\nlists %s, really %s, as which it was listed before", tree, f, real)
			seen[real] = f
		}
	}
}

func TestExcludedLinksAreNotNamed(t *testing.T) {
	root := grow(t, map[string]string{"a.toml ->": "/dev/null", "b ->": "gone", "c ->": "/", "d/e.toml ->": "gone"})
	wantListing(t, root, "", "a.toml", "b/", "c/**", "d")
}

func TestRootBehindALink(t *testing.T) {
	top := grow(t, map[string]string{
		"work/.git/HEAD": "", "work/.gitignore": "no.toml", "work/facts/x.toml": "", "work/facts/no.toml": "",
		"work/facts/a.toml ->": "x.toml", "link ->": "work/facts",
	})
	wantListing(t, filepath.Join(top, "link"), "x.toml")
}
