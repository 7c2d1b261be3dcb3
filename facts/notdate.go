package facts

import (
	"errors"
	"strings"

	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// maxGuesses is for how many texts of a file it is told which date was meant: to
// read one in all the ways that people write takes a while.
const maxGuesses = 300

// dateMeant guesses the date that was meant by a text that is not one.
func (r *reader) dateMeant(text string) edtf.Guess {
	if r.guessed++; r.guessed > maxGuesses {
		return edtf.Guess{}
	}
	return edtf.Meant(text)
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
	guess := r.dateMeant(text)
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
	guess := r.dateMeant(text)
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
