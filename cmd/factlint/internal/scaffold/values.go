package scaffold

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/mapping"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// Values returns the values of FIELD=VALUE arguments as a fact file writes them, by
// field. A field that takes many may be given several times. A fact that has a name
// or a title and no id gets one made of it, for which taken is false.
func Values(k *vocabulary.Kind, args []string, taken func(id string) bool) (map[string]string, error) {
	texts := map[string][]string{}
	for _, arg := range args {
		name, value, ok := strings.Cut(arg, "=")
		if !ok {
			return nil, fmt.Errorf("%s is not FIELD=VALUE, such as name=\"Ada Reyes\"", wording.Quote(arg))
		}
		i := k.FieldIndex(name)
		if i == vocabulary.None {
			return nil, fmt.Errorf("%s has no field %s%s", wording.Article(k.Name), wording.Quote(name), wording.DidYouMean(name, vocabulary.FieldNames(k.Fields)))
		}
		if len(texts[name]) > 0 && !k.Fields[i].Many {
			return nil, fmt.Errorf("%s takes one value, and two are given", name)
		}
		texts[name] = append(texts[name], value)
	}
	if name := naming(k, texts); name != "" && texts["id"] == nil {
		if id := freeID(mapping.Slug(name), taken); id != "" {
			texts["id"] = []string{id}
		}
	}
	out := map[string]string{}
	for name, values := range texts {
		f := &k.Fields[k.FieldIndex(name)]
		written := make([]string, len(values))
		for i, v := range values {
			written[i] = literal(f, v)
		}
		if out[name] = written[0]; len(written) > 1 {
			out[name] = "[" + strings.Join(written, ", ") + "]"
		}
	}
	return out, nil
}

// naming returns the text that names a fact: that of the field which is all of its
// label.
func naming(k *vocabulary.Kind, texts map[string][]string) string {
	for _, name := range []string{strings.Trim(k.Label, "{}"), "name", "title"} {
		if len(texts[name]) == 1 {
			return texts[name][0]
		}
	}
	return ""
}

// freeID returns an id that no fact has, with a number where it must.
func freeID(id string, taken func(string) bool) string {
	for n := 1; id != ""; n++ {
		free := id
		if n > 1 {
			free += "-" + strconv.Itoa(n)
		}
		if !taken(free) {
			return free
		}
	}
	return ""
}

// literal writes a text as TOML has a value of the field's type.
func literal(f *vocabulary.Field, text string) string {
	quoted := toml.Quote(text)
	switch f.Type.Form() {
	case types.IntegerForm, types.NumberForm, types.BooleanForm:
		return text
	case types.DateForm:
		if _, err := edtf.Parse(text); err == nil {
			return edtf.AsTOML(text)
		}
		if guess := edtf.Suggest(text); guess.Certain {
			return guess.Choices[0].Write
		}
		return quoted
	case types.TableForm, types.ActorForm, types.RelationForm:
		if strings.HasPrefix(text, "{") {
			return text
		}
	}
	return quoted
}

// Missing returns the fields that a fact of a kind must have and that are not given.
func Missing(k *vocabulary.Kind, given map[string]string) (names []string) {
	for i := range k.Fields {
		if f := &k.Fields[i]; f.Required && given[f.Name] == "" {
			names = append(names, f.Name)
		}
	}
	return slices.Clip(names)
}
