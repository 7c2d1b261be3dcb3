package toml

import "bytes"

// header reads a [header] or [[header]] and begins its table. It gives where
// the next line begins.
func (p *Parser) header(start int) (next int) {
	s := p.doc.Source
	if bytes.HasPrefix(s[start:], []byte("[[")) {
		name := start + len("[[")
		end, _ := bareEnd(s, name)
		if next = end + len("]]\n"); next <= len(s) && string(s[end:next]) == "]]\n" && p.more(p.span(name, end)) {
			return next
		}
	}
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
	end := at + len(closing)
	if next = p.lineEnd(end); next >= 0 {
		p.begin(last, closing == "]]", p.span(start, end))
		p.parts = p.parts[:0]
	}
	return next
}

// more begins one more element of a top-level array of tables, if there is
// such an array under the name: short for what most headers do.
func (p *Parser) more(name Span) bool {
	text := p.text[name.Start:name.End]
	array := p.array
	if p.nodes[array].Name() != text {
		array = p.find(&p.nodes[rootID], text)
	}
	if n := &p.nodes[array]; n.Type != Array || n.flags&flagInline != 0 {
		return false
	}
	p.endRefused(int(name.Start) - len("[["))
	p.handOver()
	p.depth, p.path = 1, p.path[:0]
	p.next(rootID, array, key{Span: name}, Span{name.Start - uint32(len("[[")), name.End + uint32(len("]]"))})
	return true
}

// begin begins the table that the key of a header names.
func (p *Parser) begin(last key, many bool, header Span) {
	p.endRefused(int(header.Start))
	if len(p.parts) == 0 || p.name(p.parts[0]) != p.nodes[p.array].Name() {
		p.handOver()
	}
	table, standIn := int32(rootID), false
	p.depth, p.path = 0, p.path[:0]
	for _, k := range p.parts {
		if p.depth++; p.depth >= maxDepth {
			break
		}
		id, apart := p.super(table, k, header)
		table, standIn = id, standIn || apart
		p.path = append(p.path, id)
	}
	refused := true
	if p.depth++; p.depth >= maxDepth {
		p.fail(p.span(int(header.Start), int(header.Start)+1), tooDeepMessage)
		p.enter(p.detached(last))
	} else if many {
		refused = p.element(table, last, header)
	} else {
		refused = p.table(table, last, header)
	}
	if standIn || refused {
		p.refusedFrom = int(header.Start)
	}
}

// enter makes a table the current one.
func (p *Parser) enter(id int32) {
	p.current, p.path, p.seen = id, append(p.path, id), 0
	if p.nodes[id].first != 0 {
		p.seen = ^uint64(0)
	}
}

// super goes from a table to the one that a header's key leads through, and
// makes it if there is none. It reports whether what it gives is not part of
// the tree.
func (p *Parser) super(table int32, k key, header Span) (id int32, apart bool) {
	id = p.find(&p.nodes[table], p.name(k))
	if id == 0 {
		return p.child(table, k, Table, 0, k.Span), false
	}
	if standIn := p.standIns[id]; standIn != 0 {
		return standIn, true
	}
	n := &p.nodes[id]
	switch {
	case n.flags&flagInline != 0 || n.Type < Array:
		p.clashSuper(id, k.Span, header)
	case n.Type == Table:
		return id, false
	case n.last == 0:
		p.back = true
	case int32(n.last) >= p.sealed:
		p.depth++ // the element lies below the array
		return int32(n.last), false
	}
	return p.standIn(id, k), true
}

// table begins a table that has a header.
func (p *Parser) table(parent int32, k key, header Span) (refused bool) {
	id := p.find(&p.nodes[parent], p.name(k))
	if id == 0 {
		p.enter(p.child(parent, k, Table, flagHeader, header))
		return false
	}
	n := &p.nodes[id]
	if n.Type == Table && n.flags&(flagInline|flagDotted|flagHeader) == 0 {
		n.flags = n.flags&^flagQuoted | flagHeader | k.flags
		n.Span, n.Key = header, k.Span
		p.enter(id)
		return false
	}
	p.clashTable(id, k.Span, header)
	p.enter(p.standIn(id, k))
	return true
}

// element begins the next element of an array of tables.
func (p *Parser) element(parent int32, k key, header Span) (refused bool) {
	array := p.find(&p.nodes[parent], p.name(k))
	if array == 0 {
		array = p.child(parent, k, Array, 0, header)
	} else if n := &p.nodes[array]; n.Type != Array || n.flags&flagInline != 0 {
		p.clashElement(array, k.Span, header)
		p.enter(p.standIn(array, k))
		return true
	}
	p.next(parent, array, k, header)
	return false
}

// next adds an element to an array of tables.
func (p *Parser) next(parent, array int32, k key, header Span) {
	if len(p.standIns) > 0 {
		delete(p.standIns, array)
	}
	if parent == rootID {
		p.array = array
		if p.take != nil {
			p.keptNodes, p.keptTexts, p.keptStandIns = len(p.nodes), len(p.texts), len(p.standIns)
		}
	}
	p.depth++
	p.enter(p.child(array, k, Table, flagHeader, header))
}

// standIn makes a table outside the tree that stands in for a node.
func (p *Parser) standIn(id int32, k key) int32 {
	standIn := p.detached(k)
	if p.standIns == nil {
		p.standIns = map[int32]int32{}
	}
	p.standIns[id] = standIn
	return standIn
}

// detached makes a table that is not part of the tree.
func (p *Parser) detached(k key) int32 {
	id, n := p.node(Table, key{k.Span, k.flags | flagHeader})
	n.Span, n.first, n.last = k.Span, 0, 0
	return id
}

// put adds the node of a pair to a table, through the tables that the parts of
// its key from base on name. It reports false if the key is taken. seen has a
// bit for every key that the table may have; the new one is given back.
func (p *Parser) put(table, id int32, base int, bit, seen uint64) (uint64, bool) {
	if seen&bit == 0 && bit != 0 {
		t := &p.nodes[table]
		if last := t.last; last != 0 {
			p.nodes[last].next = id
		} else {
			t.first = uint32(id)
		}
		t.last = uint32(id)
		if t.count++; t.count > indexFrom {
			p.indexChild(t, id)
		}
		return seen | bit, true
	}
	n := &p.nodes[id]
	parts := p.parts[base:]
	p.parts = p.parts[:base]
	last := key{n.Key, n.flags & flagQuoted}
	for i, k := range parts {
		next := p.find(&p.nodes[table], p.name(k))
		switch {
		case next == 0:
			next = p.child(table, k, Table, flagDotted, k.Span)
		case p.nodes[next].flags&flagDotted == 0:
			sub := last
			if i+1 < len(parts) {
				sub = parts[i+1]
			}
			p.clashDotted(next, k.Span, sub)
			return ^uint64(0), false
		}
		table = next
	}
	if old := p.find(&p.nodes[table], p.name(last)); old != 0 {
		p.clashKey(old, last.Span)
		return ^uint64(0), false
	}
	p.link(table, id)
	return ^uint64(0), true
}

// child adds a node to a table or array under a key.
func (p *Parser) child(parent int32, k key, t Type, f flags, span Span) int32 {
	id, n := p.node(t, key{k.Span, k.flags | f})
	n.Span = span
	n.first, n.last = 0, 0
	p.link(parent, id)
	return id
}

// node takes the next node of the arena. Its span, first and last are to be
// set; they may have been another's.
func (p *Parser) node(t Type, k key) (int32, *Node) {
	id := len(p.nodes)
	if id == cap(p.nodes) {
		p.grow()
	}
	p.nodes = p.nodes[:id+1]
	n := &p.nodes[id]
	n.next, n.Type, n.flags, n.count = 0, t, k.flags, 0
	n.Key = k.Span
	return int32(id), n
}

// grow makes room for the nodes that the rest of the source will need if it is
// like what was read. Growing step by step would copy a large file's nodes
// several times.
func (p *Parser) grow() {
	room := min(len(p.text)/20, 1<<16) + 8
	if p.take != nil {
		room = 64
	}
	if n := len(p.nodes); n > 0 {
		room = 2 * n
		if p.take == nil {
			need := float64(n) * float64(len(p.text)) / float64(max(p.start, 1)) * 1.1
			room = min(max(int(need), n*3/2), n*8)
		}
	}
	nodes := make([]Node, room)
	for i := copy(nodes, p.nodes); i < room; i++ {
		nodes[i].parser = p
	}
	p.nodes = nodes[:len(p.nodes)]
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
	if t.count++; t.count > indexFrom {
		p.indexChild(t, child)
	}
}

// indexChild keeps the index of a table that has many keys.
func (p *Parser) indexChild(t *Node, child int32) {
	if t.count = indexFrom; t.Type != Table {
		return
	}
	if t.flags&flagIndexed == 0 {
		t.flags |= flagIndexed
		child = int32(t.first)
	}
	index := p.indexOf(t)
	if *index == nil {
		*index = map[indexKey]int32{}
	}
	for ; child != 0; child = p.nodes[child].next {
		(*index)[indexKey{t.first, p.nodes[child].Name()}] = child
	}
}

func (p *Parser) indexOf(t *Node) *map[indexKey]int32 {
	if p.keptNodes > 0 && int(t.first) > p.keptNodes {
		return &p.index[1]
	}
	return &p.index[0]
}

// find gives the child of a table under a key, or 0.
func (p *Parser) find(t *Node, name string) int32 {
	if t.flags&flagIndexed != 0 {
		return (*p.indexOf(t))[indexKey{t.first, name}]
	}
	for c := int32(t.first); c != 0; c = p.nodes[c].next {
		if p.nodes[c].Name() == name {
			return c
		}
	}
	return 0
}
