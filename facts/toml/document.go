package toml

import (
	"strconv"
	"strings"
)

// A Document is what [Parser.Parse] made of a source. It may be read from
// several goroutines, until the Parser reads the next one.
type Document struct {
	Source []byte
	// Errors reports what is wrong with the document, in the order of reading.
	Errors []Error
	// Lost are the parts of the source that are not in the tree, in order and
	// apart: what a syntax error took with it, and what is under a key or a
	// header that was already taken.
	Lost []Span
	// Comments are the comments in order, each from its # to before the line
	// end. Those in parts that were lost to a syntax error are left out, as
	// nobody can tell there what is a string.
	Comments []Span

	parser *Parser
}

// An Error is something that TOML does not allow.
type Error struct {
	Span Span
	// Message is one sentence for the author of the file: what is wrong and
	// what to write. It holds no control characters.
	Message string
	// Bare says that Span is a text without quotes where a value is expected.
	Bare bool
}

// Root is the table that holds the whole document.
func (d *Document) Root() *Node { return &d.parser.nodes[rootID] }

// First is the first child of a table or array, in the order of writing, or
// nil. The children of any other value are none.
func (d *Document) First(n *Node) *Node {
	if n.Type < Array || n.first == 0 {
		return nil
	}
	return &d.parser.nodes[n.first]
}

// Next is the next child of the same table or array, or nil.
func (d *Document) Next(n *Node) *Node {
	if n.next == 0 {
		return nil
	}
	return &d.parser.nodes[n.next]
}

// Get is the value that the table n has under the key, or nil.
func (d *Document) Get(n *Node, name string) *Node {
	if n.Type != Table {
		return nil
	}
	if id := d.parser.find(n, name); id != 0 {
		return &d.parser.nodes[id]
	}
	return nil
}

// Comments gives the comments of a source; see [Document.Comments].
func Comments(src []byte) []Span { return new(Parser).Parse(src).Comments }

// maxQuoted is how much of a key or value a message repeats, in runes.
const maxQuoted = 40

// quoted gives a key or value as a message may show it: short, on one line and
// without control characters, in quotes unless it is a bare key.
func quoted(s string) string {
	if s != "" && strings.IndexFunc(s, func(r rune) bool { return !isBareKey(r) }) < 0 {
		return printable(s)
	}
	return strconv.Quote(shortened(s))
}

// printable does the same for text that brings its own quotes.
func printable(s string) string {
	q := strconv.Quote(shortened(s))
	return strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(q[1 : len(q)-1])
}

func shortened(s string) string {
	n := 0
	for i := range s {
		if n == maxQuoted {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

func isBareKey(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_'
}
