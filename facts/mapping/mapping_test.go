package mapping_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/mapping"
	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/facts/vocabulary"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct{ text, at, want string }{
		{"", "", "a mapping says which facts a record makes"},
		{"[[fact]]\nkind = \"persn\"\n", `"persn"`, `there is no kind "persn" (did you mean "person"?)`},
		{"[[fact]]\nfields = { name = \"a\" }\n", "[[fact]]", "a fact needs kind and fields; here kind is missing"},
		{"[[fact]]\nkind = \"person\"\nfields = { nam = \"a\" }\n", "nam", `person has no field "nam" (did you mean "name"?)`},
		{"[[fact]]\nkind = \"person\"\nfields = { name = { form = \"a\" } }\n", "form", `a field has no key "form" (did you mean "from"?)`},
		{"[[fact]]\nkind = \"person\"\nfields = { name = { slug = true } }\n", "{ slug = true }", "name comes from nowhere"},
		{"[[fact]]\nkind = \"person\"\nfields = { name = \"a..b\" }\n", `"a..b"`, "is not a path"},
		{"[[fact]]\nkind = \"person\"\nfields = { born = { from = \"a\", date = \"dym\" } }\n", `"dym"`, `there is no order of a date "dym" (did you mean "dmy"?); it is ymd, dmy or mdy`},
		{"[[fact]]\nkind = \"event\"\nfields = { by = { fields = { persn = \"a\" } } }\n", "persn", `by has no field "persn" (did you mean "person"?)`},
		{"formt = \"csv\"\n[[fact]]\nkind = \"person\"\nfields = { name = \"a\" }\n", "formt", `a mapping has no key "formt" (did you mean "format"?)`},
		{"delimiter = \"ab\"\n[[fact]]\nkind = \"person\"\nfields = { name = \"a\" }\n", `"ab"`, "the delimiter is one character"},
		{"a = \n", "", ""},
	} {
		m, mistakes := mapping.Parse([]byte(tt.text), "", vocabulary.Builtin())
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
	for _, name := range mapping.ShippedNames() {
		text, _ := mapping.Shipped(name)
		m, mistakes := mapping.Parse(text, "", vocabulary.Builtin())
		require.Empty(t, mistakes, name)
		require.NotNil(t, m)
	}
}

// TestHostile bounds what a stranger's mapping and records may cost.
func TestHostile(t *testing.T) {
	for text, want := range map[string]string{
		strings.Repeat("[[fact]]\nkind = \"person\"\nfields = { name = \"a\" }\n", 101):                                              "there are more than 100 facts",
		"[[fact]]\nkind = \"person\"\nfields = { name = [" + strings.Repeat("\"a\", ", 2001) + "] }\n":                               "there are more than 2000 paths",
		"[[fact]]\nkind = \"person\"\n[fact.fields.name]\nfrom = \"a\"\n[fact.fields.name.words]\n" + numbered("'*%d' = ''\n", 1001): "there are more than 1000 words with a *",
	} {
		_, mistakes := mapping.Parse([]byte(text), "", vocabulary.Builtin())
		if assert.NotEmpty(t, mistakes) {
			assert.Contains(t, mistakes[0].Message, want)
		}
	}
	long := strings.Repeat("x", 1<<15)
	for text, want := range map[string]string{
		"[[fact]]\nkind = \"person\"\nfields = { name = \"a\", note = { value = \"" + long + "\" } }\n":                      "makes facts no more",
		"[[fact]]\nkind = \"person\"\nfields = { id = \"a\", name = { join = [" + strings.Repeat("\"{b}\", ", 3) + "] } }\n": "is longer than 65536 bytes, so name is left out",
		"[[fact]]\nkind = \"person\"\nfields = { name = { join = [\"{c}\", \"{c}\", \"{c}\", \"{c}\"] }, born = \"a\" }\n":   "name takes one value",
	} {
		var src strings.Builder
		src.WriteString("[")
		for i := range 2500 {
			fmt.Fprintf(&src, "{\"a\": %d, \"c\": [%s1]},", i, strings.Repeat("1, ", 9*(1-min(1, i%100))))
		}
		src.WriteString("{\"a\": \"last\", \"b\": \"" + long + "\"}]")
		m, mistakes := mapping.Parse([]byte(text), "", vocabulary.Builtin())
		require.Empty(t, mistakes)
		r := m.Apply("a.json", records.Read([]byte(src.String()), "json", 0))
		if want == "name takes one value" {
			assert.Len(t, r.Facts[0].Fields[0].Items, 1000)
			continue
		}
		if assert.NotEmpty(t, r.Problems) {
			assert.Contains(t, r.Problems[0].Message, want)
		}
	}
}

func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}
