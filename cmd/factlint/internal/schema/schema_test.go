package schema_test

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/cmd/factlint/internal/schema"
	"github.com/factlint/factlint/facts/factstest"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules"
)

func compile(t *testing.T, text []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	require.NoError(t, c.AddResource("schema.json", doc))
	s, err := c.Compile("schema.json")
	require.NoError(t, err)
	return s
}

// asJSON reads TOML as Taplo gives it to a schema: a date is its text.
func asJSON(t *testing.T, text string) any {
	t.Helper()
	var doc map[string]any
	_, err := toml.Decode(text, &doc)
	require.NoError(t, err, text)
	return plain(doc)
}

func plain(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for k, e := range v {
			out[k] = plain(e)
		}
		return out
	case []map[string]any:
		out := []any{}
		for _, e := range v {
			out = append(out, plain(e))
		}
		return out
	case []any:
		out := []any{}
		for _, e := range v {
			out = append(out, plain(e))
		}
		return out
	case time.Time:
		return v.Format(time.RFC3339)
	}
	return v
}

// TestFactsAccepts holds the schema to its promise: what factlint accepts, it accepts.
func TestFactsAccepts(t *testing.T) {
	builtin := compile(t, schema.Facts(vocabulary.Builtin()))
	for _, r := range rules.All() {
		if r.Format != "" {
			continue // its examples are no TOML
		}
		s := builtin
		if r.Config != "" {
			c, mistakes := config.Parse([]byte(r.Config), nil)
			require.Empty(t, mistakes, r.Name)
			s = compile(t, schema.Facts(c.Vocabulary))
		}
		assert.NoError(t, s.Validate(asJSON(t, r.Good)), "the good example of %s", r.Name)
	}
	for _, base := range []string{"../../../../facts/south-ossetia", "../../../../../shared/data/us-executive", "../../../../../shared/data/worldbank"} {
		acceptsBase(t, base)
	}
}

func acceptsBase(t *testing.T, dir string) {
	src, err := os.ReadFile(filepath.Join(dir, folder.ConfigName))
	if err != nil {
		t.Logf("%s is absent", dir)
		return
	}
	c, mistakes := config.Parse(src, nil)
	require.Empty(t, mistakes)
	assert.NoError(t, compile(t, schema.Config(rules.All())).Validate(asJSON(t, string(src))), dir)
	s := compile(t, schema.Facts(c.Vocabulary))
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".toml" || d.Name() == folder.ConfigName {
			return err
		}
		src, err := os.ReadFile(path)
		if err == nil {
			assert.NoError(t, s.Validate(asJSON(t, string(src))), path)
		}
		return err
	})
	require.NoError(t, err)
}

const declared = `
[kind.treaty]
label  = "{title}"
period = { start = "signed", end = "ended" }

[kind.treaty.field]
title   = { type = "string", required = true }
signed  = { type = "date" }
ended   = { type = "date" }
parties = { type = "ref", to = ["place"], many = true, required = true }
pages   = { type = "integer", validate = "min=1,max=900" }
form    = { type = "string", one_of = ["bilateral", "multilateral"] }
term    = { type = "duration" }
annex   = { type = "table", fields = { maps = { type = "integer", required = true } } }
extra   = { type = "table" }
`

func TestFacts(t *testing.T) {
	c, mistakes := config.Parse([]byte(declared), nil)
	require.Empty(t, mistakes)
	s := compile(t, schema.Facts(c.Vocabulary))
	for _, tt := range []struct {
		name, text, wrong string // part of the complaint; "" when there is none
	}{
		{"whole", "[[treaty]]\ntitle = 'A'\nparties = 'x'\nsigned = 1992\nended = '..'\npages = 3\nform = 'bilateral'\nterm = '5y'\nannex = { maps = 2 }\nextra = { any = [1] }", ""},
		{"dates", "[[event]]\ntitle = 'A'\ndate = 2022-05-13\n[[event]]\ntitle = 'B'\ndate = '2022~'\n[[event]]\ntitle = 'C'\ndate = 2022-05-13T10:00:00Z", ""},
		{"inherited", "[defaults]\ntitle = 'A'\nsource = 'https://example.org'\n[[treaty]]\nparties = ['x', 'y']\n[[event]]", ""},
		{"actor", "[[event]]\ntitle = 'A'\nby = ['x', { person = 'y', as = 'z' }]\nafter = { id = 'q', at_least = '14d' }", ""},
		{"unknown kind", "[[traety]]\ntitle = 'A'", "traety"},
		{"unknown field", "[[treaty]]\ntitel = 'A'\ntitle = 'A'\nparties = 'x'", "titel"},
		{"missing", "[[treaty]]\ntitle = 'A'", "parties"},
		{"empty list", "[[treaty]]\ntitle = 'A'\nparties = []", "minItems"},
		{"not inherited", "[defaults]\nnote = 'x'\n[[event]]\n", "title"},
		{"type", "[[treaty]]\ntitle = 3\nparties = 'x'", "want string"},
		{"one of", "[[treaty]]\ntitle = 'A'\nparties = 'x'\nform = 'trilateral'", "bilateral"},
		{"limits", "[[treaty]]\ntitle = 'A'\nparties = 'x'\npages = 901", "maximum"},
		{"duration", "[[treaty]]\ntitle = 'A'\nparties = 'x'\nterm = '5 years'", "pattern"},
		{"table", "[[treaty]]\ntitle = 'A'\nparties = 'x'\nannex = { }", "maps"},
		{"not a list of facts", "[treaty]\ntitle = 'A'", "want array"},
		{"id", "[[person]]\nid = 'a b'\nname = 'x'", "pattern"},
		{"id for all", "[defaults]\nid = 'x'", "id"},
		{"date", "[[person]]\nname = 'x'\nborn = true", "born"},
		{"year", "[[person]]\nname = 'x'\nborn = 10000", "maximum"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := s.Validate(asJSON(t, tt.text))
			if tt.wrong == "" {
				assert.NoError(t, err)
			} else {
				assert.ErrorContains(t, err, tt.wrong)
			}
		})
	}
}

func TestConfig(t *testing.T) {
	s := compile(t, schema.Config(rules.All()))
	for _, tt := range []struct {
		name, text string
		fine       bool
	}{
		{"kinds", declared, true},
		{"settings", "exclude = 'drafts/**'\ntoday = 2022-06-01\n[rules]\ntenure-gap = 'off'\nquantity-growth = { severity = 'error', max_per_year = 0.05 }\ntenure = { severity = 'warning', max_gap = '31d' }\n[[override]]\nfiles = ['a/**']\nrules = { source-missing = 'off' }", true},
		{"own rules", "extends = 'a.toml'\n[[rule]]\nname = 'house-a'\nsummary = 's'\nkind = ['event']\nassert = 'true'\nmessage = 'm'\nrelated = { at = 'date', says = 'x' }\n[[rule]]\nname = 'house-b'\nsummary = 's'\nkind = 'event'\nassert = 'true'\nmessage = 'm'\nrelated = ['date', { at = 'date' }]\nseverity = 'warning'", true},
		{"no rule", "[rules]\ntenure-gpa = 'off'", false},
		{"no severity", "[rules]\ntenure-gap = 'of'", false},
		{"no option", "[rules]\ntenure-gap = { most = 3 }", false},
		{"no key", "excluded = []", false},
		{"a field of a built-in kind takes more", "[kind.event.field]\nparticipants = { to = 'person', many = true }", true},
		{"no type", "[kind.a.field]\nb = { type = 'strin' }", false},
		{"half an override", "[[override]]\nfiles = ['a']", false},
		{"records", "[[records]]\nfiles = ['data/*.yml', 'more/*.yml']\nmapping = 'openstates'\n[[records]]\nfiles = 'a.csv'\nformat = 'csv'\n[[records.fact]]\nkind = 'population'\nwhen = 'Code'\nfields = { place = { from = ['Code', 'code'], slug = true }, as_of = 'Year', source = { value = 'https://a.org' } }", true},
		{"no format", "[[records]]\nfiles = 'a.xls'\nformat = 'xls'\nmapping = 'a.mapping'", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := s.Validate(asJSON(t, tt.text))
			assert.Equal(t, tt.fine, err == nil, "%v", err)
		})
	}
}

// TestEditors asks the programs that editors run.
func TestEditors(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666))
	}
	write("facts.schema.json", string(schema.Facts(vocabulary.Builtin())))
	write("config.schema.json", string(schema.Config(rules.All())))
	write("good.toml", "#:schema ./facts.schema.json\n\n[[event]]\ntitle = \"A\"\ndate = 2022-05-13\n\n[[event]]\ntitle = \"B\"\nstart = 1992\nend = \"..\"\nby = { person = \"x\", as = \"y\" }\n")
	write("settings.toml", "#:schema ./config.schema.json\n\n[rules]\ntenure-gap = \"off\"\n")
	write("bad.toml", "#:schema ./facts.schema.json\n\n[[event]]\ntitel = \"A\"\n")
	for name, args := range map[string][]string{"taplo": {"lint"}, "tombi": {"lint", "--offline"}} {
		t.Run(name, func(t *testing.T) {
			factstest.Need(t, name)
			for _, file := range []struct {
				name string
				fine bool
			}{{"good.toml", true}, {"settings.toml", true}, {"bad.toml", false}} {
				cmd := exec.Command(name, append(args, file.name)...)
				cmd.Dir = dir
				out, err := cmd.CombinedOutput()
				assert.Equal(t, file.fine, err == nil, "%s: %v\n%s", file.name, err, out)
				if !file.fine {
					assert.Contains(t, string(out), "titel", file.name)
				}
			}
		})
	}
}

func TestSameBytes(t *testing.T) {
	for range 5 {
		require.Equal(t, string(schema.Facts(vocabulary.Builtin())), string(schema.Facts(vocabulary.Builtin())), "two schemas of one vocabulary differ")
		require.Equal(t, string(schema.Config(rules.All())), string(schema.Config(rules.All())), "two schemas of one vocabulary differ")
	}
}
