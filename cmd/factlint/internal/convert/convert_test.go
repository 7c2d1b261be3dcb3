package convert_test

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/convert"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/factstest"
	"github.com/factlint/factlint/facts/mapping"
	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules"
)

func parsed(t testing.TB, text string) *mapping.Mapping {
	t.Helper()
	return parsedAs(t, text, "")
}

func parsedAs(t testing.TB, text, format string) *mapping.Mapping {
	t.Helper()
	m, mistakes := mapping.Parse([]byte(text), format, vocabulary.Builtin())
	require.Empty(t, mistakes)
	return m
}

// converted converts records of one file.
func converted(t testing.TB, name, format string, src []byte, o convert.Options) *convert.Result {
	t.Helper()
	o.Vocabulary = vocabulary.Builtin()
	delimiter := rune(0)
	if o.Mapping != nil {
		delimiter = o.Mapping.Delimiter
	}
	r, err := convert.Convert(t.Context(), []convert.File{{Name: name, Path: name, Doc: records.Read(src, format, delimiter)}}, o)
	require.NoError(t, err)
	return r
}

const people = `
[[fact]]
kind   = "person"
once   = true
[fact.fields]
id      = { from = "key", slug = true, prefix = "p-" }
name    = ["full", "key"]
born    = { from = "born", date = "dmy" }
aliases = { from = "aka", split = ";" }
note    = { value = "from a table" }
`

func TestConvert(t *testing.T) {
	for _, tt := range []struct {
		name, file, mapping, records string
		want                         string
		problems                     []string
	}{
		{
			"a table", "a.csv", `format = "csv"` + people,
			"\ufeffkey,full,born,aka\r\nЖанна Ünal,\"Jeanne \"\"J\"\"\",6.2.1970,a; b\r\nЖанна Ünal,twice,,\r\nBo,,1970,\r\n",
			"[[person]]\nid = \"p-zhanna-unal\"\nname = \"Jeanne \\\"J\\\"\"\nborn = 1970-02-06\naliases = [\"a\", \"b\"]\nnote = \"from a table\"\n\n" +
				"[[person]]\nid = \"p-bo\"\nname = \"Bo\"\nborn = 1970\nnote = \"from a table\"\n",
			nil,
		},
		{
			"with tabs, and what does not fit", "a.tsv", `format = "tsv"` + people,
			"key\tborn\nann\t31.2.1999\nbo\tsoon\n",
			"[[person]]\nid = \"p-ann\"\nname = \"ann\"\nborn = \"1999-02-31\"\nnote = \"from a table\"\n\n[[person]]\nid = \"p-bo\"\nname = \"bo\"\nborn = \"soon\"\nnote = \"from a table\"\n",
			[]string{`2: "1999-02-31" is not a date: February 1999 has 28 days (factlint explain dates)`, `3: "soon" is not a date: a date is written like 2022-05-13, 2022-05 or 2022 (factlint explain dates)`},
		},
		{
			"records in records", "a.json", `
[[fact]]
kind = "membership"
records = "people[].in[]"
when = "group.id"
[fact.fields]
person = "parent.id"
organization = "group.id"
start = "since"
`,
			`{"people": [{"id": "ann", "in": [{"group": {"id": "x"}, "since": 1999}, {"since": 2000}]},
 {"id": "bo", "in": {"group": {"id": "y"}, "since": "1999-05-00"}}]}`,
			"[[membership]]\nperson = \"ann\"\norganization = \"x\"\nstart = 1999\n\n[[membership]]\nperson = \"bo\"\norganization = \"y\"\nstart = \"1999-05\"\n",
			[]string{"1: has nothing at \"group.id\", so it makes no fact of kind membership"},
		},
		{
			"tables, words and numbers", "a.yaml", `
[[fact]]
kind = "population"
[fact.fields]
place = { from = "where", words = { "SO" = "south-ossetia" } }
min = "least"
shares = "shares"
as_of = "when"
[[fact]]
kind = "event"
when = "by"
[fact.fields]
title = { value = "counted" }
by = { fields = { person = "by", as = { value = "clerk" } } }
`,
			"- &a\n  where: SO\n  least: 40,000\n  shares: {Ossetians: 0.9, \"Other ones\": 0.1}\n  when: 2022-05\n- by: ann\n  where: x\n  least: many\n",
			"[[population]]\nplace = \"south-ossetia\"\nmin = 40000\nshares = { Ossetians = 0.9, \"Other ones\" = 0.1 }\nas_of = \"2022-05\"\n\n" +
				"[[population]]\nplace = \"x\"\nmin = \"many\"\n\n[[event]]\ntitle = \"counted\"\nby = { person = \"ann\", as = \"clerk\" }\n",
			[]string{"8: min takes a number, not \"many\""},
		},
		{
			"several where one is taken", "a.jsonl", "[[fact]]\nkind = \"person\"\n[fact.fields]\nname = \"names[].text\"\nborn = \"born\"\n",
			"{\"names\": [{\"text\": \"A\"}, {\"text\": \"B\"}], \"born\": \"1970-02-06\"}\n\n{\"born\": -44}\n{}\n",
			"[[person]]\nname = [\"A\", \"B\"]\nborn = 1970-02-06\n\n[[person]]\nborn = -44\n",
			[]string{"1: name takes one value", "3: a person needs the field name", "4: has nothing for a fact of kind person"},
		},
		{
			"precisions", "a.csv", "format = \"csv\"\n[[fact]]\nkind = \"person\"\n[fact.fields]\nname = \"n\"\nborn = { from = \"b\", precision = \"p\" }\n",
			"n,b,p\na,1861-05-06T00:00:00Z,11\nb,1861-05-06T00:00:00Z,10\nc,1861-05-06T00:00:00Z,9\nd,1861-05-06T00:00:00Z,8\ne,1900-01-01T00:00:00Z,7\n",
			"[[person]]\nname = \"a\"\nborn = 1861-05-06\n\n[[person]]\nname = \"b\"\nborn = \"1861-05\"\n\n[[person]]\nname = \"c\"\nborn = 1861\n\n" +
				"[[person]]\nname = \"d\"\nborn = \"186X\"\n\n[[person]]\nname = \"e\"\nborn = \"[1800..1900]\"\n",
			nil,
		},
		{
			"merge keys", "a.yaml", "[[fact]]\nkind = \"person\"\n[fact.fields]\nname = \"name\"\nborn = \"born\"\n",
			"- &a {name: A, born: 1950}\n- <<: [*a, {name: B}]\n  born: 1951\n",
			"[[person]]\nname = \"A\"\nborn = 1950\n\n[[person]]\nname = \"A\"\nborn = 1951\n",
			nil,
		},
		{
			"precisions before our era, and wide ones", "a.csv", "format = \"csv\"\n[[fact]]\nkind = \"person\"\n[fact.fields]\nname = \"n\"\nborn = { from = \"b\", precision = \"p\" }\n",
			"n,b,p\na,-0099-07-12T00:00:00Z,11\nb,-0043-01-01T00:00:00Z,9\nc,-0043-01-01T00:00:00Z,8\nd,-0043-01-01T00:00:00Z,7\ne,1200-01-01T00:00:00Z,6\nf,-9500-01-01T00:00:00Z,6\ng,-12000-01-01T00:00:00Z,9\nh,1200-01-01T00:00:00Z,3\n",
			"[[person]]\nname = \"a\"\nborn = \"-0099-07-12\"\n\n[[person]]\nname = \"b\"\nborn = \"-0043\"\n\n[[person]]\nname = \"c\"\nborn = \"[-0052..-0034]\"\n\n" +
				"[[person]]\nname = \"d\"\nborn = \"[-0142..0056]\"\n\n[[person]]\nname = \"e\"\nborn = \"[0201..2199]\"\n\n[[person]]\nname = \"f\"\nborn = \"[..-8501]\"\n\n" +
				"[[person]]\nname = \"g\"\nborn = \"Y-12000\"\n\n[[person]]\nname = \"h\"\n",
			[]string{"9: \"1200-01-01T00:00:00Z\" is of a precision that says nothing, so born is left out"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := converted(t, tt.file, records.FormatOf(tt.file), []byte(tt.records), convert.Options{Mapping: parsed(t, tt.mapping)})
			assert.Equal(t, tt.want, r.Text)
			lines := toml.NewLines([]byte(tt.records))
			messages := make([]string, len(r.Problems))
			for i, p := range r.Problems {
				messages[i] = fmt.Sprintf("%d: %s", lines.Position(p.Span.Start).Line, p.Message)
			}
			require.Len(t, messages, len(tt.problems))
			for i, want := range tt.problems {
				assert.True(t, strings.HasPrefix(messages[i], want), "told %q", messages[i])
			}
		})
	}
}

var place = regexp.MustCompile(`"file":"[^"]*","line":\d+,`)

func exported(t testing.TB, v *vocabulary.Vocabulary, files map[string][]byte) string {
	t.Helper()
	base, err := facts.Load(t.Context(), facts.Options{Vocabulary: v, Overlay: files})
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, convert.Export(&b, base, ""))
	return place.ReplaceAllString(b.String(), "")
}

// TestExportIsSafe writes nothing raw that acts on a terminal or a log.
func TestExportIsSafe(t *testing.T) {
	files := map[string][]byte{"a.toml": []byte("[[event]]\ntitle = \"a\\u202e\\u001b[2J ##[error] <b>\"\nnote = \"\"\n")}
	assert.Equal(t, `{"kind":"event","fields":{"title":"a\u202e\u001b[2J ##\u005berror] \u003cb\u003e","note":""}}`+"\n", exported(t, vocabulary.Builtin(), files))
}

// roundTrip exports facts, turns the lines into facts, and exports those.
func roundTrip(t testing.TB, files map[string][]byte) {
	t.Helper()
	v := vocabulary.Builtin()
	lines := exported(t, v, files)
	r := converted(t, "a.jsonl", "jsonl", []byte(lines), convert.Options{})
	require.Equal(t, lines, exported(t, v, map[string][]byte{"a.toml": []byte(r.Text)}), r.Text)
}

func TestRoundTrip(t *testing.T) {
	roundTrip(t, factstest.Generate(2000))
	roundTrip(t, map[string][]byte{"a.toml": []byte(`
[defaults]
source = "s"
[[person]]
id = 'a'
name = """Ann "A" \\ Ü
	two lines\u202e"""
born = 0x7B2
died = -44
aliases = []
[[person]]
name = "x"
born = "2001"
died = "2999~"
[[event]]
title = "e"
date = 2022-05-13 10:00:00.5Z
by = ["a", { person = "a", as = "b" }]
before = { id = "q", at_least = "14d" }
[[population]]
place = "p"
min = 1e300
max = -0.5
value = 40_000
shares = { "a b" = 0.5, c = 1 }
`)})
	for _, r := range rules.All() {
		roundTrip(t, map[string][]byte{"a.toml": []byte(r.Good)})
	}
}

// FuzzRoundTrip holds exporting and converting to each other on any facts that
// have no problems, and convert to never failing on what export writes.
func FuzzRoundTrip(f *testing.F) {
	for _, r := range rules.All() {
		f.Add([]byte(r.Good))
		f.Add([]byte(r.Bad))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		base, err := facts.Load(t.Context(), facts.Options{Overlay: map[string][]byte{"a.toml": text}})
		require.NoError(t, err)
		if len(base.Files[0].Problems) == 0 {
			roundTrip(t, map[string][]byte{"a.toml": text})
		}
	})
}

// FuzzConvert holds convert to giving a fact file of TOML whatever the records.
func FuzzConvert(f *testing.F) {
	m := parsed(f, people)
	f.Add("json", []byte(`[{"key": "a", "full": "b\u0000", "born": "1.2.1999", "aka": ["x", {"y": 1}]}]`))
	f.Add("yaml", []byte("- key: a\n  born: 1999\n  aka: [x, ~]\n"))
	f.Add("yaml", []byte("- key: 0123\n  born: 0123\n  aka: [0o17, 0x1F, +1, .5, 1_000]\n"))
	f.Add("csv", []byte("key,full\na,\"b\nc\"\n"))
	f.Fuzz(func(t *testing.T, format string, src []byte) {
		if !slices.Contains(records.Formats(), format) {
			return
		}
		r := converted(t, "a", format, src, convert.Options{Mapping: m, Comments: true, Untaken: true})
		base, err := facts.Load(t.Context(), facts.Options{Overlay: map[string][]byte{"a.toml": []byte(r.Text)}})
		require.NoError(t, err)
		for _, p := range base.Files[0].Problems {
			require.NotEqual(t, facts.SyntaxProblem, p.Kind, "%s in\n%s", p.Message, r.Text)
		}
		require.Len(t, base.Facts, r.Facts)
	})
}

func BenchmarkConvert(b *testing.B) {
	var src bytes.Buffer
	src.WriteString("key,full,born,aka\n")
	for i := range 100_000 {
		fmt.Fprintf(&src, "key %d,Name %d,1.%d.1970,a;b\n", i, i, i%12+1)
	}
	o := convert.Options{Mapping: parsed(b, `format = "csv"`+people)}
	b.ReportAllocs()
	for b.Loop() {
		converted(b, "a.csv", "csv", src.Bytes(), o)
	}
}
