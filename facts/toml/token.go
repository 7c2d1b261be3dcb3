package toml

import "bytes"

// A Token is a piece of a text: a string, a comment, a word such as a bare
// key, a number or a date, a line end, or any other single byte.
type Token struct {
	Span
	Kind  byte // the byte that it begins with, 'a' for a word, 0 for the end of the text
	Inner Span // what is between the quotes of a string
	Open  bool // the string does not end; it is taken to end with its line
}

// Next gives the first token from an offset on. It is made for text that is
// being written: nothing is an error, and no slip reaches beyond its line.
func Next(src []byte, at int) Token {
	for at < len(src) && (isBlank(src[at]) || src[at] == '\r') {
		at++
	}
	if at >= len(src) {
		return Token{Span: Span{uint32(len(src)), uint32(len(src))}}
	}
	c, end := src[at], at+1
	switch {
	case c == '"' || c == '\'':
		return stringToken(src, at)
	case c == '#':
		end = at + len(bytes.TrimSuffix(src[at:nextLine(src, at)], []byte("\n")))
	case isWord(c):
		for end < len(src) && isWord(src[end]) {
			end++
		}
		c = 'a'
	}
	return Token{Span: Span{uint32(at), uint32(end)}, Kind: c}
}

func isWord(c byte) bool { return isNumeral(c) || c == ':' }

func stringToken(src []byte, start int) Token {
	q, quotes := src[start], 1
	if bytes.HasPrefix(src[start:], []byte{q, q, q}) {
		quotes = 3
	}
	from := start + quotes
	t := Token{Span: Span{Start: uint32(start)}, Kind: q, Inner: Span{Start: uint32(from)}}
	for at := from; ; at++ {
		at, _ = plainEnd(src, at, q, '\\')
		switch {
		case at >= len(src) || src[at] == '\n' && quotes == 1:
			end := from + len(bytes.TrimSuffix(src[from:nextLine(src, from)], []byte("\n")))
			t.Open, t.Inner.End, t.End = true, uint32(end), uint32(end)
			return t
		case src[at] == '\\' && q == '"' && at+1 < len(src) && src[at+1] != '\n':
			at++
		case quotes == 1 && src[at] == q, quotes == 3 && bytes.HasPrefix(src[at:], []byte{q, q, q}):
			t.Inner.End, t.End = uint32(at), uint32(at+quotes)
			return t
		}
	}
}
