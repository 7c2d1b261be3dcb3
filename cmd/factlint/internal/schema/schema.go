// Package schema writes JSON Schemas, draft 7, of fact files and of
// factlint.toml, by which Taplo, Tombi and the TOML extensions of editors
// complete, explain and check them.
//
// It promises that the same vocabulary gives the same bytes, and that a schema
// never refuses what factlint accepts: it says less than the rules, since it
// sees one file, without the meaning of dates and ids. It does not say that a
// field is required where [defaults] may give it.
package schema

import (
	"bytes"
	"encoding/json"
	"maps"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
)

// object is a JSON object; encoding/json writes its keys in sorted order.
type object = map[string]any

const draft = "http://json-schema.org/draft-07/schema#"

// Facts returns the schema of the fact files of a base with the vocabulary.
func Facts(v *vocabulary.Vocabulary) []byte {
	kinds, common := object{}, object{}
	required := map[string][]string{} // kinds by the name of a field that they must have
	inherited := map[string]*alternatives{}
	for _, k := range v.Kinds {
		fields := object{}
		for i := range k.Fields {
			f := &k.Fields[i]
			s, at := field(f), "#/properties/"+k.Name+"/items/properties/"+f.Name
			fields[f.Name] = s
			if f.Common() {
				at = "#/definitions/" + f.Name
				fields[f.Name], common[f.Name] = reference(at), s
			}
			if f.Required {
				required[f.Name] = append(required[f.Name], k.Name)
			}
			if i != vocabulary.IDField {
				if inherited[f.Name] == nil {
					inherited[f.Name] = &alternatives{}
				}
				inherited[f.Name].add(s, at)
			}
		}
		kinds[k.Name] = object{
			"description": k.Summary,
			"type":        "array",
			"items":       object{"type": "object", "properties": fields, "additionalProperties": false},
		}
	}
	defaults := object{}
	for name, ways := range inherited {
		defaults[name] = ways.schema()
	}
	kinds["defaults"] = object{
		"description":          "Fields for every fact in this file whose kind has them and which does not set them.",
		"type":                 "object",
		"properties":           defaults,
		"additionalProperties": false,
	}
	return write(object{
		"$schema":              draft,
		"title":                "Fact file of factlint",
		"definitions":          common,
		"type":                 "object",
		"properties":           kinds,
		"additionalProperties": false,
		"allOf":                unlessInherited(required),
		"x-tombi-toml-version": "v1.1.0",
	})
}

func reference(at string) object { return object{"$ref": at} }

// alternatives are the schemas of the fields of one name, in several kinds.
type alternatives struct{ schemas, references []object }

func (a *alternatives) add(s object, at string) {
	if !slices.ContainsFunc(a.schemas, func(o object) bool { return reflect.DeepEqual(o, s) }) {
		a.schemas, a.references = append(a.schemas, s), append(a.references, reference(at))
	}
}

func (a *alternatives) schema() object {
	if len(a.references) == 1 {
		return a.references[0]
	}
	return object{"anyOf": a.references}
}

// unlessInherited asks for each field of the kinds that must have it, in files
// whose [defaults] does not have it.
func unlessInherited(required map[string][]string) []object {
	var out []object
	for _, name := range slices.Sorted(maps.Keys(required)) {
		lacking := object{}
		for _, kind := range required[name] {
			lacking[kind] = object{"items": object{"required": []string{name}}}
		}
		out = append(out, object{
			"if":   object{"required": []string{"defaults"}, "properties": object{"defaults": object{"required": []string{name}}}},
			"then": true,
			"else": object{"properties": lacking},
		})
	}
	return out
}

// field returns the schema of a field of a kind.
func field(f *vocabulary.Field) object {
	s := one(f)
	if f.Timed && !f.Many {
		s = object{"anyOf": []object{s, {"type": "array", "items": table(f)}}}
	}
	if f.Many {
		list := object{"type": "array", "items": s}
		if f.Required {
			list["minItems"] = 1
		}
		s = object{"anyOf": []object{s, list}}
	}
	s["description"] = strings.TrimSpace(f.Summary + "\n\n" + f.Describe())
	return s
}

// one returns the schema of one value of a field.
func one(f *vocabulary.Field) object {
	if f.Timed {
		plain := *f
		plain.Timed = false
		return object{"anyOf": []object{one(&plain), table(f)}}
	}
	row := f.Type.Row()
	s := maps.Clone(object(row.Schema))
	switch row.Form {
	case types.TableForm:
		return table(f)
	case types.ActorForm, types.RelationForm:
		return object{"anyOf": []object{s, table(f)}}
	case types.IntegerForm, types.NumberForm:
		return limits(s, f.Validate)
	}
	if len(f.OneOf) > 0 {
		s["enum"] = f.OneOf
	}
	return s
}

// table returns the schema of a table with the fields of f.
func table(f *vocabulary.Field) object {
	fields, required := object{}, []string{}
	s := object{"type": "object", "properties": fields, "additionalProperties": len(f.Fields) == 0}
	for i := range f.Fields {
		sub := &f.Fields[i]
		if sub.Name == "*" {
			s["additionalProperties"] = field(sub)
			continue
		}
		fields[sub.Name] = field(sub)
		if sub.Required {
			required = append(required, sub.Name)
		}
	}
	if len(required) > 0 {
		s["required"] = required
	}
	return s
}

// limits adds the bounds that a validate tag sets, where it says no more.
func limits(s object, tag string) object {
	keys := map[string]string{"min": "minimum", "gte": "minimum", "max": "maximum", "lte": "maximum", "gt": "exclusiveMinimum", "lt": "exclusiveMaximum"}
	if strings.Contains(tag, "|") || strings.Contains(tag, "omitempty") {
		return s
	}
	for part := range strings.SplitSeq(tag, ",") {
		name, value, _ := strings.Cut(part, "=")
		if key := keys[name]; key != "" {
			if n, err := strconv.ParseFloat(value, 64); err == nil && !math.IsInf(n, 0) && !math.IsNaN(n) {
				s[key] = n
			}
		}
	}
	return s
}

// write lays a schema out. Text from factlint.toml is escaped as JSON asks.
func write(s object) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(s); err != nil {
		panic(err) // maps, slices, strings and finite numbers only
	}
	return b.Bytes()
}
