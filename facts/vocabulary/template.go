package vocabulary

import "strings"

// LabelPart is a literal text, or a field.
type LabelPart struct {
	Text  string
	Field int // None for a literal
}

// parseLabel splits a template such as "{by} recognises {of}". A kind without one
// has the first of usual whose fields it has.
func parseLabel(k *Kind, usual []string) []LabelPart {
	template := k.Label
	if template == "" {
		for _, t := range usual {
			if i := k.FieldIndex(strings.Trim(t, "{}")); i != None {
				return []LabelPart{{Field: i}}
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
