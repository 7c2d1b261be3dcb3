package mapping

import (
	"errors"
	"strings"
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
