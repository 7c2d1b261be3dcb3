package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/factlint/factlint/facts/factstest"
)

// showIn runs show on a base with one file.
func showIn(t *testing.T, text string, args ...string) (status int, out, errs string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "facts.toml"), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
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
			if status != 0 || errs != "" {
				t.Fatalf("exit status %d: %s", status, errs)
			}
			if !strings.Contains(out, c.want) || strings.Contains(out, c.not) {
				t.Errorf("want %q, not %q, in\n%s", c.want, c.not, out)
			}
		})
	}
}

// TestShowCrowd checks that thousands who sit at once are neither slow nor long.
func TestShowCrowd(t *testing.T) {
	t.Parallel()
	var tenures []string
	for range 3000 {
		tenures = append(tenures, "start = 2000-01-01;end = 2005-05-05")
	}
	began := time.Now()
	_, out, errs := showIn(t, office(strings.Join(tenures, "\n")), "o")
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("took %s", took)
	}
	if errs != "" || !strings.Contains(out, "(and with 997 others)") || !strings.Contains(out, "… and 2980 more tenure") {
		t.Errorf("%s%.3000s", errs, out)
	}
}

// TestShowAll shows every fact with an id of two bases, in both formats, twice:
// the bytes are the same, and the JSON can be read.
func TestShowAll(t *testing.T) {
	t.Parallel()
	generated := t.TempDir()
	if err := factstest.Write(generated, factstest.Generate(300)); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{shipped, generated} {
		ids := idsIn(t, dir)
		for _, format := range []string{"text", "json"} {
			var first string
			for range 2 {
				var out, errs bytes.Buffer
				args := append([]string{"show", "--base", dir, "--format", format}, ids...)
				if status := Main(args, strings.NewReader(""), &out, &errs); status != 0 || errs.Len() > 0 {
					t.Fatalf("exit status %d: %s", status, errs.String())
				}
				if first != "" && first != out.String() {
					t.Errorf("%s: %s differs from one run to the next", dir, format)
				}
				first = out.String()
			}
			if format == "json" {
				var doc shown
				if err := json.Unmarshal([]byte(first), &doc); err != nil || len(doc.Facts) != len(ids) || doc.Schema != 1 || !doc.Consistent {
					t.Errorf("%d facts of %d: %v", len(doc.Facts), len(ids), err)
				}
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
	if err != nil || len(ids) == 0 {
		t.Fatalf("no ids in %s: %v", dir, err)
	}
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
	if status != 0 || errs != "" {
		t.Fatalf("exit status %d: %s", status, errs)
	}
	for _, want := range []string{"    20. E18 comes before E19,", "… and 75 more steps like these\n     96. E94 comes before E95,", "100. E98 comes before this event"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if lines := strings.Count(out, "\n"); lines > 70 {
		t.Errorf("%d lines", lines)
	}
	_, out, _ = showIn(t, text, "e99", "--format", "json")
	if got := strings.Count(out, `"message"`); got != 2*n { // of the beginning and the end
		t.Errorf("%d steps in JSON", got)
	}
}
