package mapping

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
)

// convert gives a text of a record as TOML would have it for a field. What does
// not fit is a string. It is of type Invalid for a date that says nothing.
func convert(f *vocabulary.Field, sort records.Sort, text string, asWritten bool, order, precision string) (toml.Type, string) {
	if f.Type.Form() == types.DateForm {
		if sort == records.Number && asWritten {
			return year(text)
		}
		return date(text, order, precision)
	}
	return scalar(f, sort, text)
}

// scalar gives a text by the type of its field.
func scalar(f *vocabulary.Field, sort records.Sort, text string) (toml.Type, string) {
	form := f.Type.Form()
	switch {
	case form.Numeric(), form == 0 && sort == records.Number:
		if t, n := number(text, form != types.IntegerForm); n != "" {
			return t, n
		}
	case form == types.BooleanForm, form == 0 && sort == records.Boolean:
		switch strings.ToLower(text) {
		case "true", "yes", "1":
			return toml.Boolean, "true"
		case "false", "no", "0":
			return toml.Boolean, "false"
		}
	}
	return toml.String, text
}

var (
	grouped = regexp.MustCompile(`^[+-]?\d{1,3}([ ,_'\x{a0}\x{202f}]\d{3})+(\.\d+)?$`)
	plain   = regexp.MustCompile(`^[+-]?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$`)
	groups  = strings.NewReplacer(" ", "", ",", "", "_", "", "'", "", "\u00a0", "", "\u202f", "")
)

// number returns a number as TOML has it, "" for a text that is none, or none
// that TOML can hold. A dot marks the fraction; what stands between groups of
// three digits is dropped.
func number(text string, float bool) (toml.Type, string) {
	if grouped.MatchString(text) {
		text = groups.Replace(text)
	}
	if !plain.MatchString(text) {
		return toml.Invalid, ""
	}
	if !strings.ContainsAny(text, ".eE") {
		if _, err := strconv.ParseInt(text, 10, 64); err == nil {
			return toml.Integer, text
		}
		text += ".0"
		if !float {
			return toml.Invalid, ""
		}
	}
	if x, err := strconv.ParseFloat(text, 64); err != nil || math.IsInf(x, 0) {
		return toml.Invalid, ""
	}
	return toml.Float, text
}

// literal gives a value that has the form of the field already.
func (a *application) literal(f *vocabulary.Field, n *records.Node) Value {
	v := Value{Span: n.Span, Key: n.Key}
	switch n.Sort {
	case records.List:
		v.Type = toml.Array
		for c := range n.Children() {
			if c.Sort == records.Null {
				a.problem(ValueProblem, c.Span, f.Name+" holds a null in a list, which is left out")
				continue
			}
			v.Items = append(v.Items, a.literal(f, c))
		}
	case records.Map:
		v.Type = toml.Table
		for c := range n.Children() {
			if c.Sort != records.Null {
				v.Fields = append(v.Fields, Field{c.Name, a.literal(subField(f, c.Name), c)})
			}
		}
	default:
		v.Type, v.Text = toml.String, n.Text // a year in quotes stays what it is
		if f.Type.Form() != types.DateForm || n.Sort == records.Number || !isoYear.MatchString(n.Text) {
			v.Type, v.Text = convert(f, n.Sort, n.Text, true, "", "")
		}
	}
	return v
}

// anything is a field of which nothing is known.
var anything vocabulary.Field

func subField(f *vocabulary.Field, key string) *vocabulary.Field {
	if sub := vocabulary.FieldNamed(f.Fields, key); sub != nil {
		return sub
	}
	return &anything
}
