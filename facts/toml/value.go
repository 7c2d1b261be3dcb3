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

// value adds a value and all that is in it to the tree, without linking it to
// anything yet, and gives its number and where it ends, or 0 for one that is
// nested too deep. It begins at start; end is where it ends, or -1
// where that is not known: go-toml gives arrays and inline tables no range,
// only the keys that they stand under.
func (p *Parser) value(v *unstable.Node, start, end, depth int) (int32, int) {
	switch v.Kind {
	case unstable.Array:
		return p.array(v, start, end, depth)
	case unstable.InlineTable:
		return p.inlineTable(v, start, end, depth)
	}
	start = p.reader.base + int(v.Raw.Offset)
	end = start + int(v.Raw.Length)
	n := Node{Type: scalarTypes[v.Kind], Span: p.span(start, end), text: p.text[start:end]}
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
		p.float(&n)
	default:
		if ok, _ := checkDateTime(n.Type, n.text); !ok {
			n.flags |= flagMalformed
		}
	}
	p.nodes = append(p.nodes, n)
	return int32(len(p.nodes) - 1), end
}

// bytesText gives bytes that nobody will write to as a string. go-toml's Data
// is a part of the source, or made for one string with escapes only.
func bytesText(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

func (p *Parser) array(v *unstable.Node, start, end, depth int) (int32, int) {
	if depth > maxDepth {
		return p.tooDeep(start), end
	}
	id := p.add(Node{Type: Array, flags: flagInline})
	at := start + 1
	for c := v.Child(); c != nil; c = c.Next() {
		if c.Kind == unstable.Array || c.Kind == unstable.InlineTable {
			at = p.nextElement(at)
		}
		var child int32
		if child, at = p.value(c, at, -1, depth+1); child == 0 {
			return 0, end
		}
		p.link(id, child)
	}
	if end < 0 {
		end = p.nextElement(at) + 1
	}
	p.nodes[id].Span = p.span(start, end)
	return id, end
}

func (p *Parser) inlineTable(v *unstable.Node, start, end, depth int) (int32, int) {
	if depth > maxDepth {
		return p.tooDeep(start), end
	}
	id := p.add(Node{Type: Table, flags: flagInline})
	at := start + 1
	for c := v.Child(); c != nil; c = c.Next() {
		at = p.reader.base + int(c.Raw.Offset+c.Raw.Length)
		if !p.keyValue(id, c, depth) {
			return 0, end
		}
	}
	if end < 0 {
		end = p.nextElement(at) + 1
	}
	p.nodes[id].Span = p.span(start, end)
	return id, end
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
	p.failf(p.span(at, at+1), "this value is nested more than %d levels deep: no fact needs that, flatten it", maxDepth)
	return 0
}

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
	p.nodes = append(p.nodes, n)
	return int32(len(p.nodes) - 1)
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
