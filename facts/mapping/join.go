package mapping

import (
	"errors"
	"fmt"
	"strings"

	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/facts/toml"
)

// A part of a text that is joined is plain text with ways in it.
type part struct {
	pieces []piece
	change change
}

// A piece is plain text, or the way to one.
type piece struct {
	plain string
	way   *way
}

// parsePart reads a text with paths in braces; a brace itself is written twice.
func parsePart(text string, parse func(path string) *way) (pieces []piece, err error) {
	var plain strings.Builder
	flush := func() {
		if plain.Len() > 0 {
			pieces = append(pieces, piece{plain: plain.String()})
			plain.Reset()
		}
	}
	for text != "" {
		switch {
		case strings.HasPrefix(text, "{{"), strings.HasPrefix(text, "}}"):
			plain.WriteByte(text[0])
			text = text[2:]
		case text[0] == '{':
			inside, after, ok := strings.Cut(text[1:], "}")
			if !ok {
				return nil, errors.New("a { is not closed; write {{ for the character itself")
			}
			flush()
			if w := parse(inside); w != nil {
				pieces = append(pieces, piece{way: w})
			}
			text = after
		case text[0] == '}':
			return nil, errors.New("a } closes nothing; write }} for the character itself")
		default:
			plain.WriteByte(text[0])
			text = text[1:]
		}
	}
	flush()
	return pieces, nil
}

// maxJoined is how many texts lists may be joined to, and maxText how long one may
// become, in bytes.
const (
	maxJoined = 1000
	maxText   = 1 << 16
)

// A joint is a text as far as it is joined.
type joint struct {
	text string
	at   Value // where the first of it stands that is in the records
	has  bool  // something that a path leads to
}

// joined adds the texts that the parts of a field make: one, or one for each
// value where a path leads to several.
func (a *application) joined(f *field, s *scope, values []Value) []Value {
	all := []joint{{at: Value{Constant: true}}}
	for i := range f.join {
		part, optional := a.joinedPart(f, &f.join[i], s)
		switch {
		case part != nil:
			if all = a.times(f, all, part); all == nil {
				return values
			}
		case !optional:
			return values // a text with a hole is none
		}
	}
	for _, t := range all {
		if t.has {
			values = a.one(f, &source{}, records.Text, t.text, t.at, s, values)
		}
	}
	return values
}

// joinedPart returns the texts that a part makes; nil when one of its paths leads to
// nothing, and whether it may be left out then.
func (a *application) joinedPart(f *field, p *part, s *scope) (texts []joint, optional bool) {
	texts = []joint{{at: Value{Constant: true}}}
	for _, piece := range p.pieces {
		if piece.way == nil {
			for i := range texts {
				texts[i].text += piece.plain
			}
			continue
		}
		var found []joint
		a.values(piece.way, s, func(n *records.Node) {
			at := Value{Span: n.Span, Key: n.Key, Constant: piece.way.file != "" && n.Key == toml.Span{}}
			found = append(found, joint{strings.TrimSpace(n.Text), at, true})
		})
		if len(found) == 0 {
			return nil, piece.way.optional
		}
		if texts = a.times(f, texts, found); texts == nil {
			return nil, false
		}
	}
	for i := range texts {
		texts[i].text = p.change.apply(texts[i].text)
	}
	return texts, false
}

// times joins each of some texts with each of others, up to a number; nil, reported, when
// one becomes too long.
func (a *application) times(f *field, all, more []joint) (out []joint) {
	for _, t := range all {
		for _, m := range more {
			if len(out) == maxJoined {
				return out
			}
			if len(t.text)+len(m.text) > maxText {
				a.problem(ValueProblem, m.at.Span, fmt.Sprintf("the text joined here is longer than %d bytes, so %s is left out", maxText, f.field.Name))
				return nil
			}
			at := t.at
			if at.Constant && m.has {
				at = m.at
			}
			out = append(out, joint{t.text + m.text, at, t.has || m.has})
		}
	}
	return out
}
