package records

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// places finds the bytes of what the YAML parser gives lines and columns of. It
// counts a line end at every place that YAML 1.1 knows, and columns in
// characters, a tab being one.
type places struct {
	src   []byte
	lines []uint32 // where each line begins
	first int      // the index of the first line of the part being read
	// The place found last, from which the next one on the same line is counted:
	// a file may be one line.
	line, column int
	at           uint32
}

// read finds the lines of a source that begins at an offset.
func (p *places) read(src []byte, start uint32) {
	p.src, p.lines = src, append(make([]uint32, 0, len(src)/32+1), start)
	for i := start; i < uint32(len(src)); {
		if b := src[i]; b != '\n' && b != '\r' && b != 0xC2 && b != 0xE2 {
			i++
			continue
		}
		if size := breakAt(src[i:]); size > 0 {
			i += uint32(size)
			p.lines = append(p.lines, i)
		} else {
			i++
		}
	}
}

// begin makes the line that holds an offset the first.
func (p *places) begin(at uint32) {
	p.first = p.lineIndex(at)
	p.line = 0
}

func (p *places) lineIndex(at uint32) int {
	return sort.Search(len(p.lines), func(i int) bool { return p.lines[i] > at }) - 1
}

// breakAt returns the length of the line end at the beginning of b, or 0.
func breakAt(b []byte) int {
	switch {
	case len(b) == 0:
		return 0
	case b[0] == '\n':
		return 1
	case b[0] == '\r':
		if len(b) > 1 && b[1] == '\n' {
			return 2
		}
		return 1
	case bytes.HasPrefix(b, []byte("\u0085")):
		return 2
	case bytes.HasPrefix(b, []byte("\u2028")), bytes.HasPrefix(b, []byte("\u2029")):
		return 3
	}
	return 0
}

func (p *places) end() uint32 { return uint32(len(p.src)) }

// offset returns the offset of a line and a column, both from 1; never one
// beyond the end of the source.
func (p *places) offset(line, column int) uint32 {
	if line += p.first; line > len(p.lines) {
		return p.end()
	}
	if line != p.line || column < p.column {
		p.line, p.column, p.at = line, 1, p.lines[line-1]
	}
	for ; p.column < column && p.at < p.end(); p.column++ {
		if p.src[p.at] < utf8.RuneSelf {
			p.at++
			continue
		}
		_, size := utf8.DecodeRune(p.src[p.at:])
		p.at += uint32(size)
	}
	return p.at
}

// lineAfter returns where the next line begins, or the end of the source.
func (p *places) lineAfter(at uint32) uint32 {
	for at < p.end() {
		if size := breakAt(p.src[at:]); size > 0 {
			return at + uint32(size)
		}
		at++
	}
	return at
}

// skipProperties returns where the content of a value begins whose anchor and
// tag begin at.
func (p *places) skipProperties(at uint32, y *yaml.Node) uint32 {
	begin := at
	for at < p.end() {
		switch c := p.src[at]; {
		case c == '&' && y.Anchor != "":
			at += 1 + uint32(len(y.Anchor))
		case c == '!':
			for at < p.end() && !isBlank(p.src[at]) && breakAt(p.src[at:]) == 0 {
				at++
			}
		case at == begin:
			return at
		default:
			if y.Kind == yaml.ScalarNode && y.Value == "" && c != '"' && c != '\'' && c != '|' && c != '>' {
				return begin // not written; what comes is of another value
			}
			return at
		}
		at = p.skipBlanks(min(at, p.end()))
	}
	return begin
}

// skipBlanks skips blanks, line ends and comments.
func (p *places) skipBlanks(at uint32) uint32 {
	for at < p.end() {
		switch size := breakAt(p.src[at:]); {
		case size > 0:
			at += uint32(size)
		case isBlank(p.src[at]):
			at++
		case p.src[at] == '#':
			for at < p.end() && breakAt(p.src[at:]) == 0 {
				at++
			}
		default:
			return at
		}
	}
	return at
}

// scalarEnd returns where a scalar ends whose content begins at.
func (p *places) scalarEnd(y *yaml.Node, at uint32) uint32 {
	switch {
	case at >= p.end():
		return at
	case y.Style&yaml.DoubleQuotedStyle != 0:
		for i := at + 1; i < p.end(); i++ {
			switch p.src[i] {
			case '\\':
				i++
			case '"':
				return i + 1
			}
		}
		return p.end()
	case y.Style&yaml.SingleQuotedStyle != 0:
		return min(closing(p.src, at, '\'')+1, p.end())
	case y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		header := at + 1
		for header < p.end() && (p.src[header] == '+' || p.src[header] == '-' || '0' <= p.src[header] && p.src[header] <= '9') {
			header++
		}
		i := header
		for i < p.end() && breakAt(p.src[i:]) == 0 {
			i++
		}
		if end := p.along(y.Value, i); end > i {
			return end
		}
		return header
	}
	return p.along(y.Value, at)
}

// along walks along a value and the source, in which all but the white space
// is the same, and returns where the value ends.
func (p *places) along(value string, at uint32) uint32 {
	end := at
	for i := 0; i < len(value); {
		if n := whiteAt(value[i:]); n > 0 {
			i += n
			continue
		}
		for at < p.end() {
			n := whiteAt(alias(p.src[at:min(at+3, p.end())]))
			if n == 0 {
				break
			}
			at += uint32(n)
		}
		if at >= p.end() || p.src[at] != value[i] {
			return end
		}
		i, at = i+1, at+1
		end = at
	}
	return end
}

// whiteAt returns the length of the white space at the beginning of s, or 0.
func whiteAt(s string) int {
	switch s[0] {
	case ' ', '\t', '\n', '\r':
		return 1
	case 0xC2:
		if len(s) > 1 && s[1] == 0x85 {
			return 2
		}
	case 0xE2:
		if len(s) > 2 && s[1] == 0x80 && (s[2] == 0xA8 || s[2] == 0xA9) {
			return 3
		}
	}
	return 0
}

// bracket returns where the list or map in brackets ends whose last item ends at.
func (p *places) bracket(at uint32) uint32 {
	for {
		if at = p.skipBlanks(at); at >= p.end() {
			return at
		}
		if at++; p.src[at-1] == ']' || p.src[at-1] == '}' {
			return at
		}
	}
}

// comments notes the comments of a part whose values have all been read: every
// # that is in none of them begins one.
func (r *yamlReader) comments(from, to uint32) {
	if r.unclear {
		return
	}
	next := 0
	for at := from; at < to; {
		for next < len(r.spans) && r.spans[next].End <= at {
			next++
		}
		end := to
		if next < len(r.spans) {
			end = min(end, max(r.spans[next].Start, at))
		}
		if i := bytes.IndexByte(r.doc.Source[at:end], '#'); i >= 0 {
			c := Span{Start: at + uint32(i), End: at + uint32(i)}
			for c.End < r.end() && breakAt(r.doc.Source[c.End:]) == 0 {
				c.End++
			}
			r.doc.Comments = append(r.doc.Comments, c)
			at = c.End
			continue
		}
		if end == to {
			return
		}
		at = max(r.spans[next].End, end)
		if r.spans[next].End <= end {
			next++
		}
	}
}

// documentStart returns where the document begins that holds the error at: the
// last line of three hyphens before it, or the end of what was read.
func (r *yamlReader) documentStart(read, at uint32) uint32 {
	start := read
	for i := read; i < at; i = r.lineAfter(i) {
		if bytes.HasPrefix(r.doc.Source[i:], []byte("---")) {
			start = i
		}
	}
	return start
}
