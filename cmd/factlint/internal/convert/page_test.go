package convert_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/factlint/factlint/cmd/factlint/internal/convert"
	"github.com/factlint/factlint/facts/declaration"
	"github.com/factlint/factlint/facts/mapping"
	"github.com/factlint/factlint/facts/records"
)

// TestExamples converts the records of each example of the page about mappings to
// the facts that it shows, and misses no key.
func TestExamples(t *testing.T) {
	shown := map[string]bool{}
	for _, e := range mapping.Examples() {
		t.Run(e.Key, func(t *testing.T) {
			shown[e.Key] = true
			text, facts := e.Mapping, e.Facts
			if e.Kind != "" {
				text, facts = "[[fact]]\nkind = \""+e.Kind+"\"\n[fact.fields]\n"+text, "[["+e.Kind+"]]\n"+facts
			}
			format := records.FormatOf(e.Name)
			m := parsedAs(t, text, format)
			if m.Format != "" {
				format = m.Format
			}
			r := converted(t, e.Name, format, []byte(e.Records), convert.Options{Mapping: m})
			assert.Equal(t, facts, r.Text)
			assert.Empty(t, r.Problems)
			assert.Empty(t, r.Absent)
		})
	}
	for _, of := range []reflect.Type{
		reflect.TypeFor[mapping.Declaration](), reflect.TypeFor[mapping.FactDeclaration](),
		reflect.TypeFor[mapping.ConditionDeclaration](), reflect.TypeFor[mapping.FieldDeclaration](),
	} {
		for _, k := range declaration.Keys(of) {
			assert.True(t, shown[k.Name], "%s has no example", k.Name)
		}
	}
	for line := range strings.Lines(mapping.Page()) {
		assert.LessOrEqual(t, len([]rune(line)), 130, line)
	}
}
