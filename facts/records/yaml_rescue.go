package records

import (
	"bytes"
	"fmt"
	"sort"

	"go.yaml.in/yaml/v3"
)

// An entry is where a key or an item of a document begins, at the beginning of a
// line: up to there the document is one too.
type entry struct {
	at   uint32
	item bool // of a list
}

// rescue reads of a document that is no YAML, which goes from an offset to another,
// the entries before the error at a place. It returns what is lost, and where to go on:
// after the broken item of a list, else after the document.
func (r *yamlReader) rescue(from, to, at uint32) (lost Span, next uint32) {
	entries, list := r.entries(from, to)
	whole := 0 // how many entries before are not errors, and then the index of the broken one
	if n := sort.Search(len(entries), func(i int) bool { return entries[i].at > at }); n > 0 {
		if whole = n - 1; whole > 0 && !r.reads(from, entries[whole].at) {
			whole = sort.Search(whole, func(i int) bool { return i > 0 && !r.reads(from, entries[i].at) }) - 1
		}
	}
	lost, next = Span{Start: from, End: to}, to
	if whole > 0 {
		lost.Start = entries[whole].at
		r.readBroken(from, lost.Start, !list && entries[whole].item)
	}
	if list && whole+1 < len(entries) && !r.anchored() {
		lost.End, next = entries[whole+1].at, entries[whole+1].at
	}
	return lost, next
}

// entries finds the entries of a document, and whether it is a list. Besides what
// is at the left margin they are the items of the outermost lists.
func (r *yamlReader) entries(from, to uint32) (entries []entry, list bool) {
	type line struct {
		at, indent uint32
		item       bool
	}
	var lines []line
	least := ^uint32(0) // the indentation of the outermost items
	for i := r.lineIndex(from); i < len(r.lines) && r.lines[i] < to; i++ {
		at := r.lines[i]
		first := at
		for first < to && r.src[first] == ' ' {
			first++
		}
		if first == to || bytes.IndexByte([]byte("#\t\r\n%]}"), r.src[first]) >= 0 || breakAt(r.src[first:]) > 0 || isMark(r.src[at:to]) {
			continue
		}
		item := r.src[first] == '-' && (first+1 == to || isBlank(r.src[first+1]) || breakAt(r.src[first+1:]) > 0)
		if indent := first - at; indent == 0 || item {
			lines = append(lines, line{max(at, from), indent, item})
			if item {
				least = min(least, indent)
			}
		}
	}
	list = len(lines) > 0 && lines[0].item
	for _, l := range lines {
		if l.item && l.indent == least || !l.item && !list {
			entries = append(entries, entry{l.at, l.item})
		}
	}
	return entries, list
}

// isMark reports whether a line begins or ends a document.
func isMark(line []byte) bool {
	return bytes.HasPrefix(line, []byte("---")) || bytes.HasPrefix(line, []byte("..."))
}

// anchored reports whether the source seems to have anchors, which what is behind a
// broken item may name.
func (r *yamlReader) anchored() bool {
	if r.anchors == nil && !r.searched {
		r.searched = true
		for i, b := range r.src {
			if b == '&' && i+1 < len(r.src) && !isBlank(r.src[i+1]) && (i == 0 || bytes.IndexByte([]byte(" \t\r\n[{,"), r.src[i-1]) >= 0) {
				r.anchors = map[*yaml.Node]anchor{}
				break
			}
		}
	}
	return r.anchors != nil
}

// reads reports whether a part of the source is one document.
func (r *yamlReader) reads(from, to uint32) bool {
	var y yaml.Node
	return yaml.NewDecoder(bytes.NewReader(r.src[from:to])).Decode(&y) == nil
}

// readBroken reads a part of the source, which is one document, as one that was to go
// on: with more items in the list under its last key, or else with more keys.
func (r *yamlReader) readBroken(from, to uint32, inList bool) {
	var y yaml.Node
	if yaml.NewDecoder(bytes.NewReader(r.src[from:to])).Decode(&y) != nil || len(y.Content) == 0 {
		return
	}
	r.begin(from)
	r.spans, r.unclear = r.spans[:0], false
	clear(r.anchors)
	n, _ := r.value(y.Content[0], 0)
	n.Broken = true
	if inList && n.last != nil {
		n.last.Broken = true
	}
	r.doc.Tops = append(r.doc.Tops, n)
	r.comments(from, to)
}

// unread says which lines are lost.
func (r *yamlReader) unread(lost Span) string {
	first, last := r.lineIndex(lost.Start)+1, r.lineIndex(max(lost.Start, lost.End-1))+1
	switch {
	case first == last:
		return fmt.Sprintf("; line %d is not read", first)
	case lost.End == r.end():
		return fmt.Sprintf("; from line %d on nothing is read", first)
	}
	return fmt.Sprintf("; lines %d to %d are not read", first, last)
}
