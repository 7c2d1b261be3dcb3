package toml

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"strings"
	"unicode/utf8"
)

// Eight bytes at a time: every byte of ones is 1, of highs the bit that no
// ASCII character has.
const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// plainEnd finds the first byte from at on that ends a run of text: a control
// character, DEL, or one of the two given ones. high has the highs of what it
// went over, and perhaps of a few bytes more.
func plainEnd(s []byte, at int, a, b byte) (end int, high uint64) {
	as, bs := uint64(a)*ones, uint64(b)*ones
	for at+8 <= len(s) {
		x := binary.LittleEndian.Uint64(s[at : at+8])
		high |= x
		// Borrows and carries only ever reach bytes behind the first match.
		found := ((x - 0x20*ones) | (x + ones) | (x ^ as - ones) | (x ^ bs - ones)) &^ x & highs
		if found != 0 {
			return at + bits.TrailingZeros64(found)>>3, high & highs
		}
		at += 8
	}
	for at < len(s) && s[at] >= ' ' && s[at] != 0x7f && s[at] != a && s[at] != b {
		high |= uint64(s[at])
		at++
	}
	return at, high & highs
}

// comment goes over a comment and gives where it ends, before its line end.
func (p *Parser) comment(start int) (end int) {
	s := p.doc.Source
	var high, more uint64
	for end = start; end == start || end < len(s) && s[end] == '\t'; high |= more {
		end, more = plainEnd(s, end+1, '\n', '\n')
	}
	if high != 0 && !utf8.Valid(s[start:end]) {
		return p.notUTF8(start, end)
	}
	if end < len(s) && s[end] != '\n' && !bytes.HasPrefix(s[end:], []byte("\r\n")) {
		return p.forbidden(end)
	}
	p.doc.Comments = append(p.doc.Comments, p.span(start, end))
	return end
}

// blank goes over what may be between the elements of an array: blanks,
// line ends and comments.
func (p *Parser) blank(at int) int {
	s := p.doc.Source
	for at < len(s) {
		switch c := s[at]; {
		case c == ' ' || c == '\t' || c == '\n':
			at++
		case c == '\r' && at+1 < len(s) && s[at+1] == '\n':
			at += 2
		case c == '#':
			if at = p.comment(at); at < 0 {
				return at
			}
		default:
			return at
		}
	}
	return at
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

func skipSpaces(s []byte, at int) int {
	for at < len(s) && isBlank(s[at]) {
		at++
	}
	return at
}

// A key is one part of a key as written. Its flags are 0 or flagQuoted.
type key struct {
	Span
	flags flags
}

// bareKey says of every byte whether a bare key may have it.
var bareKey = func() (set [256]bool) {
	for c := range set {
		set[c] = isBareKey(rune(c))
	}
	return set
}()

// bareEnd goes over the bytes that a bare key may have. It also gives the bit
// that put wants, 0 for no word of eight bytes to take it from.
func bareEnd(s []byte, start int) (end int, bit uint64) {
	end = start
	if end+8 <= len(s) {
		word := binary.LittleEndian.Uint64(s[end : end+8])
		lower := word | 0x20*ones
		letter := (lower + (0x80-'a')*ones) &^ (lower + (0x7f-'z')*ones)
		digit := (word + (0x80-'0')*ones) &^ (word + (0x7f-'9')*ones)
		dash, underscore := word^'-'*ones, word^'_'*ones
		other := (dash + 0x7f*ones | dash) & (underscore + 0x7f*ones | underscore)
		width := bits.TrailingZeros64(other&^(letter|digit)&highs) >> 3
		if end += width; width < 8 {
			word &= 1<<(8*width) - 1
			return end, 1 << ((word ^ uint64(width)) * 0x9e3779b97f4a7c15 >> 58)
		}
		bit = 1 << (word * 0x9e3779b97f4a7c15 >> 58)
	}
	for end < len(s) && bareKey[s[end]] {
		end++
	}
	return end, bit
}

// keyPart reads a part of a key.
func (p *Parser) keyPart(start int) (k key, end int) {
	s := p.doc.Source
	end, _ = bareEnd(s, start)
	switch {
	case end > start:
		return key{p.span(start, end), 0}, end
	case start < len(s) && (s[start] == '"' || s[start] == '\''):
		t := p.quoted(start, 1)
		if t.end >= 0 && t.escaped {
			if p.names == nil {
				p.names = map[uint32]string{}
			}
			p.names[uint32(start)] = unescape(p.text[t.from:t.to])
		}
		return key{p.span(start, t.end), flagQuoted}, t.end
	}
	return key{}, p.noKey(start)
}

// name decodes a part of a key.
func (p *Parser) name(k key) string {
	if k.flags == 0 {
		return p.text[k.Start:k.End]
	}
	if name, escaped := p.names[k.Start]; escaped {
		return name
	}
	return p.text[k.Start+1 : k.End-1]
}

// A quotation is a string as it stands in the source.
type quotation struct {
	from, to int // what is between the quotes
	end      int // where it ends, -1 for a syntax error
	escaped  bool
}

// quoted reads a string between one or three quotes.
func (p *Parser) quoted(start, quotes int) quotation {
	s := p.doc.Source
	q := s[start]
	stop := q
	if q == '"' {
		stop = '\\'
	}
	at := start + quotes
	if quotes == 3 {
		if bytes.HasPrefix(s[at:], []byte("\n")) {
			at++
		} else if bytes.HasPrefix(s[at:], []byte("\r\n")) {
			at += 2
		}
	}
	t := quotation{from: at}
	for {
		run := at
		var high uint64
		if at, high = plainEnd(s, at, q, stop); high != 0 && !utf8.Valid(s[run:at]) {
			t.end = p.notUTF8(run, at)
			return t
		}
		if at >= len(s) {
			t.end = p.neverClosed(start)
			return t
		}
		switch c := s[at]; {
		case c == q && quotes == 1:
			t.to, t.end = at, at+1
			return t
		case c == q:
			n := 1
			for at+n < len(s) && s[at+n] == q {
				n++
			}
			if n > 5 {
				t.end = p.syntax(at, at, at+n, "more than two quotes stand before the three that close the string: remove some")
				return t
			}
			at += n
			if n >= 3 {
				t.to, t.end = at-3, at
				return t
			}
		case c == stop:
			t.escaped = true
			_, end, wrong := escape(p.text, at, quotes == 3)
			if wrong != "" {
				t.end = p.syntax(at, at, end, wrong)
				return t
			}
			at = end
		case c == '\t' || c == '\n' && quotes == 3:
			at++
		case c == '\r' && quotes == 3 && bytes.HasPrefix(s[at:], []byte("\r\n")):
			at += 2
		case c == '\n' || c == '\r' && bytes.HasPrefix(s[at:], []byte("\r\n")):
			t.end = p.cutByLineEnd(start, at)
			return t
		default:
			t.end = p.forbidden(at)
			return t
		}
	}
}

// escape reads an escape that begins at a backslash. It gives the character that
// it stands for, -1 for a line end that is not meant, and what is wrong with it.
func escape(s string, start int, multiline bool) (r rune, end int, wrong string) {
	at := start + 1
	if at == len(s) {
		return 0, at, `nothing follows the backslash: write \\ for a backslash itself`
	}
	if i := strings.IndexByte(`"\bfnrte`, s[at]); i >= 0 {
		return rune("\"\\\b\f\n\r\t\x1b"[i]), at + 1, ""
	}
	for end = at; end < len(s) && (isBlank(s[end]) || s[end] == '\n' || strings.HasPrefix(s[end:], "\r\n")); {
		end++
	}
	if multiline && strings.IndexByte(s[at:end], '\n') >= 0 {
		return -1, end, "" // the line goes on at the next text
	}
	i := strings.IndexByte("xuU", s[at])
	if i < 0 {
		return 0, at, `a backslash begins an escape such as \n, \t, \" or \u00e9: write \\ for a backslash itself, or use single quotes`
	}
	for end = at + 1; end <= at+2<<i; end++ {
		if end >= len(s) || hexDigit[s[end]] > 15 {
			return 0, end, `\x takes two hexadecimal digits, \u four and \U eight: write them all`
		}
		r = r<<4 | rune(hexDigit[s[end]])
	}
	if !utf8.ValidRune(r) {
		wrong = "there is no such character: write the code point of one that exists, at most 10FFFF and none from D800 to DFFF"
	}
	return r, end, wrong
}

// unescape decodes a string whose escapes are right.
func unescape(s string) string {
	out := make([]byte, 0, len(s))
	for at := 0; at < len(s); {
		if s[at] != '\\' {
			out = append(out, s[at])
			at++
			continue
		}
		r, end, _ := escape(s, at, true)
		if at = end; r >= 0 {
			out = utf8.AppendRune(out, r)
		}
	}
	return string(out)
}
