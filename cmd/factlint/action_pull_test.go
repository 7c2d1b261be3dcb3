package main

import (
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// TestActionPullRequest runs the action on a pull request that makes a fact far
// from its changed lines impossible, in the clone of depth 1 that GitHub makes.
func TestActionPullRequest(t *testing.T) {
	need(t, "git", "bash", "go")
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
	r := &runner{dir: dir, temp: t.TempDir(), event: map[string]string{"GITHUB_EVENT_NAME": "pull_request", "GITHUB_SHA": merge, "MERGED_INTO": named}}

	log, status, outputs := r.step(t, map[string]string{"path": "facts"})
	cs := commands(log)
	if status != 1 || len(cs) != 1 || !strings.Contains(cs[0].properties, "file=facts/people.toml,line=4,") || !strings.Contains(cs[0].data, "Anatoly Bibilov died on 1 January 2016") {
		t.Errorf("the pull request: exit status %d\n%s", status, log)
	}
	sarif := filepath.Join(r.temp, "factlint.sarif")
	if outputs != "sarif="+sarif+"\n" {
		t.Errorf("the outputs are %q", outputs)
	}
	if rules := sarifRules(t, sarif); !slices.Equal(rules, []string{"date-lifetime"}) {
		t.Errorf("the SARIF file has findings of %v", rules)
	}

	// Compared with the commit that the event names, what others did is new too.
	if log, status, _ := r.step(t, map[string]string{"path": "facts", "since": named}); status != 1 || len(commands(log)) != 2 {
		t.Errorf("since %s: exit status %d\n%s", named, status, log)
	}
	if log, status, _ := r.step(t, map[string]string{"path": "facts", "since": "none", "fail-on": "never"}); status != 0 || len(commands(log)) != 2 {
		t.Errorf("since none: exit status %d\n%s", status, log)
	}
	if log, status, outputs := r.step(t, map[string]string{"since": strings.Repeat("12345678", 5)}); status != 2 || outputs != "" || !strings.Contains(log, "use actions/checkout with fetch-depth: 0") {
		t.Errorf("since a commit that there is not: exit status %d, outputs %q\n%s", status, outputs, log)
	}
	r.event = nil
	if log, status, _ := r.step(t, nil); status != 1 || len(commands(log)) != 2 {
		t.Errorf("a push: exit status %d\n%s", status, log)
	}
}
