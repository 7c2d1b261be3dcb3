package toml

import (
	"bytes"
	"fmt"
	"maps"
	"unsafe"
)

const (
	maxSource = 1 << 30 // offsets are 32 bits wide, with room to add them
	maxErrors = 1000
	maxNodes  = 1 << 22 // 160 MiB of them
	maxDepth  = 500

	stopEvery = 1024 // lines, or nodes

	rootID = 1 // 0 stands for no node

	// indexFrom is the size from which a table's keys are looked up in a map.
	// Below it going through the siblings is faster.
	indexFrom = 32
)

// A Parser reads one document after the other into the same memory. The zero
// value is ready; it is not safe for use by several goroutines at once.
type Parser struct {
	// Stop, when not nil, is asked every so many lines and values of a list whether
	// to read no further.
	Stop func() bool

	doc   Document
	text  string // the source
	nodes []Node
	// texts are the strings that have escapes, names the parts of keys that do,
	// by their offset.
	texts []string
	names map[uint32]string

	// current is the table that keys go to, path what leads to it from the
	// root, both included; depth is how many levels below the root it lies.
	current int32
	depth   int
	seen    uint64 // which keys the table may have; see put
	path    []int32
	parts   []key // of the keys that are being read, except for the last of each

	// index finds the children of tables with more than indexFrom of them. The
	// table is in it as its first child, which never changes. The second is
	// for the element that take gets next.
	index [2]map[indexKey]int32

	// standIns gives, for a node that a header could not extend, the detached
	// table that stands in for it. Headers that lead through the node go there,
	// so that the sub-tables of a refused [event] do not land in the [[event]]
	// before it.
	standIns map[int32]int32
	// sealed is the first node made after the last syntax error. Elements of
	// arrays of tables from before it take no more sub-tables: the header they
	// belong to may be what was lost.
	sealed int32
	// refusedFrom is where the body of a refused header begins, -1 outside one.
	refusedFrom int

	array int32 // the top-level array of tables that got the last element

	take func(*Document, *Node)
	back bool // a header leads back into what take has got
	// keptNodes and the next two are how many nodes, texts and stand-ins remain when
	// the element that is being read is handed over, 0 outside one; handedOver is how
	// many nodes have been.
	keptNodes, keptTexts, keptStandIns, handedOver int

	start  int // of the statement that is being read
	errors int // how many there were before it
	bad    failure
	lines  lineCounter
	full   bool // no more errors are taken
}

type indexKey struct {
	first uint32
	name  string
}

// Parse reads a document. It never fails as a whole: what is wrong is in
// Errors, and what could be read is in the tree. The Document is valid until
// the next Parse; its strings are parts of src where they can be, and valid as
// long as src is unchanged.
func (p *Parser) Parse(src []byte) *Document {
	p.take = nil
	p.read(src)
	return &p.doc
}

// Each reads a document as Parse does, but gives every element of a top-level
// array of tables to take as soon as it is whole, in the order of writing, and
// forgets it then: a long file needs the memory of its longest element. What
// else is in the document can be read from it, as far as it was written, and
// stays. After a document in which a header leads back into an element that was
// given away it returns false: then nothing counts, and the document is for Parse.
func (p *Parser) Each(src []byte, take func(*Document, *Node)) (*Document, bool) {
	p.take = take
	p.read(src)
	return &p.doc, !p.back
}

func (p *Parser) stopped() bool { return p.Stop != nil && p.Stop() }

func (p *Parser) read(src []byte) {
	p.reset(src)
	if len(src) > maxSource {
		p.doc.Source = src[:0]
		p.nodes[rootID].flags |= flagBroken
		p.fail(Span{}, "the file is larger than 1 GiB: split it")
		return
	}
	at := 0
	if bytes.HasPrefix(src, []byte("\xef\xbb\xbf")) {
		at = 3
	}
	for lines := 1; at < len(src); lines++ {
		if lines%stopEvery == 0 && p.stopped() {
			return
		}
		p.start, p.errors = at, len(p.doc.Errors)
		switch c := src[at]; {
		case c == '\n' || isBlank(c):
			at++
			continue
		case c == '[':
			at = p.header(at)
		case c == '#' || c == '\r':
			p.start = lineStart(src, at) // a comment is not a statement
			at = p.lineEnd(at)
		default:
			at = p.statement(at)
		}
		crowded := at < 0 && p.bad.crowded
		if at < 0 {
			at = p.recover()
		}
		if p.full || crowded || len(p.nodes) > maxNodes-p.handedOver {
			p.giveUp(at)
			break
		}
		if p.back {
			return
		}
	}
	p.endRefused(len(src))
	p.handOver()
}

// handOver hands over the element that is whole, and takes its memory for the next.
func (p *Parser) handOver() {
	if p.take == nil || p.keptNodes == 0 {
		return
	}
	array := &p.nodes[p.array]
	p.take(&p.doc, &p.nodes[array.first])
	array.first, array.last, array.count = 0, 0, 0
	p.handedOver += len(p.nodes) - p.keptNodes
	p.nodes, p.keptNodes = p.nodes[:p.keptNodes], 0
	p.sealed = min(p.sealed, int32(len(p.nodes)))
	p.texts = p.texts[:p.keptTexts]
	if p.index[1] != nil {
		p.index[1] = nil
	}
	if len(p.standIns) > p.keptStandIns {
		maps.DeleteFunc(p.standIns, func(id, _ int32) bool { return int(id) >= len(p.nodes) })
	}
}

func (p *Parser) reset(src []byte) {
	p.doc = Document{Source: src, Errors: p.doc.Errors[:0], Lost: p.doc.Lost[:0], Comments: p.doc.Comments[:0], parser: p}
	p.text = unsafe.String(unsafe.SliceData(src), len(src))
	if cap(p.nodes) > 1<<18 && cap(p.nodes) > len(src) {
		p.nodes = nil // one monstrous file shall not hold its memory for ever
	}
	if p.nodes == nil {
		p.grow()
	}
	p.nodes = p.nodes[:rootID+1]
	p.nodes[0], p.nodes[rootID] = Node{parser: p}, Node{parser: p, Type: Table}
	p.current, p.depth, p.seen, p.path = rootID, 0, 0, append(p.path[:0], rootID)
	p.index, p.names, p.texts, p.parts = [2]map[indexKey]int32{}, nil, p.texts[:0], p.parts[:0]
	p.array, p.back, p.keptNodes, p.keptTexts, p.handedOver = 0, false, 0, 0, 0
	clear(p.standIns)
	p.sealed, p.refusedFrom = 0, -1
	p.start, p.full = 0, false
	p.lines.reset(src)
}

// recover tells the syntax error that stopped a statement and gives where
// reading can begin again.
func (p *Parser) recover() (at int) {
	f := &p.bad
	p.doc.Errors = p.doc.Errors[:p.errors] // what else is wrong with the statement nobody can tell
	for n := len(p.doc.Comments); n > 0 && int(p.doc.Comments[n-1].Start) >= p.start; n-- {
		p.doc.Comments = p.doc.Comments[:n-1]
	}
	p.parts = p.parts[:0]
	if f.crowded {
		return p.start
	}
	p.add(Error{f.place, f.message, f.bare})
	p.endRefused(p.start)
	if _, header := factHeader(p.doc.Source[p.start:]); !header { // else what is before it is whole
		p.breaks()
	}
	if p.full {
		return p.start
	}
	p.markLost(p.start, f.restart)
	p.sealed = int32(len(p.nodes))
	return f.restart
}

// breaks marks the tables whose body is interrupted.
func (p *Parser) breaks() {
	for _, id := range p.path {
		p.nodes[id].flags |= flagBroken
	}
}

// giveUp ends the reading at a file that has too much of something.
func (p *Parser) giveUp(at int) {
	message := "the rest of the file is not read: it has too many values, split it"
	if p.full {
		message = "the rest of the file is not read: it has more than 1000 errors up to here"
	}
	end := len(p.text)
	for at < end-1 && (isBlank(p.text[at]) || p.text[at] == '\n' || p.text[at] == '\r') {
		at++
	}
	p.doc.Errors = append(p.doc.Errors, Error{Span: p.word(min(at, end-1)), Message: message})
	p.markLost(at, end)
	p.breaks()
}

// fail records an error. Formatting is left to the caller, so that a clash
// costs nothing in the many files that have none.
func (p *Parser) fail(at Span, message string) { p.add(Error{Span: at, Message: message}) }

func (p *Parser) add(e Error) {
	if len(p.doc.Errors) >= maxErrors {
		p.full = true
		return
	}
	p.doc.Errors = append(p.doc.Errors, e)
}

func (p *Parser) failf(at Span, format string, args ...any) {
	if len(p.doc.Errors) >= maxErrors {
		p.full = true
		return
	}
	p.fail(at, fmt.Sprintf(format, args...))
}

// markLost notes that a part of the source is not in the tree.
func (p *Parser) markLost(start, end int) {
	if start >= end {
		return
	}
	// Parts come in order of their ends: what is lost inside a refused table
	// is noted before the table is.
	lost := p.doc.Lost
	for n := len(lost); n > 0 && int(lost[n-1].End) >= start; n-- {
		start = min(start, int(lost[n-1].Start))
		end = max(end, int(lost[n-1].End))
		lost = lost[:n-1]
	}
	p.doc.Lost = append(lost, p.span(start, end))
}

// endRefused ends the body of a refused header, if one is being read.
func (p *Parser) endRefused(at int) {
	if p.refusedFrom >= 0 {
		p.markLost(p.refusedFrom, at)
		p.refusedFrom = -1
	}
}

func (p *Parser) span(start, end int) Span { return Span{uint32(start), uint32(end)} }
