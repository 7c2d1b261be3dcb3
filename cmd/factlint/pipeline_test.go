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

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/factstest"
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
		factstest.Need(t, "actionlint", "git")
		action, err := os.ReadFile(filepath.Join(root(t), ".github", "actions", "factlint", "action.yml"))
		require.NoError(t, err)
		dir := t.TempDir()
		write(t, dir, map[string]string{
			".github/workflows/plain.yml": plain, ".github/workflows/factlint.yml": ours,
			".github/workflows/wrong.yml":         strings.Replace(ours, "path: facts", "paths: facts", 1),
			".github/actions/factlint/action.yml": string(action),
		})
		do(t, dir, nil, "git", "init", "-q")
		do(t, dir, nil, "actionlint", ".github/workflows/plain.yml", ".github/workflows/factlint.yml")
		out, status := run(t, dir, nil, "actionlint", ".github/workflows/wrong.yml")
		assert.NotEqual(t, 0, status, "actionlint does not see our action")
		assert.Contains(t, out, `input "paths" is not defined`, "actionlint does not see our action")
	})
	t.Run("plain", func(t *testing.T) {
		factstest.Need(t, "bash", "git")
		if runtime.GOOS == "windows" {
			t.Skip("a workflow for ubuntu")
		}
		dir := pullRequest(t)
		var log string
		var status int
		steps := regexp.MustCompile(`(?m)^      - run: (.*)$`).FindAllStringSubmatch(plain, -1)
		require.Len(t, steps, 2)
		require.Equal(t, install, steps[0][1])
		home := t.TempDir()
		for _, step := range steps {
			script := strings.Replace(step[1], install, "mkdir -p ~/go/bin && cp '"+program(t)+"' ~/go/bin", 1)
			log, status = run(t, dir, []string{"HOME=" + home}, "bash", "-e", "-c", script)
		}
		cs := commands(log)
		assert.Equal(t, 1, status, log)
		require.Len(t, cs, 1, log)
		assert.True(t, strings.HasPrefix(cs[0].data, finding), log)
		assert.Contains(t, cs[0].properties, "file=facts/new.toml,line=5,", log)
	})
}

// TestGitLab runs the pipeline of README.md by gitlab-ci-local, in this shell
// in place of its image.
func TestGitLab(t *testing.T) {
	factstest.Need(t, "gitlab-ci-local", "rsync", "bash", "git")
	pipeline := readmeFile(t, ".gitlab-ci.yml")
	require.Contains(t, pipeline, install, "the pipeline does not install factlint")
	dir := pullRequest(t)
	base := strings.TrimSpace(do(t, dir, nil, "git", "rev-parse", "HEAD^"))
	write(t, dir, map[string]string{".gitlab-ci.yml": strings.Replace(pipeline, install, "factlint --version", 1)})
	do(t, dir, nil, "git", "remote", "add", "origin", "git@gitlab.com:someone/facts.git")
	out, status := run(t, dir, []string{"HOME=" + t.TempDir(), "NO_COLOR=1"}, "gitlab-ci-local", "--force-shell-executor", "--variable", "CI_PIPELINE_SOURCE=merge_request_event",
		"--variable", "CI_MERGE_REQUEST_DIFF_BASE_SHA="+base, "factlint")
	assert.NotEqual(t, 0, status)
	assert.Contains(t, out, finding)
	assert.NotContains(t, out, "nameless")
	found := func(name string) []byte {
		for _, p := range []string{".gitlab-ci-local/artifacts/factlint/" + name, name} {
			if text, err := os.ReadFile(filepath.Join(dir, p)); err == nil {
				return text
			}
		}
		require.Failf(t, "no such file", "there is no %s", name)
		return nil
	}
	var quality []struct {
		CheckName string `json:"check_name"`
		Location  struct{ Path string }
	}
	require.NoError(t, json.Unmarshal(found("codequality.json"), &quality))
	require.Len(t, quality, 1)
	assert.Equal(t, "tenure-overlap", quality[0].CheckName)
	assert.Equal(t, "facts/new.toml", quality[0].Location.Path)
	var suites struct {
		Suites []struct {
			Cases []struct {
				Failure *struct{} `xml:"failure"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	require.NoError(t, xml.Unmarshal(found("junit.xml"), &suites))
	assert.NotEmpty(t, suites.Suites, "junit.xml")
	failures := 0
	for _, s := range suites.Suites {
		for _, c := range s.Cases {
			if c.Failure != nil {
				failures++
			}
		}
	}
	assert.Equal(t, 1, failures, "failures in junit.xml")
}
