package main

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

const install = "go install github.com/factlint/factlint/cmd/factlint@latest"

// pullRequest makes a repository whose branch gives a second president, in a
// file that main does not have; main itself has an old slip. It is left at a
// merge of the two, as GitHub makes it.
func pullRequest(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, map[string]string{"facts/factlint.toml": "", "facts/people.toml": people, "facts/office.toml": office, "facts/old.toml": "[[event]]\nid = \"nameless\"\n"})
	repository(t, dir)
	git := func(args ...string) { do(t, dir, nil, "git", args...) }
	git("checkout", "-q", "-b", "branch")
	write(t, dir, map[string]string{"facts/new.toml": successor})
	git("add", "-A")
	git("commit", "-q", "-m", "branch")
	git("checkout", "-q", "--detach", "main")
	git("merge", "-q", "--no-ff", "--no-edit", "branch")
	return dir
}

// TestWorkflows has actionlint read the workflows of README.md, with our action
// in its place, so that its inputs are known; and runs the steps of the plain one.
func TestWorkflows(t *testing.T) {
	plain := readmeFile(t, ".github/workflows/plain.yml")
	ours := strings.Replace(readmeFile(t, ".github/workflows/factlint.yml"), "factlint/factlint/.github/actions/factlint@main", "./.github/actions/factlint", 1)
	t.Run("actionlint", func(t *testing.T) {
		need(t, "actionlint", "git")
		action, err := os.ReadFile(filepath.Join(root(t), ".github", "actions", "factlint", "action.yml"))
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		write(t, dir, map[string]string{
			".github/workflows/plain.yml": plain, ".github/workflows/factlint.yml": ours,
			".github/workflows/wrong.yml":         strings.Replace(ours, "path: facts", "paths: facts", 1),
			".github/actions/factlint/action.yml": string(action),
		})
		do(t, dir, nil, "git", "init", "-q")
		if out, status := run(t, dir, nil, "actionlint", ".github/workflows/plain.yml", ".github/workflows/factlint.yml"); status != 0 {
			t.Errorf("actionlint says\n%s", out)
		}
		if out, status := run(t, dir, nil, "actionlint", ".github/workflows/wrong.yml"); status == 0 || !strings.Contains(out, `input "paths" is not defined`) {
			t.Errorf("actionlint does not see our action: it says\n%s", out)
		}
	})
	t.Run("plain", func(t *testing.T) {
		need(t, "bash", "git")
		if runtime.GOOS == "windows" {
			t.Skip("a workflow for ubuntu")
		}
		dir := pullRequest(t)
		var log string
		var status int
		steps := regexp.MustCompile(`(?m)^      - run: (.*)$`).FindAllStringSubmatch(plain, -1)
		if len(steps) != 2 || steps[0][1] != install {
			t.Fatalf("the steps are %q", steps)
		}
		home := t.TempDir()
		for _, step := range steps {
			script := strings.Replace(step[1], install, "mkdir -p ~/go/bin && cp '"+program(t)+"' ~/go/bin", 1)
			log, status = run(t, dir, []string{"HOME=" + home}, "bash", "-e", "-c", script)
		}
		if cs := commands(log); status != 1 || len(cs) != 1 || !strings.HasPrefix(cs[0].data, slip) || !strings.Contains(cs[0].properties, "file=facts/new.toml,line=5,") {
			t.Errorf("exit status %d\n%s", status, log)
		}
	})
}

// TestGitLab runs the pipeline of README.md by gitlab-ci-local, in this shell
// in place of its image.
func TestGitLab(t *testing.T) {
	need(t, "gitlab-ci-local", "rsync", "bash", "git")
	pipeline := readmeFile(t, ".gitlab-ci.yml")
	if !strings.Contains(pipeline, install) {
		t.Fatalf("the pipeline does not install factlint:\n%s", pipeline)
	}
	dir := pullRequest(t)
	base := strings.TrimSpace(do(t, dir, nil, "git", "rev-parse", "HEAD^"))
	write(t, dir, map[string]string{".gitlab-ci.yml": strings.Replace(pipeline, install, "factlint --version", 1)})
	do(t, dir, nil, "git", "remote", "add", "origin", "git@gitlab.com:someone/facts.git")
	out, status := run(t, dir, []string{"HOME=" + t.TempDir(), "NO_COLOR=1"}, "gitlab-ci-local", "--force-shell-executor", "--variable", "CI_PIPELINE_SOURCE=merge_request_event",
		"--variable", "CI_MERGE_REQUEST_DIFF_BASE_SHA="+base, "factlint")
	if status == 0 || !strings.Contains(out, slip) || strings.Contains(out, "nameless") {
		t.Errorf("exit status %d\n%s", status, out)
	}
	found := func(name string) []byte {
		for _, p := range []string{".gitlab-ci-local/artifacts/factlint/" + name, name} {
			if text, err := os.ReadFile(filepath.Join(dir, p)); err == nil {
				return text
			}
		}
		t.Errorf("there is no %s", name)
		return nil
	}
	var quality []struct {
		CheckName string `json:"check_name"`
		Location  struct{ Path string }
	}
	if err := json.Unmarshal(found("codequality.json"), &quality); err != nil || len(quality) != 1 || quality[0].CheckName != "tenure-overlap" || quality[0].Location.Path != "facts/new.toml" {
		t.Errorf("codequality.json: %v %+v", err, quality)
	}
	var suites struct {
		Suites []struct {
			Cases []struct {
				Failure *struct{} `xml:"failure"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal(found("junit.xml"), &suites); err != nil || len(suites.Suites) == 0 {
		t.Errorf("junit.xml: %v %+v", err, suites)
	}
	failures := 0
	for _, s := range suites.Suites {
		for _, c := range s.Cases {
			if c.Failure != nil {
				failures++
			}
		}
	}
	if failures != 1 {
		t.Errorf("junit.xml has %d failures", failures)
	}
}
