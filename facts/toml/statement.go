package toml

import "bytes"

// statement adds a key with its value to the current table, and gives where
// the next line begins.
func (p *Parser) statement(start int) (next int) {
	id, end, bit := p.pair(start, p.depth)
	if end < 0 {
		return end
	}
	s := p.doc.Source
	if next = end + 1; end >= len(s) || s[end] != '\n' {
		if next = p.lineEnd(end); next < 0 {
			return next
		}
	}
	var ok bool
	if p.seen, ok = p.put(p.current, id, 0, bit, p.seen); !ok {
		p.markLost(start, end)
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
// node of the value is not part of the tree until put, which the bit is for.
func (p *Parser) pair(start, depth int) (id int32, end int, bit uint64) {
	s := p.doc.Source
	at, bit := bareEnd(s, start)
	k := key{Span: p.span(start, at)}
	at = skipSpaces(s, at)
	if k.Start == k.End || at >= len(s) || s[at] != '=' {
		base := len(p.parts)
		if k, at = p.dotted(start); at < 0 {
			return 0, at, 0
		}
		if depth += len(p.parts) - base; depth >= maxDepth {
			return 0, p.tooDeep(start), 0
		}
		if at >= len(s) || s[at] != '=' {
			return 0, p.noEquals(start, at), 0
		}
		bit = 0
	}
	id, end = p.value(skipSpaces(s, at+1), k, depth+1)
	return id, end, bit
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
	if start >= len(s) {
		return 0, p.noValue(start, 0)
	}
	var t Type
	from, to := start, 0
	switch q := s[start]; q {
	case '[', '{':
		return p.bracket(start, k, depth)
	case '"', '\'':
		t = String
		stop := q
		if q == '"' {
			stop = '\\'
		}
		from++
		var high uint64
		if to, high = plainEnd(s, from, q, stop); high == 0 && to > from && to < len(s) && s[to] == q {
			end = to + 1
			break
		}
		quotes := 1
		if start+2 < len(s) && s[start+1] == q && s[start+2] == q {
			quotes = 3
		}
		text := p.quoted(start, quotes)
		if text.end < 0 {
			return 0, text.end
		}
		from, to, end = text.from, text.to, text.end
		if text.escaped {
			k.flags |= flagEscaped
			p.texts = append(p.texts, unescape(p.text[from:to]))
			from = len(p.texts) - 1
		}
	default:
		if t, end = p.scalar(start); end < 0 {
			return 0, end
		}
		to = end
	}
	id, n := p.node(t, k)
	n.Span = p.span(start, end)
	n.first, n.last = uint32(from), uint32(to)
	return id, end
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
	id, n := p.node(t, key{k.Span, k.flags | flagInline})
	n.first, n.last = 0, 0
	seen := uint64(0)
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
		case len(p.nodes) > maxNodes-p.handedOver, len(p.nodes)%stopEvery == 0 && p.stopped():
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
			var bit uint64
			if child, end, bit = p.pair(at, depth); end >= 0 {
				var ok bool
				if seen, ok = p.put(id, child, base, bit, seen); !ok {
					p.markLost(at, end)
				}
			}
		}
		if end < 0 {
			return 0, p.within(open)
		}
		at = end
	}
}
