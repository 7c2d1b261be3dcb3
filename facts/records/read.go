package records

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
	"unicode/utf8"
	"unsafe"
)

// Read reads a source of the format with a name, one of Formats. It never fails: what is wrong is
// among the problems. The delimiter is that of a table, 0 for the usual one. The
// source must not change any more, since the tree shares its memory.
func Read(src []byte, format string, delimiter rune) *Document {
	d := &Document{Source: src}
	start := uint32(0)
	if bytes.HasPrefix(src, []byte("\uFEFF")) {
		start = uint32(len("\uFEFF"))
	}
	f := Named(format)
	if !d.isText(start, f) {
		d.Lost = []Span{{End: uint32(len(src))}}
		return d
	}
	f.read(d, start, cmp.Or(delimiter, f.delimiter))
	d.free = nil
	slices.SortStableFunc(d.Problems, func(a, b Problem) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return d
}

// isText reports whether the source is UTF-8 without what no text has, and else
// says where it is not.
func (d *Document) isText(start uint32, f Format) bool {
	src := d.Source[start:]
	if start == 0 && (bytes.HasPrefix(src, []byte("\xff\xfe")) || bytes.HasPrefix(src, []byte("\xfe\xff"))) {
		d.problem(Span{Start: 0, End: 2}, "the file is UTF-16; save it as UTF-8")
		return false
	}
	for i := 0; i < len(src); {
		if i+8 <= len(src) && plain(binary.LittleEndian.Uint64(src[i:])) {
			i += 8
			continue
		}
		b := src[i]
		switch {
		case ' ' <= b && b < 0x7F, b == '\n', b == '\t':
			i++
			continue
		case b == '\r' && (!f.Table || i+1 < len(src) && src[i+1] == '\n'), b == 0x7F && !f.printable:
			i++
			continue
		case b < utf8.RuneSelf:
			return d.refuse(start+uint32(i), 1, rune(b))
		}
		r, size := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && size == 1 {
			d.problem(Span{Start: start + uint32(i), End: start + uint32(i) + 1}, "the file is not UTF-8 from here on; save it as UTF-8")
			return false
		}
		if f.printable && (r < 0xA0 && r != 0x85 || r == '\uFEFF' || r == '\uFFFE' || r == '\uFFFF') {
			return d.refuse(start+uint32(i), uint32(size), r)
		}
		i += size
	}
	return true
}

func (d *Document) refuse(at, size uint32, r rune) bool {
	message := fmt.Sprintf("the character %U has no place in a text; remove it", r)
	switch {
	case r == 0 && (at == 1 || at == 0) && len(d.Source)%2 == 0:
		message = "the file is UTF-16; save it as UTF-8"
	case r == '\r':
		message = "a line ends here in a way that not every program takes for an end; save the file with the line ends of Unix or Windows"
	case r == '\uFEFF':
		message = "a byte order mark stands at the beginning of a file only; remove it"
	}
	d.problem(Span{Start: at, End: at + size}, message)
	return false
}

// plain reports whether eight bytes are printable ASCII.
func plain(x uint64) bool {
	const each = 0x0101010101010101
	del := x ^ 0x7F*each
	return (x|(x-' '*each)|(del-each))&(0x80*each) == 0
}

// alias returns b as a string without copying; b must never change.
func alias(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// text returns a part of the source.
func (d *Document) text(at Span) string { return alias(d.Source[at.Start:at.End]) }
