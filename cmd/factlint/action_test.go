package main

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/factstest"
)

// runner runs the action of .github/actions/factlint as GitHub does.
type runner struct {
	dir   string // the workspace
	temp  string
	event map[string]string // variables that the event sets
	path  string            // of programs; "" for ours
}

// newRunner returns a runner that has built the program already: go has then only
// to see that it is still the same.
func newRunner(t *testing.T, dir string) *runner {
	t.Helper()
	r := &runner{dir: dir, temp: t.TempDir()}
	text, err := os.ReadFile(program(t))
	require.NoError(t, err)
	bin := filepath.Join(r.temp, "factlint-bin")
	require.NoError(t, os.Mkdir(bin, 0o777))
	require.NoError(t, os.WriteFile(filepath.Join(bin, filepath.Base(program(t))), text, 0o777))
	return r
}

// keep has the steps that follow use the program that one has built: their go does
// nothing.
func (r *runner) keep(t *testing.T) {
	t.Helper()
	idle := t.TempDir()
	write(t, idle, map[string]string{"go": "#!/bin/sh\n"})
	require.NoError(t, os.Chmod(filepath.Join(idle, "go"), 0o777))
	r.path = idle + string(os.PathListSeparator) + os.Getenv("PATH")
}

// step runs the action with these inputs. It returns what the log gets, the
// exit status, and the file of outputs.
func (r *runner) step(t *testing.T, inputs map[string]string) (log string, status int, outputs string) {
	t.Helper()
	action := readAction(t)
	file := filepath.Join(r.temp, "outputs")
	require.NoError(t, os.WriteFile(file, nil, 0o666))
	env := []string{
		"GITHUB_ACTION_PATH=" + filepath.Join(root(t), ".github", "actions", "factlint"),
		"GITHUB_WORKSPACE=" + r.dir, "RUNNER_TEMP=" + r.temp, "GITHUB_OUTPUT=" + file,
		"GITHUB_EVENT_NAME=push", "MERGED_INTO=", "GOFLAGS=",
	}
	if r.path != "" {
		env = append(env, "PATH="+r.path)
	}
	for name, value := range r.event {
		env = append(env, name+"="+value)
	}
	for variable, input := range action.variables {
		value, given := inputs[input]
		if !given {
			value = action.defaults[input]
		}
		env = append(env, variable+"="+value)
	}
	for name := range inputs {
		_, known := action.defaults[name]
		require.True(t, known, "action.yml has no input %s", name)
	}
	log, status = run(t, r.dir, env, "bash", "-c", action.script)
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	return log, status, string(text)
}

// action is what these tests read of action.yml.
type action struct {
	defaults  map[string]string // of each input; "" for none
	variables map[string]string // each with the input that it is set to
	script    string
}

func readAction(t *testing.T) action {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root(t), ".github", "actions", "factlint", "action.yml"))
	require.NoError(t, err)
	a := action{defaults: map[string]string{}, variables: map[string]string{}}
	inputs, rest, _ := strings.Cut(string(text), "\noutputs:\n")
	for _, m := range regexp.MustCompile(`(?m)^  ([a-z-]+):\n(?:    .*\n|\n)*`).FindAllStringSubmatch(inputs, -1) {
		a.defaults[m[1]] = ""
		if d := regexp.MustCompile(`(?m)^    default: (.*)$`).FindStringSubmatch(m[0]); d != nil {
			a.defaults[m[1]] = d[1]
		}
	}
	for _, m := range regexp.MustCompile(`(?m)^        (\w+): \$\{\{ inputs\.([a-z-]+) \}\}$`).FindAllStringSubmatch(rest, -1) {
		a.variables[m[1]] = m[2]
	}
	if m := regexp.MustCompile(`(?m)^      run: (.*)$`).FindStringSubmatch(rest); m != nil {
		a.script = m[1]
	}
	return a
}

// TestAction has each input passed as a variable, none written into the script,
// where it would be run.
func TestAction(t *testing.T) {
	a := readAction(t)
	passed := slices.Sorted(maps.Values(a.variables))
	assert.Equal(t, slices.Sorted(maps.Keys(a.defaults)), passed, "inputs that the action passes")
	assert.GreaterOrEqual(t, len(passed), 5, "inputs that the action passes")
	assert.NotContains(t, a.script, "${{")
	assert.NotEmpty(t, a.script)
}

// command is one that the log tells the runner.
type command struct{ name, properties, data string }

// commands reads a log as the runner does: a command stands at the beginning
// of a line as ::name …::, or as ##[name …] anywhere in one.
func commands(log string) []command {
	var out []command
	for line := range strings.SplitSeq(strings.ReplaceAll(log, "\r", "\n"), "\n") {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(line), "::"); ok {
			if info, data, ok := strings.Cut(rest, "::"); ok {
				name, properties, _ := strings.Cut(info, " ")
				out = append(out, command{name, properties, data})
				continue
			}
		}
		if _, rest, ok := strings.Cut(line, "##["); ok {
			name, _, _ := strings.Cut(rest, " ")
			out = append(out, command{name, "", rest})
		}
	}
	return out
}

// sarifRules returns the names of the rules of the findings in a SARIF file.
func sarifRules(t *testing.T, path string) []string {
	t.Helper()
	text, err := os.ReadFile(path)
	assert.NoError(t, err)
	var log struct {
		Runs []struct {
			Results []struct {
				RuleID string `json:"ruleId"`
			}
		}
	}
	assert.NoError(t, json.Unmarshal(text, &log))
	var names []string
	for _, run := range log.Runs {
		for _, result := range run.Results {
			names = append(names, result.RuleID)
		}
	}
	return names
}

// TestActionHostile gives the action names and inputs that would do harm where
// they are run, or taken for commands of the log.
func TestActionHostile(t *testing.T) {
	factstest.Need(t, "git", "bash", "go")
	if runtime.GOOS == "windows" {
		t.Skip("file names")
	}
	dir := t.TempDir()
	const evil = "$(touch owned)`touch owned`;touch owned\n::error::forged\n##[error]forged"
	write(t, dir, map[string]string{
		"facts/factlint.toml":  "",
		"facts/a.toml":         "[[event]]\ntitle = " + strconv.Quote(evil) + "\ndate = \"::set-output name=sarif::/etc/passwd\"\n\n[[\"##[add-mask]a\"]]\n",
		"facts/" + hostileName: "[[person]]\nid = \"::stop-commands::x\"\n",
	})
	for _, link := range []string{"##[error]forged.toml", "::error::forged\n::error::forged.toml"} {
		require.NoError(t, os.Symlink("/etc/passwd", filepath.Join(dir, "facts", strings.ReplaceAll(link, "/", "_"))))
	}
	repository(t, dir)
	r := newRunner(t, dir)
	forged := func(why, log, outputs string) {
		t.Helper()
		for _, c := range commands(log) {
			assert.Equal(t, "error", c.name, "%s: the log has the command %q\n%s", why, c, log)
			assert.True(t, strings.HasPrefix(c.properties, "title=factlint"), "%s: the log has the command %q\n%s: %q", why, c, log, c.properties)
		}
		for _, d := range []string{dir, r.temp} {
			assert.NoFileExists(t, filepath.Join(d, "owned"), "%s: something was run", why)
		}
		assert.LessOrEqual(t, strings.Count(outputs, "\n"), 1, "%s: %q", why, outputs)
	}
	log, status, outputs := r.step(t, nil)
	forged("the base", log, outputs)
	assert.Equal(t, 1, status, log)
	assert.GreaterOrEqual(t, len(commands(log)), 4, log)
	assert.Len(t, sarifRules(t, filepath.Join(r.temp, "factlint.sarif")), len(commands(log)), log)
	r.keep(t)
	values := []string{evil, "-x", "--output=owned", "$(touch owned)"}
	if testing.Short() {
		values = values[:1]
	}
	for _, input := range []string{"path", "since", "fail-on", "args", "sarif-file", "version"} {
		for _, value := range values {
			log, status, outputs := r.step(t, map[string]string{input: value})
			forged(input, log, outputs)
			assert.NotEqual(t, 0, status, "%s = %q: %s", input, value, log)
			if status == 1 {
				assert.Equal(t, "sarif-file", input, "%q: %s", value, log)
			}
		}
	}
	log, status, outputs = r.step(t, map[string]string{"sarif-file": "a folder/of findings", "path": "facts/a.toml\n\nfacts/" + "b.toml", "args": "--select=fact\n--quiet"})
	assert.Equal(t, 2, status, "two paths, one of which there is not")
	assert.Contains(t, log, "facts/b.toml", "two paths, one of which there is not")
	forged("two paths", log, outputs)
}

// TestActionWithoutGo tells what is missing.
func TestActionWithoutGo(t *testing.T) {
	factstest.Need(t, "git", "bash", "go")
	bin := t.TempDir()
	for _, name := range []string{"bash", "git", "mkdir", "sed", "rm"} {
		path, err := exec.LookPath(name)
		if err != nil {
			t.Skip(name + " is not on this machine")
		}
		if err := os.Symlink(path, filepath.Join(bin, name)); err != nil {
			t.Skip(err)
		}
	}
	r := &runner{dir: t.TempDir(), temp: t.TempDir(), path: bin}
	log, status, outputs := r.step(t, nil)
	want := "::error title=factlint::factlint is built from source, which needs Go: use actions/setup-go before this action\n"
	assert.Equal(t, 2, status)
	assert.Equal(t, want, log)
	assert.Empty(t, outputs)
}

// TestProblemMatcher reads what compact prints with the problem matcher, line
// by line as GitHub does.
func TestProblemMatcher(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root(t), ".github", "actions", "factlint", "problem-matcher.json"))
	require.NoError(t, err)
	var file struct {
		ProblemMatcher []struct {
			Owner, Severity string
			Pattern         []struct {
				Regexp                                      string
				File, Line, Column, Severity, Message, Code int
			}
		}
	}
	require.NoError(t, json.Unmarshal(text, &file))
	dir := t.TempDir()
	write(t, dir, map[string]string{"facts/factlint.toml": "", "facts/people.toml": people, "facts/office.toml": office + successor})
	out, _ := run(t, dir, nil, program(t), "check", "--format", "compact")
	var got []string
	for line := range strings.Lines(out) {
		for _, m := range file.ProblemMatcher {
			p := m.Pattern[0]
			if s := regexp.MustCompile(p.Regexp).FindStringSubmatch(strings.TrimSuffix(line, "\n")); s != nil {
				group := func(n int, otherwise string) string {
					if n == 0 {
						return otherwise
					}
					return s[n]
				}
				got = append(got, strings.Join([]string{m.Owner, group(p.Severity, m.Severity), s[p.File], s[p.Line], s[p.Column], group(p.Code, ""), s[p.Message][:20]}, "|"))
			}
		}
	}
	want := []string{"factlint|error|facts/office.toml|20|10|tenure-overlap|Alan Gagloev holds t", "factlint-related|notice|facts/office.toml|15|10||holds it until 24 Ma"}
	assert.Equal(t, want, got, out)
}
