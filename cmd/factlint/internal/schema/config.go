package schema

import (
	"maps"
	"reflect"

	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules"
)

// Config returns the schema of factlint.toml with the rules that it may name.
func Config(all []*rules.Rule) []byte {
	settings := object{"type": "object", "properties": settings(all), "additionalProperties": false}
	allowed := reference("#/definitions/settings")
	top := object{
		"exclude": described(oneOrMore(), "Globs of files and folders that are not part of the base, relative to this file."),
		"extends": described(oneOrMore(), "Other factlint.toml files whose kinds and rules hold here too, relative to this file."),
		"today":   described(maps.Clone(object(types.Date.Row().Schema)), "The day by which plans are judged; without it nothing depends on the day."),
		"rules":   allowed,
		"override": object{
			"description": "Settings for some files only; a later one wins over an earlier one.",
			"type":        "array",
			"items": object{
				"type":                 "object",
				"properties":           object{"files": described(oneOrMore(), "Globs of the files, relative to this file."), "rules": allowed},
				"required":             []string{"files", "rules"},
				"additionalProperties": false,
			},
		},
		"kind": object{
			"description":                  "Kinds of facts that the base declares, and fields that it adds to others.",
			"type":                         "object",
			"additionalProperties":         kind(),
			"x-tombi-additional-key-label": "kind",
		},
		"rule": object{
			"description": "Rules that the base declares.",
			"type":        "array",
			"items":       ownRule(),
		},
	}
	return write(object{
		"$schema":              draft,
		"title":                "factlint.toml",
		"definitions":          object{"settings": described(settings, "The severity and options of rules and groups of rules.")},
		"type":                 "object",
		"properties":           top,
		"additionalProperties": false,
		"x-tombi-toml-version": "v1.1.0",
	})
}

func described(s object, description string) object {
	out := object{"description": description}
	for k, v := range s {
		out[k] = v
	}
	return out
}

// oneOrMore is one string or a list of them.
func oneOrMore() object {
	return object{"anyOf": []object{{"type": "string"}, {"type": "array", "items": object{"type": "string"}}}}
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

// kind is the schema of [kind.NAME].
func kind() object {
	text := object{"type": "string"}
	keys := object{
		"summary": described(text, "What a fact of this kind is, in one sentence."),
		"label":   described(text, "How messages name a fact: text with {FIELD} in it."),
		"alike":   described(oneOrMore(), "Fields in which two facts with different ids are probably one."),
		"field":   described(fields(), "Its fields, besides those that every kind has."),
	}
	for role := range reflect.TypeFor[vocabulary.Roles]().Fields() {
		if key := role.Tag.Get("toml"); key != "" {
			keys[key] = described(declaration(role.Type.Elem()), role.Tag.Get("doc"))
		}
	}
	keys["period"] = object{"description": keys["period"].(object)["description"], "anyOf": []object{text, declaration(reflect.TypeFor[vocabulary.PeriodRole]())}}
	return object{"type": "object", "properties": keys, "additionalProperties": false}
}

// declaration is the schema of a table that the tags of a struct describe: the
// names of fields, words, and what is true or false.
func declaration(t reflect.Type) object {
	keys := object{}
	for f := range t.Fields() {
		s := object{"type": "string"}
		if f.Type.Kind() == reflect.Bool {
			s = object{"type": "boolean"}
		}
		keys[f.Tag.Get("toml")] = described(s, f.Tag.Get("doc"))
	}
	return object{"type": "object", "properties": keys, "additionalProperties": false}
}

// fields is the schema of a table of fields. The fields of a table within them
// are only said to be tables: how deep they go has no bound here.
func fields() object {
	flag := func(description string) object { return object{"type": "boolean", "description": description} }
	return object{
		"type":                         "object",
		"x-tombi-additional-key-label": "field",
		"additionalProperties": object{
			"type": "object",
			"properties": object{
				"type":          object{"enum": types.Declarable(), "description": "What its values are."},
				"summary":       object{"type": "string", "description": "What it says, in one sentence."},
				"to":            described(oneOrMore(), "The kinds that a ref, or the plain form of an actor, may name."),
				"many":          flag("It takes one value or a list."),
				"required":      flag("Every fact of the kind has it."),
				"one_of":        described(oneOrMore(), "The values that it may have."),
				"validate":      object{"type": "string", "description": "A tag of go-playground/validator, such as \"email\" or \"min=1,max=10\"."},
				"unique":        flag("No two facts of the kind share a value."),
				"acyclic":       flag("Its refs form no loop."),
				"lifetime":      flag("The fact's period lies within the period of what it names."),
				"order":         object{"enum": []string{vocabulary.Before.String(), vocabulary.After.String(), vocabulary.During.String()}, "description": "The relation in time that this ref implies."},
				"subset_of":     object{"type": "string", "description": "Another ref field of the same fact: each of these is among those."},
				"disjoint_with": object{"type": "string", "description": "Another ref field of the same fact: none of these is among those."},
				"fields":        object{"type": "object", "additionalProperties": true, "description": "The fields of a table; \"*\" stands for any other name."},
			},
			"required":             []string{"type"},
			"additionalProperties": false,
		},
	}
}

// ownRule is the schema of one [[rule]].
func ownRule() object {
	text := func(description string) object { return object{"type": "string", "description": description} }
	return object{
		"type": "object",
		"properties": object{
			"name":     object{"type": "string", "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)+$", "description": "Its name; the first word is its group."},
			"summary":  text("One line: what must hold."),
			"why":      text("Why it matters."),
			"kind":     described(oneOrMore(), "The kinds of facts it is about."),
			"when":     text("An expression: the facts it is about."),
			"assert":   text("An expression: what must hold of them."),
			"message":  text("One sentence, with {expressions} in it."),
			"at":       text("The field at which it is reported."),
			"related":  described(related(), "Other places that belong to it: fields, or expressions that give facts or a field of one."),
			"severity": object{"enum": []string{rules.Warning.String(), rules.Error.String()}, "description": "How grave it is; error when absent."},
			"bad":      text("A fact file on which it speaks."),
			"good":     text("A fact file on which it does not."),
		},
		"required":             []string{"name", "summary", "kind", "assert", "message"},
		"additionalProperties": false,
	}
}

// related is the schema of the further places of a finding.
func related() object {
	one := object{"anyOf": []object{
		{"type": "string"},
		{
			"type":                 "object",
			"properties":           object{"at": object{"type": "string"}, "says": object{"type": "string"}},
			"required":             []string{"at"},
			"additionalProperties": false,
		},
	}}
	return object{"anyOf": []object{one, {"type": "array", "items": one}}}
}
