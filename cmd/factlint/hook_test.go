package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/factstest"
)

// readmeFile returns the block of README.md, or of a page that it leads to, that is
// to be copied into a file of this name.
func readmeFile(t *testing.T, name string) string {
	t.Helper()
	var readme []byte
	for _, page := range []string{"README.md", ".github/GUIDE.md", ".github/CI.md", ".github/EDITORS.md", ".github/CONFIGURATION.md"} {
		text, err := os.ReadFile(filepath.Join(root(t), page))
		require.NoError(t, err)
		readme = append(readme, text...)
	}
	m := regexp.MustCompile("(?ms)^<!-- file: " + regexp.QuoteMeta(name) + " -->\n```\\w+\n(.*?)^```$").FindSubmatch(readme)
	require.NotNil(t, m, "README.md shows no %s", name)
	return string(m[1])
}

// snapshot returns a git repository with the files of this checkout as they are
// now, committed or not, and its one commit.
func snapshot(t *testing.T) (dir, commit string) {
	t.Helper()
	from := root(t)
	if out, status := run(t, from, nil, "git", "rev-parse", "--show-toplevel"); status != 0 {
		factstest.Lack(t, "this is no checkout of git: "+out)
	}
	dir = t.TempDir()
	for path := range strings.SplitSeq(do(t, from, nil, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"), "\x00") {
		info, err := os.Lstat(filepath.Join(from, path))
		if path == "" || err != nil || !info.Mode().IsRegular() {
			continue
		}
		text, err := os.ReadFile(filepath.Join(from, path))
		require.NoError(t, err)
		write(t, dir, map[string]string{path: string(text)})
		require.NoError(t, os.Chmod(filepath.Join(dir, path), info.Mode()&fs.ModePerm))
	}
	repository(t, dir)
	return dir, strings.TrimSpace(do(t, dir, nil, "git", "rev-parse", "HEAD"))
}

// repository makes a git repository of a folder and commits all that is in it.
func repository(t *testing.T, dir string) {
	t.Helper()
	do(t, dir, nil, "git", "init", "-q", "-b", "main")
	do(t, dir, nil, "git", "add", "-A")
	do(t, dir, nil, "git", "commit", "-q", "--no-verify", "-m", "base")
}

const (
	people = `[[person]]
id   = "anatoly-bibilov"
name = "Anatoly Bibilov"

[[person]]
id   = "alan-gagloev"
name = "Alan Gagloev"
`
	office = `[[place]]
id   = "south-ossetia"
name = "South Ossetia"

[[office]]
id    = "president"
name  = "President of South Ossetia"
of    = "south-ossetia"
seats = 1

[[tenure]]
person = "anatoly-bibilov"
office = "president"
start  = 2017-04-21
end    = 2022-05-24
`
	// successor begins while the one before is in office, slip days too early.
	successor = `
[[tenure]]
person = "alan-gagloev"
office = "president"
start  = 2022-04-24
`
	finding = "Alan Gagloev holds the office of President of South Ossetia from 24 April 2022, but Anatoly Bibilov holds it until 24 May 2022"
	undone  = "2022-05-24"
)

// hostileName is the name of a file that does harm where it is taken for
// shell, for a workflow command, for an option or for output as it stands.
const hostileName = "-e $(touch owned) `touch owned`';touch owned;\"\n::error::forged\n##[error]forged\x1b[31m,%0A.toml"

// TestPreCommit runs the hooks as people do: once by hand, then installed by
// the block in README.md, before commits.
func TestPreCommit(t *testing.T) {
	factstest.Need(t, "pre-commit", "git", "go")
	hooks, commit := snapshot(t)
	dir := t.TempDir()
	write(t, dir, map[string]string{"facts/factlint.toml": "", "facts/people.toml": people, "facts/office.toml": office, "README": "facts\n"})
	repository(t, dir)
	env := []string{
		"PRE_COMMIT_HOME=" + t.TempDir(), // with a GOPATH of its own for the hook, so:
		"GOFLAGS=-trimpath", "CGO_ENABLED=0", "GOMODCACHE=" + strings.TrimSpace(do(t, dir, nil, "go", "env", "GOMODCACHE")),
	}
	commits := func() string { return do(t, dir, nil, "git", "rev-list", "--count", "HEAD") }
	refused := func(why string, want ...string) {
		t.Helper()
		before := commits()
		do(t, dir, nil, "git", "add", "-A")
		out, status := run(t, dir, env, "git", "commit", "-m", "refused")
		assert.NotEqual(t, 0, status, "%s: %s", why, out)
		assert.Equal(t, before, commits(), "%s: %s", why, out)
		for _, w := range want {
			assert.Contains(t, out, w, "%s: the refusal", why)
		}
		assert.NotContains(t, out, "\x1b[31m", "%s: the name of a file is printed as it stands", why)
		assert.NotContains(t, out, "\n::error", "%s: the name of a file is printed as it stands", why)
		assert.NotContains(t, out, "\n##[", "%s: the name of a file is printed as it stands", why)
		assert.NoFileExists(t, filepath.Join(dir, "owned"), "%s: the name of a file was run", why)
	}
	passes := func(why string) {
		t.Helper()
		do(t, dir, nil, "git", "add", "-A")
		out, status := run(t, dir, env, "git", "commit", "-m", "passes")
		assert.Equal(t, 0, status, "%s: %s", why, out)
	}

	write(t, dir, map[string]string{"facts/office.toml": office + successor})
	for _, hook := range []string{"factlint", "factlint-system"} {
		out, status := run(t, dir, env, "pre-commit", "try-repo", hooks, hook, "--all-files")
		assert.Equal(t, 1, status, "try-repo %s", hook)
		assert.Contains(t, out, finding, "try-repo %s", hook)
		assert.Contains(t, out, "Failed", "try-repo %s", hook)
	}
	do(t, dir, nil, "git", "checkout", "-q", ".")

	config := readmeFile(t, ".pre-commit-config.yaml")
	config = strings.Replace(config, "https://github.com/factlint/factlint", hooks, 1)
	config = regexp.MustCompile(`rev: \S+`).ReplaceAllString(config, "rev: "+commit)
	write(t, dir, map[string]string{".pre-commit-config.yaml": config})
	do(t, dir, env, "pre-commit", "install")
	passes("the configuration")
	write(t, dir, map[string]string{"facts/office.toml": office + successor})
	refused("a second president", "factlint.", "Failed", finding, "facts/office.toml:20:10", "[tenure-overlap]", "1 error in 2 files")
	write(t, dir, map[string]string{"facts/office.toml": office + strings.Replace(successor, "2022-04-24", undone, 1)})
	passes("the day put right")
	write(t, dir, map[string]string{"README": "facts, checked\n"})
	passes("a change beside the facts")
	require.NoError(t, os.Remove(filepath.Join(dir, "facts", "people.toml")))
	refused("a deleted file that others refer to", "[ref-unresolved]")
	// With --since=HEAD only what is new stops a commit.
	do(t, dir, nil, "git", "commit", "-q", "--no-verify", "-m", "people lost")
	refused("what the commit before has too", "[ref-unresolved]")
	write(t, dir, map[string]string{".pre-commit-config.yaml": strings.Replace(config, "args: [facts]", "args: [--since=HEAD, facts]", 1)})
	passes("nothing new")
	do(t, dir, nil, "git", "revert", "--no-edit", "HEAD^", "HEAD")
	if runtime.GOOS != "windows" {
		write(t, dir, map[string]string{"facts/" + hostileName: "[[person]]\nid = \"nameless\"\n"})
		refused("a file with a hostile name", "[fact-required]", `$(touch owned)`)
	}
}

// TestGitHook runs the plain hook of README.md: it checks what is about to be
// committed, not what lies about in the working tree.
func TestGitHook(t *testing.T) {
	factstest.Need(t, "git", "sh")
	if runtime.GOOS == "windows" {
		t.Skip("the hook is a shell script")
	}
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"facts/factlint.toml": "", "facts/people.toml": people, "facts/office.toml": office,
		"hooks/pre-commit": readmeFile(t, "hooks/pre-commit"),
	})
	require.NoError(t, os.Chmod(filepath.Join(dir, "hooks", "pre-commit"), 0o777))
	repository(t, dir)
	do(t, dir, nil, "git", "config", "core.hooksPath", "hooks")
	tmp := []string{"TMPDIR=" + t.TempDir()}

	write(t, dir, map[string]string{"facts/office.toml": office + successor})
	out, status := run(t, dir, tmp, "git", "commit", "-a", "-m", "refused")
	assert.Equal(t, 1, status, "a second president")
	assert.Contains(t, out, finding, "a second president")
	assert.Contains(t, out, "\n  facts/office.toml:20:10, ", "a second president")
	// What is staged is right; that the file has the slip again does not matter.
	write(t, dir, map[string]string{"facts/office.toml": office + strings.Replace(successor, "2022-04-24", undone, 1)})
	do(t, dir, nil, "git", "add", "-A")
	write(t, dir, map[string]string{"facts/office.toml": office + successor, "facts/untracked.toml": "[[person]]\nid = \"nameless\"\n"})
	do(t, dir, tmp, "git", "commit", "-m", "the day put right")
	left, err := os.ReadDir(strings.TrimPrefix(tmp[0], "TMPDIR="))
	require.NoError(t, err)
	assert.Empty(t, left, "what the hook leaves behind")
}
