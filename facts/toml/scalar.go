package toml

import (
	"bytes"
	"strings"
)

// scalar finds the type and the end of a value without quotes and brackets.
func (p *Parser) scalar(start int) (t Type, end int) {
	s := p.doc.Source
	switch c := s[start]; {
	case isDigit(c):
		if isDateStart(s[start:]) {
			return p.date(start)
		}
		return p.number(start, start)
	case c == '+' || c == '-':
		return p.number(start, start+1)
	case bytes.HasPrefix(s[start:], []byte("true")):
		return Boolean, start + len("true")
	case bytes.HasPrefix(s[start:], []byte("false")):
		return Boolean, start + len("false")
	case c == 'i' || c == 'n':
		return p.number(start, start)
	}
	return Invalid, p.noValue(start, 0)
}

// number reads a number whose first digit, or word, stands after its sign.
func (p *Parser) number(start, at int) (t Type, end int) {
	s := p.doc.Source
	if at == len(s) || !isDigit(s[at]) {
		switch {
		case p.endsLine(at):
			return Invalid, p.wrongNumber(start, at, "there are no digits after the sign: write a number")
		case bytes.HasPrefix(s[at:], []byte("inf")) || bytes.HasPrefix(s[at:], []byte("nan")):
			return Float, at + len("inf")
		}
		return Invalid, p.noValue(start, at-start)
	}
	if s[at] == '0' && at+1 < len(s) && radix(s[at+1]) > 0 {
		base := radix(s[at+1])
		switch digit := at + 2; {
		case at > start:
			return Invalid, p.wrongNumber(start, at, "a number with 0x, 0o or 0b has no sign: write it in decimal digits")
		case digit == len(s) || hexDigit[s[digit]] >= base:
			return Invalid, p.wrongNumber(start, digit, "0x, 0o or 0b is followed by digits of its base: write at least one")
		default:
			end = p.digits(start, digit, base)
			return p.integer(start, end), end
		}
	}
	if end = p.digits(start, at, 10); end < 0 {
		return Invalid, end
	}
	if s[at] == '0' && end > at+1 {
		p.wrongNumber(start, at, "a number does not begin with 0: remove the zero, or put it in quotes if it is text")
		p.bad.bare = !p.bad.settled // 01/02/1999
		return Invalid, -1
	}
	if end == len(s) || s[end] != '.' && s[end]|0x20 != 'e' {
		return p.integer(start, end), end
	}
	if s[end] == '.' {
		if end++; end == len(s) || !isDigit(s[end]) {
			return Invalid, p.wrongNumber(start, end, "a decimal point has digits on both sides: write at least one after it")
		}
		if end = p.digits(start, end, 10); end < 0 {
			return Invalid, end
		}
	}
	if end < len(s) && s[end]|0x20 == 'e' {
		if end++; end < len(s) && (s[end] == '+' || s[end] == '-') {
			end++
		}
		if end == len(s) || !isDigit(s[end]) {
			return Invalid, p.wrongNumber(start, end, "an exponent has at least one digit after e: write it")
		}
		if end = p.digits(start, end, 10); end < 0 {
			return Invalid, end
		}
	}
	if text := p.text[start:end]; len(text) > 300 || strings.ContainsAny(text, "eE") { // else it is small enough
		if _, ok := ParseFloat(text); !ok {
			p.failf(p.span(start, end), "%s is out of range: a number lies between -1.7e308 and 1.7e308", quoted(text))
			return Invalid, end
		}
	}
	return Float, end
}

func radix(c byte) uint8 {
	switch c {
	case 'x':
		return 16
	case 'o':
		return 8
	case 'b':
		return 2
	}
	return 0
}

// hexDigit is the value of every byte that is a digit, 255 of others.
var hexDigit = func() (values [256]uint8) {
	for c := range values {
		values[c] = 255
	}
	for i, c := range []byte("0123456789abcdef") {
		values[c], values[bytes.ToUpper([]byte{c})[0]] = uint8(i), uint8(i)
	}
	return values
}()

// digits goes over digits of a base, with single underscores between them.
func (p *Parser) digits(start, at int, base uint8) (end int) {
	s := p.doc.Source
	for at < len(s) && hexDigit[s[at]] < base {
		if at++; at < len(s) && s[at] == '_' {
			if at++; at == len(s) || hexDigit[s[at]] >= base {
				return p.wrongNumber(start, at, "an underscore in a number stands between two digits: move or remove it")
			}
		}
	}
	return at
}

// integer judges whether a whole number fits into 64 bits.
func (p *Parser) integer(start, end int) Type {
	if end-start <= len("0x")+15 {
		return Integer
	}
	text := p.text[start:end]
	if _, ok := ParseInteger(text); !ok {
		p.failf(p.span(start, end), "%s is out of range: a whole number lies between -9223372036854775808 and 9223372036854775807", quoted(text))
		return Invalid
	}
	return Integer
}

// isDateStart reports whether what begins with a digit is meant as a date or
// time: two digits and a colon, or four and a hyphen.
func isDateStart(s []byte) bool {
	return len(s) > 2 && s[2] == ':' && isDigit(s[1]) ||
		len(s) > 4 && s[4] == '-' && isDigit(s[1]) && isDigit(s[2]) && isDigit(s[3])
}

// date goes over all that may be a part of a date or time. What is wrong with
// it is for checkDateTime to say.
func (p *Parser) date(start int) (t Type, end int) {
	s := p.doc.Source
	delimiter := 0
	offset := false
run:
	for end = start + len("10:"); end < len(s); end++ {
		switch c := s[end]; {
		case isDigit(c) || c == ':' || c == '.':
		case c == '-' || c == '+' || c|0x20 == 'z':
			offset = offset || delimiter > 0
		case c|0x20 == 't', c == ' ' && end+1 < len(s) && isDigit(s[end+1]):
			if delimiter == 0 {
				delimiter = end
			}
		default:
			break run
		}
	}
	switch {
	case s[start+2] == ':':
		return LocalTime, end
	case delimiter == 0:
		return LocalDate, end
	case offset:
		return OffsetDateTime, end
	}
	return LocalDateTime, end
}
