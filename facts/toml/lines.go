package toml

import "bytes"

// lineStride is how far apart the marks of a lineCounter are, in bytes.
const lineStride = 1 << 15

// A lineCounter turns offsets into line numbers for the words of a message. It
// counts the source only when it is first asked, and then once.
type lineCounter struct {
	src []byte
	// marks holds how many lines end before every multiple of lineStride.
	marks []uint32
}

func (c *lineCounter) reset(src []byte) { c.src, c.marks = src, c.marks[:0] }

// line gives the number of the line that holds the offset, from 1.
func (c *lineCounter) line(offset uint32) uint32 {
	if len(c.marks) == 0 {
		c.marks = append(c.marks, 0)
		for at := lineStride; at < len(c.src); at += lineStride {
			n := bytes.Count(c.src[at-lineStride:at], []byte{'\n'})
			c.marks = append(c.marks, c.marks[len(c.marks)-1]+uint32(n))
		}
	}
	mark := min(int(offset/lineStride), len(c.marks)-1)
	n := bytes.Count(c.src[mark*lineStride:offset], []byte{'\n'})
	return c.marks[mark] + uint32(n) + 1
}
