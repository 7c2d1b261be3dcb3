package convert

import (
	"bufio"
	"bytes"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/types"
)

// Export writes the facts of a base as JSON lines, in the order of the base: a
// line for each with its kind, its file below dir ("" for the folder of the base) and
// line, and its fields with those
// that it takes from [defaults]. Dates are texts as written, except for years,
// which are numbers. What has an error of its own is left out, and so is what
// is in a table whose fields the vocabulary does not declare. What must not
// reach a terminal or a log raw is escaped.
func Export(w io.Writer, base *facts.Base, dir string) error {
	b := bufio.NewWriterSize(w, 64<<10)
	var line bytes.Buffer
	e := exporter{jsontext.NewEncoder(&line, jsontext.EscapeForHTML(true), jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true))}
	var safe []byte
	for f := range base.All {
		e.fact(f, path.Join(dir, f.File.Path), f.File.Lines().Line(f.Head().Start))
		safe = report.AppendSafe(safe[:0], line.Bytes())
		b.Write(safe)
		line.Reset()
	}
	return b.Flush()
}

// exporter writes facts as JSON, whose members keep their order.
type exporter struct{ *jsontext.Encoder }

func (e exporter) put(tokens ...jsontext.Token) {
	for _, t := range tokens {
		if err := e.WriteToken(t); err != nil {
			panic(err) // texts and finite numbers, into memory
		}
	}
}

func (e exporter) fact(f *facts.Fact, file string, line int) {
	e.put(jsontext.BeginObject,
		jsontext.String("kind"), jsontext.String(f.Kind().Name),
		jsontext.String("file"), jsontext.String(file),
		jsontext.String("line"), jsontext.Int(int64(line)),
		jsontext.String("fields"), jsontext.BeginObject)
	if f.ID() != "" { // which facts of unknown kinds have too
		e.put(jsontext.String("id"), jsontext.String(f.ID()))
	}
	for field, v := range f.Written {
		e.put(jsontext.String(field.Name))
		e.value(v)
	}
	e.put(jsontext.EndObject, jsontext.EndObject)
}

// value writes a value, or those of a list.
func (e exporter) value(v facts.Value) {
	if !v.IsList() {
		e.one(v)
		return
	}
	e.put(jsontext.BeginArray)
	for item := range v.Each() {
		e.one(item)
	}
	e.put(jsontext.EndArray)
}

func (e exporter) one(v facts.Value) {
	switch form := v.Field().Type.Form(); {
	case v.IsTable():
		e.put(jsontext.BeginObject)
		for key, entry := range v.Entries() {
			e.put(jsontext.String(key))
			e.value(entry)
		}
		e.put(jsontext.EndObject)
	case form == types.DateForm:
		if y, err := strconv.ParseInt(strings.ReplaceAll(v.Source(), "_", ""), 0, 64); err == nil { // a year as TOML has it
			e.put(jsontext.Int(y))
		} else {
			e.put(jsontext.String(v.DateText()))
		}
	case form.Numeric():
		if i := v.Int(); i != 0 || v.Number() == 0 {
			e.put(jsontext.Int(i))
		} else {
			e.put(jsontext.Float(v.Number()))
		}
	case form == types.BooleanForm:
		e.put(jsontext.Bool(v.Bool()))
	default:
		e.put(jsontext.String(v.Text()))
	}
}
