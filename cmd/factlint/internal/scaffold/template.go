// Package scaffold writes what people begin with: the template of a fact, and
// the files of a new base.
//
// It promises to write only what is absent and never to change what is there:
// a template is added at the end of its file.
package scaffold

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
)

// Template returns a fact of a kind with all its fields, one a line: those it
// must have to be filled in, the others as comments with an example. Values that
// are given by field stand there as they are given. The id, by which others refer
// to the fact, comes first, and what else every kind has comes last.
func Template(k *vocabulary.Kind, given map[string]string) string {
	var id, own, common []*vocabulary.Field
	for i := range k.Fields {
		switch f := &k.Fields[i]; {
		case i == vocabulary.IDField:
			id = append(id, f)
		case f.Common():
			common = append(common, f)
		default:
			own = append(own, f)
		}
	}
	lines := make([][2]string, 0, len(k.Fields))
	width := 0
	for _, f := range slices.Concat(id, own, common) {
		line := f.Name + " = "
		value, ok := given[f.Name]
		switch {
		case ok:
			line += value
		case f.Required:
			line += example(f)
		default:
			line = "# " + line + example(f)
		}
		lines = append(lines, [2]string{line, remark(f)})
		width = max(width, min(utf8.RuneCountInString(line), maxAligned))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "[[%s]]\n", k.Name)
	for _, l := range lines {
		fmt.Fprintf(&b, "%-*s  # %s\n", width, l[0], l[1])
	}
	return b.String()
}

// maxAligned is the longest line after which remarks are under each other.
const maxAligned = 50

// remark says what a field is for, on one line; of one that names other facts
// also which.
func remark(f *vocabulary.Field) string {
	text := strings.TrimSuffix(f.Summary, ".")
	switch {
	case text == "":
		text = f.Describe()
	case !f.Common() && len(f.Fields) == 0 && f.Type.Form() == types.RefForm:
		text += ": " + f.Describe()
	}
	if f.Required {
		text = "required. " + text
	}
	return strings.Join(strings.Fields(text), " ")
}

// example returns a value of the field, empty where only the base knows one.
func example(f *vocabulary.Field) string {
	if len(f.OneOf) > 0 {
		return toml.Quote(f.OneOf[0])
	}
	if f.Type.Form() == types.TableForm {
		return table(f)
	}
	return f.Type.Row().Template
}

func table(f *vocabulary.Field) string {
	var keys []string
	for i := range f.Fields {
		if sub := &f.Fields[i]; sub.Name != "*" {
			keys = append(keys, sub.Name+" = "+example(sub))
		}
	}
	if len(keys) == 0 {
		return "{}"
	}
	return "{ " + strings.Join(keys, ", ") + " }"
}
