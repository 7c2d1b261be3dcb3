package toml

import "bytes"

// statement adds a key with its value to the current table, and gives where
// the next line begins.
func (p *Parser) statement(start int) int {
	id, end := p.pair(start, p.depth)
	if end < 0 {
		return end
	}
	next := p.lineEnd(end)
	if next >= 0 && !p.put(p.current, id, 0) {
		p.lose(start, end)
	}
	return next
}

// lineEnd goes over the end of a line, with a comment before it.
func (p *Parser) lineEnd(at int) int {
	s := p.doc.Source
	at = skipSpaces(s, at)
	if at < len(s) && s[at] == '#' {
		if at = p.comment(at); at < 0 {
			return at
		}
	}
	switch {
	case at == len(s):
		return at
	case s[at] == '\n':
		return at + 1
	case bytes.HasPrefix(s[at:], []byte("\r\n")):
		return at + 2
	}
	return p.notTheEnd(at)
}

// pair reads a key with its value in a table that lies at the given depth. The
// node of the value is not part of the tree until put.
func (p *Parser) pair(start, depth int) (id int32, end int) {
	s := p.doc.Source
	base := len(p.parts)
	k, at := p.dotted(start)
	if at < 0 {
		return 0, at
	}
	if depth += len(p.parts) - base; depth >= maxDepth {
		return 0, p.tooDeep(start)
	}
	if at >= len(s) || s[at] != '=' {
		return 0, p.noEquals(start, at)
	}
	return p.value(skipSpaces(s, at+1), k, depth+1)
}

// dotted reads a key and the blanks after it. All parts but the last, which it
// gives, go to p.parts.
func (p *Parser) dotted(at int) (last key, end int) {
	s := p.doc.Source
	for {
		if last, at = p.keyPart(at); at < 0 {
			return last, at
		}
		if at = skipSpaces(s, at); at == len(s) || s[at] != '.' {
			return last, at
		}
		p.parts = append(p.parts, last)
		at = skipSpaces(s, at+1)
	}
}

// value reads a value and all that is in it. The number of its node is valid
// only if there is an end.
func (p *Parser) value(start int, k key, depth int) (id int32, end int) {
	s := p.doc.Source
	if start == len(s) {
		return 0, p.noValue(start, 0)
	}
	n := Node{Key: k.Span, flags: k.flags}
	switch q := s[start]; q {
	case '[', '{':
		return p.bracket(start, k, depth)
	case '"', '\'':
		quotes := 1
		if start+2 < len(s) && s[start+1] == q && s[start+2] == q {
			quotes = 3
		}
		t := p.quoted(start, quotes)
		if end = t.end; end < 0 {
			return 0, end
		}
		n.Type, n.first, n.last = String, uint32(t.from), uint32(t.to)
		if t.escaped {
			n.flags, n.first = n.flags|flagEscaped, uint32(len(p.texts))
			p.texts = append(p.texts, unescape(p.text[t.from:t.to]))
		}
	default:
		if n.Type, end = p.scalar(start); end < 0 {
			return 0, end
		}
		n.first, n.last = uint32(start), uint32(end)
	}
	n.Span = p.span(start, end)
	return p.add(n), end
}

// bracket reads an array or inline table.
func (p *Parser) bracket(open int, k key, depth int) (id int32, end int) {
	if depth > maxDepth {
		return 0, p.tooDeep(open)
	}
	s := p.doc.Source
	t, closing := Array, byte(']')
	if s[open] == '{' {
		t, closing = Table, '}'
	}
	id = p.add(Node{Type: t, flags: flagInline | k.flags, Key: k.Span})
	for at, filled := open+1, false; ; {
		if at = p.blank(at); at < 0 {
			return 0, p.within(open)
		}
		switch {
		case at == len(s):
			return 0, p.notClosed(open)
		case s[at] == closing:
			p.nodes[id].Span = p.span(open, at+1)
			return id, at + 1
		case s[at] == ',' && filled:
			at, filled = at+1, false
			continue
		case s[at] == ',':
			p.noElement(at, open)
			return 0, p.within(open)
		case filled:
			p.noComma(at, open)
			return 0, p.within(open)
		case len(p.nodes) > maxNodes:
			p.bad = failure{crowded: true}
			return 0, -1
		}
		filled = true
		var child int32
		if t == Array {
			if child, end = p.value(at, key{}, depth+1); end >= 0 {
				p.link(id, child)
			}
		} else {
			base := len(p.parts)
			if child, end = p.pair(at, depth); end >= 0 && !p.put(id, child, base) {
				p.lose(at, end)
			}
		}
		if end < 0 {
			return 0, p.within(open)
		}
		at = end
	}
}
