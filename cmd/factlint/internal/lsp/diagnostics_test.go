package lsp

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
)

const (
	people = `[[person]]
id = "ann"
name = "Ann Öz"
born = 1960-02-03

[[office]]
id = "chair"
name = "Chair"
seats = 1
`
	terms = `[[tenure]]
person = "ann"
office = "chair"
start = 1950-01-01
end = 1990-01-01
`
)

func TestContradictionBetweenFiles(t *testing.T) {
	c := open(t, pushing, map[string]string{"factlint.toml": "", "people.toml": people, "terms.toml": terms})
	d := c.shows("terms.toml", "3:8 date-lifetime")[0]
	require.Len(t, d.Related, 2, "related places")
	assert.Equal(t, c.uri("people.toml"), d.Related[0].Location.URI, "related places")
	assert.Equal(t, 3, d.Related[0].Location.Range.Start.Line, "related places")
	assert.Equal(t, wire.SeverityError, d.Severity)
	assert.Equal(t, "factlint", d.Source)
	assert.Regexp(t, "#date-lifetime$", d.Description.Href)
	// The other file is changed, without being saved.
	c.didOpen("people.toml", 1, people)
	c.didChange("people.toml", 2, wire.ContentChange{Range: &wire.Range{Start: wire.Position{Line: 3, Character: 8}, End: wire.Position{Line: 3, Character: 11}}, Text: "3"}, wire.ContentChange{Range: &wire.Range{Start: wire.Position{Line: 3, Character: 7}, End: wire.Position{Line: 3, Character: 8}}, Text: "194"})
	c.shows("terms.toml", "3:8 tenure-age")
	c.didChange("people.toml", 3, wire.ContentChange{Range: nil, Text: strings.Replace(people, "1960", "1930", 1)})
	c.shows("terms.toml")
	c.notify("textDocument/didClose", map[string]any{"textDocument": wire.DocumentID{URI: c.uri("people.toml")}})
	c.shows("terms.toml", "3:8 date-lifetime")
}

func TestSyntaxErrorKeepsTheLastGoodFacts(t *testing.T) {
	c := open(t, pushing, map[string]string{"factlint.toml": "", "people.toml": people, "terms.toml": terms})
	c.shows("terms.toml", "3:8 date-lifetime")
	c.didOpen("people.toml", 1, people)
	c.didChange("people.toml", 2, wire.ContentChange{Range: nil, Text: "# a line more\n" + strings.Replace(people, `name = "Ann Öz"`, `name = "Ann`, 1)})
	c.shows("people.toml", "3:7 toml-syntax")
	c.wait("the date of birth on line 4", func() bool {
		all := c.pushed[c.uri("terms.toml")]
		d := all[len(all)-1].Diagnostics
		return len(d) == 1 && d[0].Related[0].Location.Range.Start.Line == 4
	})
	c.didChange("people.toml", 3, wire.ContentChange{Range: nil, Text: strings.Replace(people, "1960", "1930", 1)})
	c.shows("terms.toml")
	c.shows("people.toml")
}
