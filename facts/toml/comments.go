package toml

import "github.com/pelletier/go-toml/v2/unstable"

// Comments gives the comments of a source in order, each from its # to before
// the line end. A # inside a string is none. Comments inside the parts that
// [Document.Lost] owes to a syntax error are left out, as nobody can tell
// there what is a string.
//
// It is apart from [Parser.Parse] because most files hold no comment that
// matters, which bytes.Contains tells faster.
func Comments(src []byte) []Span {
	if len(src) > maxSource {
		return nil
	}
	var c commentCollector
	c.reader.ast.KeepComments = true
	c.reader.reset(src)
	for failures := 0; failures <= maxErrors; {
		if e := c.reader.next(); e != nil {
			c.statement(e)
			continue
		}
		if c.reader.finished() {
			break
		}
		failures++
		c.reader.restart(c.reader.failure().restart)
	}
	return c.found
}

type commentCollector struct {
	reader reader
	found  []Span
}

// statement collects the comments in a statement and the one after it. It also
// keeps the reader's position, which comments before the statement move too.
func (c *commentCollector) statement(e *unstable.Node) {
	end := 0
	switch e.Kind {
	case unstable.Comment:
		c.found = append(c.found, c.span(e))
		end = int(c.span(e).End)
	case unstable.KeyValue:
		c.inside(e.Child())
		end = c.reader.base + int(e.Raw.Offset+e.Raw.Length)
	default:
		for key := e.Child(); key != nil; key = key.Next() {
			end = int(c.span(key).End)
		}
		for src := c.reader.src; end < len(src) && (isBlank(src[end]) || src[end] == ']'); {
			end++
		}
	}
	c.reader.pos = end
	if after := e.Next(); after != nil {
		c.found = append(c.found, c.span(after))
	}
}

// inside collects the comments in an array or inline table. go-toml hangs the
// first comment of a run among the elements, the second below the first, and
// the others behind the second.
func (c *commentCollector) inside(v *unstable.Node) {
	switch v.Kind {
	case unstable.Array, unstable.InlineTable, unstable.Comment:
	case unstable.KeyValue:
		c.inside(v.Child())
		return
	default:
		return
	}
	if v.Kind == unstable.Comment {
		c.found = append(c.found, c.span(v))
	}
	for e := v.Child(); e != nil; e = e.Next() {
		c.inside(e)
	}
}

func (c *commentCollector) span(n *unstable.Node) Span {
	start := c.reader.base + int(n.Raw.Offset)
	return Span{uint32(start), uint32(start) + n.Raw.Length}
}
