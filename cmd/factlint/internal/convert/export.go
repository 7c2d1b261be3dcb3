package convert

import (
	"bufio"
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/types"
)

// Export writes the facts of a base as JSON lines, in the order of the base: a
// line for each with its kind, its file and line, and its fields with those
// that it takes from [defaults]. Dates are texts as written, but for years,
// which are numbers. What has an error of its own is left out, and so is what
// stands in a table whose fields the vocabulary does not declare.
func Export(w io.Writer, base *facts.Base) error {
	b := bufio.NewWriterSize(w, 64<<10)
	e := exporter{Writer: b}
	var lines *toml.Lines
	var file *facts.File
	for f := range base.All {
		if f.File != file {
			file, lines = f.File, toml.NewLines(f.File.Source)
		}
		e.WriteString(`{"kind":`)
		e.text(f.Kind().Name)
		e.WriteString(`,"file":`)
		e.text(f.File.Path)
		e.WriteString(`,"line":`)
		e.json(lines.Position(f.Head().Start).Line)
		e.WriteString(`,"fields":{`)
		first := true
		if f.ID() != "" {
			e.key("id", &first) // which facts of unknown kinds have too
			e.text(f.ID())
		}
		for field, v := range f.Written {
			e.key(field.Name, &first)
			e.value(v)
		}
		e.WriteString("}}\n")
	}
	return b.Flush()
}

type exporter struct{ *bufio.Writer }

func (e exporter) json(v any) {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // texts and finite numbers only
	}
	e.Write(text)
}

func (e exporter) text(s string) { e.json(s) }

func (e exporter) key(name string, first *bool) {
	if !*first {
		e.WriteByte(',')
	}
	*first = false
	e.text(name)
	e.WriteByte(':')
}

func (e exporter) value(v facts.Value) {
	if !v.IsList() {
		e.single(v)
		return
	}
	e.WriteByte('[')
	first := true
	for item := range v.Each() {
		if !first {
			e.WriteByte(',')
		}
		first = false
		e.single(item)
	}
	e.WriteByte(']')
}

func (e exporter) single(v facts.Value) {
	switch form := v.Field().Type.Form(); {
	case v.IsTable():
		e.WriteByte('{')
		first := true
		for key, entry := range v.Entries() {
			e.key(key, &first)
			e.value(entry)
		}
		e.WriteByte('}')
	case form == types.DateForm:
		if y, ok := bareYear(v); ok {
			e.json(y)
		} else {
			e.text(v.DateText())
		}
	case form == types.IntegerForm, form == types.NumberForm:
		if i := v.Int(); i != 0 || v.Number() == 0 {
			e.json(i)
		} else {
			e.json(v.Number())
		}
	case form == types.BooleanForm:
		e.json(v.Bool())
	default:
		e.text(v.Text())
	}
}

// bareYear returns a date that is written as an integer of TOML.
func bareYear(v facts.Value) (int64, bool) {
	y, err := strconv.ParseInt(strings.ReplaceAll(v.Source(), "_", ""), 0, 64)
	return y, err == nil
}
