package cli

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// foreignBase is a base whose folder holds links that lead out of it, and the
// folder beside it that they lead to.
func foreignBase(t *testing.T) (outside string) {
	t.Helper()
	outside = t.TempDir()
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{
		"factlint.toml": "", "a.toml": clash("a"), ".git/HEAD": "", "records.jsonl": "{\"kind\":\"event\",\"title\":\"T\"}\n",
		filepath.Join(outside, "kept"): "old",
	} {
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o777))
		require.NoError(t, os.WriteFile(name, []byte(text), 0o666))
	}
	for link, to := range map[string]string{
		"dir": outside, ".github": outside, ".vscode": outside, "person.toml": filepath.Join(outside, "person.toml"),
		"kept": filepath.Join(outside, "kept"), "kept.svg": filepath.Join(outside, "kept"),
	} {
		if err := os.Symlink(to, link); err != nil {
			t.Skip("no links:", err)
		}
	}
	return outside
}

// unharmed checks that a folder has nothing but the file of old.
func unharmed(t *testing.T, dir string, args []string) {
	t.Helper()
	var names []string
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if !d.IsDir() {
			names = append(names, d.Name())
		}
		return err
	}))
	assert.Equal(t, []string{"kept"}, names, "%q", args)
	assert.Equal(t, "old", mustRead(t, filepath.Join(dir, "kept")), "%q", args)
}

// TestWritesStayInside has every command write to links that a stranger has put
// into the tree.
func TestWritesStayInside(t *testing.T) {
	for _, args := range [][]string{
		{"timeline", "-o", "dir/x.svg"}, {"timeline", "-o", "kept.svg"},
		{"export", "-o", "dir/x"}, {"export", "-o", "kept"},
		{"convert", "-o", "dir/x.toml", "records.jsonl"},
		{"schema", "-o", "dir/x"}, {"schema", "-o", "kept"},
		{"new", "event", "-o", "dir/x.toml"}, {"new", "event", "-o", "kept"}, {"new", "person"},
		{"init", "--yes"}, {"init", "--yes", "dir"},
		{"check", "--format", "json=dir/x"}, {"check", "--format", "json=kept"},
		{"check", "--write-baseline", "dir/x"},
	} {
		outside := foreignBase(t)
		var out bytes.Buffer
		assert.Equal(t, exitFailure, Main(args, strings.NewReader(""), &out, &out), "%q: %s", args, &out)
		assert.Regexp(t, "lead|would not be read", out.String(), "%q", args)
		unharmed(t, outside, args)
	}
}

// TestDiskFull ends with the status of a failure whatever was to be printed.
func TestDiskFull(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux has a device that is full")
	}
	foreignBase(t)
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	require.NoError(t, err)
	defer full.Close()
	for _, args := range [][]string{
		{"--help"}, {"check", "--help"}, {"--version"}, {"rules"}, {"explain", "tenure-overlap"}, {"completion", "bash"}, {"man"}, {"show", "a"},
		{"schema"}, {"new", "event", "-o", "-"}, {"export"}, {"timeline"}, {"check"}, {"check", "--format", "json"}, {"check", "--diff", "--unsafe-fixes"},
	} {
		var errs bytes.Buffer
		assert.Equal(t, exitFailure, Main(args, strings.NewReader(""), full, &errs), "%q", args)
		assert.Contains(t, errs.String(), "standard output: no space left on device", "%q", args)
	}
	require.NoError(t, os.WriteFile("report.json", []byte("of an earlier run"), 0o666))
	var errs bytes.Buffer
	assert.Equal(t, exitFailure, Main([]string{"check", "--format", "json=/dev/full"}, strings.NewReader(""), &errs, &errs))
	assert.Contains(t, errs.String(), "/dev/full: no space left on device")
}
