package wire

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

// A Text is a text with its lines. It is the one place where byte offsets and
// the positions of the protocol meet: lines and characters from 0, characters
// counted in UTF-16, or in bytes when the client takes UTF-8. It is read-only.
type Text struct {
	Source []byte
	starts []uint32 // offset of the first byte of each line
	bytes  bool     // a character is a byte
	// marks stand along a text with a long line, one in every markEvery bytes,
	// so that finding many places in it does not count from its start each time.
	marks []mark
}

// mark is an offset at which a character begins, and how many UTF-16 units come before it.
type mark struct{ offset, units uint32 }

const markEvery = 4096

// ByteOrderMark may stand before a text, and is no character of it.
var ByteOrderMark = []byte("\uFEFF")

// NewText indexes the lines of src, which end at \n, \r\n or \r.
func NewText(src []byte, inBytes bool) *Text {
	t := &Text{Source: src, starts: make([]uint32, 1, bytes.Count(src, []byte{'\n'})+1), bytes: inBytes}
	longest := 0
	for i := 0; i < len(src); {
		n := bytes.IndexByte(src[i:], '\n')
		line := src[i:]
		if n >= 0 {
			line = src[i : i+n]
		}
		longest = max(longest, len(line))
		for at := 0; ; {
			r := bytes.IndexByte(line[at:], '\r')
			if r < 0 || at+r == len(line)-1 && n >= 0 {
				break
			}
			at += r + 1
			t.starts = append(t.starts, uint32(i+at))
		}
		if n < 0 {
			break
		}
		i += n + 1
		t.starts = append(t.starts, uint32(i))
	}
	if longest > 2*markEvery && !inBytes {
		t.setMarks()
	}
	return t
}

func (t *Text) setMarks() {
	t.marks = []mark{{}}
	last := mark{}
	for {
		next := int(last.offset) + markEvery
		for next < len(t.Source) && !utf8.RuneStart(t.Source[next]) {
			next++
		}
		if next >= len(t.Source) {
			return
		}
		last = mark{uint32(next), last.units + units(t.Source[last.offset:next])}
		t.marks = append(t.marks, last)
	}
}

// units counts the UTF-16 units of b.
func units(b []byte) uint32 {
	n := uint32(0)
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			n++
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		n += unitsOf(r)
		i += size
	}
	return n
}

func unitsOf(r rune) uint32 {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// lineStart returns the offset of line n, from 0, after a byte order mark,
// which is no character of a text.
func (t *Text) lineStart(n int) uint32 {
	if n == 0 && bytes.HasPrefix(t.Source, ByteOrderMark) {
		return 3
	}
	return t.starts[n]
}

// lineEnd returns the offset where line n ends, before its line end.
func (t *Text) lineEnd(n int) uint32 {
	end := uint32(len(t.Source))
	if n+1 < len(t.starts) {
		end = t.starts[n+1]
		for end > t.starts[n] && (t.Source[end-1] == '\n' || t.Source[end-1] == '\r') {
			end--
		}
	}
	return max(end, t.lineStart(n))
}

// line returns the line, from 0, that holds the byte at offset.
func (t *Text) line(offset uint32) int {
	return sort.Search(len(t.starts), func(i int) bool { return t.starts[i] > offset }) - 1
}

// Position converts a byte offset.
func (t *Text) Position(offset uint32) Position {
	offset = t.begin(min(offset, uint32(len(t.Source))))
	n := t.line(offset)
	start := min(t.lineStart(n), offset)
	if t.bytes {
		return Position{n, int(offset - start)}
	}
	if t.marks != nil && offset-start > markEvery {
		return Position{n, int(t.before(offset) - t.before(start))}
	}
	return Position{n, int(units(t.Source[start:offset]))}
}

// begin returns where the character begins that holds the byte at offset.
func (t *Text) begin(offset uint32) uint32 {
	for at := offset; int(at) < len(t.Source) && at+utf8.UTFMax > offset; at-- {
		if utf8.RuneStart(t.Source[at]) {
			if _, size := utf8.DecodeRune(t.Source[at:]); at+uint32(size) > offset {
				return at
			}
			break
		}
		if at == 0 {
			break
		}
	}
	return offset
}

// before returns how many units come before offset.
func (t *Text) before(offset uint32) uint32 {
	i := sort.Search(len(t.marks), func(i int) bool { return t.marks[i].offset > offset })
	m := t.marks[i-1]
	return m.units + units(t.Source[m.offset:offset])
}

// Offset converts a position. One beyond the end of its line means that end,
// one beyond the last line the end of the text.
func (t *Text) Offset(p Position) uint32 {
	if p.Line < 0 {
		return t.lineStart(0)
	}
	if p.Line >= len(t.starts) {
		return uint32(len(t.Source))
	}
	start, end := t.lineStart(p.Line), t.lineEnd(p.Line)
	if p.Character <= 0 {
		return start
	}
	if t.bytes {
		at := min(uint64(start)+uint64(p.Character), uint64(end))
		for at > uint64(start) && at < uint64(end) && !utf8.RuneStart(t.Source[at]) {
			at--
		}
		return uint32(at)
	}
	left, at := uint32(min(p.Character, 1<<31)), start
	if t.marks != nil {
		from := t.before(start)
		i := sort.Search(len(t.marks), func(i int) bool { return t.marks[i].units > from+left }) - 1
		if m := t.marks[i]; m.offset > start {
			at, left = m.offset, from+left-m.units
		}
	}
	for at < end && left > 0 {
		r, size := utf8.DecodeRune(t.Source[at:end])
		if u := unitsOf(r); u > left {
			break // inside a pair of surrogates
		} else {
			left -= u
		}
		at += uint32(size)
	}
	return min(at, end)
}

// RangeOf converts a range of bytes.
func (t *Text) RangeOf(start, end uint32) Range {
	return Range{t.Position(start), t.Position(max(start, end))}
}
