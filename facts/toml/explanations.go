package toml

import (
	"strings"
	"unicode/utf8"
)

// A placing says what of the source a sentence is about.
type placing uint8

const (
	placeRune  placing = iota // the character that go-toml points to
	placeRange                // all that go-toml points to, within one line
	placeToken                // the number around it
	placeQuote                // the string that it stands in
)

// An explanation replaces a sentence of go-toml that does not depend on what
// stands around the error.
type explanation struct {
	cause   string // how go-toml's sentence begins
	place   placing
	message string
}

type explanationTable []explanation

func (t explanationTable) find(cause string) (explanation, bool) {
	for _, e := range t {
		if strings.HasPrefix(cause, e.cause) {
			return e, true
		}
	}
	return explanation{}, false
}

// explanations cannot be complete in itself, as go-toml does not list its
// errors; a test over toml-test finds the ones that are missing.
var explanations = explanationTable{
	{"number must have at least one digit between", placeToken, "an underscore in a number stands between two digits: move or remove it"},
	{"expected number after sign", placeToken, "there are no digits after the sign: write a number"},
	{"sign is not allowed on numbers with a radix", placeToken, "a number with 0x, 0o or 0b has no sign: write it in decimal digits"},
	{"radix prefix must be followed", placeToken, "0x, 0o or 0b is followed by digits of its base: write at least one"},
	{"integers cannot have leading zeroes", placeToken, "a number does not begin with 0: remove the zero, or put it in quotes if it is text"},
	{"decimal point must be followed", placeToken, "a decimal point has digits on both sides: write at least one after it"},
	{"exponent must contain", placeToken, "an exponent has at least one digit after e: write it"},
	{"literal strings cannot have new lines", placeQuote, "a string in single quotes ends on its line: close it with ', or begin and end it with '''"},
	{"basic strings cannot have new lines", placeQuote, "a string in double quotes ends on its line: close it with \", or begin and end it with \"\"\""},
	{"too many quotes", placeRange, "more than two quotes stand before the three that close the string: remove some"},
	{"need a character after", placeRune, "nothing follows the backslash: write \\\\ for a backslash itself"},
	{"unicode escape sequence is too short", placeRune, "\\x takes two hexadecimal digits, \\u four and \\U eight: write them all"},
	{"invalid hexadecimal digit", placeRune, "\\x takes two hexadecimal digits, \\u four and \\U eight: write them all"},
	{"escape sequence is not a valid unicode", placeRange, "there is no such character: write the code point of one that exists, at most 10FFFF and none from D800 to DFFF"},
}

// place finds what of the source a sentence is about.
func (p *Parser) place(how placing, f failure) Span {
	start, end := int(f.at.Start), int(f.at.End)
	switch how {
	case placeRune:
		_, size := utf8.DecodeRuneInString(p.text[start:])
		end = start + size
	case placeRange:
		end = max(start, min(end, p.lineEnd(start)))
	case placeQuote:
		if _, quote := enclosing(p.doc.Source, f.start, start); quote >= 0 {
			start, end = quote, p.statementEnd(quote)
		}
	case placeToken:
		for start > f.start && isNumeral(p.text[start-1]) {
			start--
		}
		for end = max(start, int(f.at.Start)); end < len(p.text) && isNumeral(p.text[end]); {
			end++
		}
	}
	return p.span(start, end)
}

func isNumeral(c byte) bool {
	return isBareKey(rune(c)) || c == '+' || c == '.'
}
