package lsp

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
)

func (c *client) locations(method string, params map[string]any) []string {
	c.t.Helper()
	var found []wire.Location
	require.NoError(c.t, json.Unmarshal(c.ask(method, params), &found))
	out := []string{}
	for _, l := range found {
		out = append(out, c.place(l))
	}
	return out
}

// place is the location as file:line:character-line:character.
func (c *client) place(l wire.Location) string {
	b, _ := json.Marshal([]int{l.Range.Start.Line, l.Range.Start.Character, l.Range.End.Line, l.Range.End.Character})
	return l.URI[len(c.uri(""))+1:] + " " + string(b)
}

func TestDefinitionAndReferences(t *testing.T) {
	c := open(t, pushing, map[string]string{"factlint.toml": "", "people.toml": people, "terms.toml": terms})
	c.didOpen("terms.toml", 1, terms)
	at := c.where("terms.toml", terms, `person = "a|nn"`)
	assert.Equal(t, []string{`people.toml [1,5,1,10]`}, c.locations("textDocument/definition", at))
	for _, edge := range []string{`person = |"ann"`, `person = "ann"|`} {
		assert.Equal(t, []string{`people.toml [1,5,1,10]`}, c.locations("textDocument/definition", c.where("terms.toml", terms, edge)))
	}
	at["context"] = map[string]bool{"includeDeclaration": true}
	assert.Equal(t, []string{`people.toml [1,5,1,10]`, `terms.toml [1,9,1,14]`}, c.locations("textDocument/references", at))
	c.didOpen("people.toml", 1, people)
	assert.Equal(t, []string{`terms.toml [2,9,2,16]`}, c.locations("textDocument/references", c.where("people.toml", people, `id = "chair|"`)))
}
