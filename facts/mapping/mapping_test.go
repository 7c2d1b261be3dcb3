package mapping_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/mapping"
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
		{"[[fact]]\nkind = \"person\"\nfields = { name = \"a..b\" }\n", `"a..b"`, "is no path"},
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
