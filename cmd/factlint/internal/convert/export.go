package convert

import (
	"bufio"
	"encoding/json"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/types"
)

// Export writes the facts of a base as JSON lines, in the order of the base: a
// line for each with its kind, its file below dir ("" for the folder of the base) and
// line, and its fields with those
// that it takes from [defaults]. Dates are texts as written, but for years,
// which are numbers. What has an error of its own is left out, and so is what
// stands in a table whose fields the vocabulary does not declare. What must not
// reach a terminal or a log raw is escaped.
func Export(w io.Writer, base *facts.Base, dir string) error {
	b := bufio.NewWriterSize(w, 64<<10)
	var lines *toml.Lines
	var file *facts.File
	var safe []byte
	for f := range base.All {
		if f.File != file {
			file, lines = f.File, toml.NewLines(f.File.Source)
		}
		text, err := json.Marshal(exported{f.Kind().Name, path.Join(dir, f.File.Path), lines.Position(f.Head().Start).Line, fieldsOf(f)})
		if err != nil {
			panic(err) // texts and finite numbers only
		}
		safe = report.AppendSafe(safe[:0], text)
		b.Write(append(safe, '\n'))
	}
	return b.Flush()
}

type exported struct {
	Kind   string `json:"kind"`
	File   string `json:"file"`
	Line   int    `json:"line"`
	Fields object `json:"fields"`
}

// object is a JSON object whose members keep their order.
type object []member

type member struct {
	key   string
	value any
}

func (o object) MarshalJSON() ([]byte, error) {
	out := []byte{'{'}
	for i, m := range o {
		if i > 0 {
			out = append(out, ',')
		}
		key, err := json.Marshal(m.key)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(m.value)
		if err != nil {
			return nil, err
		}
		out = append(append(append(out, key...), ':'), value...)
	}
	return append(out, '}'), nil
}

func fieldsOf(f *facts.Fact) object {
	out := object{}
	if f.ID() != "" {
		out = append(out, member{"id", f.ID()}) // which facts of unknown kinds have too
	}
	for field, v := range f.Written {
		out = append(out, member{field.Name, jsonOf(v)})
	}
	return out
}

// jsonOf returns a value for encoding/json.
func jsonOf(v facts.Value) any {
	if !v.IsList() {
		return jsonOfOne(v)
	}
	list := []any{}
	for item := range v.Each() {
		list = append(list, jsonOfOne(item))
	}
	return list
}

func jsonOfOne(v facts.Value) any {
	switch form := v.Field().Type.Form(); {
	case v.IsTable():
		table := object{}
		for key, entry := range v.Entries() {
			table = append(table, member{key, jsonOf(entry)})
		}
		return table
	case form == types.DateForm:
		if y, ok := bareYear(v); ok {
			return y
		}
		return v.DateText()
	case form.Numeric():
		if i := v.Int(); i != 0 || v.Number() == 0 {
			return i
		}
		return v.Number()
	case form == types.BooleanForm:
		return v.Bool()
	}
	return v.Text()
}

// bareYear returns a date that is written as an integer of TOML.
func bareYear(v facts.Value) (int64, bool) {
	y, err := strconv.ParseInt(strings.ReplaceAll(v.Source(), "_", ""), 0, 64)
	return y, err == nil
}
