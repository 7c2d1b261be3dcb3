package expression

import (
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// A Template is a text with expressions in braces: "{fact.title} is published
// {fact.published}". Two braces stand for one.
type Template struct {
	parts []part
}

// part is a text, or an expression.
type part struct {
	text    string
	program *Program
}

// maxTemplate is the greatest number of code points of what a template gives.
const maxTemplate = 1000

// Template compiles a text with expressions in braces, about a fact of one of the kinds.
func (l *Language) Template(source string, kinds []*vocabulary.Kind) (*Template, []Mistake) {
	if len(source) > maxSource {
		return nil, []Mistake{{0, len(source), "a message has at most 10 000 bytes"}}
	}
	t := &Template{}
	found, mistakes := pieces(source)
	for _, f := range found {
		if len(mistakes) >= maxMistakes {
			break
		}
		var program *Program
		if f.from > 0 {
			var wrong []Mistake
			program, wrong = l.compile(source[f.from:f.to], kinds)
			for _, m := range wrong {
				if m.Start == m.End {
					m.Start, m.End = -1, f.to-f.from+1 // the braces, when nothing stands between them
				}
				mistakes = append(mistakes, Mistake{f.from + m.Start, f.from + m.End, m.Message})
			}
		}
		t.parts = append(t.parts, part{f.text, program})
	}
	if len(mistakes) > 0 {
		return nil, mistakes
	}
	return t, nil
}

// A piece of a template is a text, or an expression that stands in a range of its bytes.
type piece struct {
	text     string
	from, to int // 0 for a text
}

// pieces takes a template apart, as far as its braces go together.
func pieces(source string) (out []piece, mistakes []Mistake) {
	var text strings.Builder
	flush := func() {
		if text.Len() > 0 {
			out = append(out, piece{text: text.String()})
			text.Reset()
		}
	}
	for i := 0; i < len(source) && len(mistakes) < maxMistakes; i++ {
		switch c := source[i]; {
		case (c == '{' || c == '}') && i+1 < len(source) && source[i+1] == c:
			text.WriteByte(c)
			i++
		case c == '}':
			mistakes = append(mistakes, Mistake{i, i + 1, "this brace closes nothing; write }} for a brace in the text"})
		case c == '{':
			end := closing(source, i+1)
			if end < 0 {
				return out, append(mistakes, Mistake{i, i + 1, "this brace is not closed; write {{ for a brace in the text"})
			}
			flush()
			out = append(out, piece{from: i + 1, to: end})
			i = end
		default:
			text.WriteByte(c)
		}
	}
	flush()
	return out, mistakes
}

// closing finds the brace that closes an expression, past texts in quotes and
// braces inside it; -1 when there is none.
func closing(source string, from int) int {
	depth := 0
	for i := from; i < len(source); i++ {
		switch source[i] {
		case '{':
			depth++
		case '}':
			if depth == 0 {
				return i
			}
			depth--
		case '"', '\'', '`':
			i = quoteEnd(source, i)
		}
	}
	return -1
}

// Words fills a template in for a fact. What is not known becomes "?".
func (m *Machine) Words(t *Template, f *facts.Fact) (string, error) {
	var b strings.Builder
	for _, p := range t.parts {
		if p.program == nil {
			b.WriteString(p.text)
			continue
		}
		v, err := m.run(p.program, f)
		if err != nil {
			return "", err
		}
		b.WriteString(words(v, false))
	}
	return wording.Cut(strings.Join(strings.Fields(b.String()), " "), maxTemplate), nil
}
