package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/factstest"
)

// TestBegunAsInReadme holds the files that factlint init writes to the blocks
// of README.md that people copy.
func TestBegunAsInReadme(t *testing.T) {
	dir := t.TempDir()
	do(t, dir, nil, "git", "init", "-q")
	do(t, dir, nil, program(t), "init", "--yes", "facts")
	for _, name := range []string{".github/workflows/factlint.yml", ".pre-commit-config.yaml"} {
		text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		require.NoError(t, err)
		assert.Equal(t, readmeFile(t, name), string(text), "%s as README.md shows it", name)
	}
}

// TestNewcomer goes the way of somebody who begins: from an empty folder over a
// first fact, a mistake and its message to a commit that the hook lets through.
func TestNewcomer(t *testing.T) {
	factstest.Need(t, "git", "pre-commit")
	hooks, commit := snapshot(t)
	dir := t.TempDir()
	env := []string{"PRE_COMMIT_HOME=" + t.TempDir()}
	do(t, dir, env, "git", "init", "-q", "-b", "main")
	do(t, dir, env, program(t), "init", "--yes")
	assert.Equal(t, "no findings in 1 file, 8 facts\n", do(t, dir, env, program(t), "check"))
	read := func(name string) string {
		text, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		return string(text)
	}
	// The hook is that of this checkout, and runs the program built for the tests.
	config := strings.Replace(read(".pre-commit-config.yaml"), "https://github.com/factlint/factlint", hooks, 1)
	config = strings.Replace(config, "id: factlint ", "id: factlint-system ", 1)
	config = regexp.MustCompile(`rev: \S+`).ReplaceAllString(config, "rev: "+commit)
	write(t, dir, map[string]string{".pre-commit-config.yaml": config})
	do(t, dir, env, "pre-commit", "install")
	commits := func() (string, int) {
		do(t, dir, env, "git", "add", "-A")
		return run(t, dir, env, "git", "commit", "-m", "facts")
	}
	out, status := commits()
	require.Equal(t, 0, status, "what init writes is refused:\n%s", out)

	assert.Equal(t, "example.toml:50: added [[tenure]]; fill in person and office\n", do(t, dir, env, program(t), "new", "tenure"))
	begun := read("example.toml")
	fill := func(person, start string) {
		text := strings.Replace(begun, `person = ""      `, `person = "`+person+`"`, 1)
		text = strings.Replace(text, `office = ""      `, `office = "mayor"`, 1)
		text = strings.Replace(text, `# start = "2022-05"`, "start = "+start, 1)
		write(t, dir, map[string]string{"example.toml": text})
	}
	for _, step := range []struct{ person, start, refusal string }{
		{"", "2024-05-06", "no id stands here; write that of a person [ref-unresolved]"},
		{"ada-reyse", "2024-05-06", `nothing has the id "ada-reyse"; did you mean "ada-reyes"? [ref-unresolved]`},
		{"ada-reyes", "2016-05-06", "Ada Reyes holds the office of Mayor of Freedonia from 6 May 2016, but another record says that Ada Reyes holds it until 6 May 2019"},
		{"ada-reyes", "2024-05-06", ""},
	} {
		fill(step.person, step.start)
		out, status := commits()
		assert.Equal(t, step.refusal == "", status == 0, "%s from %s, exit status %d", step.person, step.start, status)
		assert.Contains(t, out, step.refusal, "%s from %s, exit status %d", step.person, step.start, status)
	}
}
