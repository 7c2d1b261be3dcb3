package main

import (
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/factstest"
)

// TestActionPullRequest runs the action on a pull request that makes a fact far
// from its changed lines impossible, in the clone of depth 1 that GitHub makes.
func TestActionPullRequest(t *testing.T) {
	factstest.Need(t, "git", "bash", "go")
	if runtime.GOOS == "windows" {
		t.Skip("paths of two kinds")
	}
	origin := t.TempDir()
	write(t, origin, map[string]string{"facts/factlint.toml": "", "facts/people.toml": people, "facts/office.toml": office + strings.Replace(successor, "2022-04-24", undone, 1)})
	repository(t, origin)
	do(t, origin, nil, "git", "config", "uploadpack.allowAnySHA1InWant", "true") // as GitHub allows
	git := func(args ...string) string { return strings.TrimSpace(do(t, origin, nil, "git", args...)) }

	// The branch, from a main without findings.
	git("checkout", "-q", "-b", "branch")
	write(t, origin, map[string]string{"facts/people.toml": strings.Replace(people, "Anatoly Bibilov\"\n", "Anatoly Bibilov\"\ndied = 2016-01-01\n", 1)})
	git("commit", "-q", "-a", "-m", "the branch")
	named := git("rev-parse", "main")
	// Others have landed something with a slip meanwhile.
	git("checkout", "-q", "main")
	write(t, origin, map[string]string{"facts/more.toml": "[[event]]\nid = \"nameless\"\n"})
	git("add", "-A")
	git("commit", "-q", "-m", "others")
	git("checkout", "-q", "--detach", "main")
	git("merge", "-q", "--no-edit", "branch")
	merge := git("rev-parse", "HEAD")
	git("update-ref", "refs/pull/1/merge", merge)

	dir := t.TempDir()
	do(t, dir, nil, "git", "init", "-q")
	do(t, dir, nil, "git", "remote", "add", "origin", "file://"+origin)
	do(t, dir, nil, "git", "fetch", "-q", "--depth=1", "origin", merge)
	do(t, dir, nil, "git", "checkout", "-q", "--detach", merge)
	r := newRunner(t, dir)
	r.event = map[string]string{"GITHUB_EVENT_NAME": "pull_request", "GITHUB_SHA": merge, "MERGED_INTO": named}

	log, status, outputs := r.step(t, map[string]string{"path": "facts"})
	cs := commands(log)
	assert.Equal(t, 1, status, "the pull request: %s", log)
	require.Len(t, cs, 1, "the pull request: %s", log)
	assert.Contains(t, cs[0].properties, "file=facts/people.toml,line=4,", "the pull request: %s", log)
	assert.Contains(t, cs[0].data, "Anatoly Bibilov died on 1 January 2016", "the pull request: %s", log)
	sarif := filepath.Join(r.temp, "factlint.sarif")
	assert.Equal(t, "sarif="+sarif+"\n", outputs)
	assert.Equal(t, []string{"date-lifetime"}, sarifRules(t, sarif))

	r.keep(t)
	// Compared with the commit that the event names, what others did is new too.
	log, status, _ = r.step(t, map[string]string{"path": "facts", "since": named})
	assert.Equal(t, 1, status, "since %s: %s", named, log)
	assert.Len(t, commands(log), 2, "since %s: %s", named, log)
	log, status, _ = r.step(t, map[string]string{"path": "facts", "since": "none", "fail-on": "never"})
	assert.Equal(t, 0, status, "since none: %s", log)
	assert.Len(t, commands(log), 2, "since none: %s", log)
	log, status, outputs = r.step(t, map[string]string{"since": strings.Repeat("12345678", 5)})
	assert.Equal(t, 2, status, "since a commit that there is not")
	assert.Empty(t, outputs, "since a commit that there is not")
	assert.Contains(t, log, "use actions/checkout with fetch-depth: 0", "since a commit that there is not")
	r.event = nil
	log, status, _ = r.step(t, nil)
	assert.Equal(t, 1, status, "a push: %s", log)
	assert.Len(t, commands(log), 2, "a push: %s", log)
}
