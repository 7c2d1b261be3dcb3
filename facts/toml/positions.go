package toml

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

// Lines converts byte offsets of a text into lines and columns, the one way
// that every output goes.
type Lines struct {
	src    []byte
	starts []uint32 // offset of the first byte of each line
	// marks stand along a text with a long line, one in every markEvery bytes,
	// so that finding many columns of it does not count from its start each time.
	marks []mark
}

// mark is an offset at which a character begins, and how many come before it.
type mark struct{ offset, runes uint32 }

const markEvery = 1024

// NewLines indexes the lines of src. A line ends at \n; \r before it belongs to the line end.
func NewLines(src []byte) *Lines {
	l := &Lines{src: src, starts: make([]uint32, 1, bytes.Count(src, []byte{'\n'})+1)}
	longest := 0
	for i := 0; ; {
		j := bytes.IndexByte(src[i:], '\n')
		if j < 0 {
			longest = max(longest, len(src)-i)
			break
		}
		longest = max(longest, j)
		i += j + 1
		l.starts = append(l.starts, uint32(i))
	}
	if longest > 4*markEvery {
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
		last = mark{uint32(next), last.runes + uint32(utf8.RuneCount(l.src[last.offset:next]))}
		l.marks = append(l.marks, last)
	}
}

// runes returns the number of characters before offset.
func (l *Lines) runes(offset uint32) uint32 {
	i := sort.Search(len(l.marks), func(i int) bool { return l.marks[i].offset > offset })
	m := l.marks[i-1]
	return m.runes + uint32(utf8.RuneCount(l.src[m.offset:offset]))
}

// A Position is a line and a column, both from 1; the column counts Unicode code points.
type Position struct{ Line, Column int }

// Line returns the number of the line, from 1, that holds the byte at offset.
func (l *Lines) Line(offset uint32) int {
	return sort.Search(len(l.starts), func(i int) bool { return l.starts[i] > offset })
}

// Count returns the number of lines.
func (l *Lines) Count() int { return len(l.starts) }

// Position converts a byte offset. A byte order mark takes no column; every
// byte that is not UTF-8 counts as one code point.
func (l *Lines) Position(offset uint32) Position {
	offset = min(offset, uint32(len(l.src)))
	line := l.Line(offset)
	start := l.Start(line)
	if offset < start {
		offset = start
	}
	if l.marks != nil && offset-start > markEvery {
		return Position{line, int(l.runes(offset)-l.runes(start)) + 1}
	}
	return Position{line, utf8.RuneCount(l.src[start:offset]) + 1}
}

// Start returns the offset of the first byte of line n, after a byte order mark.
func (l *Lines) Start(n int) uint32 {
	start := l.starts[n-1]
	if n == 1 && bytes.HasPrefix(l.src, []byte("\uFEFF")) {
		start = 3
	}
	return start
}

// Text returns line n without its line end.
func (l *Lines) Text(n int) []byte {
	end := len(l.src)
	if n < len(l.starts) {
		end = int(l.starts[n]) - 1
	}
	return bytes.TrimSuffix(l.src[l.Start(n):end], []byte{'\r'})
}
