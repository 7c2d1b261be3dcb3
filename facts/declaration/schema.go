package declaration

import (
	"maps"
	"reflect"
	"strings"
)

// object is a JSON object.
type object = map[string]any

// Schema returns the JSON Schema of a table that is read into a struct. A field of
// type any has the schema that named gives for its tag schema.
func (l *Language) Schema(t reflect.Type, named map[string]object) object {
	properties, required := object{}, []string{}
	for _, k := range Keys(t) {
		s := l.value(k, k.Type, named)
		if doc := k.Tag.Get("doc"); doc != "" {
			s["description"] = doc
		}
		properties[k.Name] = s
		if strings.HasPrefix(k.Tag.Get("validate"), "required") {
			required = append(required, k.Name)
		}
	}
	s := object{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		s["required"] = required
	}
	return s
}

func (l *Language) value(k Key, t reflect.Type, named map[string]object) object {
	if k.tags.sought {
		return object{"type": "string"}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return l.value(k, t.Elem(), named)
	case reflect.Interface:
		s := object{} // anything
		maps.Copy(s, named[k.Tag.Get("schema")])
		return s
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Slice:
		item := l.value(k, t.Elem(), named)
		list := object{"type": "array", "items": item}
		if k.tags.alone != "" {
			return object{"anyOf": []object{item, list}}
		}
		return list
	case reflect.Map:
		s := object{"type": "object", "additionalProperties": true}
		if k.tags.called != "" {
			s["x-tombi-additional-key-label"] = strings.TrimPrefix(k.tags.called, "a ")
		}
		if !strings.Contains(k.Tag.Get("schema"), "open") { // a table of itself would have no end
			s["additionalProperties"] = l.value(k, t.Elem(), named)
		}
		return s
	case reflect.Struct:
		s := l.Schema(t, named)
		if short, ok := reflect.Zero(t).Interface().(Shorthand); ok {
			for _, of := range Keys(t) {
				if of.Name == short.Short() {
					return object{"anyOf": []object{l.value(of, of.Type, named), s}}
				}
			}
		}
		return s
	}
	s := object{"type": "string"}
	for part := range strings.SplitSeq(k.Tag.Get("validate"), ",") {
		if allowed, ok := strings.CutPrefix(part, "oneof="); ok {
			s["enum"] = strings.Fields(allowed)
		}
		maps.Copy(s, l.checks[part].Schema)
	}
	return s
}
