package cli

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// legislatures is the factlint.toml of a base of members with their roles, in the
// shape of openstates/people.
const legislatures = `[[records]]
files = ["data/**/*.yml"]

[[records.fact]]
kind   = "person"
fields = { id = "id", name = "name", born = "birth_date?" }

[[records.fact]]
kind    = "office"
records = "roles[]"
once    = true

[records.fact.fields]
id   = { join = [{ text = "{jurisdiction}", after = "state:", before = "/" }, "-{type}", "-{district?}"], slug = true }
name = { join = ["{type}", " {district?}"] }

[[records.fact]]
kind    = "tenure"
records = "roles[]"

[records.fact.fields]
person = "parent.id"
office = { join = [{ text = "{jurisdiction}", after = "state:", before = "/" }, "-{type}", "-{district?}"], slug = true }
start  = "start_date?"
end    = "end_date?"
`

const shippedRecords = "[[records]]\nfiles = [\"%s\"]\nmapping = \"%s\"\n"

const census = `[[records]]
files = ["*.csv"]

[[records.fact]]
kind   = "place"
once   = true
fields = { id = "Country Code", name = "Country Name" }

[[records.fact]]
kind   = "population"
fields = { place = "Country Code", as_of = "Year", value = "Value" }
`

// placed is what the test reads of one finding in JSON.
type placed struct {
	Rule, Severity, File string
	Line                 int
	Related              []struct {
		File string
		Line int
	}
}

// dataFolder is where data from elsewhere is.
func dataFolder() string { return cmp.Or(os.Getenv("FACTLINT_DATA"), "../../../../../shared/data") }

// checkRecords checks a copy of data from elsewhere with a factlint.toml.
func checkRecords(t *testing.T, name, config string) []placed {
	t.Helper()
	from := filepath.Join(dataFolder(), "records", name)
	if _, err := os.Stat(from); err != nil {
		t.Skip("no data from elsewhere: set FACTLINT_DATA to its folder")
	}
	dir := t.TempDir()
	require.NoError(t, os.CopyFS(dir, os.DirFS(from)))
	require.LessOrEqual(t, strings.Count(config, "\n"), 60)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "factlint.toml"), []byte(config), 0o666))
	var out, errs bytes.Buffer
	Main([]string{"check", "--format", "json", dir}, strings.NewReader(""), &out, &errs)
	require.Empty(t, errs.String())
	var doc struct{ Findings []placed }
	require.NoError(t, json.Unmarshal(out.Bytes(), &doc), out.String())
	for i := range doc.Findings {
		f := &doc.Findings[i]
		rel, err := filepath.Rel(dir, f.File)
		require.NoError(t, err)
		f.File = filepath.ToSlash(rel)
	}
	return doc.Findings
}

// TestRealRecords finds in files of other formats what is known of them, at the
// very lines, and nothing else.
func TestRealRecords(t *testing.T) {
	t.Run("legislature", func(t *testing.T) {
		found := checkRecords(t, "legislature", legislatures)
		src, err := os.ReadFile(filepath.Join(dataFolder(), "records", "legislature", "expected.json"))
		require.NoError(t, err)
		var expected []struct {
			Rule, File string
			Lines      []int
		}
		require.NoError(t, json.Unmarshal(src, &expected))
		require.Len(t, found, len(expected))
		for _, e := range expected {
			i := slices.IndexFunc(found, func(f placed) bool { return f.Rule == e.Rule && f.File == e.File })
			if assert.GreaterOrEqual(t, i, 0, "%s in %s", e.Rule, e.File) {
				f := found[i]
				assert.Equal(t, "error", f.Severity)
				lines := []int{f.Line}
				for _, r := range f.Related {
					lines = append(lines, r.Line)
				}
				assert.Len(t, lines, 2)
				assert.Subset(t, e.Lines, lines, "%s in %s", e.Rule, e.File)
			}
		}
	})
	t.Run("popolo", func(t *testing.T) {
		rules := map[string]int{}
		for _, f := range checkRecords(t, "popolo", fmt.Sprintf(shippedRecords, "*.json", "popolo")) {
			assert.Equal(t, "legislature.json", f.File)
			rules[f.Rule+" "+f.Severity]++
		}
		assert.Equal(t, map[string]int{"date-period error": 8, "tenure-overlap error": 4}, rules)
	})
	for name, config := range map[string]string{
		"executive": fmt.Sprintf(shippedRecords, "*.yaml", "congress-legislators"), "wikidata": fmt.Sprintf(shippedRecords, "*.csv", "wikidata"), "census": census,
	} {
		t.Run(name, func(t *testing.T) { assert.Empty(t, checkRecords(t, name, config)) })
	}
}
