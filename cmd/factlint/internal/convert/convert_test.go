package convert_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/convert"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/factstest"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules"
)

func mapping(t testing.TB, text string) *convert.Mapping {
	t.Helper()
	m, mistakes := convert.ParseMapping([]byte(text), vocabulary.Builtin())
	require.Empty(t, mistakes)
	return m
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
			nil,
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
			[]string{"6: min takes a number, not \"many\""},
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
			r, err := convert.Convert(t.Context(), tt.file, []byte(tt.records), convert.Options{Mapping: mapping(t, tt.mapping), Vocabulary: vocabulary.Builtin()})
			require.NoError(t, err)
			assert.Equal(t, tt.want, r.Text)
			told := make([]string, len(r.Problems))
			for i, p := range r.Problems {
				told[i] = fmt.Sprintf("%d: %s", p.Line, p.Message)
			}
			require.Len(t, told, len(tt.problems))
			for i, want := range tt.problems {
				assert.True(t, strings.HasPrefix(told[i], want), "told %q", told[i])
			}
		})
	}
}

func TestUnreadable(t *testing.T) {
	m := mapping(t, "[[fact]]\nkind = \"person\"\nfields = { name = \"a\" }\n")
	deep := strings.Repeat("[", 200) + strings.Repeat("]", 200)
	bomb := "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c <= 'h'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c, ", c-1), 10), ", "))
	}
	for _, tt := range []struct{ file, records, want string }{
		{"a.json", "{\"a\": 1,\n \"b\": }", "line 2: invalid character"},
		{"a.json", "{\"a\": [1", "line 1: ends before its value does"},
		{"a.json", "{}\n{}", "line 2: goes on after its end"},
		{"a.json", deep, "line 1: is nested more than 100 deep"},
		{"a.jsonl", "{}\n{} {}\n", "line 2: has more than one value"},
		{"a.json", "{\"a\": 1,\n \"a\": 2}", "line 2: the key \"a\" stands twice in one object"},
		{"a.yaml", deep, "is nested more than 100 deep"},
		{"a.yaml", "a: b: c", "mapping values are not allowed"},
		{"a.yaml", bomb, "its aliases unfold to many times what is written"},
		{"a.yaml", "a: &a [*a]", "nested more than 100 deep"},
		{"a.csv", "a,b\n1,\"2\n", "line 2: "},
		{"a.csv", "a,a\n1,2\n", `line 1: two columns are called "a"`},
		{"a.csv", "a\n1,2\n", "line 2: has 2 values, but the first row names 1 columns"},
		{"a.txt", "a", "its ending tells no format; name it with --from: csv, tsv, json, jsonl, yaml"},
	} {
		_, err := convert.Convert(t.Context(), tt.file, []byte(tt.records), convert.Options{Mapping: m, Vocabulary: vocabulary.Builtin()})
		assert.ErrorContains(t, err, tt.want, "%s %.40q", tt.file, tt.records)
	}
}

func TestParseMapping(t *testing.T) {
	for _, tt := range []struct{ text, at, want string }{
		{"", "", "a mapping says which facts a record makes"},
		{"[[fact]]\nkind = \"persn\"\n", `"persn"`, `there is no kind "persn" (did you mean "person"?)`},
		{"[[fact]]\nfields = { name = \"a\" }\n", "[[fact]]", "a fact needs kind and fields; here kind is missing"},
		{"[[fact]]\nkind = \"person\"\nfields = { nam = \"a\" }\n", "nam", `person has no field "nam" (did you mean "name"?)`},
		{"[[fact]]\nkind = \"person\"\nfields = { name = { form = \"a\" } }\n", "form", `a field has no key "form" (did you mean "from"?)`},
		{"[[fact]]\nkind = \"person\"\nfields = { name = { slug = true } }\n", "{ slug = true }", "name comes from nowhere"},
		{"[[fact]]\nkind = \"person\"\nfields = { name = \"a..b\" }\n", `"a..b"`, "is no path"},
		{"[[fact]]\nkind = \"person\"\nfields = { born = { from = \"a\", date = \"dym\" } }\n", `"dym"`, `there is no order of a date "dym" (did you mean "dmy"?); it is ymd, dmy or mdy`},
		{"[[fact]]\nkind = \"event\"\nfields = { by = { fields = { persn = \"a\" } } }\n", "persn", `by has no field "persn" (did you mean "person"?)`},
		{"formt = \"csv\"\n[[fact]]\nkind = \"person\"\nfields = { name = \"a\" }\n", "formt", `a mapping has no key "formt" (did you mean "format"?)`},
		{"delimiter = \"ab\"\n[[fact]]\nkind = \"person\"\nfields = { name = \"a\" }\n", `"ab"`, "the delimiter is one character"},
		{"a = \n", "", ""},
	} {
		m, mistakes := convert.ParseMapping([]byte(tt.text), vocabulary.Builtin())
		assert.Nil(t, m, "%q", tt.text)
		if !assert.NotEmpty(t, mistakes, "%q has no mistake", tt.text) {
			continue
		}
		at := tt.text[mistakes[0].Span.Start:mistakes[0].Span.End]
		if tt.at != "" {
			assert.Equal(t, tt.at, at, "%q", tt.text)
		}
		assert.Contains(t, mistakes[0].Message, tt.want, "%q: %q", tt.text, at)
	}
	for _, name := range convert.ShippedNames() {
		text, _ := convert.Shipped(name)
		mapping(t, string(text))
	}
}

var place = regexp.MustCompile(`"file":"[^"]*","line":\d+,`)

func exported(t testing.TB, v *vocabulary.Vocabulary, files map[string][]byte) string {
	t.Helper()
	base, err := facts.Load(t.Context(), facts.Options{Vocabulary: v, Overlay: files})
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, convert.Export(&b, base))
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
	r, err := convert.Convert(t.Context(), "a.jsonl", []byte(lines), convert.Options{Vocabulary: v})
	require.NoError(t, err)
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
	m := mapping(f, people)
	f.Add("json", []byte(`[{"key": "a", "full": "b\u0000", "born": "1.2.1999", "aka": ["x", {"y": 1}]}]`))
	f.Add("yaml", []byte("- key: a\n  born: 1999\n  aka: [x, ~]\n"))
	f.Add("csv", []byte("key,full\na,\"b\nc\"\n"))
	f.Fuzz(func(t *testing.T, format string, records []byte) {
		r, err := convert.Convert(t.Context(), "a", records, convert.Options{Mapping: m, Vocabulary: vocabulary.Builtin(), Format: format, Comments: true})
		if err != nil {
			return
		}
		base, err := facts.Load(t.Context(), facts.Options{Overlay: map[string][]byte{"a.toml": []byte(r.Text)}})
		require.NoError(t, err)
		for _, p := range base.Files[0].Problems {
			require.NotEqual(t, facts.SyntaxProblem, p.Kind, "%s in\n%s", p.Message, r.Text)
		}
		require.Len(t, base.Facts, r.Facts)
	})
}

func BenchmarkConvert(b *testing.B) {
	var records bytes.Buffer
	records.WriteString("key,full,born,aka\n")
	for i := range 100_000 {
		fmt.Fprintf(&records, "key %d,Name %d,1.%d.1970,a;b\n", i, i, i%12+1)
	}
	o := convert.Options{Mapping: mapping(b, `format = "csv"`+people), Vocabulary: vocabulary.Builtin()}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := convert.Convert(b.Context(), "a.csv", records.Bytes(), o); err != nil {
			b.Fatal(err)
		}
	}
}
