package records

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/factlint/factlint/facts/wording"
)

// jsonReader reads one JSON value token after token.
type jsonReader struct {
	*jsontext.Decoder
	doc  *Document
	base uint32 // of the part being read
	end  uint32 // of that part
	at   uint32 // the end of the last token
	err  error
	deep bool
}

var jsonOptions = []jsontext.Options{jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true)}

func (d *Document) readJSON(start uint32, _ rune) {
	r := &jsonReader{doc: d}
	r.begin(start, uint32(len(d.Source)))
	r.whole("the file has no JSON in it", "the file goes on after the end of its value; name the format jsonl for one value a line")
}

// readJSONLines reads one value a line; a bad line spares the others.
func (d *Document) readJSONLines(start uint32, _ rune) {
	r := &jsonReader{doc: d}
	at := start
	for line := range bytes.Lines(d.Source[start:]) {
		if text := bytes.TrimSuffix(line, []byte("\n")); len(bytes.TrimSpace(text)) > 0 {
			r.begin(at, at+uint32(len(text)))
			r.whole("", "the line goes on after the end of its value; write one value a line")
		}
		at += uint32(len(line))
	}
}

// begin begins the part of the source from start to end.
func (r *jsonReader) begin(start, end uint32) {
	r.base, r.end, r.at, r.err, r.deep = start, end, start, nil, false
	if r.Decoder == nil {
		r.Decoder = jsontext.NewDecoder(bytes.NewBuffer(r.doc.Source[start:end]), jsonOptions...)
		return
	}
	r.Reset(bytes.NewBuffer(r.doc.Source[start:end]), jsonOptions...)
}

// whole reads the one value of a part, and says when there is none or more.
func (r *jsonReader) whole(none, more string) {
	n := r.value(0)
	if n != nil {
		r.doc.Tops = append(r.doc.Tops, n)
	}
	if r.err == nil && !r.deep {
		before := r.at
		if _, err := r.ReadToken(); err == nil {
			at := Span{Start: r.skip(before), End: r.base + uint32(r.InputOffset())}
			r.doc.problem(at, more)
			r.doc.Lost = append(r.doc.Lost, Span{Start: at.Start, End: r.end})
		} else if !errors.Is(err, io.EOF) {
			r.err = err
		}
	}
	if r.err == nil {
		return
	}
	if errors.Is(r.err, io.EOF) && n == nil {
		r.doc.problem(Span{Start: r.base, End: r.base}, none)
		return
	}
	at, message := r.complaint()
	if rest := (Span{Start: at.Start, End: r.end}); rest.Start < rest.End {
		message += "; what follows in the file is not read"
		if rest.End < uint32(len(r.doc.Source)) {
			message = strings.Replace(message, "in the file", "on the line", 1)
		}
	}
	r.doc.problem(at, message)
	r.doc.Lost = append(r.doc.Lost, Span{Start: at.Start, End: r.end})
}

// token reads the next token and returns where it is.
func (r *jsonReader) token() (jsontext.Kind, Span) {
	before := r.at
	t, err := r.ReadToken()
	if err != nil {
		r.err = err
		return 0, Span{}
	}
	r.at = r.base + uint32(r.InputOffset())
	return t.Kind(), Span{Start: r.skip(before), End: r.at}
}

// skip returns where the token begins that comes after at.
func (r *jsonReader) skip(at uint32) uint32 {
	for at < r.end && strings.IndexByte(" \t\r\n,:", r.doc.Source[at]) >= 0 {
		at++
	}
	return at
}

// value reads a value; nil when there is none to be read.
func (r *jsonReader) value(depth int) *Node {
	kind, at := r.token()
	if r.err != nil {
		return nil
	}
	n := r.doc.node()
	n.Span = at
	switch kind {
	case '"':
		n.Sort, n.Text = Text, r.unquoted(at)
	case '0':
		n.Sort, n.Text = Number, r.doc.text(at)
	case 't', 'f':
		n.Sort, n.Text = Boolean, r.doc.text(at)
	case '[', '{':
		n.Sort = List
		if kind == '{' {
			n.Sort = Map
		}
		if depth == maxDepth {
			r.deep = true
			r.doc.problem(at, tooDeep)
			r.doc.Lost = append(r.doc.Lost, Span{Start: at.Start, End: r.end})
			return nil
		}
		r.children(n, depth)
		n.Span.End = r.at
	}
	return n
}

func (r *jsonReader) children(n *Node, depth int) {
	var known names
	for {
		switch r.PeekKind() {
		case ']', '}':
			r.token()
			return
		}
		var key Span
		if n.Sort == Map {
			if _, key = r.token(); r.err != nil {
				n.Broken = true
				return
			}
		}
		c := r.value(depth + 1)
		if c == nil || r.deep {
			if n.Broken = true; c == nil {
				return
			}
		}
		if n.Sort == Map {
			c.put(key, r.unquoted(key))
			if first := known.find(c); first != nil {
				r.doc.duplicate(first, c)
				c = nil
			}
		}
		if c != nil {
			n.add(c)
		}
		if r.deep || r.err != nil {
			n.Broken = true
			return
		}
	}
}

// duplicate reports a key that is twice in one map.
func (d *Document) duplicate(first, later *Node) {
	d.add(Problem{
		Span:    later.Key,
		Message: "the key " + wording.Quote(later.Name) + " stands twice here, and only the first is read; keep one of the two",
		Related: first.Key, RelatedWords: "stands here first",
	})
	d.Lost = append(d.Lost, later.Span)
}

// unquoted returns the text of a string.
func (r *jsonReader) unquoted(at Span) string {
	inner := r.doc.Source[at.Start+1 : at.End-1]
	if bytes.IndexByte(inner, '\\') < 0 {
		return alias(inner)
	}
	text, _ := jsontext.AppendUnquote(nil, r.doc.Source[at.Start:at.End]) // lone surrogates become U+FFFD
	return alias(text)
}

// complaint says where the error is, and what.
func (r *jsonReader) complaint() (Span, string) {
	at := r.at
	message := "the file ends before its value does"
	if r.end < uint32(len(r.doc.Source)) {
		message = "the line ends before its value does"
	}
	if e := (*jsontext.SyntacticError)(nil); errors.As(r.err, &e) {
		at = min(r.base+uint32(e.ByteOffset), r.end)
		switch next := r.skip(at); {
		case errors.Is(e.Err, io.ErrUnexpectedEOF):
		case at < r.end && r.doc.Source[at] == ',' && next < r.end && strings.IndexByte("]}", r.doc.Source[next]) >= 0:
			message = "this is no JSON: nothing comes after this comma; remove it"
		default:
			message = "this is no JSON: " + strings.TrimPrefix(e.Err.Error(), "jsontext: ")
		}
	}
	end := at
	for end < r.end && r.doc.Source[end] >= 0x80 && end < at+4 || end == at && end < r.end {
		end++
	}
	return Span{Start: at, End: end}, message
}
