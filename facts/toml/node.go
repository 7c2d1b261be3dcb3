package toml

import (
	"strings"
	"unicode/utf8"
)

// A Span is a range of bytes of the source, End exclusive.
type Span struct{ Start, End uint32 }

// Type says what a value is. The zero Type, Invalid, stands for a value whose
// form was understood but which cannot be, such as an integer beyond 64 bits;
// an [Error] tells why.
type Type uint8

// The types of TOML values.
const (
	Invalid Type = iota
	String
	Integer
	Float
	Boolean
	OffsetDateTime
	LocalDateTime
	LocalDate
	LocalTime
	Array
	Table
)

var typeNames = [...]string{
	"invalid value", "string", "integer", "float", "boolean", "offset date-time",
	"local date-time", "local date", "local time", "array", "table",
}

// String gives the name that the TOML specification has for the type.
func (t Type) String() string {
	if int(t) < len(typeNames) {
		return typeNames[t]
	}
	return typeNames[Invalid]
}

// A Node is a value of a document. Its 40 bytes are most of what reading a
// large base costs; mind that when adding a field.
type Node struct {
	parser *Parser // the one that read it; set once for every slot of the arena
	next   int32   // next sibling, 0 for none
	Type   Type
	flags  flags
	// count is how many children the table has, up to indexFrom; see Parser.index.
	count uint16

	// Span is the value as written: a string with its quotes, an array with its
	// brackets, an inline table with its braces. A table under a header has the
	// whole header, an array of tables the first of its headers, and a table
	// that exists only through longer keys the key part that first made it. So
	// the keys of a table under a header lie after its Span, not inside it.
	Span Span
	// Key is the key part under which the value stands, quotes included: for an
	// element of an array of tables the part inside its own header. It is zero
	// for the root and for the elements of an array in brackets.
	Key Span

	// first and last are the outermost children of an array or table. A scalar
	// keeps in them where its text stands; with flagEscaped, first is the number
	// of the decoded text.
	first, last uint32
}

type flags uint8

const (
	flagHeader  flags = 1 << iota // made by a header of its own
	flagInline                    // written in brackets or braces
	flagDotted                    // made by a dotted key, which only such keys may extend
	flagBroken                    // a syntax error interrupted the body
	flagIndexed                   // its children are in Parser.index
	flagQuoted                    // its key stands in quotes
	flagEscaped                   // its text has escapes
)

// Name is the key under which the value stands, decoded. The elements of an
// array of tables carry the name of their array; those of an array in brackets
// have none.
func (n *Node) Name() string {
	if n.flags&flagQuoted != 0 {
		return n.parser.name(key{n.Key, flagQuoted})
	}
	return n.parser.text[n.Key.Start:n.Key.End]
}

// Text is the decoded text of a string; for any other scalar it is the value
// as written, and for arrays and tables it is empty.
func (n *Node) Text() string {
	switch {
	case n.Type >= Array:
		return ""
	case n.flags&flagEscaped != 0:
		return n.parser.texts[n.first]
	}
	return n.parser.text[n.first:n.last]
}

// Within returns where in the source the bytes from start to end of the text of a string
// stand; all of the string when it has no such bytes.
func (n *Node) Within(start, end int) Span {
	if n.Type != String || start < 0 || start > end || end > len(n.Text()) {
		return n.Span
	}
	if n.flags&flagEscaped == 0 {
		return Span{uint32(int(n.first) + start), uint32(int(n.first) + end)}
	}
	p, quotes := n.parser, 1
	if strings.HasPrefix(p.text[n.Span.Start:], `"""`) {
		quotes = 3
	}
	at, from := p.quoted(int(n.Span.Start), quotes).from, -1
	for made := 0; made < end || from < 0; {
		if made >= start && from < 0 {
			from = at
			continue
		}
		next, r := at+1, rune(0)
		if p.text[at] == '\\' {
			if r, next, _ = escape(p.text, at, quotes == 3); r < 0 { // the line goes on
				at = next
				continue
			}
			made += utf8.RuneLen(r) - 1
		}
		at, made = next, made+1
	}
	return Span{uint32(from), uint32(max(from, at))}
}

// Int is the value of an Integer, 0 for any other type.
func (n *Node) Int() int64 {
	if n.Type != Integer {
		return 0
	}
	i, _ := ParseInteger(n.Text())
	return i
}

// Float is the value of a Float or of an Integer, 0 for any other type.
func (n *Node) Float() float64 {
	switch n.Type {
	case Float:
		f, _ := ParseFloat(n.Text())
		return f
	case Integer:
		return float64(n.Int())
	}
	return 0
}

// Bool is the value of a Boolean, false for any other type.
func (n *Node) Bool() bool { return n.Type == Boolean && n.last-n.first == uint32(len("true")) }

// Header reports whether the table has a [header] or [[header]] of its own.
func (n *Node) Header() bool { return n.flags&flagHeader != 0 }

// Inline reports whether the value is an inline table or an array in brackets.
func (n *Node) Inline() bool { return n.flags&flagInline != 0 }

// Broken reports whether a syntax error interrupted the body of the table or
// of a table inside it, so that keys which the author wrote may be missing.
func (n *Node) Broken() bool { return n.flags&flagBroken != 0 }

// Malformed reports whether the value has the shape of its date or time type
// but is none: a day the month does not have, or a part that is missing.
func (n *Node) Malformed() bool { return n.Problem() != "" }

// Problem says in one sentence what is wrong with a Malformed value and what
// to write; it is empty for any other value.
func (n *Node) Problem() string {
	if n.Type < OffsetDateTime || n.Type > LocalTime {
		return ""
	}
	return checkDateTime(n.Type, n.Text())
}
