package config

import (
	"bytes"
	"unicode/utf8"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/toml"
)

// within returns where in the file the bytes of a string's text stand; all of
// the string when start is negative, or the text is not what the string holds.
func (r *reader) within(n *toml.Node, start, end int) facts.Span {
	if n.Type != toml.String || start < 0 || start > end {
		return n.Span
	}
	raw := r.doc().Source[n.Span.Start:n.Span.End]
	from, ok := rawOffset(raw, start, len(n.Text()))
	to, ok2 := rawOffset(raw, end, len(n.Text()))
	if !ok || !ok2 {
		return n.Span
	}
	return facts.Span{Start: n.Span.Start + uint32(from), End: n.Span.Start + uint32(max(from, to))}
}

// rawOffset returns where the byte at an offset of a string's text stands in the
// string as written, with its quotes and escapes. The text has size bytes, which
// must come out as well, else ok is false.
func rawOffset(raw []byte, offset, size int) (at int, ok bool) {
	quotes := 1
	if len(raw) >= 6 && (bytes.HasPrefix(raw, []byte(`"""`)) || bytes.HasPrefix(raw, []byte(`'''`))) {
		quotes = 3
	}
	i, end := quotes, len(raw)-quotes
	if quotes == 3 {
		for _, newline := range []string{"\n", "\r\n"} {
			if bytes.HasPrefix(raw[i:], []byte(newline)) {
				i += len(newline)
				break
			}
		}
	}
	at = -1
	decoded := 0
	for decoded <= size {
		if decoded >= offset && at < 0 {
			at = i
		}
		if i >= end {
			break
		}
		step, makes := 1, 1
		if raw[0] == '"' && raw[i] == '\\' {
			if step, makes = escape(raw[i:end]); step == 0 {
				return 0, false
			}
		}
		i, decoded = i+step, decoded+makes
	}
	return at, at >= 0 && decoded == size && i == end
}

// escape returns how many bytes an escape takes, and how many it makes.
func escape(raw []byte) (step, makes int) {
	if len(raw) < 2 {
		return 0, 0
	}
	digits := 0
	switch raw[1] {
	case 'x':
		digits = 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	case ' ', '\t', '\r', '\n': // the line goes on after all blanks
		for step = 1; step < len(raw) && bytes.IndexByte([]byte(" \t\r\n"), raw[step]) >= 0; {
			step++
		}
		return step, 0
	default:
		return 2, 1
	}
	if len(raw) < 2+digits {
		return 0, 0
	}
	var code rune
	for _, c := range raw[2 : 2+digits] {
		code <<= 4
		switch {
		case c >= '0' && c <= '9':
			code |= rune(c - '0')
		case c >= 'a' && c <= 'f':
			code |= rune(c - 'a' + 10)
		case c >= 'A' && c <= 'F':
			code |= rune(c - 'A' + 10)
		default:
			return 0, 0
		}
	}
	return 2 + digits, utf8.RuneLen(code)
}
