package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// The tests of this package meet the program where it is used: built, beside
// git, in shells, hooks and pipelines. Each needs tools that not every machine
// has; .ci/run puts them there, and asks for them.

// program returns the path of factlint, built once from this checkout.
func program(t *testing.T) string {
	t.Helper()
	path, err := build()
	require.NoError(t, err)
	return path
}

var build = sync.OnceValues(func() (string, error) {
	path := filepath.Join(built, "factlint")
	if runtime.GOOS == "windows" {
		path += ".exe"
	}
	// As the action and the image are built, so that only one of them compiles.
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-o", path, ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	out, err := cmd.CombinedOutput()
	if err != nil {
		os.Stderr.Write(out)
	}
	return path, err
})

// built is the folder that the program is built into.
var built string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "factlint-built")
	if err != nil {
		panic(err)
	}
	built = dir
	status := m.Run()
	os.RemoveAll(dir)
	os.Exit(status)
}

// root is the top of this checkout.
func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../..")
	require.NoError(t, err)
	return dir
}

// run runs a program in dir and returns all that it prints, and its exit
// status. Git knows nobody's settings; env are further variables, NAME=value.
func run(t *testing.T, dir string, env []string, name string, args ...string) (string, int) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(),
		"PATH="+filepath.Dir(program(t))+string(os.PathListSeparator)+os.Getenv("PATH"),
		"GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1",
		"GIT_AUTHOR_NAME=A", "GIT_AUTHOR_EMAIL=a@example.org", "GIT_COMMITTER_NAME=A", "GIT_COMMITTER_EMAIL=a@example.org",
	)
	cmd.Env = append(cmd.Env, env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		require.NotNil(t, cmd.ProcessState, "%s: %v", name, err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}

// do is run for what must succeed.
func do(t *testing.T, dir string, env []string, name string, args ...string) string {
	t.Helper()
	out, status := run(t, dir, env, name, args...)
	require.Equal(t, 0, status, "%s %s: %s", name, strings.Join(args, " "), out)
	return out
}

// write writes files below dir, their folders with them; text by path.
func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for path, text := range files {
		path = filepath.Join(dir, filepath.FromSlash(path))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o777))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o666))
	}
}
