package facts

import (
	"errors"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// fits reports whether a field can have what stands under the key that seems
// to mean it, so that it takes nothing but the right key there.
func (r *reader) fits(f *vocabulary.Field, n *toml.Node) bool {
	switch {
	case n.Type < toml.Array, n.Inline():
	case n.Type != toml.Table || !n.Header() || r.hasHeaders(n):
		return false // the key stands in several places
	}
	if f.IsIDField() {
		return n.Type == toml.String && IsID(n.Text())
	}
	// Read it as that field, and forget what was read.
	problems, elems, runs, counts, at := len(r.content.problems), len(r.content.elems), len(r.content.runs), r.counts, r.at
	r.at = math.MaxInt
	v := r.value(f, n)
	ok := r.counts == counts && v.shape != badValue
	r.content.problems, r.content.elems, r.content.runs = r.content.problems[:problems], r.content.elems[:elems], r.content.runs[:runs]
	r.counts, r.at = counts, at
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
	case f.Type.FreeText():
		text = r.inQuotes(n)
		x = strings.Trim(text, `"`)
		if text == "" || len(f.OneOf) > 0 && !slices.Contains(f.OneOf, x.(string)) {
			return ""
		}
	case f.Type.Form() == types.DateForm && n.Type == toml.Float:
		if guess := r.guessDate(string(r.doc.Source[n.Span.Start:n.Span.End])); guess.Certain {
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

// maxGuesses is for how many texts of a file a date is guessed: to
// read one in all the ways that people write takes a while.
const maxGuesses = 300

// guessDate guesses the date that was meant by a text that is not one.
func (r *reader) guessDate(text string) edtf.Guess {
	if r.guessed++; r.guessed > maxGuesses {
		return edtf.Guess{}
	}
	return edtf.Suggest(text)
}

// datesPage is where a message about a date points to.
const datesPage = " (factlint explain dates)"

// notDate tells that a value is not a date, and what to write instead.
func (r *reader) notDate(f *vocabulary.Field, n *toml.Node, err error) {
	text := string(r.doc.Source[n.Span.Start:n.Span.End])
	shown := wording.Cut(text, 60)
	if n.Type == toml.String {
		text = n.Text()
		shown = r.written(n)
	}
	guess := r.guessDate(text)
	p := Problem{Kind: DateProblem, Span: n.Span, Fact: r.fact, Message: shown + " is not a date: "}
	switch {
	case len(guess.Choices) > 0:
		if guess.Reason != "" {
			p.Message += guess.Reason + "; "
		}
		p.Message += "write " + choices(guess)
		p.Certain = guess.Certain
		if len(guess.Choices) == 1 {
			p.Instead = guess.Choices[0].Write
		}
	case guess.Reason != "":
		p.Message += guess.Reason
	case guess.Unknown && !f.Required:
		p.Message += "leave " + f.Name + " out while it is not known"
	case n.Malformed() && !errors.Is(err, edtf.ErrNone):
		p.Message += n.Problem()
	default:
		reason := err.Error()
		if e := (*edtf.Error)(nil); errors.As(err, &e) {
			reason = e.Reason
		}
		p.Message += reason
	}
	p.Message += datesPage
	r.add(p)
}

// choices lists what may have been meant: `"1743/1744" for both years, or …`.
func choices(guess edtf.Guess) string {
	words := make([]string, len(guess.Choices))
	for i, c := range guess.Choices {
		words[i] = strings.TrimSpace(c.Write + " " + c.Means)
	}
	return wording.Or(words)
}

// bareDate adds to a complaint about text without quotes the date that was meant,
// where the key before it is that of a date.
func (r *reader) bareDate(p *Problem) {
	src := r.doc.Source
	line := src[lineStart(src, p.Span.Start):p.Span.Start]
	key, _, ok := strings.Cut(string(line), "=")
	if key = strings.TrimSpace(key); !ok || !r.takesDates(key) {
		return
	}
	text := string(src[p.Span.Start:p.Span.End])
	guess := r.guessDate(text)
	if len(guess.Choices) == 0 {
		return
	}
	p.Message = wording.Quote(text) + " is not a date: write " + choices(guess) + datesPage
	if p.Certain = guess.Certain; p.Certain {
		p.Instead = guess.Choices[0].Write
	}
}

// takesDates reports whether every field of a name, in whatever kind, takes dates.
func (r *reader) takesDates(name string) bool {
	found := false
	for _, k := range r.vocabulary.Kinds {
		if i := k.FieldIndex(name); i != vocabulary.None {
			if k.Fields[i].Type.Form() != types.DateForm {
				return false
			}
			found = true
		}
	}
	return found
}

// written names what stands in the file, for a message.
func (r *reader) written(n *toml.Node) string {
	switch n.Type {
	case toml.String:
		if n.Text() == "" {
			return "an empty string"
		}
		return wording.Quote(n.Text())
	case toml.Integer:
		return strconv.FormatInt(n.Int(), 10)
	case toml.Float:
		return wording.Cut(string(r.doc.Source[n.Span.Start:n.Span.End]), 60)
	case toml.Boolean:
		return strconv.FormatBool(n.Bool())
	case toml.LocalTime:
		return "a time of day"
	case toml.Array:
		return "a list"
	case toml.Table:
		return "a table"
	}
	return "a date"
}

// example shows how a field is written.
func example(f *vocabulary.Field) string {
	return f.Name + " = " + strings.ReplaceAll(f.Type.Row().Example, "{kinds}", vocabulary.KindsOf(f))
}
