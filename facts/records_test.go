package facts_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/mapping"
	"github.com/factlint/factlint/facts/vocabulary"
)

const memberMapping = `[[fact]]
kind   = "person"
fields = { id = "id", name = "name", born = "born", aliases = "aliases", note = "note" }

[[fact]]
kind    = "office"
records = "seats[]"
once    = true
fields  = { id = { from = "ward", slug = true }, name = "ward", seats = "number" }

[[fact]]
kind    = "tenure"
records = "seats[]"
fields  = { person = "parent.id", office = { from = "ward", slug = true }, start = "from", end = "to" }

[[fact]]
kind    = "population"
records = "figures[]"
fields  = { place = "parent.id", value = "people", as_of = "year", shares = "shares", group = { value = "all" } }
`

// recordsAs are records of one format under any name, by the mapping of members.
func recordsAs(t testing.TB, format string) []facts.Records {
	t.Helper()
	m, mistakes := mapping.Parse([]byte(memberMapping), format, vocabulary.Builtin())
	require.Empty(t, mistakes)
	globs, err := folder.NewGlobs([]string{"**/*." + format})
	require.NoError(t, err)
	return []facts.Records{{Files: globs, Format: format, Mapping: m, Name: "members.mapping", Source: []byte(memberMapping)}}
}

func loadRecords(t testing.TB, format string, files map[string]string) *facts.Base {
	t.Helper()
	o := facts.Options{Records: recordsAs(t, format), Overlay: map[string][]byte{}}
	for name, text := range files {
		o.Overlay[name] = []byte(text)
	}
	b, err := facts.Load(context.Background(), o)
	require.NoError(t, err)
	return b
}

const annInYAML = "id: ann # she\nname: Ann\nborn: 1941-05-03\naliases: [A, \"Annie\"]\nseats:\n- ward: North\n  number: 1\n  from: 1980-01-01\n  to: '1985'\nfigures:\n- {people: 4_120, year: 1961, shares: {old people: 0.5, young: 0.25}}\n"

// TestRecordsKnowTheirPlaces: each value of a fact stands where it is written.
func TestRecordsKnowTheirPlaces(t *testing.T) {
	b := loadRecords(t, "yaml", map[string]string{"ann.yaml": annInYAML})
	f := b.File("ann.yaml")
	require.NotNil(t, f)
	assert.Equal(t, annInYAML, string(f.Source))
	at := func(s facts.Span) string { return annInYAML[s.Start:s.End] }
	var found []string
	for i := range f.Facts {
		fact := &f.Facts[i]
		found = append(found, fact.Kind().Name+" <"+at(fact.Head())+"> "+at(fact.IDPlace().Span))
		for field, v := range fact.Written {
			found = append(found, "  "+field.Name+" <"+at(v.Key())+"> <"+at(v.Span())+">")
		}
		assert.Equal(t, fact.Extent(), f.Holding(fact.Head().Start).Extent(), "%s", found)
	}
	assert.Equal(t, []string{
		`person <id: ann> ann`,
		`  name <name> <Ann>`,
		`  born <born> <1941-05-03>`,
		`  aliases <aliases> <A, "Annie">`,
		`office <ward: North> North`,
		`  name <ward> <North>`,
		`  seats <number> <1>`,
		`tenure <ward: North> ward: North`,
		`  person <id> <ann>`,
		`  office <ward> <North>`,
		`  start <from> <1980-01-01>`,
		`  end <to> <'1985'>`,
		`population <{people: 4_120> {people: 4_120`,
		`  place <id> <ann>`,
		`  value <people> <4_120>`,
		`  as_of <year> <1961>`,
		`  shares <shares> <{old people: 0.5, young: 0.25}>`,
		`  group <{people: 4_120> <{people: 4_120>`,
	}, found)
}

// TestRecordLacksField: the message says what a record lacks, not how to write TOML.
func TestRecordLacksField(t *testing.T) {
	b := loadRecords(t, "json", map[string]string{"a.json": `[{"id": "ann"}]`})
	require.Len(t, b.File("a.json").Problems, 1)
	p := b.File("a.json").Problems[0]
	assert.Equal(t, "a person needs the field name; this record has nothing where the mapping takes it from", p.Message)
	assert.Equal(t, facts.Span{Start: 1, End: 13}, p.Span)
}

// TestOnceOverFiles: of the facts that are made once the first counts over all
// files, and one written in TOML before them, whatever is edited.
func TestOnceOverFiles(t *testing.T) {
	bob := strings.NewReplacer("ann", "bob", "Ann", "Bob").Replace(annInYAML)
	files := map[string]string{"ann.yaml": annInYAML, "bob.yaml": bob}
	b := loadRecords(t, "yaml", files)
	at := func(b *facts.Base) string { return b.Fact("north").File.Path }
	count := func(b *facts.Base) (n int) {
		for range b.Duplicates {
			n++
		}
		return n
	}
	assert.Equal(t, "ann.yaml", at(b))
	assert.Zero(t, count(b))
	b, err := b.Edit(context.Background(), map[string][]byte{"ann.yaml": nil}, facts.Options{})
	require.NoError(t, err)
	assert.Equal(t, "bob.yaml", at(b))
	b, err = b.Edit(context.Background(), map[string][]byte{"ann.yaml": []byte(annInYAML), "z.toml": []byte("[[office]]\nid = \"north\"\nname = \"N\"\nseats = 2\n")}, facts.Options{})
	require.NoError(t, err)
	assert.Equal(t, "z.toml", at(b))
	assert.Zero(t, count(b))
	b, err = b.Edit(context.Background(), map[string][]byte{"z.toml": nil}, facts.Options{})
	require.NoError(t, err)
	assert.Equal(t, "ann.yaml", at(b))
	assert.Zero(t, count(b))
}

// TestHostileRecords: what no record should be is reported at its place, and never
// ends the run or hides another file.
func TestHostileRecords(t *testing.T) {
	for format, texts := range map[string][]string{
		"yaml": {
			"\x00", "id: a\x00b", "\xff\xfei\x00d\x00", "\uFEFFid: a\nname: \uFEFF", "id: caf\xe9", strings.Repeat("[", 100_000), strings.Repeat("- ", 100_000) + "x",
			"id: a\nid: b", "a: &a [*a]\nid: x", "id: &x [" + strings.Repeat("*x,", 100) + "]", "? [a]\n: b\nid: c", "id: a\n\tname: b", "id: 'a", "id: @a", "%YAML 9.9\n---\nid: a", "id: !!binary x", "--- a\n--- b\n",
		},
		"json": {"{", "[1", "{}{}", "nul", "{\"id\": \"a\", \"id\": \"b\"}", "{\"id\": 1e999}", strings.Repeat("[", 100_000), strings.Repeat("{\"a\":", 100_000), "\x00", "{\"id\": \"\\ud800\"}", "{\"id\": \"a\n\"}", ""},
		"csv":  {"", "id,name\n\"a", "id,name\na\"b,c\n", "id,id\n1,2\n", "id,name\n1\n1,2,3\n", "id\r\n\"a\r\nb\"\r\n", "id,name\ra,b\r", "\xff\xfei\x00", "id,__proto__\n1e999,x\n"},
	} {
		for _, text := range texts {
			b := loadRecords(t, format, map[string]string{"a." + format: text, "b.toml": "[[person]]\nid = \"other\"\nname = \"Other\"\n"})
			assert.NotNil(t, b.Fact("other"), "%q", text)
			requireInside(t, b)
		}
	}
}

// requireInside checks that all places of a base lie in their files.
func requireInside(t testing.TB, b *facts.Base) {
	t.Helper()
	for _, f := range b.Files {
		inside := func(s facts.Span) {
			t.Helper()
			require.LessOrEqual(t, s.Start, s.End)
			require.LessOrEqual(t, int(s.End), len(f.Source))
		}
		for i := range f.Facts {
			inside(f.Facts[i].Head())
			inside(f.Facts[i].IDPlace().Span)
			inside(f.Facts[i].Extent())
			_ = f.Facts[i].Text()
		}
		for v := range f.Values {
			inside(v.Span())
			inside(v.Key())
		}
		for _, p := range f.Problems {
			inside(p.Span)
			inside(p.Related.Span)
			require.Empty(t, map[bool]string{true: p.Instead}[f.InPlace()], "what to write into records")
		}
		for _, d := range f.Directives {
			inside(d.Span)
			inside(d.Field)
		}
		for at := range min(len(f.Source)+1, 200) {
			f.Holding(uint32(at))
		}
	}
	for _, p := range b.Problems {
		require.LessOrEqual(t, int(p.Span.End), len(p.File.Source))
	}
}

// FuzzRecords holds records of any content to having all places inside their file,
// and an edit to what a fresh load makes.
func FuzzRecords(f *testing.F) {
	f.Add(annInYAML, uint8(0))
	f.Add("- &a {id: x, name: *a}\n- <<: *a\n# factlint: ignore[fact] -- so\n- id: x\n", uint8(0))
	f.Add(`[{"id": "a", "name": "b", "seats": [{"ward": "N", "from": "1990"}]}]`, uint8(1))
	f.Add("id,name,born\na,\"A\r\nB\",1950\n", uint8(2))
	formats := []string{"yaml", "json", "csv"}
	f.Fuzz(func(t *testing.T, text string, which uint8) {
		format := formats[int(which)%len(formats)]
		fresh := loadRecords(t, format, map[string]string{"a." + format: text, "b." + format: annInYAML})
		requireInside(t, fresh)
		b := loadRecords(t, format, map[string]string{"b." + format: annInYAML})
		edited, err := b.Edit(context.Background(), map[string][]byte{"a." + format: []byte(text)}, facts.Options{})
		require.NoError(t, err)
		require.Equal(t, problemsOf(fresh), problemsOf(edited))
	})
}

// problemsOf lists what a base holds and what is wrong with it.
func problemsOf(b *facts.Base) string {
	var out strings.Builder
	for f := range b.All {
		fmt.Fprintln(&out, f.File.Path, f.Head(), f.Text())
	}
	for _, f := range b.Files {
		for _, p := range f.Problems {
			fmt.Fprintln(&out, f.Path, p.Span, p.Message)
		}
	}
	for _, p := range b.Problems {
		fmt.Fprintln(&out, p.File.Path, p.Span, p.Message)
	}
	return out.String()
}

// TestShortRow has a row without its last cells: that is one slip, and the fields that
// it lacks are none.
func TestShortRow(t *testing.T) {
	m, mistakes := mapping.Parse([]byte("[[fact]]\nkind = \"person\"\n[fact.fields]\nid = \"id\"\nname = \"name\"\n"), "csv", vocabulary.Builtin())
	require.Empty(t, mistakes)
	globs, err := folder.NewGlobs([]string{"*.csv"})
	require.NoError(t, err)
	base, err := facts.Load(t.Context(), facts.Options{
		Overlay: map[string][]byte{"a.csv": []byte("id,name\np,Ann\nq\n")},
		Records: []facts.Records{{Files: globs, Mapping: m}},
	})
	require.NoError(t, err)
	require.Len(t, base.Files[0].Problems, 1)
	assert.Equal(t, facts.RecordSyntaxProblem, base.Files[0].Problems[0].Kind)
	assert.NotNil(t, base.Fact("q"))
}
