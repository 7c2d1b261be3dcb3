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
	t := &Template{}
	var mistakes []Mistake
	var text strings.Builder
	if len(source) > maxSource {
		return nil, []Mistake{{0, len(source), "a message has at most 10 000 bytes"}}
	}
	for i := 0; i < len(source) && len(mistakes) < maxMistakes; {
		c := source[i]
		switch {
		case (c == '{' || c == '}') && i+1 < len(source) && source[i+1] == c:
			text.WriteByte(c)
			i += 2
		case c == '}':
			mistakes = append(mistakes, Mistake{i, i + 1, "this brace closes nothing; write }} for a brace in the text"})
			i++
		case c == '{':
			end := closing(source, i+1)
			if end < 0 {
				return nil, append(mistakes, Mistake{i, i + 1, "this brace is not closed; write {{ for a brace in the text"})
			}
			p, wrong := l.compile(source[i+1:end], kinds)
			for _, m := range wrong {
				if m.Start == m.End {
					m.Start, m.End = -1, end-i // the braces, when nothing is between them
				}
				mistakes = append(mistakes, Mistake{i + 1 + m.Start, i + 1 + m.End, m.Message})
			}
			if text.Len() > 0 {
				t.parts = append(t.parts, part{text: text.String()})
				text.Reset()
			}
			t.parts = append(t.parts, part{program: p})
			i = end + 1
		default:
			text.WriteByte(c)
			i++
		}
	}
	if text.Len() > 0 {
		t.parts = append(t.parts, part{text: text.String()})
	}
	if len(mistakes) > 0 {
		return nil, mistakes
	}
	return t, nil
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
