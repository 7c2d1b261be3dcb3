package mapping_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/mapping"
	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/vocabulary"
)

func apply(t testing.TB, text, name, src string) (*mapping.Mapping, *records.Document, *mapping.Result) {
	t.Helper()
	m, mistakes := mapping.Parse([]byte(text), records.FormatOf(name), vocabulary.Builtin())
	require.Empty(t, mistakes)
	doc := records.Read([]byte(src), records.FormatOf(name), m.Delimiter)
	require.Empty(t, doc.Problems)
	return m, doc, m.Apply(name, doc)
}

// TestPlaces holds every value to the text that it stands for.
func TestPlaces(t *testing.T) {
	const src = "name: &n \"Ann \\u00dc\"\nroles:\n- seat: {state: wa, number: 12}\n  from: '1999-05-00'\n  also: a; bc\n  who: *n\n"
	_, _, r := apply(t, `
[[fact]]
kind = "tenure"
records = "roles[]"
[fact.fields]
person = "parent.name"
office = { join = ["{seat.state}", "-", "{seat.number}"] }
start = "from"
source = { from = "also", split = ";" }
ended_by = "who"
note = { value = "x" }
end = { from = "file.stem" }
`, "data/2001.yaml", src)
	require.Len(t, r.Facts, 1)
	var got []string
	for _, f := range r.Facts[0].Fields {
		got = append(got, fmt.Sprintf("%s %s at %q", f.Name, f.Text, src[f.Span.Start:f.Span.End]))
		for _, item := range f.Items {
			got = append(got, fmt.Sprintf("  %s at %q", item.Text, src[item.Span.Start:item.Span.End]))
		}
		assert.Equal(t, f.Name == "note" || f.Name == "end", f.Constant, f.Name)
	}
	assert.Equal(t, []string{
		`person Ann Ü at "\"Ann \\u00dc\""`, `office wa-12 at "wa"`, `start 1999-05 at "'1999-05-00'"`,
		`source  at "a; bc"`, `  a at "a"`, `  bc at "bc"`, `ended_by Ann Ü at "\"Ann \\u00dc\""`, `note x at ""`, `end 2001 at "seat: {state: wa, number: 12}"`,
	}, got)
}

func TestPaths(t *testing.T) {
	const src = `{"a": [{"b": [1, 2]}, {"b": 3}], "x.y": {"z[0]": "q"}, "it's": 8, "deep": {"er": {"list": [[4, 5], 6]}}, "no": null, "blank": " "}`
	for path, want := range map[string]string{
		"a[].b": "1 2 3", "a[0].b": "1 2", "a[0].b[1]": "2", "a[-1].b": "3", "a[-1].b[0]": "3", "a[5].b": "", "a[0].b[-2]": "1",
		"'x.y'.'z[0]'": "q", "'it''s'": "8", "deep.er.list[0]": "4 5", "deep.er.list[][0]": "4 6", "no": "", "blank": "", "a.b": "",
		"file.name": "r.json", "file.stem": "r", "file.dir": "some/dir",
	} {
		_, _, r := apply(t, "[[fact]]\nkind = \"person\"\nfields = { name = "+toml.Quote(path)+", note = { value = \"x\" } }\n", "some/dir/r.json", src)
		var got []string
		for _, f := range r.Facts {
			for _, v := range f.Fields {
				for _, item := range append(v.Items, v.Value) {
					if item.Type != toml.Array && v.Name == "name" {
						got = append(got, item.Text)
					}
				}
			}
		}
		assert.Equal(t, want, strings.Join(got, " "), path)
	}
	for path, want := range map[string]string{
		"a[x]": "is not a path", "a[": "is not a path", "a..b": "is not a path", "'a": "is not a path: a quote is not closed", "": "path is empty",
		"file.nam": `there is no file.nam (did you mean "name"?)`, "a'b'": "is not a path",
	} {
		_, mistakes := mapping.Parse([]byte("[[fact]]\nkind = \"person\"\nfields = { name = "+toml.Quote(path)+" }\n"), "", vocabulary.Builtin())
		if assert.NotEmpty(t, mistakes, path) {
			assert.Contains(t, mistakes[0].Message, want, path)
		}
	}
}

// TestTopLevel takes records alike from a list, from a stream and from one document.
func TestTopLevel(t *testing.T) {
	const text = "[[fact]]\nkind = \"tenure\"\nrecords = \"terms[]\"\nfields = { person = \"parent.id\", office = \"office\" }\n"
	for name, src := range map[string]string{
		"list.yaml":   "- id: a\n  terms: [{office: x}, {office: y}]\n- id: b\n  terms:\n  - office: z\n",
		"stream.yaml": "id: a\nterms: [{office: x}, {office: y}]\n---\nid: b\nterms:\n- office: z\n",
		"lines.jsonl": `{"id": "a", "terms": [{"office": "x"}, {"office": "y"}]}` + "\n" + `{"id": "b", "terms": {"office": "z"}}` + "\n",
		"list.json":   `[{"id": "a", "terms": [{"office": "x"}, {"office": "y"}]}, {"id": "b", "terms": [{"office": "z"}]}]`,
	} {
		_, _, r := apply(t, text, name, src)
		var got []string
		for _, f := range r.Facts {
			got = append(got, f.Fields[0].Text+" "+f.Fields[1].Text)
		}
		assert.Equal(t, []string{"a x", "a y", "b z"}, got, name)
		assert.Empty(t, r.Problems, name)
	}
}

// TestLost tells everything that a mapping loses, once.
func TestLost(t *testing.T) {
	const src = "- {id: a, nmae: A, terms: [{office: x, strat: 1999}, {from: 1}], extra: {deep: 1}}\n- {id: b, terms: [{offce: y}]}\n- {id: c, extra: 2}\n- {}\n"
	m, doc, r := apply(t, `
[[fact]]
kind = "person"
fields = { id = "id", name = "name", born = "birth?", died = ["death", "dead"] }
[[fact]]
kind = "tenure"
records = "terms[]"
when = "office"
fields = { person = "parent.id", office = "office", start = "start", end = { join = ["{endd}"] } }
[[fact]]
kind = "event"
records = "term[]"
fields = { title = "x" }
`, "a.yaml", src)
	messages := func(problems []mapping.Problem) (out []string) {
		for _, p := range problems {
			out = append(out, fmt.Sprintf("%d× %s", p.Count, p.Message))
		}
		return out
	}
	assert.Equal(t, []string{
		"2× has nothing at \"office\", so it makes no fact of kind tenure",
		"1× has nothing for a fact of kind person, so none is made",
	}, messages(r.Problems))
	assert.Equal(t, []string{
		`4× none of 4 records has a key "name" (did you mean "nmae"?)`,
		`4× none of 4 records has a key "death"`,
		`4× none of 4 records has a key "dead"`,
		`4× none of 4 records has a key "start" below "terms[]" (did you mean "strat"?)`,
		`4× none of 4 records has a key "endd" below "terms[]"`,
		`4× there are no records at "term[]"`,
	}, messages(m.Absent([]*mapping.Use{r.Use})))
	assert.Equal(t, []string{
		`1× no path of the mapping leads to "nmae"`,
		`1× no path of the mapping leads to "terms[].strat"`,
		`1× no path of the mapping leads to "terms[].from"`,
		`2× no path of the mapping leads to "extra"`,
		`1× no path of the mapping leads to "terms[].offce"`,
	}, messages(m.Untaken(doc)))
}

// TestTables makes tables of the maps in a list, each as a record of its own.
func TestTables(t *testing.T) {
	const src = "title: x\nin: town\npeople:\n- {id: ann, role: mayor, shoe: 38}\n- {id: bo}\n- {shoe: 39}\n- cy\n"
	m, doc, r := apply(t, "[[fact]]\nkind = \"event\"\n[fact.fields]\ntitle = \"title\"\n"+
		"participants = { from = \"people[]\", fields = { person = \"id\", as = { join = [\"{parent.in}-{role}\"] } } }\n", "a.yaml", src)
	require.Len(t, r.Facts, 1)
	var text mapping.Text
	text.Fact(&r.Facts[0], toml.Span{})
	assert.Equal(t, "[[event]]\ntitle = \"x\"\nparticipants = [{ person = \"ann\", as = \"town-mayor\" }, { person = \"bo\" }, \"cy\"]\n", text.String())
	untaken := m.Untaken(doc)
	require.Len(t, untaken, 1)
	assert.Equal(t, `no path of the mapping leads to "people[].shoe"`, untaken[0].Message)
}

// TestConditionNeverMet tells of a condition that no record meets once, and nothing of
// the paths behind it.
func TestConditionNeverMet(t *testing.T) {
	m, _, r := apply(t, `
[[fact]]
kind = "person"
when = { path = "type", is = "human" }
fields = { id = "ident", name = "full_name", born = "birth" }
[[fact]]
kind = "organization"
when = { path = "type", is = "party" }
fields = { id = "id", name = "title" }
[[fact]]
kind = "place"
when = "geo"
fields = { name = "geo.name" }
`, "a.yaml", "- {id: a, type: person, name: A}\n- {id: b, type: party, name: B}\n")
	var got []string
	for _, p := range m.Absent([]*mapping.Use{r.Use}) {
		got = append(got, fmt.Sprintf("%d× %s", p.Count, p.Message))
	}
	assert.Equal(t, []string{
		`2× none of 2 records has at "type" what when asks of a fact of kind person`,
		`2× none of 2 records has a key "title"`,
		`2× none of 2 records has a key "geo"`,
	}, got)
}
