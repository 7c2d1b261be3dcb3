package revision

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/folder"
)

// run runs the real git with no configuration of the person in it.
func run(t *testing.T, dir, stdin string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=N", "-c", "user.email=n@example.org", "-c", "core.autocrlf=false", "-c", "protocol.file.allow=always"}, args...)...)
	cmd.Stdin = strings.NewReader(stdin)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "git %v: %s", args, out)
	return strings.TrimSpace(string(out))
}

func needGit(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not here")
	}
	// What the person has configured is not ours to test.
	t.Setenv("GIT_CONFIG_GLOBAL", t.TempDir()+"/none")
	t.Setenv("GIT_CONFIG_NOSYSTEM", "1")
}

// repository makes a repository whose only commit holds the files.
func repository(t *testing.T, files map[string]string) (dir string) {
	t.Helper()
	needGit(t)
	dir = t.TempDir()
	run(t, dir, "", "init", "--quiet")
	write(t, dir, files)
	commit(t, dir)
	return dir
}

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o777))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o666))
	}
}

func commit(t *testing.T, dir string) {
	t.Helper()
	run(t, dir, "", "add", "--all", "--force")
	run(t, dir, "", "commit", "--quiet", "--allow-empty", "--message", "one")
}

func open(t *testing.T, dir, name string) *Tree {
	t.Helper()
	tree, err := Open(t.Context(), dir, name, nil)
	require.NoError(t, err)
	return tree
}

// listed names the fact files of a base, a space between them.
func listed(t *testing.T, tree *Tree, exclude ...string) string {
	t.Helper()
	l, err := tree.List(folder.Selection{Exclude: exclude})
	require.NoError(t, err)
	require.Empty(t, l.Errors)
	return strings.Join(l.Files, " ")
}

// TestRead reads a base as it was, whatever became of its files since.
func TestRead(t *testing.T) {
	dir := repository(t, map[string]string{
		"a.toml": "a\r\n", "sub/b.toml": "", "other.txt": "", "drafts/c.toml": "", "big.toml": strings.Repeat("x", 3<<20),
		".gitignore": "ignored.toml\n", "ignored.toml": "",
	})
	write(t, dir, map[string]string{"a.toml": "later", "new.toml": ""})
	tree := open(t, dir, "HEAD")
	assert.Equal(t, "a.toml big.toml ignored.toml sub/b.toml", listed(t, tree, "drafts"), "what is tracked is ignored by no pattern")
	assert.Equal(t, []string{"a.toml"}, tree.Has("a.toml", "new.toml", "other.txt"))

	read, unread, err := tree.Read(t.Context(), []string{"a.toml", "big.toml", "sub/b.toml"}, 2<<20)
	require.NoError(t, err)
	assert.Equal(t, map[string][]byte{"a.toml": []byte("a\r\n"), "sub/b.toml": {}}, read)
	require.Len(t, unread, 1)
	assert.Equal(t, "big.toml", unread[0].Path)
	assert.EqualError(t, unread[0].Err, "has 3 MB; at most 2 MB are read")

	read, unread, err = tree.Read(t.Context(), nil, 1)
	require.NoError(t, err)
	assert.Empty(t, read)
	assert.Empty(t, unread)
}

// TestSame compares content to the byte, or with other line ends on disk.
func TestSame(t *testing.T) {
	for _, hash := range []string{"sha1", "sha256"} {
		t.Run(hash, func(t *testing.T) { same(t, hash) })
	}
}

func same(t *testing.T, hash string) {
	needGit(t)
	dir := t.TempDir()
	run(t, dir, "", "init", "--quiet", "--object-format="+hash)
	write(t, dir, map[string]string{"a.toml": "a\nb\n", "dos.toml": "a\r\nb\r\n"})
	commit(t, dir)
	tree := open(t, dir, "HEAD")
	for _, c := range []struct {
		name, text string
		same       bool
	}{
		{"a.toml", "a\nb\n", true}, {"a.toml", "a\r\nb\r\n", true}, {"a.toml", "a\nb", false}, {"a.toml", "", false},
		{"dos.toml", "a\r\nb\r\n", true}, {"dos.toml", "a\nb\n", false}, {"none.toml", "", false},
	} {
		assert.Equal(t, c.same, tree.Same(c.name, []byte(c.text)), "%s as %q", c.name, c.text)
	}
}

// TestBaseBelowTheTop has its paths from the base.
func TestBaseBelowTheTop(t *testing.T) {
	dir := repository(t, map[string]string{".gitignore": "tmp\n", "facts/deep/a.toml": "a", "facts/deep/tmp/b.toml": "", "facts/c.toml": "", "d.toml": ""})
	tree := open(t, filepath.Join(dir, "facts", "deep"), "HEAD")
	assert.Equal(t, "a.toml tmp/b.toml", listed(t, tree))
	read, _, err := tree.Read(t.Context(), []string{"a.toml"}, 10)
	require.NoError(t, err)
	assert.Equal(t, map[string][]byte{"a.toml": []byte("a")}, read)
	real, err := filepath.EvalSymlinks(dir)
	require.NoError(t, err)
	assert.Equal(t, real, tree.Top())
}

// TestNames refuses what is not a revision, in words for who named it.
func TestNames(t *testing.T) {
	dir := repository(t, nil)
	outside := t.TempDir()
	for _, c := range []struct{ dir, name, want string }{
		{dir, "", "the revision is empty; write a branch, a tag or a hash"},
		{dir, "--output=x", `"--output=x" is not a revision; write a branch, a tag or a hash`},
		{dir, "a\nb", `"a\nb" is not a revision; write a branch, a tag or a hash`},
		{dir, "main..HEAD", "\"main..HEAD\" names two revisions; write one: for the point at which a branch left main, what `git merge-base main HEAD` prints"},
		{dir, "nowhere", `there is no revision "nowhere" in this repository; fetch it, or correct the name`},
		{dir, "HEAD~1^{tree}", `there is no revision "HEAD~1^{tree}" in this repository; fetch it, or correct the name`},
		{dir, "nowhere~1", `there is no revision "nowhere~1" in this repository; fetch it, or correct the name`},
		{outside, "HEAD", filepath.ToSlash(outside) + " is in no git repository"},
		{filepath.Join(dir, ".git"), "HEAD", filepath.ToSlash(dir) + "/.git is in no work tree of git"},
	} {
		_, err := Open(t.Context(), c.dir, c.name, nil)
		assert.EqualError(t, err, c.want, "%q", c.name)
	}
}

// TestBeforeFirst takes what is before the first commit for a revision without files.
func TestBeforeFirst(t *testing.T) {
	one := repository(t, map[string]string{"a.toml": "a"})
	run(t, one, "", "branch", "-M", "main")
	none := t.TempDir()
	run(t, none, "", "init", "--quiet")
	run(t, none, "", "symbolic-ref", "HEAD", "refs/heads/main")
	for _, c := range []struct{ dir, name string }{
		{none, "HEAD"}, {none, "@"}, {none, "main"}, {none, "HEAD~2"}, {one, "HEAD^"}, {one, "main~3"}, {one, strings.Repeat("0", 40)}, {one, strings.Repeat("0", 64)},
	} {
		tree := open(t, c.dir, c.name)
		assert.True(t, tree.Unborn, c.name)
		assert.Empty(t, listed(t, tree), c.name)
		assert.Empty(t, tree.Has("a.toml"), c.name)
		_, err := tree.Extended(t.Context(), "a.toml", 10)
		assert.EqualError(t, err, "is not there", c.name)
	}
	assert.False(t, open(t, one, "HEAD").Unborn)
}

// TestElsewhere reads the repository that GIT_DIR names, for what lies in its work
// tree and in none of its own.
func TestElsewhere(t *testing.T) {
	dir := repository(t, map[string]string{"sub/a.toml": "a"})
	other := repository(t, map[string]string{"sub/b.toml": "b"})
	repo := filepath.Join(t.TempDir(), "repo")
	require.NoError(t, os.Rename(filepath.Join(dir, ".git"), repo))
	t.Setenv("GIT_DIR", repo)
	t.Setenv("GIT_WORK_TREE", dir)
	assert.Equal(t, "a.toml", listed(t, open(t, filepath.Join(dir, "sub"), "HEAD")))
	assert.Equal(t, "sub/a.toml", listed(t, open(t, dir, "HEAD")))
	assert.Equal(t, "sub/b.toml", listed(t, open(t, other, "HEAD")), "its own")
	_, err := Open(t.Context(), t.TempDir(), "HEAD", nil)
	assert.ErrorContains(t, err, "is in no git repository", "not in that work tree")
	t.Setenv("GIT_WORK_TREE", "")
	t.Chdir(dir)
	assert.Equal(t, "a.toml", listed(t, open(t, filepath.Join(dir, "sub"), "HEAD")))
}

// TestExtended reads what a base extends, from elsewhere in the repository too.
func TestExtended(t *testing.T) {
	dir := repository(t, map[string]string{"facts/own.toml": "own", "common/laws.toml": "laws", "common/big.toml": "0123456789x"})
	tree := open(t, filepath.Join(dir, "facts"), "HEAD")
	for _, c := range []struct{ name, want, wrong string }{
		{"own.toml", "own", ""}, {"../common/laws.toml", "laws", ""}, {"../common", "", "is not there"}, {"none.toml", "", "is not there"},
		{"../../out.toml", "", "lies outside the git repository"}, {"../common/big.toml", "", "has 0 MB; at most 0 MB are read"},
	} {
		src, err := tree.Extended(t.Context(), c.name, 10)
		if c.wrong != "" {
			assert.EqualError(t, err, c.wrong, c.name)
			continue
		}
		require.NoError(t, err, c.name)
		assert.Equal(t, c.want, string(src), c.name)
	}
	assert.Equal(t, "own.toml", listed(t, tree), "what is extended elsewhere is not part of the base")
}

// TestMissingObject is what a clone with a filter lacks.
func TestMissingObject(t *testing.T) {
	dir := repository(t, map[string]string{"a.toml": "a", "b.toml": "b"})
	tree := open(t, dir, "HEAD")
	hash := run(t, dir, "", "rev-parse", "HEAD:b.toml")
	require.NoError(t, os.Remove(filepath.Join(dir, ".git", "objects", hash[:2], hash[2:])))
	read, unread, err := tree.Read(t.Context(), []string{"b.toml", "a.toml"}, 10)
	require.NoError(t, err)
	assert.Equal(t, map[string][]byte{"a.toml": []byte("a")}, read)
	assert.Equal(t, []Unread{{"b.toml", errMissing}}, unread)
}

// TestLinksAreNotFollowed leaves out what only a link leads to.
func TestLinksAreNotFollowed(t *testing.T) {
	dir := repository(t, map[string]string{"a.toml": "a"})
	if err := os.Symlink("a.toml", filepath.Join(dir, "link.toml")); err != nil {
		t.Skip("no links:", err)
	}
	commit(t, dir)
	assert.Equal(t, "a.toml", listed(t, open(t, dir, "HEAD")))
}

// TestSubmodules reads those that are on disk at the commits of the revision, and
// names those whose commit is not here.
func TestSubmodules(t *testing.T) {
	inner := repository(t, map[string]string{"in.toml": "in"})
	dir := repository(t, map[string]string{"facts/a.toml": "a"})
	for _, name := range []string{"sub", "lost", "empty"} {
		run(t, dir, "", "submodule", "--quiet", "add", inner, "facts/"+name)
	}
	commit(t, dir)
	run(t, dir, "", "update-index", "--cacheinfo", "160000,"+strings.Repeat("12345678", 5)+",facts/lost")
	run(t, dir, "", "commit", "--quiet", "--message", "two")
	run(t, dir, "", "submodule", "--quiet", "deinit", "facts/empty")

	tree := open(t, filepath.Join(dir, "facts"), "HEAD")
	assert.Equal(t, "a.toml sub/in.toml", listed(t, tree))
	assert.Equal(t, []string{"lost"}, tree.Absent())
	read, _, err := tree.Read(t.Context(), []string{"a.toml", "sub/in.toml"}, 10)
	require.NoError(t, err)
	assert.Equal(t, map[string][]byte{"a.toml": []byte("a"), "sub/in.toml": []byte("in")}, read)
}

func TestCancelled(t *testing.T) {
	dir := repository(t, map[string]string{"a.toml": ""})
	tree := open(t, dir, "HEAD")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := Open(ctx, dir, "HEAD", nil)
	assert.ErrorIs(t, err, context.Canceled)
	_, _, err = tree.Read(ctx, []string{"a.toml"}, 10)
	assert.ErrorIs(t, err, context.Canceled)
}

func TestWithoutGit(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := Open(t.Context(), t.TempDir(), "HEAD", nil)
	assert.EqualError(t, err, "git is not installed, or not on the PATH; the revision is read with it")
}

func TestShallow(t *testing.T) {
	needGit(t)
	dir := t.TempDir()
	run(t, dir, "", "init", "--quiet", "origin")
	for range 2 {
		run(t, dir+"/origin", "", "commit", "--quiet", "--allow-empty", "--message", "one")
	}
	run(t, dir, "", "clone", "--quiet", "--depth=1", "file://"+dir+"/origin", "clone")
	run(t, dir+"/clone", "", "checkout", "--quiet", "--detach")
	_, err := Open(t.Context(), dir+"/clone", "HEAD", nil)
	assert.NoError(t, err)
	_, err = Open(t.Context(), dir+"/clone", "HEAD~1", nil)
	assert.EqualError(t, err, `there is no revision "HEAD~1" in this shallow clone; fetch its history (actions/checkout: fetch-depth: 0; or git fetch --unshallow)`)
}

func TestOwnedBySomebodyElse(t *testing.T) {
	dir := repository(t, nil)
	if os.Getuid() != 0 {
		t.Skip("only root can give a folder away")
	}
	for _, name := range []string{dir, dir + "/.git"} {
		if err := os.Chown(name, 12345, 12345); err != nil {
			t.Skip(err)
		}
	}
	_, err := Open(t.Context(), dir, "HEAD", nil)
	assert.EqualError(t, err, "the repository belongs to somebody else, and git does not read it; if you trust it: git config --global --add safe.directory '"+dir+"'")
}
