package toml

import "bytes"

// header reads a [header] or [[header]] and begins its table. It gives where
// the next line begins.
func (p *Parser) header(start int) (next int) {
	s := p.doc.Source
	closing := "]"
	if start+1 < len(s) && s[start+1] == '[' {
		closing = "]]"
	}
	last, at := p.dotted(skipSpaces(s, start+len(closing)))
	if at < 0 {
		return at
	}
	if !bytes.HasPrefix(s[at:], []byte(closing)) {
		return p.unexpected(at, p.span(start, p.textEnd(start)), "this header is not closed after its name: write "+closing+" there, and put a name with blanks in quotes")
	}
	if next = p.lineEnd(at + len(closing)); next >= 0 {
		p.begin(last, closing == "]]", p.span(start, at+len(closing)))
		p.parts = p.parts[:0]
	}
	return next
}

// begin begins the table that the key of a header names.
func (p *Parser) begin(last key, many bool, header Span) {
	p.endGhost(int(header.Start))
	table, ghost := int32(rootID), false
	p.path = p.path[:0]
	p.depth = 0
	for _, k := range p.parts {
		if p.depth++; p.depth >= maxDepth {
			break
		}
		id, apart := p.super(table, k, header)
		table, ghost = id, ghost || apart
		p.path = append(p.path, id)
	}
	refused := true
	if p.depth++; p.depth >= maxDepth {
		p.fail(p.span(int(header.Start), int(header.Start)+1), tooDeepMessage)
		p.current = p.add(Node{Type: Table}) // no part of the tree
	} else if many {
		p.depth++ // the array and its element
		p.current, refused = p.element(table, last, header)
	} else {
		p.current, refused = p.table(table, last, header)
	}
	p.path = append(p.path, p.current)
	if ghost || refused {
		p.ghostFrom = int(header.Start)
	}
}

// super goes from a table to the one that a header's key leads through, and
// makes it if there is none. It reports whether what it gives is not part of
// the tree.
func (p *Parser) super(table int32, k key, header Span) (id int32, apart bool) {
	id = p.find(&p.nodes[table], p.name(k))
	if id == 0 {
		return p.child(table, k, Node{Type: Table, Span: k.Span}), false
	}
	if ghost := p.ghosts[id]; ghost != 0 {
		return ghost, true
	}
	n := &p.nodes[id]
	switch {
	case n.flags&flagInline != 0 || n.Type < Array:
		p.clashSuper(id, k.Span, header)
	case n.Type == Table:
		return id, false
	case int32(n.last) >= p.sealed:
		p.depth++ // the element lies below the array
		return int32(n.last), false
	}
	return p.ghost(id, k), true
}

// table begins a table that has a header.
func (p *Parser) table(parent int32, k key, header Span) (id int32, refused bool) {
	id = p.find(&p.nodes[parent], p.name(k))
	if id == 0 {
		return p.child(parent, k, Node{Type: Table, flags: flagHeader, Span: header}), false
	}
	n := &p.nodes[id]
	if n.Type == Table && n.flags&(flagInline|flagDotted|flagHeader) == 0 {
		n.flags = n.flags&^flagQuoted | flagHeader | k.flags
		n.Span, n.Key = header, k.Span
		return id, false
	}
	p.clashTable(id, k.Span, header)
	return p.ghost(id, k), true
}

// element begins the next element of an array of tables.
func (p *Parser) element(parent int32, k key, header Span) (id int32, refused bool) {
	array := p.find(&p.nodes[parent], p.name(k))
	switch {
	case array == 0:
		array = p.child(parent, k, Node{Type: Array, Span: header})
	case p.nodes[array].Type != Array || p.nodes[array].flags&flagInline != 0:
		p.clashElement(array, k.Span, header)
		return p.ghost(array, k), true
	default:
		delete(p.ghosts, array)
	}
	return p.child(array, k, Node{Type: Table, flags: flagHeader, Span: header}), false
}

// ghost makes a table outside the tree that stands in for a node.
func (p *Parser) ghost(id int32, k key) int32 {
	ghost := p.add(Node{Type: Table, flags: flagHeader | k.flags, Span: k.Span, Key: k.Span})
	if p.ghosts == nil {
		p.ghosts = map[int32]int32{}
	}
	p.ghosts[id] = ghost
	return ghost
}

// put adds the node of a pair to a table, through the tables that the parts of
// its key from base on name. It reports false if the key is taken.
func (p *Parser) put(table, id int32, base int) bool {
	parts := p.parts[base:]
	p.parts = p.parts[:base]
	last := key{p.nodes[id].Key, p.nodes[id].flags & flagQuoted}
	for i, k := range parts {
		next := p.find(&p.nodes[table], p.name(k))
		switch {
		case next == 0:
			next = p.child(table, k, Node{Type: Table, flags: flagDotted, Span: k.Span})
		case p.nodes[next].flags&flagDotted == 0:
			sub := last
			if i+1 < len(parts) {
				sub = parts[i+1]
			}
			p.clashDotted(next, k.Span, sub)
			return false
		}
		table = next
	}
	if old := p.find(&p.nodes[table], p.name(last)); old != 0 {
		p.clashKey(old, last.Span)
		return false
	}
	p.link(table, id)
	return true
}

// child adds a node to a table or array under a key.
func (p *Parser) child(parent int32, k key, n Node) int32 {
	n.Key, n.flags = k.Span, n.flags|k.flags
	id := p.add(n)
	p.link(parent, id)
	return id
}

// add puts a node into the arena.
func (p *Parser) add(n Node) int32 {
	id := len(p.nodes)
	if id == cap(p.nodes) {
		// Make room for the nodes that the rest of the source will need if it is
		// like what was read. Growing step by step would copy a large file's
		// nodes several times.
		need := int(float64(id) * float64(len(p.text)) / float64(max(p.start, 1)) * 1.1)
		p.grow(min(max(need, id*3/2), id*8))
	}
	p.nodes = p.nodes[:id+1]
	n.parser = p
	p.nodes[id] = n
	return int32(id)
}

// grow makes room for nodes.
func (p *Parser) grow(room int) {
	nodes := make([]Node, room)
	p.nodes = nodes[:copy(nodes, p.nodes)]
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
		p.index[indexKey{t.first, p.nodes[child].Name()}] = child
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
		p.index[indexKey{t.first, p.nodes[c].Name()}] = c
	}
}

// find gives the child of a table under a key, or 0.
func (p *Parser) find(t *Node, name string) int32 {
	if t.flags&flagIndexed != 0 {
		return p.index[indexKey{t.first, name}]
	}
	for c := int32(t.first); c != 0; c = p.nodes[c].next {
		if p.nodes[c].Name() == name {
			return c
		}
	}
	return 0
}
