package revision

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// git runs the real git with no configuration of the person in it.
func run(t *testing.T, dir, stdin string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=N", "-c", "user.email=n@example.org", "-c", "core.autocrlf=false"}, args...)...)
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

func TestWithoutGit(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := Open(t.Context(), t.TempDir(), "HEAD")
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
	_, err := Open(t.Context(), dir+"/clone", "HEAD")
	assert.NoError(t, err)
	_, err = Open(t.Context(), dir+"/clone", "HEAD~1")
	assert.EqualError(t, err, `there is no revision "HEAD~1" in this shallow clone; fetch its history (actions/checkout: fetch-depth: 0; or git fetch --unshallow)`)
}

func TestOwnedBySomebodyElse(t *testing.T) {
	needGit(t)
	dir := t.TempDir()
	run(t, dir, "", "init", "--quiet")
	run(t, dir, "", "commit", "--quiet", "--allow-empty", "--message", "one")
	if os.Getuid() != 0 {
		t.Skip("only root can give a folder away")
	}
	for _, name := range []string{dir, dir + "/.git"} {
		if err := os.Chown(name, 12345, 12345); err != nil {
			t.Skip(err)
		}
	}
	_, err := Open(t.Context(), dir, "HEAD")
	assert.EqualError(t, err, "the repository belongs to somebody else, and git does not read it; if you trust it: git config --global --add safe.directory '"+dir+"'")
}
