package records

import (
	"iter"

	"github.com/factlint/factlint/facts/toml"
)

// A Span is a range of bytes of the source, End exclusive.
type Span = toml.Span

// Sort is what sort of value a node is.
type Sort uint8

// The sorts of values.
const (
	Null Sort = iota
	Text
	Number
	Boolean
	List
	Map
)

var sortNames = [...]string{"nothing", "a text", "a number", "a boolean", "a list", "a map"}

// String names the sort for a message: "a list".
func (s Sort) String() string { return sortNames[s] }

// A Node is a value of a document, and the key under which it stands.
type Node struct {
	Sort Sort
	// Broken says that a syntax error cut the list or map short, so that some of
	// what its author wrote may be missing.
	Broken bool
	// Span is the value as written, with its quotes or brackets. A list or map
	// of YAML without brackets goes from its first item or key to the end of its
	// last. A value that is not written at all has the place of its key.
	Span Span
	// Key is the key as written, with its quotes, of a table the cell that names
	// the column, of an item the key of its list; zero for what stands under none.
	Key Span
	// Name is the text of the key; "" for an item.
	Name string
	// Text is the text of a scalar: of a string what it says, of any other the
	// value as written.
	Text string

	first, last, next *Node
}

// Children yields the items of a list, or the values of a map, in the order of
// writing; those that a YAML merge key brings come last.
func (n *Node) Children() iter.Seq[*Node] {
	return func(yield func(*Node) bool) {
		for c := n.first; c != nil; c = c.next {
			if !yield(c) {
				return
			}
		}
	}
}

// First returns the first child, Next the one after the node; nil for none.
func (n *Node) First() *Node { return n.first }

// Next returns the child of the same list or map after the node, or nil.
func (n *Node) Next() *Node { return n.next }

// Get returns the value that a map has under a key, or nil.
func (n *Node) Get(name string) *Node {
	if n.Sort != Map {
		return nil
	}
	for c := n.first; c != nil; c = c.next {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// Head returns where a record begins, for a reader: from its start to the end
// of its first key and value, as far as they stand on one line.
func (n *Node) Head(src []byte) Span {
	head := n.Span
	if c := n.first; c != nil && c.Span.End > head.Start && c.Span.End < head.End {
		head.End = c.Span.End
	}
	for i, b := range src[head.Start:head.End] {
		if b == '\n' || b == '\r' {
			head.End = head.Start + uint32(i)
			break
		}
	}
	for head.End > head.Start+1 && isBlank(src[head.End-1]) {
		head.End--
	}
	return head
}

func isBlank(b byte) bool { return b == ' ' || b == '\t' }

// put puts the node under a key.
func (n *Node) put(key Span, name string) {
	n.Key, n.Name = key, name
	if n.Sort != List {
		return
	}
	for c := n.first; c != nil; c = c.next {
		if c.Key == (Span{}) {
			c.Key = key
		}
	}
}

// add adds a child.
func (n *Node) add(c *Node) {
	if n.last == nil {
		n.first = c
	} else {
		n.last.next = c
	}
	n.last = c
}

// A Document is what Read made of a source.
type Document struct {
	Source []byte
	// Tops are what the source consists of: the one value of JSON, the values
	// of JSON Lines, the documents of YAML, the rows of a table.
	Tops []*Node
	// Columns are the cells that name the columns of a table, nil for what is none.
	Columns []*Node
	// Comments are the comments of YAML in order, each from its # to before the
	// line end.
	Comments []Span
	// Problems tell what is wrong, sorted by place.
	Problems []Problem
	// Lost are the parts of the source that are not in the tree.
	Lost []Span

	free     []Node
	problems int
}

// Records yields the elements of those Tops that are lists, and the others.
func (d *Document) Records(yield func(*Node) bool) {
	for _, top := range d.Tops {
		if top.Sort != List {
			if !yield(top) {
				return
			}
			continue
		}
		for item := range top.Children() {
			if !yield(item) {
				return
			}
		}
	}
}

// A Problem is something wrong with one place of a source.
type Problem struct {
	Span Span
	// Message is one sentence for the author of the file.
	Message string
	// Related is another place it speaks of, with words; none when the words are "".
	Related      Span
	RelatedWords string
}

// maxProblems is how many problems of one source are reported.
const maxProblems = 10_000

func (d *Document) problem(at Span, message string) { d.add(Problem{Span: at, Message: message}) }

func (d *Document) add(p Problem) {
	switch d.problems++; {
	case d.problems > maxProblems+1:
		return
	case d.problems == maxProblems+1:
		p = Problem{Span: p.Span, Message: "more than 10000 things are wrong with the file; those from here on are reported once there are fewer"}
	}
	d.Problems = append(d.Problems, p)
}

// node returns a new node.
func (d *Document) node() *Node {
	if len(d.free) == 0 {
		d.free = make([]Node, min(max(16, len(d.Source)/64), 512))
	}
	n := &d.free[0]
	d.free = d.free[1:]
	return n
}

// maxDepth is how many levels deep a value may lie.
const maxDepth = 1000

const tooDeep = "this lies more than 1000 levels deep, where nothing is read"

// names finds keys that stand twice in one map.
type names struct {
	few   [16]*Node
	count int
	many  map[string]*Node // once there are more
}

// find returns the value that stands under the name of c already; when there is
// none it notes c, and returns nil.
func (t *names) find(c *Node) *Node {
	if t.many != nil {
		if n := t.many[c.Name]; n != nil {
			return n
		}
		t.many[c.Name] = c
		return nil
	}
	for _, n := range t.few[:t.count] {
		if n.Name == c.Name {
			return n
		}
	}
	if t.count < len(t.few) {
		t.few[t.count] = c
		t.count++
		return nil
	}
	t.many = map[string]*Node{c.Name: c}
	for _, n := range t.few {
		t.many[n.Name] = n
	}
	return nil
}
