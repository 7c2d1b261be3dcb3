package lsp

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
)

const (
	recordsConfig = `[[records]]
files = ["members/*.yaml"]

[[records.fact]]
kind   = "person"
fields = { id = "id", name = "name", born = "birth_date" }

[[records.fact]]
kind    = "tenure"
records = "roles[]"
fields  = { person = "parent.id", office = "seat", start = "from", end = "to" }
`
	member = `# a member
id: ann
name: Ann Öz
birth_date: 1960-02-03
roles:
- seat: chair # the first
  from: 1990-01-01
  to: 1995-01-01
`
	seats = `[[office]]
id = "chair"
name = "Chair"
seats = 1

[[person]]
id = "bob"
name = "Bob"

[[tenure]]
person = "bob"
office = "chair"
start = 1994-01-01
end = 1999-01-01
`
)

func openRecords(t *testing.T) *client {
	c := open(t, markdown, map[string]string{"factlint.toml": recordsConfig, "members/ann.yaml": member, "members/notes.txt": "no records", "seats.toml": seats})
	c.didOpen("members/ann.yaml", 1, member)
	return c
}

// TestRecordsInPlace: a contradiction between YAML and TOML shows in both, goes
// when the YAML is edited, and what stands in YAML is known as in TOML.
func TestRecordsInPlace(t *testing.T) {
	c := openRecords(t)
	c.shows("members/ann.yaml")
	d := c.shows("seats.toml", "12:8 tenure-overlap")
	require.Len(t, d[0].Related, 1)
	assert.Equal(t, c.uri("members/ann.yaml"), d[0].Related[0].Location.URI)
	assert.Equal(t, wire.Position{Line: 7, Character: 6}, d[0].Related[0].Location.Range.Start)

	at := func(around string) map[string]any { return c.where("members/ann.yaml", member, around) }
	var h wire.HoverResult
	for around, want := range map[string]string{
		"id: a|nn":       "**Ann Öz**",
		"seat: ch|air":   "**Chair**",
		"from: 1990-|01": "**1 January 1990**",
		"birth_|date":    "**born** · date",
	} {
		require.NoError(t, json.Unmarshal(c.ask("textDocument/hover", at(around)), &h), around)
		assert.Contains(t, h.Contents.Value, want, around)
	}
	assert.Equal(t, "null", string(c.ask("textDocument/hover", at("rol|es"))))

	var places []wire.Location
	require.NoError(t, json.Unmarshal(c.ask("textDocument/definition", at("seat: ch|air")), &places))
	require.Len(t, places, 1)
	assert.Equal(t, c.uri("seats.toml"), places[0].URI)
	refs := c.where("seats.toml", seats, "id = \"ch|air")
	c.didOpen("seats.toml", 1, seats)
	refs["context"] = map[string]any{"includeDeclaration": false}
	require.NoError(t, json.Unmarshal(c.ask("textDocument/references", refs), &places))
	require.Len(t, places, 2)
	assert.Equal(t, c.uri("members/ann.yaml"), places[0].URI)

	var symbols []wire.DocumentSymbol
	require.NoError(t, json.Unmarshal(c.ask("textDocument/documentSymbol", at("|id: ann")), &symbols))
	require.Len(t, symbols, 2)
	assert.Equal(t, "Ann Öz", symbols[0].Name)
	assert.Equal(t, wire.Position{Line: 5, Character: 2}, symbols[1].Range.Start)

	rename := c.where("seats.toml", seats, "id = \"ch|air")
	rename["newName"] = "chairman"
	assert.Contains(t, c.fails("textDocument/rename", rename).Message, "members/ann.yaml")
	assert.Contains(t, c.fails("textDocument/prepareRename", rename).Message, "does not write to")
	assert.JSONEq(t, `{"isIncomplete":false,"items":[]}`, string(c.ask("textDocument/completion", at("seat: ch|air"))))

	// What is edited counts, and what does not parse leaves the facts as they were.
	mended := strings.Replace(member, "to: 1995", "to: 1993", 1)
	c.didChange("members/ann.yaml", 2, wire.ContentChange{Text: mended})
	c.shows("seats.toml")
	c.didChange("members/ann.yaml", 3, wire.ContentChange{Text: mended + "more: [\n"})
	c.shows("members/ann.yaml", "8:7 record-syntax")
	c.shows("seats.toml")
	c.didChange("members/ann.yaml", 4, wire.ContentChange{Text: member})
	c.shows("members/ann.yaml")
	c.shows("seats.toml", "12:8 tenure-overlap")
}

// TestRecordsOnDisk: files of records are watched, and those of no records are
// none of a base's matter.
func TestRecordsOnDisk(t *testing.T) {
	c := openRecords(t)
	c.shows("seats.toml", "12:8 tenure-overlap")
	c.write("members/bea.yaml", strings.NewReplacer("ann", "bea", "Ann", "Bea", "1990", "2003", "1995", "2001").Replace(member))
	c.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []wire.FileEvent{{URI: c.uri("members/bea.yaml"), Type: wire.FileCreated}}})
	c.shows("members/bea.yaml", "7:6 date-period")
	c.didOpen("other.yaml", 1, "id: [\n")
	c.shows("other.yaml")
}
