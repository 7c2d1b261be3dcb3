package features

import (
	"github.com/factlint/factlint/facts/vocabulary"
)

// fieldsAt returns the fields that the table may have in which the cursor lies.
// In [defaults] they are those of all kinds.
func (c *cursor) fieldsAt(v *vocabulary.Vocabulary) []vocabulary.Field {
	var fields []vocabulary.Field
	if c.kind == "defaults" {
		seen := map[string]bool{"id": true}
		for _, k := range v.Kinds {
			for _, f := range k.Fields {
				if !seen[f.Name] {
					seen[f.Name] = true
					f.Required = false
					fields = append(fields, f)
				}
			}
		}
	} else if k := v.Kind(c.kind); k != nil {
		fields = k.Fields
	}
	for _, name := range c.path {
		f := vocabulary.FieldNamed(fields, name)
		if f == nil {
			return nil
		}
		fields = f.Fields
	}
	return fields
}

// fieldAt returns the field whose value the cursor is in, or whose key it is on.
func (c *cursor) fieldAt(v *vocabulary.Vocabulary, src []byte) *vocabulary.Field {
	name := c.key
	if c.where == onKey {
		name = string(src[c.token.Start:c.token.End])
	}
	return vocabulary.FieldNamed(c.fieldsAt(v), name)
}
