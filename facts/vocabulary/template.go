package vocabulary

import "strings"

// LabelPart is a literal text, or a field.
type LabelPart struct {
	Text  string
	Field int // None for a literal
}

// parseLabel splits a template such as "{by} recognises {of}". Without a
// template the label is the name, the title or the id.
func parseLabel(k *Kind) []LabelPart {
	template := k.Label
	if template == "" {
		for _, name := range []string{"name", "title"} {
			if k.FieldIndex(name) != None {
				template = "{" + name + "}"
				break
			}
		}
	}
	var out []LabelPart
	for template != "" {
		open := strings.IndexByte(template, '{')
		end := strings.IndexByte(template, '}')
		if open < 0 || end < open {
			return append(out, LabelPart{template, None})
		}
		if open > 0 {
			out = append(out, LabelPart{template[:open], None})
		}
		if i := k.FieldIndex(template[open+1 : end]); i != None {
			out = append(out, LabelPart{Field: i})
		} else {
			out = append(out, LabelPart{template[open : end+1], None})
		}
		template = template[end+1:]
	}
	return out
}
