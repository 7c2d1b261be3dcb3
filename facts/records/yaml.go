package records

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
	yamlv4 "go.yaml.in/yaml/v4"

	"github.com/factlint/factlint/facts/wording"
)

// yamlReader reads a stream of documents, and finds the bytes that each value
// was written with, which the parser does not tell.
type yamlReader struct {
	places
	doc     *Document
	anchors map[*yaml.Node]anchor // nil while there are none
	ended   uint32                // where the value ends that was read last
	left    int                   // how many more values aliases may unfold to
	spans   []Span                // of scalars and what is before them, in order: what has no comment inside
	failed  int                   // how many documents were no YAML
	unclear bool                  // some of those were not gone through
	// searched says that the whole source was searched for anchors.
	searched bool
}

// maxFailed is how many documents that are no YAML are read past.
const maxFailed = 100

// anchor is a value that aliases stand for.
type anchor struct {
	node *Node // nil while it is being read
	size int   // how many values it unfolds to
}

func (d *Document) readYAML(start uint32, _ rune) {
	r := &yamlReader{doc: d, left: 10*len(d.Source) + 1000} // without aliases there are fewer values than bytes
	r.places.read(d.Source, start)
	for at := start; at < uint32(len(d.Source)); {
		at = r.stream(at)
		if r.failed == maxFailed && at < uint32(len(d.Source)) {
			rest := Span{Start: at, End: uint32(len(d.Source))}
			d.problem(Span{Start: at, End: min(at+3, rest.End)}, "too many documents before this one are no YAML; those from here on are not read")
			d.Lost = append(d.Lost, rest)
			return
		}
	}
}

// stream reads the documents from an offset on, up to the first that is not one,
// and returns where to go on.
func (r *yamlReader) stream(at uint32) uint32 {
	src := r.doc.Source
	r.begin(at)
	r.spans, r.unclear = r.spans[:0], false
	dec := yaml.NewDecoder(bytes.NewReader(src[at:]))
	read := at // up to where documents were read
	for {
		var y yaml.Node
		err := dec.Decode(&y)
		if errors.Is(err, io.EOF) {
			r.comments(at, uint32(len(src)))
			return uint32(len(src))
		}
		if err != nil {
			return r.fail(at, read, err)
		}
		clear(r.anchors) // of the document before
		if len(y.Content) > 0 && (y.Content[0].Tag != "!!null" || y.Content[0].Value != "") {
			n, _ := r.value(y.Content[0], 0)
			r.doc.Tops = append(r.doc.Tops, n)
			read = max(read, n.Span.End)
		}
	}
}

// value turns a value into a node, and returns how many values it unfolds to.
func (r *yamlReader) value(y *yaml.Node, depth int) (n *Node, size int) {
	n = r.doc.node()
	if y.Kind == yaml.AliasNode {
		at := r.offset(y.Line, y.Column)
		n.Span = Span{Start: at, End: min(at+1+uint32(len(y.Value)), r.end())}
		r.spans, r.ended = append(r.spans, n.Span), n.Span.End
		return n, r.unfold(n, y)
	}
	begin := r.offset(y.Line, y.Column)
	at := r.skipProperties(begin, y)
	if y.Anchor != "" {
		if r.anchors == nil {
			r.anchors = map[*yaml.Node]anchor{}
		}
		r.anchors[y] = anchor{}
	}
	size = 1
	switch {
	case y.Kind == yaml.ScalarNode:
		r.scalar(n, y, at)
		r.spans = append(r.spans, Span{Start: begin, End: n.Span.End})
	case depth == maxDepth:
		n.Span = Span{Start: at, End: min(at+1, r.end())}
		r.doc.problem(n.Span, tooDeep)
		r.unclear = true
	default:
		r.spans = append(r.spans, Span{Start: begin, End: at})
		n.Span = Span{Start: at, End: at}
		if n.Sort = Map; y.Kind == yaml.SequenceNode {
			n.Sort = List
			size += r.items(n, y, depth)
		} else {
			size += r.members(n, y, depth)
		}
		if y.Style&yaml.FlowStyle != 0 {
			n.Span.End = r.bracket(max(n.Span.End, at+1))
		} else if len(y.Content) > 0 && n.Sort == Map {
			if n.first != nil && n.first.Key.Start >= n.Span.Start {
				n.Span.Start = n.first.Key.Start
			}
			n.Span.Start = min(n.Span.Start, n.Span.End)
		}
	}
	r.ended = max(n.Span.End, at)
	if y.Anchor != "" {
		r.anchors[y] = anchor{n, size}
	}
	return n, size
}

func (r *yamlReader) items(n *Node, y *yaml.Node, depth int) (size int) {
	for _, item := range y.Content {
		c, s := r.value(item, depth+1)
		size += s
		n.add(c)
		n.Span.End = max(n.Span.End, r.ended)
	}
	return size
}

func (r *yamlReader) members(n *Node, y *yaml.Node, depth int) (size int) {
	var known names
	var merged []*Node
	for i := 0; i+1 < len(y.Content); i += 2 {
		key, _ := r.value(y.Content[i], depth+1)
		at := key.Span
		if y.Content[i].Kind == yaml.AliasNode {
			at = r.spans[len(r.spans)-1]
		}
		c, s := r.value(y.Content[i+1], depth+1)
		size += s
		n.Span.End = max(n.Span.End, r.ended)
		switch {
		case y.Content[i].Tag == "!!merge":
			merged = append(merged, c)
			continue
		case key.Sort >= List:
			r.doc.problem(key.Head(r.doc.Source), "a key is a text, not "+key.Sort.String()+"; what stands under it is not read")
			continue
		}
		if c.put(at, key.Text); c.Sort == Null && c.Span.End <= c.Span.Start {
			c.Span = at
		}
		if first := known.find(c); first != nil {
			r.doc.duplicate(first, c)
			continue
		}
		n.add(c)
	}
	for _, m := range merged {
		size += r.merge(n, m, &known)
	}
	return size
}

// merge adds what a merge key brings: a map, or a list of them, of which the
// first that has a key gives it, unless the map has it itself.
func (r *yamlReader) merge(n, from *Node, known *names) (size int) {
	switch from.Sort {
	case Null: // reported already, or nothing
	case List:
		for m := range from.Children() {
			size += r.merge(n, m, known)
		}
	case Map:
		for m := range from.Children() {
			c := r.doc.node()
			*c = *m
			c.next = nil
			if size++; known.find(c) == nil {
				n.add(c)
			}
			if r.left--; r.left < 0 {
				r.bomb(from.Span)
				return size
			}
		}
	default:
		r.doc.problem(from.Span, "<< brings the keys of a map, or of a list of maps, not "+from.Sort.String())
	}
	return size
}

// unfold makes n the value that an alias stands for, and returns its size.
func (r *yamlReader) unfold(n *Node, y *yaml.Node) int {
	written := n.Span
	a, ok := r.anchors[y.Alias]
	switch {
	case !ok:
		r.doc.problem(written, "nothing is called "+wording.Quote(y.Value)+" before this")
		return 1
	case a.node == nil:
		r.doc.problem(written, "the value of "+wording.Quote(y.Value)+" contains itself here; write out what is meant")
		return 1
	}
	if r.left -= a.size; r.left < 0 {
		r.bomb(written)
		return 1
	}
	*n = *a.node
	n.Key, n.Name, n.next = Span{}, "", nil
	return a.size
}

// bomb tells once that aliases unfold to too much.
func (r *yamlReader) bomb(at Span) {
	const message = "the aliases up to here unfold to many times what is written; nothing is read for them from here on"
	for _, p := range r.doc.Problems {
		if p.Message == message {
			return
		}
	}
	r.doc.problem(at, message)
}

// scalar reads a scalar whose content begins at.
func (r *yamlReader) scalar(n *Node, y *yaml.Node, at uint32) {
	n.Text = y.Value
	n.Span = Span{Start: at, End: r.scalarEnd(y, at)}
	switch {
	case y.Tag == "!!null":
		n.Sort = Null
	case y.Tag == "!!bool":
		n.Sort = Boolean
	case y.Tag == "!!int", y.Tag == "!!float":
		n.Sort = Number
	default:
		n.Sort = Text
	}
	if size := n.Span.End - n.Span.Start; size == uint32(len(n.Text)) && r.doc.text(n.Span) == n.Text {
		n.Text = r.doc.text(n.Span)
	}
}

// fail reports a document that is no YAML, reads what it has before the error, and
// returns where to go on: after the broken item of a list, or at the next document
// that has a line of its own before it.
func (r *yamlReader) fail(start, read uint32, err error) uint32 {
	src := r.doc.Source
	r.failed++
	p := r.complaint(start, err)
	at := p.Span
	begin := r.documentStart(read, at.Start)
	next := uint32(len(src))
	for _, i := range r.lines[r.lineIndex(at.Start):] {
		if i > begin && bytes.HasPrefix(src[i:], []byte("---")) && (i+3 == uint32(len(src)) || strings.IndexByte(" \t\r\n", src[i+3]) >= 0) {
			next = i
			break
		}
	}
	r.comments(start, begin)
	lost, next := r.rescue(begin, next, at.Start)
	p.Message += r.unread(lost)
	if at.Start >= lost.End && p.RelatedWords != "" { // noticed at the end of the file perhaps
		p = Problem{Span: r.untilLineEnd(p.Related.Start), Message: p.Message}
	}
	r.doc.add(p)
	r.doc.Lost = append(r.doc.Lost, lost)
	return next
}

// complaint says where the error is, and what. The place comes from another
// version of the parser: this one has it wrong, or not at all.
func (r *yamlReader) complaint(start uint32, err error) Problem {
	var p Problem
	message := strings.TrimPrefix(err.Error(), "yaml: ")
	line, column := 0, 1
	if rest, ok := strings.CutPrefix(message, "line "); ok {
		number, rest, _ := strings.Cut(rest, ": ")
		if line, _ = strconv.Atoi(number); line > 0 {
			message = rest
		}
	}
	// It takes four hundred times as much memory as the text is long.
	if part := r.doc.Source[start:]; len(part) <= 1<<20 {
		dec, err := yamlv4.NewLoader(bytes.NewReader(part))
		for err == nil {
			var y yamlv4.Node
			err = dec.Load(&y)
		}
		if e := (*yamlv4.LoadError)(nil); errors.As(err, &e) && e.Mark.Line > 0 {
			line, column, message = e.Mark.Line, max(e.Mark.Column, 1), e.Message
			if e.ContextMsg != "" {
				message = e.ContextMsg + ": " + message
				if from := e.ContextMark; from.Line > 0 && from.Line < line {
					begin := r.offset(from.Line, max(from.Column, 1))
					p.Related = Span{Start: begin, End: min(begin+1, r.end())}
					p.RelatedWords = strings.TrimPrefix(strings.TrimPrefix(e.ContextMsg, "while parsing "), "while scanning ") + " begins here"
				}
			}
		}
	}
	p.Span, p.Message = r.untilLineEnd(r.offset(max(line, 1), column)), "this is no YAML: "+message
	if p.Span.Start == p.Span.End && p.Span.Start > start {
		p.Span.Start--
	}
	for p.Span.Start > start && p.Span.Start < r.end() && r.src[p.Span.Start]&0xC0 == 0x80 {
		p.Span.Start--
	}
	return p
}

// untilLineEnd returns what is from an offset to the end of the line, or a part of it.
func (r *yamlReader) untilLineEnd(at uint32) Span {
	end := at
	for end < min(r.end(), at+40) && r.src[end] != '\n' && r.src[end] != '\r' {
		end++
	}
	for end < r.end() && r.src[end]&0xC0 == 0x80 {
		end++
	}
	return Span{Start: at, End: end}
}
