package toml

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// The sentences about what is no TOML. Like all scanning functions that meet
// it, those here return -1.

// A failure is a statement, or a comment, that is no TOML.
type failure struct {
	at      int // where the scanner stopped
	restart int // where reading can begin again, the end of the source if nowhere
	place   Span
	message string
	settled bool // no bracket around it has better words
	crowded bool // nothing is wrong but the number of values, or nobody wants them any more
	bare    bool // place is a text without quotes where a value is expected
}

// syntax notes a failure, and from where to where it is said to be.
func (p *Parser) syntax(at, start, end int, message string) int {
	// Reading begins again at the line of the error itself when that lies below
	// the statement's first: a list that was never closed fails only at the
	// header of the next fact. A header cannot have been read as part of the
	// value before that line, since what begins with [[ and a name is not a value.
	src := p.doc.Source
	line := lineStart(src, at)
	if line <= p.start {
		line = nextLine(src, at)
	}
	p.bad = failure{at: at, restart: nextFact(src, line), place: p.span(start, end), message: message}
	return -1
}

// unexpected notes a failure at a byte, which may be one that has words of its
// own because it is nowhere in TOML.
func (p *Parser) unexpected(at int, place Span, message string) int {
	own, words := p.stray(at)
	if words == "" {
		return p.syntax(at, int(place.Start), int(place.End), message)
	}
	p.syntax(at, int(own.Start), int(own.End), words)
	p.bad.settled = true
	return -1
}

// stray tells bytes that stand nowhere in TOML.
func (p *Parser) stray(at int) (Span, string) {
	if at >= len(p.text) {
		return Span{}, ""
	}
	rest := p.text[at:]
	switch c := rest[0]; {
	case at == 0 && (strings.HasPrefix(rest, "\xff\xfe") || strings.HasPrefix(rest, "\xfe\xff")):
		return p.span(0, 2), "the file is written in UTF-16: save it as UTF-8"
	case c == '\r' && !strings.HasPrefix(rest, "\r\n"):
		return p.span(at, at+1), "a carriage return (U+000D) stands alone: end lines with a line feed, with or without one before it"
	case c < ' ' && c != '\t' && c != '\n' && c != '\r', c == 0x7f:
		return p.span(at, at+1), fmt.Sprintf("the control character U+%04X is not allowed here: remove it, or write it as \\u%04X in a string in double quotes", c, c)
	}
	r, size := utf8.DecodeRuneInString(rest)
	if r == utf8.RuneError && size == 1 {
		return p.span(at, at+1), fmt.Sprintf("the byte 0x%02X is not UTF-8: save the file as UTF-8", rest[0])
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

// notUTF8 refuses the first byte of a text that is not UTF-8.
func (p *Parser) notUTF8(at, end int) int {
	for {
		r, size := utf8.DecodeRuneInString(p.text[at:end])
		if r == utf8.RuneError && size == 1 {
			return p.forbidden(at)
		}
		at += size
	}
}

// forbidden refuses a byte that is nowhere.
func (p *Parser) forbidden(at int) int { return p.unexpected(at, Span{}, "") }

func (p *Parser) neverClosed(quote int) int {
	q := p.text[quote : quote+1]
	if triple := strings.Repeat(q, 3); strings.HasPrefix(p.text[quote:], triple) {
		q = triple
	}
	return p.syntax(quote, quote, quote+1, "this string is never closed: write "+q+" after its last character")
}

func (p *Parser) cutByLineEnd(quote, at int) int {
	message := "a string in single quotes ends on its line: close it with ', or begin and end it with '''"
	if p.text[quote] == '"' {
		message = "a string in double quotes ends on its line: close it with \", or begin and end it with \"\"\""
	}
	return p.syntax(at, quote, p.textEnd(quote), message)
}

// inHeader reports whether it is a header that is being read.
func (p *Parser) inHeader() bool { return p.text[p.start] == '[' }

func (p *Parser) noKey(at int) int {
	switch header := p.span(p.start, p.textEnd(p.start)); {
	case p.inHeader() && at < len(p.text) && p.text[at] == '[':
		return p.unexpected(at, header, "a header begins with one or two brackets, as [defaults] or [[event]]: remove the others")
	case p.inHeader():
		return p.unexpected(at, header, "this header lacks a name, or a part of it: write a key, in quotes unless it is only a-z, A-Z, 0-9, - and _")
	case p.endsLine(at):
		dot := p.before(at)
		return p.unexpected(at, p.span(dot, dot+1), "a key is expected after the dot: write one or remove the dot")
	case strings.HasPrefix(p.text[at:], "<<<<<<<"):
		return p.conflict(at)
	case p.text[at] == '=':
		return p.syntax(at, at, at+1, "there is no key before =: write one")
	}
	return p.unexpected(at, p.word(at), "a key is expected here: put it in quotes unless it is only a-z, A-Z, 0-9, - and _, or write # before a comment")
}

// conflict refuses what git leaves where it could not merge, both sides of it.
func (p *Parser) conflict(at int) int {
	p.syntax(at, at, at+7, "git left a conflict here: keep one of the two sides, and remove the lines <<<<<<<, ======= and >>>>>>>")
	if i := strings.Index(p.text[at:], "\n>>>>>>>"); i >= 0 {
		p.bad.restart = nextFact(p.doc.Source, nextLine(p.doc.Source, at+i+1))
	}
	return -1
}

func (p *Parser) noEquals(start, at int) int {
	if !p.endsLine(at) {
		return p.unexpected(at, p.word(at), "a key is followed by = and its value: write = after the key, and put a key with blanks in quotes")
	}
	start = max(start, lineStart(p.doc.Source, at))
	return p.unexpected(at, p.span(skipSpaces(p.doc.Source, start), p.before(at)+1), "this key has no value: write = and the value after it, or # before a comment")
}

// noValue refuses what begins at an offset and shows behind a sign, if it has
// one, that it is not a value.
func (p *Parser) noValue(at, sign int) int {
	equals := p.before(at)
	switch {
	case p.endsLine(at), p.text[equals] == '=' && strings.IndexByte(",]}", p.text[at]) >= 0:
		return p.unexpected(at, p.span(equals, equals+1), "there is no value after =: write one")
	case p.text[at] == '=':
		return p.syntax(at, at, at+1, "this is a second =: remove one of the two")
	}
	word := p.word(at)
	text := p.text[word.Start:word.End]
	switch lower := strings.ToLower(text); lower {
	case "true", "false", "nan", "inf", "+nan", "-nan", "+inf", "-inf":
		return p.syntax(at, at, int(word.End), quoted(text)+" is written in small letters: write "+lower)
	}
	return p.bareText(at+sign, word)
}

// bareText refuses a text without quotes.
func (p *Parser) bareText(at int, place Span) int {
	p.unexpected(at, place, quoted(p.text[place.Start:place.End])+" is not a value: put text in quotes")
	p.bad.bare = !p.bad.settled
	return -1
}

// wrongNumber refuses a number that begins at start for what is at an
// offset in it.
func (p *Parser) wrongNumber(start, at int, message string) int {
	end := start
	for end < len(p.text) && (isNumeral(p.text[end]) || p.text[end] == '/') {
		end++
	}
	return p.unexpected(at, p.span(start, end), message)
}

// notTheEnd refuses what follows a statement on its line.
func (p *Parser) notTheEnd(at int) int {
	word := p.word(at)
	switch whole := p.wholeWord(word); {
	case p.inHeader():
		return p.unexpected(at, word, "only a comment may follow a header: begin a new line before this")
	case whole != word:
		return p.bareText(at, whole)
	}
	return p.unexpected(at, word, "only a comment may follow a value: begin a new line before this, or put the whole value in quotes")
}

// brackets are the words for the two that hold other values.
var brackets = map[byte]struct{ name, closing string }{'[': {"list", "]"}, '{': {"table", "}"}}

// noComma refuses what follows an element of an array or inline table.
func (p *Parser) noComma(at, open int) int {
	word := p.word(at)
	if whole := p.wholeWord(word); whole != word && isNumeral(p.text[at]) {
		return p.bareText(at, whole)
	}
	b := brackets[p.text[open]]
	return p.unexpected(at, word, fmt.Sprintf("after an element of the %s on line %d comes a comma or %s: write one of them before this",
		b.name, p.lines.line(uint32(open)), b.closing))
}

func (p *Parser) noElement(at, open int) int {
	return p.syntax(at, at, at+1, "the "+brackets[p.text[open]].name+" has no element before this comma: remove the comma")
}

func (p *Parser) notClosed(open int) int {
	b := brackets[p.text[open]]
	p.syntax(len(p.text), open, open+1, "this "+b.name+" is never closed: write "+b.closing+" after its last element")
	p.bad.settled = true
	return -1
}

// within lets an array or inline table have its say about a failure inside it,
// which it caused when it was not closed before the header of the next fact.
func (p *Parser) within(open int) int {
	if f := &p.bad; !f.settled && f.restart <= f.at && f.at < len(p.text) && open < f.restart {
		b := brackets[p.text[open]]
		f.place, f.settled = p.span(open, open+1), true
		f.message = fmt.Sprintf("this %s is not closed before the header on line %d: write %s after its last element",
			b.name, p.lines.line(uint32(f.at)), b.closing)
	}
	return -1
}

func (p *Parser) tooDeep(at int) int { return p.syntax(at, at, at+1, tooDeepMessage) }

const tooDeepMessage = "this is nested more than 500 levels deep: flatten it" // maxDepth

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

// wholeWord takes in what is right before a word and could be a number, a
// date or a keyword, which was read before the rest was met.
func (p *Parser) wholeWord(word Span) Span {
	for word.Start > 0 && (isNumeral(p.text[word.Start-1]) || p.text[word.Start-1] == ':') {
		word.Start--
	}
	return word
}

func isNumeral(c byte) bool { return bareKey[c] || c == '+' || c == '.' }

// before is where the last byte before an offset is that is no blank.
func (p *Parser) before(at int) int {
	for at--; at > 0 && isBlank(p.text[at]); {
		at--
	}
	return at
}

// endsLine reports whether nothing but a comment is left of the line.
func (p *Parser) endsLine(at int) bool {
	return at >= len(p.text) || strings.IndexByte("#\r\n", p.text[at]) >= 0
}

// textEnd is where the text of the line ends that holds the offset.
func (p *Parser) textEnd(at int) int {
	line := p.text[at:]
	if end := strings.IndexAny(line, "\r\n"); end >= 0 {
		line = line[:end]
	}
	return at + len(strings.TrimRight(line, " \t"))
}

// nextFact finds the first line from the given one on that begins with a
// top-level header such as [[event]], or the end of src.
func nextFact(src []byte, from int) int {
	for at := from; at < len(src); at += 2 {
		i := bytes.Index(src[at:], []byte("[["))
		if i < 0 {
			break
		}
		at += i
		line := at
		for line > from && isBlank(src[line-1]) {
			line--
		}
		if line == from || src[line-1] == '\n' {
			if whole, _ := factHeader(src[at:]); whole {
				return line
			}
		}
	}
	return len(src)
}

// factHeader looks at the beginning of b for the header of a top-level array
// of tables. It reports whether it is whole, with nothing but a comment after
// it, and whether it is at least meant as one: [[ without a dotted key.
//
// Names that are quoted or could be read as a value do not count, so that the
// lists inside a list are not taken for facts.
func factHeader(b []byte) (whole, header bool) {
	if !bytes.HasPrefix(b, []byte("[[")) {
		return false, false
	}
	name := skipSpaces(b, 2)
	at := name
	for at < len(b) && bareKey[b[at]] {
		at++
	}
	key := b[name:at]
	at = skipSpaces(b, at)
	header = at >= len(b) || b[at] != '.'
	if len(key) == 0 || isDigit(key[0]) || key[0] == '-' || !bytes.HasPrefix(b[at:], []byte("]]")) {
		return false, header
	}
	switch string(key) {
	case "true", "false", "inf", "nan":
		return false, header
	}
	rest := b[skipSpaces(b, at+2):]
	return len(rest) == 0 || rest[0] == '\n' || rest[0] == '#' || bytes.HasPrefix(rest, []byte("\r\n")), header
}

func lineStart(src []byte, at int) int {
	return bytes.LastIndexByte(src[:min(at, len(src))], '\n') + 1
}

func nextLine(src []byte, at int) int {
	if i := bytes.IndexByte(src[min(at, len(src)):], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(src)
}
