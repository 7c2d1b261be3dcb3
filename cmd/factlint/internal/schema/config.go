package schema

import (
	"maps"
	"reflect"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/rules"
)

// Config returns the schema of factlint.toml with the rules that it may name.
func Config(all []*rules.Rule) []byte {
	s := config.Language().Schema(reflect.TypeFor[config.Declaration](), map[string]object{
		"date": types.Date.Row().Schema, "settings": reference("#/definitions/settings"),
	})
	maps.Copy(s, object{
		"$schema":              draft,
		"title":                "factlint.toml",
		"definitions":          object{"settings": object{"type": "object", "properties": settings(all), "additionalProperties": false}},
		"x-tombi-toml-version": "v1.1.0",
	})
	return write(s)
}

func described(s object, description string) object {
	out := object{"description": description}
	for k, v := range s {
		out[k] = v
	}
	return out
}

// settings returns what may be set for each rule, and for each group of them.
func settings(all []*rules.Rule) object {
	out := object{}
	groups := map[string][]*rules.Rule{}
	for _, r := range all {
		out[r.Name] = described(setting(r.Options), r.Summary)
		groups[r.Group()] = append(groups[r.Group()], r)
	}
	for group, members := range groups {
		if out[group] != nil {
			continue // a rule of one word is its own group
		}
		var options []rules.Option
		for _, r := range members {
			options = append(options, r.Options...)
		}
		out[group] = described(setting(options), "Every rule whose name begins with "+group+"-.")
	}
	return out
}

func setting(options []rules.Option) object {
	severity := object{"enum": []string{rules.Off.String(), rules.Warning.String(), rules.Error.String()}}
	keys := object{"severity": severity}
	for _, o := range options {
		s := object{"type": "number", "minimum": 0}
		if _, isDuration := o.Default.(string); isDuration {
			s = maps.Clone(object(types.Duration.Row().Schema))
		}
		s["default"] = o.Default
		keys[o.Name] = described(s, o.Summary)
	}
	return object{"anyOf": []object{severity, {"type": "object", "properties": keys, "additionalProperties": false}}}
}
