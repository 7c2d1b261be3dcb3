package main

import (
	"bytes"
	"debug/elf"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/factstest"
)

// imageBuild returns the command by which the Dockerfile builds the program.
func imageBuild(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root(t), ".github", "release", "Dockerfile"))
	require.NoError(t, err)
	m := regexp.MustCompile(`(?m)^RUN (.*go build.*)$`).FindSubmatch(text)
	require.NotNil(t, m, "the Dockerfile builds nothing")
	return string(m[1])
}

// TestImage builds the program as the Dockerfile does, twice in two folders unless
// time is short, and runs it as the image does: as nobody, where there is nothing else.
func TestImage(t *testing.T) {
	factstest.Need(t, "git", "sh", "go")
	if runtime.GOOS != "linux" {
		t.Skip("the image is one of Linux")
	}
	built := make([][]byte, 2)
	if testing.Short() {
		built = built[:1]
	}
	dir := t.TempDir()
	out := filepath.Join(dir, "factlint")
	for i := range built {
		checkout, _ := snapshot(t)
		require.NoError(t, os.RemoveAll(out)) // what go finds there and takes for the same it leaves there
		do(t, checkout, []string{"VERSION=v1.2.3", "TARGETOS=", "TARGETARCH=", "GOFLAGS=-buildvcs=false"},
			"sh", "-c", strings.ReplaceAll(imageBuild(t), " /factlint ", " "+out+" "))
		var err error
		built[i], err = os.ReadFile(out)
		require.NoError(t, err)
	}
	assert.True(t, bytes.Equal(built[0], built[len(built)-1]), "two builds of the same files differ")
	program, err := elf.NewFile(bytes.NewReader(built[0]))
	require.NoError(t, err)
	libraries, err := program.ImportedLibraries()
	require.NoError(t, err)
	assert.Empty(t, libraries, "the program is not static")
	assert.Nil(t, program.Section(".interp"), "the program is not static")
	t.Run("alone", func(t *testing.T) { runAlone(t, dir) })
}

// runAlone runs the program in dir as uid 65532 with dir as its root.
func runAlone(t *testing.T, dir string) {
	factstest.Need(t, "chroot")
	if os.Getuid() != 0 {
		t.Skip("only root can change the root of a process")
	}
	for d := dir; d != "/" && d != os.TempDir(); d = filepath.Dir(d) {
		require.NoError(t, os.Chmod(d, 0o755))
	}
	write(t, dir, map[string]string{"facts/factlint.toml": "", "facts/people.toml": people, "facts/office.toml": office + successor})
	alone := func(args ...string) (string, int) {
		cmd := exec.Command("chroot", append([]string{"--userspec=65532:65532", dir, "/factlint"}, args...)...)
		cmd.Env = []string{}
		out, _ := cmd.CombinedOutput()
		return string(out), cmd.ProcessState.ExitCode()
	}
	out, status := alone("--version")
	assert.Equal(t, 0, status, out)
	assert.Equal(t, "factlint 1.2.3\n", out)
	out, status = alone("check", "/facts")
	assert.Equal(t, 1, status)
	assert.Contains(t, out, finding)
	assert.Contains(t, out, "\n  facts/office.toml:20:10, ")
}

// TestPrograms keeps go install ./..., which pre-commit runs in an environment of
// its own, from installing anything but factlint and what serves the playground.
func TestPrograms(t *testing.T) {
	factstest.Need(t, "go")
	out := do(t, root(t), nil, "go", "list", "-f", `{{if eq .Name "main"}}{{.ImportPath}}{{end}}`, "./...")
	assert.Equal(t, "github.com/factlint/factlint/cmd/factlint\ngithub.com/factlint/factlint/cmd/factlint-playground\n", out, "what go install ./... installs")
}

// TestRelease has goreleaser check its configuration. It takes minutes to
// build, so .ci/run does not put it there.
func TestRelease(t *testing.T) {
	if testing.Short() {
		t.Skip("links the program once more")
	}
	dir, _ := snapshot(t)
	do(t, dir, nil, "git", "remote", "add", "origin", "https://github.com/factlint/factlint.git")
	do(t, dir, []string{"GOFLAGS=-trimpath", "CGO_ENABLED=0"}, ".github/release/extras.sh", "1.2.3")
	var extras []string
	entries, err := os.ReadDir(filepath.Join(dir, "extras"))
	require.NoError(t, err)
	for _, e := range entries {
		extras = append(extras, e.Name())
	}
	want := []string{"_factlint", "factlint.1", "factlint.bash", "factlint.fish", "factlint.ps1"}
	assert.Equal(t, want, extras, "what extras.sh writes")
	page, err := os.ReadFile(filepath.Join(dir, "extras", "factlint.1"))
	require.NoError(t, err)
	assert.True(t, regexp.MustCompile(`^\.TH FACTLINT 1 "\d{4}-\d\d-\d\d" "factlint 1\.2\.3"\n`).Match(page), "the manual page begins %.60q", page)
	t.Run("goreleaser", func(t *testing.T) {
		if _, status := run(t, dir, nil, "sh", "-c", "command -v goreleaser"); status != 0 {
			t.Skip("goreleaser is not on this machine")
		}
		out, status := run(t, dir, nil, "goreleaser", "check", "--config", ".github/release/goreleaser.yaml")
		assert.Equal(t, 0, status, out)
	})
}
