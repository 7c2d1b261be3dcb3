package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/show"
	"github.com/factlint/factlint/facts/factstest"
)

// showIn runs show on a base with one file.
func showIn(t *testing.T, text string, args ...string) (status int, out, errs string) {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "facts.toml"), []byte(text), 0o666))
	var stdout, stderr bytes.Buffer
	status = Main(append([]string{"show", "--base", dir}, args...), strings.NewReader(""), &stdout, &stderr)
	return status, stdout.String(), stderr.String()
}

func office(tenures string) string {
	var b strings.Builder
	b.WriteString("[[office]]\nid = \"o\"\nname = \"O\"\n")
	for i, dates := range strings.Split(tenures, "\n") {
		fmt.Fprintf(&b, "[[person]]\nid = \"p%d\"\nname = \"P%d\"\n[[tenure]]\nperson = \"p%d\"\noffice = \"o\"\n%s\n", i, i, i, strings.ReplaceAll(dates, ";", "\n"))
	}
	return b.String()
}

func TestShowBetweenHolders(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, tenures string
		want, not     string
	}{
		{"hand-over on one day", "start = 2000-01-01;end = 2001-05-05\nstart = 2001-05-05", "", "certainly"},
		{"the next day", "start = 2000-01-01;end = 2001-05-05\nstart = 2001-05-06", "", "certainly"},
		{"one free day", "start = 2000-01-01;end = 2001-05-05\nstart = 2001-05-07", "nobody recorded on 6 May 2001", "for "},
		{"a gap", "start = 2000-01-01;end = 2001-05-05\nstart = 2001-06-01", "nobody recorded for 26 days, from 6 May 2001 to 31 May 2001", "together with"},
		{"a vague end fills it", "start = 2000-01-01;end = 2001\nstart = 2001-06-01", "", "certainly"},
		{"a term without dates fills it", "start = 2000-01-01;end = 2001-05-05\nstart = 2001-06-01\n", "", "certainly nobody"},
		{"a disputed term fills it", "start = 2000;end = 2001\nstart = 2001;end=2004;status = \"disputed\"\nstart = 2004", "disputed", "certainly"},
		{"a cancelled one does not", "start = 2000;end = 2001\nstart = 2001;end=2004;status = \"cancelled\"\nstart = 2004", "for 730 days", "together with"},
		{"an overlap", "start = 2000-01-01;end = 2001-05-05\nstart = 2001-05-01;end = 2002", "together with P0 from 1 May 2001 to 5 May 2001", "nobody"},
		{"ongoing overlap", "start = 2000-01-01;end = \"..\"\nstart = 2001-05-01;end = \"..\"", "together with P0 from 1 May 2001)", "nobody"},
		{"times of one day", "start = 2000-01-01;end = 2001-05-05T12:00:00\nstart = 2001-05-05T10:00:00;end = 2002", "together with P0 on 5 May 2001", "nobody"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			status, out, errs := showIn(t, office(c.tenures), "o")
			require.Equal(t, 0, status)
			require.Empty(t, errs)
			assert.Contains(t, out, c.want)
			assert.NotContains(t, out, c.not)
		})
	}
}

// TestShowCrowd checks that thousands who sit at once are not long: each is together
// with all others, of whom most are counted.
func TestShowCrowd(t *testing.T) {
	t.Parallel()
	var tenures []string
	for range 3000 {
		tenures = append(tenures, "start = 2000-01-01;end = 2005-05-05")
	}
	_, out, errs := showIn(t, office(strings.Join(tenures, "\n")), "o")
	assert.Empty(t, errs)
	assert.Contains(t, out, "(and with 997 others)")
	assert.Contains(t, out, "… and 2 980 more tenure")
}

// TestShowAll shows every fact with an id of two bases, in both formats, twice:
// the bytes are the same, and the JSON can be read.
func TestShowAll(t *testing.T) {
	t.Parallel()
	generated := t.TempDir()
	require.NoError(t, factstest.Write(generated, factstest.Generate(300)))
	for _, dir := range []string{shipped, generated} {
		ids := idsIn(t, dir)
		for _, format := range []string{"text", "json"} {
			var first string
			for range 2 {
				var out, errs bytes.Buffer
				args := append([]string{"show", "--base", dir, "--format", format}, ids...)
				status := Main(args, strings.NewReader(""), &out, &errs)
				require.Equal(t, 0, status, errs.String())
				require.Empty(t, errs.String())
				if first != "" {
					assert.Equal(t, first, out.String(), "%s: from one run to the next", dir)
				}
				first = out.String()
			}
			if format == "json" {
				var doc show.Report
				require.NoError(t, json.Unmarshal([]byte(first), &doc))
				require.Len(t, doc.Facts, len(ids))
				assert.Equal(t, 1, doc.Schema)
				assert.True(t, doc.Consistent)
			}
		}
	}
}

// idsIn finds ids as they are written in these bases: a line for each.
func idsIn(t *testing.T, dir string) (ids []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		src, err := os.ReadFile(path)
		for line := range strings.Lines(string(src)) {
			key, value, ok := strings.Cut(strings.TrimSpace(line), "=")
			if ok && strings.TrimSpace(key) == "id" {
				ids = append(ids, strings.Trim(value, " \""))
			}
		}
		return err
	})
	require.NoError(t, err)
	require.NotEmpty(t, ids, "no ids in %s", dir)
	return ids
}

// TestShowLongProof shows the first and the last steps of a proof of many.
func TestShowLongProof(t *testing.T) {
	t.Parallel()
	const n = 100
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "[[event]]\nid = \"e%d\"\ntitle = \"E%d\"\nafter = \"e%d\"\n", i, i, i-1)
	}
	text := strings.Replace(b.String(), `after = "e-1"`, "date = 2004-05-06", 1)
	status, out, errs := showIn(t, text, "e99")
	require.Equal(t, 0, status)
	require.Empty(t, errs)
	for _, want := range []string{`    20. "E18" comes before "E19",`, "… and 75 more steps like these\n     96. \"E94\" comes before \"E95\",", `100. "E98" comes before this event`} {
		assert.Contains(t, out, want)
	}
	assert.LessOrEqual(t, strings.Count(out, "\n"), 70)
	_, out, _ = showIn(t, text, "e99", "--format", "json")
	assert.Equal(t, 2*n, strings.Count(out, `"message"`), "steps to the beginning and the end in JSON")
}
