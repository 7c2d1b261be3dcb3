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

// joined adds the texts that the parts of a field make: one, or one for each
// value where a path leads to several.
func (a *application) joined(f *field, s *scope, values []Value) []Value {
	type text struct {
		text string
		at   Value
		has  bool
	}
	all := []text{{at: Value{Constant: true}}}
	for i := range f.join {
		p := &f.join[i]
		here := []text{{at: Value{Constant: true}}}
		skip := false
		var long *records.Node
		for _, piece := range p.pieces {
			var next []text
			if piece.way == nil {
				for j := range here {
					here[j].text += piece.plain
				}
				continue
			}
			a.values(piece.way, s, func(n *records.Node) {
				for _, h := range here {
					if len(next) == maxJoined {
						return
					}
					if h.text += strings.TrimSpace(n.Text); len(h.text) > maxText {
						long = n
						return
					}
					if !h.has {
						h.has = true
						h.at = Value{Span: n.Span, Key: n.Key, Constant: piece.way.file != "" && n.Key == toml.Span{}}
					}
					next = append(next, h)
				}
			})
			if long != nil {
				a.tooLong(f, Value{Span: long.Span})
				return values
			}
			if len(next) == 0 {
				if !piece.way.optional {
					return values // a text with a hole is none
				}
				skip = true
				break
			}
			here = next
		}
		if skip {
			continue
		}
		var next []text
		for _, t := range all {
			for _, h := range here {
				if len(next) == maxJoined {
					break
				}
				if h.text = t.text + p.change.apply(h.text); len(h.text) > maxText {
					a.tooLong(f, h.at)
					return values
				}
				if t.has && !t.at.Constant {
					h.at = t.at
				}
				h.has = h.has || t.has
				next = append(next, h)
			}
		}
		all = next
	}
	for _, t := range all {
		if t.has {
			values = a.one(f, &source{}, records.Text, t.text, t.at, s, values)
		}
	}
	return values
}

func (a *application) tooLong(f *field, at Value) {
	a.problem(ValueProblem, at.Span, fmt.Sprintf("the text joined here is longer than %d bytes, so %s is left out", maxText, f.field.Name))
}
