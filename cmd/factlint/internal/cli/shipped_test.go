package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/rules"
)

const shipped = "../../../../facts/south-ossetia"

// maxFromOne is how many findings one slip may make: the one that names it, and
// what it breaks on the way.
const maxFromOne = 3

// TestShipped checks that nothing is to be said of the base we ship.
func TestShipped(t *testing.T) {
	t.Parallel()
	status, got := checkShipped(t, shipped)
	assert.Equal(t, 0, status)
	assert.Empty(t, got)
}

// TestClone checks a clone of the repository from its top, which has nothing but bases
// below it.
func TestClone(t *testing.T) {
	t.Parallel()
	status, got := checkShipped(t, "../../../..")
	assert.Equal(t, 0, status)
	assert.Empty(t, got)
}

// TestShippedFalsified makes each of the single changes in slips to a copy of the
// base we ship, and checks that the right rule speaks about the right fact, and
// that little else is said.
func TestShippedFalsified(t *testing.T) {
	t.Parallel()
	files := shippedFiles(t)
	for i, s := range shippedSlips {
		if testing.Short() && i%3 > 0 {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			status, got := checkShipped(t, falsified(t, files, s.file, s.old, s.new))
			named := false
			for _, f := range got {
				named = named || f.Rule == s.rule && f.about(s.about)
			}
			assert.True(t, named, "no %s about %s; findings: %v", s.rule, s.about, got)
			assert.LessOrEqual(t, len(got), maxFromOne, "findings from one slip")
			assert.Equal(t, hasError(got), status == exitFindings, "%v", got)
		})
	}
}

func shippedFiles(t *testing.T) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	paths, err := filepath.Glob(shipped + "/*.toml")
	require.NoError(t, err)
	require.NotEmpty(t, paths, "no files in %s", shipped)
	for _, p := range paths {
		files[filepath.Base(p)], err = os.ReadFile(p)
		require.NoError(t, err)
	}
	return files
}

// falsified returns the folder of a copy of the files in which old, which stands
// in one of them exactly once, is new.
func falsified(t *testing.T, files map[string][]byte, file, old, new string) string {
	t.Helper()
	require.Equal(t, 1, bytes.Count(files[file], []byte(old)), "times that %s holds %q", file, old)
	dir := t.TempDir()
	for name, src := range files {
		if name == file {
			src = bytes.Replace(src, []byte(old), []byte(new), 1)
		}
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), src, 0o666))
	}
	return dir
}

// TestShippedProvokesEveryRule checks that the table leaves no rule out.
func TestShippedProvokesEveryRule(t *testing.T) {
	t.Parallel()
	provoked := map[string]bool{}
	for _, s := range shippedSlips {
		provoked[s.rule] = true
	}
	for _, r := range rules.All() {
		if r.Format != "" {
			continue // there are no records of other formats in the base
		}
		assert.True(t, provoked[r.Name], "no slip makes %s speak", r.Name)
		delete(provoked, r.Name)
	}
	assert.Empty(t, provoked, "slips of rules that are not there")
}

// shippedFinding is what the test reads of one finding in JSON.
type shippedFinding struct {
	Rule, Severity, Message string
	Fact                    shippedFact
	Related                 []struct{ Fact shippedFact }
}

type shippedFact struct{ ID, Label string }

// about tells whether one of the places is in the fact with that id or label;
// any finding is about "".
func (f shippedFinding) about(name string) bool {
	if name == "" || f.Fact.ID == name || f.Fact.Label == name {
		return true
	}
	for _, r := range f.Related {
		if r.Fact.ID == name || r.Fact.Label == name {
			return true
		}
	}
	return false
}

func hasError(findings []shippedFinding) bool {
	for _, f := range findings {
		if f.Severity == "error" {
			return true
		}
	}
	return false
}

func checkShipped(t *testing.T, dir string) (status int, findings []shippedFinding) {
	t.Helper()
	var out, errs bytes.Buffer
	status = Main([]string{"check", "--format", "json", dir}, strings.NewReader(""), &out, &errs)
	require.Empty(t, errs.String(), "exit status %d", status)
	var doc struct{ Findings []shippedFinding }
	require.NoError(t, json.Unmarshal(out.Bytes(), &doc), out.String())
	return status, doc.Findings
}
