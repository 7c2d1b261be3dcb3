package toml

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

// Lines converts byte offsets of a text into lines and columns and back, the one
// way that every output goes. It is read-only.
type Lines struct {
	src    []byte
	unit   Unit
	starts []uint32 // offset of the first byte of each line
	// marks are along a text with a long line, one in every markEvery bytes,
	// so that finding many columns of it does not count from its start each time.
	marks []mark
}

// mark is an offset at which a character begins, and how many units come before it.
type mark struct{ offset, units uint32 }

const markEvery = 1024

// A Unit is what a column counts.
type Unit uint8

// The units of columns. Each byte that is not UTF-8 counts as one.
const (
	CodePoints Unit = iota
	UTF16
	Bytes
)

// NewLines indexes the lines of src for people: columns count code points. A line
// ends at \n; \r before it belongs to the line end.
func NewLines(src []byte) *Lines { return index(src, CodePoints, false) }

// NewEditorLines indexes the lines of src for editors: a line ends at \n, \r\n or \r.
func NewEditorLines(src []byte, unit Unit) *Lines { return index(src, unit, true) }

func index(src []byte, unit Unit, returns bool) *Lines {
	l := &Lines{src: src, unit: unit, starts: make([]uint32, 1, bytes.Count(src, []byte{'\n'})+1)}
	longest := 0
	for i, more := 0, true; more; {
		line, _, found := bytes.Cut(src[i:], []byte{'\n'})
		longest = max(longest, len(line))
		for at := 0; returns; {
			r := bytes.IndexByte(line[at:], '\r')
			if at += r + 1; r < 0 || at == len(line) && found {
				break
			}
			l.starts = append(l.starts, uint32(i+at))
		}
		if i, more = i+len(line)+1, found; more {
			l.starts = append(l.starts, uint32(i))
		}
	}
	if longest > 4*markEvery && unit != Bytes {
		l.setMarks()
	}
	return l
}

func (l *Lines) setMarks() {
	l.marks = []mark{{}}
	for last := (mark{}); ; {
		next := int(last.offset) + markEvery
		for next < len(l.src) && !utf8.RuneStart(l.src[next]) {
			next++ // what is read from here is what is read from the start
		}
		if next >= len(l.src) {
			return
		}
		last = mark{uint32(next), last.units + l.unit.count(l.src[last.offset:next])}
		l.marks = append(l.marks, last)
	}
}

// count returns the number of units of b.
func (u Unit) count(b []byte) (n uint32) {
	switch u {
	case Bytes:
		return uint32(len(b))
	case CodePoints:
		return uint32(utf8.RuneCount(b))
	}
	for i := 0; i < len(b); n++ {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(b[i:])
		n += u.of(r) - 1
		i += size
	}
	return n
}

// of returns how many units a character has, which are not bytes.
func (u Unit) of(r rune) uint32 {
	if u == UTF16 && r > 0xFFFF {
		return 2
	}
	return 1
}

// before returns the number of units before offset, of a text with marks.
func (l *Lines) before(offset uint32) uint32 {
	m := l.marks[sort.Search(len(l.marks), func(i int) bool { return l.marks[i].offset > offset })-1]
	return m.units + l.unit.count(l.src[m.offset:offset])
}

// A Position is a line and a column, both from 1.
type Position struct{ Line, Column int }

// Line returns the number of the line, from 1, that holds the byte at offset.
func (l *Lines) Line(offset uint32) int {
	return sort.Search(len(l.starts), func(i int) bool { return l.starts[i] > offset })
}

// Count returns the number of lines.
func (l *Lines) Count() int { return len(l.starts) }

// Position converts a byte offset. A byte order mark takes no column. For
// editors a place inside of a character is where that begins.
func (l *Lines) Position(offset uint32) Position {
	offset = min(offset, uint32(len(l.src)))
	if l.unit != CodePoints {
		offset = l.beginning(offset)
	}
	line := l.Line(offset)
	start := l.Start(line)
	offset = max(offset, start)
	if l.marks != nil && offset-start > markEvery {
		return Position{line, int(l.before(offset)-l.before(start)) + 1}
	}
	return Position{line, int(l.unit.count(l.src[start:offset])) + 1}
}

// beginning returns where the character begins that holds the byte at offset.
func (l *Lines) beginning(offset uint32) uint32 {
	for at := int(offset); at >= 0 && at < len(l.src) && at+utf8.UTFMax > int(offset); at-- {
		if utf8.RuneStart(l.src[at]) {
			if _, size := utf8.DecodeRune(l.src[at:]); at+size > int(offset) {
				return uint32(at)
			}
			break
		}
	}
	return offset
}

// Offset converts a position. One beyond the end of its line means that end, one
// beyond the last line the end of the text.
func (l *Lines) Offset(p Position) uint32 {
	switch {
	case p.Line < 1:
		return l.Start(1)
	case p.Line > len(l.starts):
		return uint32(len(l.src))
	}
	at, end := l.Start(p.Line), l.end(p.Line)
	left := uint32(min(max(p.Column-1, 0), 1<<30))
	if l.unit == Bytes {
		at = min(at+left, end)
		for at > l.Start(p.Line) && at < end && !utf8.RuneStart(l.src[at]) {
			at--
		}
		return at
	}
	if l.marks != nil {
		from := l.before(at)
		i := sort.Search(len(l.marks), func(i int) bool { return l.marks[i].units > from+left }) - 1
		if m := l.marks[i]; m.offset > at {
			at, left = m.offset, from+left-m.units
		}
	}
	for at < end && left > 0 {
		r, size := utf8.DecodeRune(l.src[at:end])
		if l.unit.of(r) > left {
			break // inside a pair of surrogates
		}
		left -= l.unit.of(r)
		at += uint32(size)
	}
	return min(at, end)
}

// Start returns the offset of the first byte of line n, after a byte order mark.
func (l *Lines) Start(n int) uint32 {
	start := l.starts[n-1]
	if n == 1 && bytes.HasPrefix(l.src, []byte("\uFEFF")) {
		start = 3
	}
	return start
}

// end returns the offset of the line end of line n.
func (l *Lines) end(n int) uint32 { return l.Start(n) + uint32(len(l.Text(n))) }

// Text returns line n without its line end.
func (l *Lines) Text(n int) []byte {
	end := len(l.src)
	if n < len(l.starts) {
		end = int(l.starts[n])
	}
	return bytes.TrimSuffix(bytes.TrimSuffix(l.src[l.Start(n):end], []byte{'\n'}), []byte{'\r'})
}
