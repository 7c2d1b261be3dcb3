package toml

import (
	"math"
	"unsafe"

	"github.com/pelletier/go-toml/v2/unstable"
)

var scalarTypes = [...]Type{
	unstable.String:        String,
	unstable.Bool:          Boolean,
	unstable.Float:         Float,
	unstable.Integer:       Integer,
	unstable.LocalDate:     LocalDate,
	unstable.LocalTime:     LocalTime,
	unstable.LocalDateTime: LocalDateTime,
	unstable.DateTime:      OffsetDateTime,
}

// An origin is where a value stands. go-toml gives arrays and inline tables no
// range, only the keys that they stand under.
type origin struct {
	key   Span // zero for an element
	name  string
	start int // where an array or inline table begins
	end   int // where it ends, -1 if that is not known
	depth int // how many levels below the root it lies
}

// value adds a value and all that is in it to the tree, without linking it to
// anything yet. It gives its number and where it ends, or 0 for one that is
// nested too deep.
func (p *Parser) value(v *unstable.Node, o origin) (int32, int) {
	switch v.Kind {
	case unstable.Array:
		return p.array(v, o)
	case unstable.InlineTable:
		return p.inlineTable(v, o)
	}
	start := p.reader.base + int(v.Raw.Offset)
	end := start + int(v.Raw.Length)
	id := p.add(Node{
		Type: scalarTypes[v.Kind], Span: p.span(start, end), text: p.text[start:end],
		Key: o.key, name: o.name,
	})
	n := &p.nodes[id]
	switch n.Type {
	case String:
		n.text = bytesText(v.Data)
	case Boolean:
		if n.text == "true" {
			n.first = 1
		}
	case Integer:
		i, ok := parseInteger(n.text)
		n.setBits(uint64(i))
		if !ok {
			n.Type = Invalid
			p.failf(n.Span, "%s is out of range: a whole number lies between -9223372036854775808 and 9223372036854775807", quoted(n.text))
		}
	case Float:
		p.float(n)
	default:
		if ok, _ := checkDateTime(n.Type, n.text); !ok {
			n.flags |= flagMalformed
		}
	}
	return id, end
}

// bytesText gives bytes that nobody will write to as a string. go-toml's Data
// is a part of the source, or made for one string with escapes only.
func bytesText(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

func (p *Parser) array(v *unstable.Node, o origin) (int32, int) {
	if o.depth > maxDepth {
		return p.tooDeep(o.start), o.end
	}
	id := p.add(Node{Type: Array, flags: flagInline, Key: o.key, name: o.name})
	at := o.start + 1
	for c := v.Child(); c != nil; c = c.Next() {
		if c.Kind == unstable.Array || c.Kind == unstable.InlineTable {
			at = p.nextElement(at)
		}
		var child int32
		if child, at = p.value(c, origin{start: at, end: -1, depth: o.depth + 1}); child == 0 {
			return 0, o.end
		}
		p.link(id, child)
	}
	return id, p.closing(id, at, o)
}

func (p *Parser) inlineTable(v *unstable.Node, o origin) (int32, int) {
	if o.depth > maxDepth {
		return p.tooDeep(o.start), o.end
	}
	id := p.add(Node{Type: Table, flags: flagInline, Key: o.key, name: o.name})
	at := o.start + 1
	for c := v.Child(); c != nil; c = c.Next() {
		at = p.reader.base + int(c.Raw.Offset+c.Raw.Length)
		if !p.keyValue(id, c, o.depth) {
			return 0, o.end
		}
	}
	return id, p.closing(id, at, o)
}

// closing gives an array or inline table its span. Its last element ends at
// the given offset.
func (p *Parser) closing(id int32, at int, o origin) (end int) {
	if end = o.end; end < 0 {
		end = p.nextElement(at) + 1
	}
	p.nodes[id].Span = p.span(o.start, end)
	return end
}

// nextElement goes over what may stand before an element of an array, or
// before a closing bracket.
func (p *Parser) nextElement(at int) int {
	at = skipBlank(p.text, at)
	if at < len(p.text) && p.text[at] == ',' {
		at = skipBlank(p.text, at+1)
	}
	return at
}

// tooDeep refuses a value for its depth. It returns no node.
func (p *Parser) tooDeep(at int) int32 {
	p.fail(uint32(at), uint32(at+1), tooDeepMessage)
	return 0
}

const tooDeepMessage = "this is nested more than 500 levels deep: flatten it" // maxDepth

func (p *Parser) float(n *Node) {
	f, ok := parseFloat(n.text)
	if !ok {
		n.Type = Invalid
		p.failf(n.Span, "%s is out of range: a number lies between -1.7e308 and 1.7e308", quoted(n.text))
		return
	}
	n.setBits(math.Float64bits(f))
}

// add puts a node into the arena.
func (p *Parser) add(n Node) int32 {
	if len(p.nodes) == cap(p.nodes) {
		p.grow()
	}
	p.nodes = append(p.nodes, n)
	return int32(len(p.nodes) - 1)
}

// grow makes room for the nodes that the rest of the source will need if it is
// like what was read. Growing step by step would copy a large file's nodes
// several times.
func (p *Parser) grow() {
	read := max(p.reader.pos, 1)
	need := int(float64(len(p.nodes)) * float64(len(p.text)) / float64(read) * 1.1)
	need = min(max(need, cap(p.nodes)*3/2), cap(p.nodes)*8)
	p.nodes = append(make([]Node, 0, need), p.nodes...)
}

// link makes a node the last child of an array or table.
func (p *Parser) link(parent, child int32) {
	t := &p.nodes[parent]
	if t.first == 0 {
		t.first = uint32(child)
	} else {
		p.nodes[t.last].next = child
	}
	t.last = uint32(child)
	if t.Type == Table {
		p.indexChild(t, child)
	}
}

// indexChild keeps the index of a table that has many keys.
func (p *Parser) indexChild(t *Node, child int32) {
	if t.flags&flagIndexed != 0 {
		p.index[indexKey{t.first, p.nodes[child].name}] = child
		return
	}
	if t.count++; t.count <= indexFrom {
		return
	}
	if p.index == nil {
		p.index = map[indexKey]int32{}
	}
	t.flags |= flagIndexed
	for c := int32(t.first); c != 0; c = p.nodes[c].next {
		p.index[indexKey{t.first, p.nodes[c].name}] = c
	}
}

// find gives the child of a table under a key, or 0.
func (p *Parser) find(table int32, name string) int32 {
	t := &p.nodes[table]
	if t.flags&flagIndexed != 0 {
		return p.index[indexKey{t.first, name}]
	}
	for c := int32(t.first); c != 0; c = p.nodes[c].next {
		if p.nodes[c].name == name {
			return c
		}
	}
	return 0
}
