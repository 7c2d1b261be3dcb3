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
)

// TestReadme runs what README.md shows. A block of toml or text after a line
// <!-- file: NAME --> is written to that file; in a block of console every line
// that begins with $ is a command, and what follows it is its literal output.
// Commands of factlint run in this process, others are left to .ci/run when
// they are listed in elsewhere, and to sh when not. With FACTLINT_UPDATE set in
// the environment the outputs are written anew.
func TestReadme(t *testing.T) {
	dir := t.TempDir()
	copyOf(t, "facts", filepath.Join(dir, "facts"))
	playReadme(t, "README.md", dir, 5)
}

// TestReadmeOfTheLeague runs the README of the example with rules of its own.
func TestReadmeOfTheLeague(t *testing.T) {
	dir := t.TempDir()
	copyOf(t, "testdata/league", dir)
	playReadme(t, "testdata/league/README.md", dir, 4)
}

// copyOf copies a folder of the repository.
func copyOf(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(filepath.Join("../../../..", from))); err != nil {
		t.Fatal(err)
	}
}

// playReadme runs what a README shows in a folder, at least so many commands.
func playReadme(t *testing.T, name, dir string, least int) {
	elsewhere := []string{"go test ./...", "go install ", "git clone "}
	file, err := filepath.Abs(filepath.Join("../../../..", name))
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS == "windows" {
		t.Skip("the README shows a Unix shell")
	}
	t.Chdir(dir)
	commands, updated := 0, string(readme)
	for _, b := range readmeBlocks(string(readme)) {
		if b.file != "" {
			if err := os.MkdirAll(filepath.Dir(b.file), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(b.file, []byte(b.text), 0o666); err != nil {
				t.Fatal(err)
			}
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
			if strings.TrimRight(got, "\n") != strings.TrimRight(want, "\n") {
				t.Errorf(name+": $ %s\n--- shown\n%s\n--- printed\n%s", command, want, got)
			}
		}
	}
	if updated != string(readme) {
		if err := os.WriteFile(file, []byte(updated), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if commands < least {
		t.Errorf(name+" shows only %d commands; is it read right?", commands)
	}
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
