package wire

import "github.com/factlint/factlint/facts/toml"

// A Text is a text with its lines. It is the one place where byte offsets and
// the positions of the protocol meet: lines and characters from 0, characters
// counted in UTF-16, or in bytes when the client takes UTF-8. It is read-only.
type Text struct {
	Source []byte
	lines  *toml.Lines
}

// NewText indexes the lines of src, which end at \n, \r\n or \r.
func NewText(src []byte, inBytes bool) *Text {
	unit := toml.UTF16
	if inBytes {
		unit = toml.Bytes
	}
	return &Text{src, toml.NewEditorLines(src, unit)}
}

// Position converts a byte offset.
func (t *Text) Position(offset uint32) Position {
	p := t.lines.Position(offset)
	return Position{p.Line - 1, p.Column - 1}
}

// Offset converts a position. One beyond the end of its line means that end,
// one beyond the last line the end of the text.
func (t *Text) Offset(p Position) uint32 {
	return t.lines.Offset(toml.Position{Line: min(p.Line, 1<<30) + 1, Column: min(p.Character, 1<<30) + 1})
}

// RangeOf converts a range of bytes.
func (t *Text) RangeOf(start, end uint32) Range {
	return Range{t.Position(start), t.Position(max(start, end))}
}
