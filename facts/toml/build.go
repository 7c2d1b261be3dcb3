package toml

import "github.com/pelletier/go-toml/v2/unstable"

// statement adds a key with its value to the current table.
func (p *Parser) statement(e *unstable.Node) {
	end := p.reader.base + int(e.Raw.Offset+e.Raw.Length)
	p.reader.pos = end
	if !p.keyValue(p.current, e, p.depth) {
		p.lose(p.reader.base+int(e.Raw.Offset), end)
	}
}

// keyValue adds a key with its value to a table that lies at the given depth.
// It reports false when the value is nested too deep; then the statement is
// lost as a whole.
func (p *Parser) keyValue(table int32, e *unstable.Node, depth int) bool {
	end := p.reader.base + int(e.Raw.Offset+e.Raw.Length)
	v := e.Child()
	key := v.Next()
	for key.Next() != nil {
		if depth++; depth >= maxDepth {
			p.tooDeep(int(p.keySpan(key).Start))
			return false
		}
		if table = p.dotted(table, key); table == 0 {
			p.lose(p.reader.base+int(e.Raw.Offset), end)
			return true
		}
		key = key.Next()
	}
	span, name := p.keySpan(key), bytesText(key.Data)
	if old := p.find(table, name); old != 0 {
		p.clashKey(old, span)
		p.lose(p.reader.base+int(e.Raw.Offset), end)
		return true
	}
	o := origin{key: span, name: name, end: end, depth: depth + 1}
	if v.Kind == unstable.Array || v.Kind == unstable.InlineTable {
		o.start = skipSpaces(p.text, skipSpaces(p.text, int(span.End))+1)
	}
	id, _ := p.value(v, o)
	if id == 0 {
		return false
	}
	p.link(table, id)
	return true
}

// dotted goes from a table to the one that a part of a dotted key names, and
// makes it if there is none. It returns 0 if the part is taken.
func (p *Parser) dotted(table int32, key *unstable.Node) int32 {
	span, name := p.keySpan(key), bytesText(key.Data)
	id := p.find(table, name)
	if id == 0 {
		id = p.add(Node{Type: Table, flags: flagDotted, Span: span, Key: span, name: name})
		p.link(table, id)
		return id
	}
	if p.nodes[id].flags&flagDotted == 0 {
		p.clashDotted(id, span, key.Next())
		return 0
	}
	return id
}

// header begins the table that a [header] or [[header]] names.
func (p *Parser) header(e *unstable.Node) {
	key := e.Child()
	many := e.Kind == unstable.ArrayTable
	span := p.headerSpan(key, many)
	p.endGhost(int(span.Start))
	p.reader.pos = int(span.End)

	table, ghost := int32(rootID), false
	p.path = p.path[:0]
	for p.depth = 0; key.Next() != nil && p.depth < maxDepth; key = key.Next() {
		p.depth++
		id, apart := p.super(table, key, span)
		table, ghost = id, ghost || apart
		p.path = append(p.path, id)
	}
	if p.depth++; p.depth >= maxDepth {
		p.tooDeep(int(span.Start))
		p.current, ghost = p.add(Node{Type: Table}), true // no part of the tree
	} else {
		var refused bool
		if many {
			p.depth++ // the array and its element
			p.current, refused = p.element(table, key, span)
		} else {
			p.current, refused = p.table(table, key, span)
		}
		ghost = ghost || refused
	}
	p.path = append(p.path, p.current)
	if ghost {
		p.ghostFrom = int(span.Start)
	}
}

// headerSpan is the whole of a header, from bracket to bracket.
func (p *Parser) headerSpan(key *unstable.Node, many bool) Span {
	width := 1
	if many {
		width = 2
	}
	start := p.reader.base + int(key.Raw.Offset)
	for isBlank(p.text[start-1]) {
		start--
	}
	for key.Next() != nil {
		key = key.Next()
	}
	end := skipSpaces(p.text, int(p.keySpan(key).End))
	return p.span(start-width, end+width)
}

func (p *Parser) keySpan(key *unstable.Node) Span {
	start := p.reader.base + int(key.Raw.Offset)
	return p.span(start, start+int(key.Raw.Length))
}

// super goes from a table to the one that a header's key leads through, and
// makes it if there is none. It reports whether what it gives is not part of
// the tree.
func (p *Parser) super(table int32, key *unstable.Node, header Span) (id int32, apart bool) {
	span, name := p.keySpan(key), bytesText(key.Data)
	id = p.find(table, name)
	if id == 0 {
		id = p.add(Node{Type: Table, Span: span, Key: span, name: name})
		p.link(table, id)
		return id, false
	}
	if ghost := p.ghosts[id]; ghost != 0 {
		return ghost, true
	}
	n := &p.nodes[id]
	switch {
	case n.flags&flagInline != 0 || n.Type < Array:
		p.clashSuper(id, span, header)
	case n.Type == Table:
		return id, false
	case int32(n.last) >= p.sealed:
		p.depth++ // the element lies below the array
		return int32(n.last), false
	}
	return p.ghost(id, span), true
}

// table begins a table that has a header.
func (p *Parser) table(parent int32, key *unstable.Node, header Span) (id int32, refused bool) {
	span, name := p.keySpan(key), bytesText(key.Data)
	id = p.find(parent, name)
	if id == 0 {
		id = p.add(Node{Type: Table, flags: flagHeader, Span: header, Key: span, name: name})
		p.link(parent, id)
		return id, false
	}
	n := &p.nodes[id]
	if n.Type == Table && n.flags&(flagInline|flagDotted|flagHeader) == 0 {
		n.flags |= flagHeader
		n.Span, n.Key = header, span
		return id, false
	}
	p.clashTable(id, span, header)
	return p.ghost(id, span), true
}

// element begins the next element of an array of tables.
func (p *Parser) element(parent int32, key *unstable.Node, header Span) (id int32, refused bool) {
	span, name := p.keySpan(key), bytesText(key.Data)
	array := p.find(parent, name)
	switch {
	case array == 0:
		array = p.add(Node{Type: Array, Span: header, Key: span, name: name})
		p.link(parent, array)
	case p.nodes[array].Type != Array || p.nodes[array].flags&flagInline != 0:
		p.clashElement(array, span, header)
		return p.ghost(array, span), true
	default:
		delete(p.ghosts, array)
	}
	id = p.add(Node{Type: Table, flags: flagHeader, Span: header, Key: span, name: name})
	p.link(array, id)
	return id, false
}

// ghost makes a table outside the tree that stands in for a node.
func (p *Parser) ghost(id int32, key Span) int32 {
	ghost := p.add(Node{Type: Table, flags: flagHeader, Span: key, Key: key, name: p.nodes[id].name})
	if p.ghosts == nil {
		p.ghosts = map[int32]int32{}
	}
	p.ghosts[id] = ghost
	return ghost
}
