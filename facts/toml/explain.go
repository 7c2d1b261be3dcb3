package toml

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// isUnterminated reports whether go-toml's error is a string without an end.
func isUnterminated(cause string) bool {
	return strings.HasPrefix(cause, "unterminated ") || strings.Contains(cause, "string not terminated")
}

// explain puts a syntax error into words for the author of the file, and finds
// the place that the words are about. go-toml's own sentences are kept only
// where they are as good.
func (p *Parser) explain(f failure) (Span, string) {
	at := int(f.at.Start)
	switch {
	case f.tooLong:
		if place, message := p.explainByte(f.start); message != "" {
			return place, message
		}
		return p.word(f.start), "this key and its value are longer than 4 MiB: split the value"
	case len(p.doc.Source) > 1 && f.start == 0 && at == 0 && isUTF16(p.text):
		return p.span(0, 2), "the file is written in UTF-16: save it as UTF-8"
	case isUnterminated(f.cause):
		_, quote := enclosing(p.doc.Source, f.start, at+1)
		at = max(quote, f.start)
		return p.span(at, at+1), "this string is never closed: write " + p.quotesAt(at) + " after its last character"
	}
	if strings.HasPrefix(f.cause, "invalid UTF-8") {
		// go-toml may place this at the beginning of a run of letters.
		at += validPrefix(p.text[at:])
	}
	if place, message := p.explainByte(at); message != "" {
		return place, message
	}
	if strings.HasPrefix(p.text[f.start:], "[") {
		return p.explainHeader(f)
	}
	to := at
	switch {
	case strings.HasSuffix(f.cause, " is incomplete"):
		to = at + 1 // go-toml places this at the last byte, which may be the bracket
	case f.restart <= at:
		to = f.restart // what stands in the next header is not open
	}
	if bracket, _ := enclosing(p.doc.Source, f.start, to); bracket >= 0 {
		if place, message := p.explainBracket(f, bracket); message != "" {
			return place, message
		}
	}
	if e, ok := explanations.find(f.cause); ok {
		return p.place(e.place, f), e.message
	}
	return p.explainStatement(f)
}

// explainByte tells bytes that stand nowhere in TOML, whatever the parser was
// looking for when it met them.
func (p *Parser) explainByte(at int) (Span, string) {
	if at >= len(p.text) {
		return Span{}, ""
	}
	switch c := p.text[at]; {
	case c == '\r' && !strings.HasPrefix(p.text[at:], "\r\n"):
		return p.span(at, at+1), "a carriage return (U+000D) stands alone: end lines with a line feed, with or without one before it"
	case c < ' ' && c != '\t' && c != '\n' && c != '\r', c == 0x7f:
		return p.span(at, at+1), fmt.Sprintf("the control character U+%04X is not allowed here: remove it, or write it as \\u%04X in a string in double quotes", c, c)
	case c < utf8.RuneSelf:
		return Span{}, ""
	}
	r, size := utf8.DecodeRuneInString(p.text[at:])
	if r == utf8.RuneError && size == 1 {
		return p.span(at, at+1), fmt.Sprintf("the byte 0x%02X is not UTF-8: save the file as UTF-8", p.text[at])
	}
	switch r {
	case '“', '”', '„', '«', '»':
		return p.span(at, at+size), "this quotation mark is not the one that TOML knows: write \" instead"
	case '‘', '’', '‚':
		return p.span(at, at+size), "this quotation mark is not the one that TOML knows: write ' instead"
	case '\u00a0', '\u2003', '\u2009', '\u202f':
		return p.span(at, at+size), fmt.Sprintf("this blank is not the one that TOML knows (U+%04X): write a plain one instead", r)
	case '\ufeff':
		return p.span(at, at+size), "a byte order mark (U+FEFF) stands only at the beginning of a file: remove this one"
	}
	return Span{}, ""
}

// validPrefix is how many bytes of s are UTF-8 up to the first that is not.
func validPrefix(s string) int {
	for i, r := range s {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return i
			}
		}
	}
	return 0
}

func isUTF16(s string) bool {
	return strings.HasPrefix(s, "\xff\xfe") || strings.HasPrefix(s, "\xfe\xff")
}

// quotesAt gives the quotes that the string at the offset begins with.
func (p *Parser) quotesAt(at int) string {
	q := p.text[at : at+1]
	if triple := strings.Repeat(q, 3); strings.HasPrefix(p.text[at:], triple) {
		return triple
	}
	return q
}

func (p *Parser) explainHeader(f failure) (Span, string) {
	at := int(f.at.Start)
	double := strings.HasPrefix(p.text[f.start:], "[[")
	switch {
	case strings.HasPrefix(f.cause, "invalid character at start of key"),
		strings.HasPrefix(f.cause, "expected key but"):
		if strings.HasPrefix(f.cause, "invalid") && p.text[at] == '[' {
			return p.span(f.start, p.statementEnd(f.start)), "a header begins with one or two brackets, as [defaults] or [[event]]: remove the others"
		}
		return p.span(f.start, p.statementEnd(f.start)), "this header lacks a name, or a part of it: write a key, in quotes unless it is only a-z, A-Z, 0-9, - and _"
	case strings.HasPrefix(f.cause, "expected ']"):
		closing := "]"
		if double {
			closing = "]]"
		}
		return p.span(f.start, p.statementEnd(f.start)), "this header is not closed after its name: write " + closing + " there, and put a name with blanks in quotes"
	}
	if e, ok := explanations.find(f.cause); ok {
		return p.place(e.place, f), e.message
	}
	return p.explainStatement(f)
}

// explainBracket tells errors inside an array or inline table, where the cause
// is often that it was never closed.
func (p *Parser) explainBracket(f failure, bracket int) (Span, string) {
	at := int(f.at.Start)
	what, closing := "list", "]"
	if p.text[bracket] == '{' {
		what, closing = "table", "}"
	}
	open := p.span(bracket, bracket+1)
	switch {
	case strings.HasSuffix(f.cause, "is incomplete"):
		return open, fmt.Sprintf("this %s is never closed: write %s after its last element", what, closing)
	case f.restart <= at:
		return open, fmt.Sprintf("this %s is not closed before the header on line %d: write %s after its last element", what, p.lines.line(f.at.Start), closing)
	case strings.HasPrefix(f.cause, "expected ',' or"):
		return p.word(at), fmt.Sprintf("after an element of the %s on line %d comes a comma or %s: write one of them before this", what, p.lines.line(open.Start), closing)
	case p.text[at] == ',' && (strings.HasPrefix(f.cause, "expected value but") || strings.HasPrefix(f.cause, "unexpected comma")):
		return p.span(at, at+1), fmt.Sprintf("the %s has no element before this comma: remove the comma", what)
	case strings.HasPrefix(f.cause, "expected newline but"):
		return p.word(at), fmt.Sprintf("this does not belong into a %s: remove it, or write it as a comment with #", what)
	}
	return Span{}, ""
}

// explainStatement tells errors of a key and its value that depend on what the
// author wrote there.
func (p *Parser) explainStatement(f failure) (Span, string) {
	at := int(f.at.Start)
	word := p.word(at)
	text := p.text[word.Start:word.End]
	switch {
	case strings.HasPrefix(f.cause, "expected newline but"):
		if p.text[f.start] == '[' {
			return word, "only a comment may follow a header: begin a new line before this"
		}
		if whole := p.wholeWord(word); whole != word {
			return whole, quoted(p.text[whole.Start:whole.End]) + " is no value: put text in quotes"
		}
		return word, "only a comment may follow a value: begin a new line before this, or put the whole value in quotes"
	case strings.HasPrefix(f.cause, "expected '=") && p.endsLine(at):
		return p.lineBefore(f.start, at), "this key has no value: write = and the value after it, or # before a comment"
	case strings.HasPrefix(f.cause, "expected '="):
		return word, "a key is followed by = and its value: write = after the key, and put a key with blanks in quotes"
	case strings.HasPrefix(f.cause, "expected key but"),
		strings.HasPrefix(f.cause, "invalid character at start of key") && p.endsLine(at):
		return p.span(at, at+1), "a key is expected after the dot: write one or remove the dot"
	case strings.HasPrefix(f.cause, "invalid character at start of key"):
		if text[0] == '=' {
			return p.span(at, at+1), "there is no key before =: write one"
		}
		return word, "a key is expected here: put it in quotes unless it is only a-z, A-Z, 0-9, - and _, or write # before a comment"
	case strings.HasPrefix(f.cause, "expected value, not"), p.endsLine(at):
		equals := at - 1
		for equals > f.start && p.text[equals] != '=' {
			equals--
		}
		return p.span(equals, equals+1), "there is no value after =: write one"
	case text[0] == '=':
		return p.span(at, at+1), "this is a second =: remove one of the two"
	case strings.HasPrefix(f.cause, "unexpected character"), strings.HasPrefix(f.cause, "expected keyword"),
		strings.HasPrefix(f.cause, `expected "`), strings.HasPrefix(f.cause, "expected digit"):
		switch strings.ToLower(text) {
		case "true", "false", "nan", "inf", "+nan", "-nan", "+inf", "-inf":
			return word, quoted(text) + " is written in small letters: write " + strings.ToLower(text)
		}
		fallthrough
	case strings.HasPrefix(f.cause, "strings must be quoted"):
		word = p.wholeWord(word)
		return word, quoted(p.text[word.Start:word.End]) + " is no value: put text in quotes"
	case strings.HasPrefix(f.cause, "arrays and inline tables are nested"):
		return p.span(at, at+1), tooDeepMessage
	case strings.HasPrefix(f.cause, "invalid escape character"):
		return p.place(placeRune, f), "a backslash begins an escape such as \\n, \\t, \\\" or \\u00e9: write \\\\ for a backslash itself, or use single quotes"
	}
	return f.at, "this is not TOML: " + quoted(f.cause)
}

// maxWord is how much of a line without end an error spans, in bytes.
const maxWord = 256

// word is what a reader takes for one piece of text: from an offset to the
// next comma, bracket, comment or line end.
func (p *Parser) word(at int) Span {
	end := at
	for end < len(p.text) && end < at+maxWord && !strings.ContainsRune(",]}#\r\n", rune(p.text[end])) {
		end++
	}
	for end > at && end < len(p.text) && !utf8.RuneStart(p.text[end]) {
		end--
	}
	end = at + len(strings.TrimRight(p.text[at:end], " \t"))
	if end == at {
		_, size := utf8.DecodeRuneInString(p.text[at:])
		end += size
	}
	return p.span(at, end)
}

// wholeWord takes in what stands right before a word and could be a number, a
// date or a keyword, which go-toml has read before it met the rest.
func (p *Parser) wholeWord(word Span) Span {
	for word.Start > 0 && (isNumeral(p.text[word.Start-1]) || p.text[word.Start-1] == ':') {
		word.Start--
	}
	return word
}

// lineBefore is the text of the line that stands before an offset, from the
// beginning of the statement on.
func (p *Parser) lineBefore(start, at int) Span {
	start = skipSpaces(p.text[:at], max(start, lineStart(p.doc.Source, at)))
	end := start + len(strings.TrimRight(p.text[start:at], " \t"))
	if start == end {
		end = min(at+1, len(p.text))
	}
	return p.span(start, end)
}

// endsLine reports whether nothing but a comment is left of the line.
func (p *Parser) endsLine(at int) bool {
	return at >= len(p.text) || strings.IndexByte("#\r\n", p.text[at]) >= 0
}

// statementEnd is where the text of the line ends that holds the offset.
func (p *Parser) statementEnd(at int) int {
	return at + len(strings.TrimRight(p.text[at:p.lineEnd(at)], " \t"))
}
