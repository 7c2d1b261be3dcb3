package toml

// The sentences about a key that is already taken. Each names both places: the
// second is the error's span, the first is in words. They are made of more words
// than a file of nothing but clashes has time for, so they see to it themselves
// that no more errors are taken.

func (p *Parser) clashKey(old int32, key Span) {
	if p.full {
		return
	}
	n := &p.nodes[old]
	if n.Type == Table && n.flags&flagInline == 0 {
		p.failf(key, "%s is already a table since line %d: write its keys there or choose another key", p.shown(key), p.line(old))
		return
	}
	p.failf(key, "%s is already set on line %d: keep one of the two", p.shown(key), p.line(old))
}

func (p *Parser) clashDotted(old int32, key Span, next key) {
	if p.full {
		return
	}
	sub := quoted(p.name(next))
	n := &p.nodes[old]
	switch {
	case n.Type == Table && n.flags&flagInline != 0:
		p.failf(key, "the table %s is closed with its brace since line %d: write %s inside its braces", p.shown(key), p.line(old), sub)
	case n.Type == Table:
		p.failf(key, "the table %s has a header on line %d: write %s below that header", p.shown(key), p.line(old), sub)
	case n.Type == Array && n.flags&flagInline == 0:
		p.failf(key, "%s is a list of tables since line %d: write %s below one of its headers", p.shown(key), p.line(old), sub)
	default:
		p.failf(key, "%s is already set on line %d and is not a table: it cannot have a key %s", p.shown(key), p.line(old), sub)
	}
}

func (p *Parser) clashSuper(old int32, key, header Span) {
	if p.full {
		return
	}
	n := &p.nodes[old]
	if n.flags&flagInline != 0 {
		p.failf(key, "%s is already closed with its bracket since line %d: write what belongs to it inside its brackets, without %s", p.shown(key), p.line(old), p.shown(header))
		return
	}
	p.failf(key, "%s is already set on line %d and is not a table: %s cannot stand under it", p.shown(key), p.line(old), p.shown(header))
}

func (p *Parser) clashTable(old int32, key, header Span) {
	if p.full {
		return
	}
	n := &p.nodes[old]
	switch {
	case n.Type == Array && n.flags&flagInline == 0:
		p.failf(header, "%s is a list of tables since line %d: write [%s] to begin one more", p.shown(key), p.line(old), p.shown(header))
	case n.flags&flagHeader != 0:
		p.failf(header, "%s already stands on line %d: a table has one header, write its keys there", p.shown(header), p.line(old))
	case n.flags&flagDotted != 0:
		p.failf(header, "the table %s is already made by the dotted key on line %d: write its keys there", p.shown(key), p.line(old))
	default:
		p.failf(header, "%s is already set on line %d: remove it or the header %s", p.shown(key), p.line(old), p.shown(header))
	}
}

func (p *Parser) clashElement(old int32, key, header Span) {
	if p.full {
		return
	}
	n := &p.nodes[old]
	switch {
	case n.Type == Array:
		p.failf(header, "the list %s is closed with its bracket since line %d: add the table inside the brackets", p.shown(key), p.line(old))
	case n.Type == Table && n.flags&flagHeader != 0:
		p.failf(header, "%s is a single table since line %d: write both headers with two brackets, or choose another key", p.shown(key), p.line(old))
	case n.Type == Table:
		p.failf(header, "%s is already a single table since line %d: choose another key", p.shown(key), p.line(old))
	default:
		p.failf(header, "%s is already set on line %d: remove it or the header %s", p.shown(key), p.line(old), p.shown(header))
	}
}

// shown gives a key part or header as a message may repeat it.
func (p *Parser) shown(at Span) string { return printable(p.text[at.Start:at.End]) }

func (p *Parser) line(id int32) uint32 {
	n := &p.nodes[id]
	if n.Key.End > 0 {
		return p.lines.line(n.Key.Start)
	}
	return p.lines.line(n.Span.Start)
}
