package cli

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestReadme runs what README.md and the pages that it leads to show, one after
// the other. A block of toml or text after a line
// <!-- file: NAME --> is written to that file; in a block of console every line
// that begins with $ is a command, and what follows it is its literal output.
// Commands of factlint run in this process, others are left to .ci/run when
// they are listed in elsewhere, and to sh when not. With FACTLINT_UPDATE set in
// the environment the outputs are written anew.
func TestReadme(t *testing.T) {
	dir := t.TempDir()
	copyOf(t, "facts", filepath.Join(dir, "facts"))
	playReadme(t, "README.md", dir, 4)
	for _, page := range []string{"GUIDE", "CI", "EDITORS", "CONFIGURATION"} {
		playReadme(t, ".github/"+page+".md", dir, 0)
	}
}

// TestReadmeOfTheLeague runs the README of the example with rules of its own.
func TestReadmeOfTheLeague(t *testing.T) {
	dir := t.TempDir()
	copyOf(t, "testdata/league", dir)
	playReadme(t, "testdata/league/README.md", dir, 4)
}

// TestReadmeOfTheCouncil runs the README of the example with records in place.
func TestReadmeOfTheCouncil(t *testing.T) {
	dir := t.TempDir()
	copyOf(t, "testdata/council", dir)
	playReadme(t, "testdata/council/README.md", dir, 5)
}

// checkout is the top of the repository; tests change the working directory.
var checkout, _ = filepath.Abs("../../../..")

// copyOf copies a folder of the repository.
func copyOf(t *testing.T, from, to string) {
	t.Helper()
	require.NoError(t, os.CopyFS(to, os.DirFS(filepath.Join(checkout, from))))
}

// playReadme runs what a README shows in a folder, at least so many commands.
func playReadme(t *testing.T, name, dir string, least int) {
	elsewhere := []string{"go test ./...", "go install ", "git clone "}
	file := filepath.Join(checkout, name)
	readme, err := os.ReadFile(file)
	require.NoError(t, err)
	if runtime.GOOS == "windows" {
		t.Skip("the README shows a Unix shell")
	}
	t.Chdir(dir)
	commands, updated := 0, string(readme)
	for _, b := range readmeBlocks(string(readme)) {
		if b.file != "" {
			require.NoError(t, os.MkdirAll(filepath.Dir(b.file), 0o777))
			require.NoError(t, os.WriteFile(b.file, []byte(b.text), 0o666))
			continue
		}
		if b.language != "console" {
			continue
		}
		for _, step := range strings.Split("\n"+b.text, "\n$ ")[1:] {
			command, want, _ := strings.Cut(step, "\n")
			commands++
			if hasAnyPrefix(command, elsewhere) {
				continue
			}
			got := runReadme(command)
			if os.Getenv("FACTLINT_UPDATE") != "" {
				updated = strings.Replace(updated, "$ "+step, "$ "+command+"\n"+got, 1)
				continue
			}
			assert.Equal(t, strings.TrimRight(want, "\n"), strings.TrimRight(got, "\n"), "%s: $ %s", name, command)
		}
	}
	if updated != string(readme) {
		require.NoError(t, os.WriteFile(file, []byte(updated), 0o666))
	}
	assert.GreaterOrEqual(t, commands, least, "commands that %s shows; is it read right?", name)
}

type readmeBlock struct{ file, language, text string }

var fence = regexp.MustCompile("(?ms)(?:^<!-- file: (\\S+) -->\n)?^```(\\w+)\n(.*?)^```$")

func readmeBlocks(text string) []readmeBlock {
	var out []readmeBlock
	for _, m := range fence.FindAllStringSubmatch(text, -1) {
		out = append(out, readmeBlock{m[1], m[2], m[3]})
	}
	return out
}

func hasAnyPrefix(s string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// runReadme runs a command line and returns what it prints to either stream.
func runReadme(command string) string {
	var out bytes.Buffer
	for _, prefix := range []string{"factlint ", "go run ./cmd/factlint "} {
		if args, ok := strings.CutPrefix(command, prefix); ok && !strings.ContainsAny(args, "|<>;&'\"") {
			Main(strings.Fields(args), strings.NewReader(""), &out, &out)
			return out.String()
		}
	}
	cmd := exec.Command("sh", "-c", command)
	cmd.Stdout, cmd.Stderr = &out, &out
	_ = cmd.Run() // its output is what is shown, whatever its status
	return out.String()
}
