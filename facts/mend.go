package facts

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
)

// fits reports whether a field can have what stands under the key that seems
// to mean it, so that it takes nothing but the right key there.
func (r *reader) fits(f *vocabulary.Field, n *toml.Node) bool {
	switch {
	case n.Type < toml.Array, n.Inline():
	case n.Type != toml.Table || !n.Header() || r.hasHeaders(n):
		return false // the key stands in several places
	}
	if f.Name == "id" && f.Type == types.String {
		return n.Type == toml.String && IsID(n.Text())
	}
	// Read it as that field, and forget what was read.
	problems, elems, texts, told, at := len(r.content.problems), len(r.content.elems), len(r.content.texts), r.told, r.at
	r.at = math.MaxInt
	v := r.value(f, n)
	ok := r.told == told && v.shape != badValue
	r.content.problems, r.content.elems, r.content.texts = r.content.problems[:problems], r.content.elems[:elems], r.content.texts[:texts]
	r.told, r.at = told, at
	return ok
}

// fitsKind reports whether a table has only fields of a kind, and all that the
// kind requires.
func (r *reader) fitsKind(n *toml.Node, k *vocabulary.Kind) bool {
	if k == nil || n.Broken() {
		return false
	}
	for c := r.doc.First(n); c != nil; c = r.doc.Next(c) {
		if k.FieldIndex(c.Name()) == vocabulary.None {
			return false
		}
	}
	for i := range k.Fields {
		if f := &k.Fields[i]; f.Required && r.doc.Get(n, f.Name) == nil && (r.defaults.node == nil || r.doc.Get(r.defaults.node, f.Name) == nil) {
			return false
		}
	}
	return true
}

// hasHeaders reports whether tables inside a table stand under headers of their
// own, which hold its name too.
func (r *reader) hasHeaders(n *toml.Node) bool {
	for c := r.doc.First(n); c != nil; c = r.doc.Next(c) {
		if !c.Inline() && (c.Header() || c.Type == toml.Array || c.Type == toml.Table && r.hasHeaders(c)) {
			return true
		}
	}
	return false
}

var (
	plainInteger = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,17})$`)
	plainNumber  = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,17})(\.[0-9]+)?$`)
)

// converted returns a value of the wrong type as the field takes it, "" when
// that is not certain: a number or a boolean in quotes, a string without, one
// value in a list.
func (r *reader) converted(f *vocabulary.Field, n *toml.Node) string {
	if n.Type == toml.Array && n.Inline() && !f.Many {
		c := r.doc.First(n)
		list := string(r.doc.Source[n.Span.Start:n.Span.End])
		if c == nil || r.doc.Next(c) != nil || c.Type == toml.Array || strings.ContainsAny(list, "#\n") || !r.fits(f, c) {
			return ""
		}
		return string(r.doc.Source[c.Span.Start:c.Span.End])
	}
	text := n.Text()
	var x any
	switch {
	case f.Type == types.String:
		text = r.inQuotes(n)
		x = strings.Trim(text, `"`)
		if text == "" || len(f.OneOf) > 0 && !slices.Contains(f.OneOf, x.(string)) {
			return ""
		}
	case f.Type.Form() == types.DateForm && n.Type == toml.Float:
		if guess := r.dateMeant(string(r.doc.Source[n.Span.Start:n.Span.End])); guess.Certain {
			return guess.Choices[0].Write
		}
		return ""
	case n.Type != toml.String:
		return ""
	case f.Type.Form() == types.IntegerForm && plainInteger.MatchString(text):
		x, _ = strconv.ParseInt(text, 10, 64)
	case f.Type.Form() == types.NumberForm && plainNumber.MatchString(text):
		x, _ = strconv.ParseFloat(text, 64)
	case f.Type.Form() == types.BooleanForm && (text == "true" || text == "false"):
		x = text == "true"
	default:
		return ""
	}
	if f.Validate != "" && vocabulary.FailsTag(f, x) != "" {
		return ""
	}
	return text
}

// inQuotes returns a number or a date as the string that was meant, "" for
// what reads otherwise than it is written.
func (r *reader) inQuotes(n *toml.Node) string {
	switch text := string(r.doc.Source[n.Span.Start:n.Span.End]); {
	case n.Type == toml.Integer && plainInteger.MatchString(text), n.Type == toml.LocalDate && !n.Malformed():
		return `"` + text + `"`
	}
	return ""
}
