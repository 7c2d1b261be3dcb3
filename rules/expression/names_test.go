package expression

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestNames(t *testing.T) {
	for source, want := range map[string][]string{
		`get("a-b").seats == 1 and 'é' != get('c').name | get(fact.x)`: {"a-b", "c"},
		`any(fact.by, # == get("x:1"))`:                                {"x:1"},
		`get(`:                                                         nil,
		`get("a\tb")`:                                                  {"a\tb"},
	} {
		var got []string
		for _, n := range Names(source) {
			got = append(got, n.ID)
			if n.ID != "a\tb" {
				assert.Equal(t, n.ID, source[n.Start:n.End], source)
			}
		}
		assert.Equal(t, want, got, source)
	}
	const template = `{{get("no")}} of {get("é").name} and {fact.by == get('b') ? "{" : "}"} {`
	names := TemplateNames(template)
	assert.Len(t, names, 2)
	for _, n := range names {
		assert.Equal(t, n.ID, template[n.Start:n.End])
	}
}
