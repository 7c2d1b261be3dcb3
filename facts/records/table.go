package records

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/factlint/factlint/facts/wording"
)

// tableReader reads a table whose first row names its columns.
type tableReader struct {
	*csv.Reader
	doc   *Document
	start uint32
	lines []uint32 // where each line of the table begins
	// columns are the cells of the first row, nil for those that name no column.
	columns []*Node
	ragged  map[int]*ragged
}

// ragged are the rows of one wrong number of cells.
type ragged struct{ problem, rows int }

func (d *Document) readTable(start uint32, delimiter rune) {
	src := d.Source[start:]
	r := &tableReader{Reader: csv.NewReader(bytes.NewReader(src)), doc: d, start: start, ragged: map[int]*ragged{}}
	r.Comma, r.ReuseRecord, r.FieldsPerRecord = delimiter, true, -1
	r.lines = append(make([]uint32, 0, bytes.Count(src, []byte{'\n'})+2), start)
	at := start
	for line := range bytes.Lines(src) {
		at += uint32(len(line))
		r.lines = append(r.lines, at)
	}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		switch {
		case err != nil:
			if !r.complain(err) {
				return
			}
		case d.Columns == nil:
			r.header(row)
		default:
			r.row(row)
		}
	}
	if d.Columns == nil && len(d.Problems) == 0 {
		d.problem(Span{Start: start, End: start}, "the table is empty; its first row names the columns")
	}
	for cells, rag := range r.ragged {
		if rag.rows > 1 {
			d.Problems[rag.problem].Message += fmt.Sprintf("; so have %d rows of %d", rag.rows, cells)
		}
	}
}

// header reads the row that names the columns. A cell without a name, or with one that
// another has, names none.
func (r *tableReader) header(row []string) {
	var known names
	r.columns, r.doc.Columns = make([]*Node, len(row)), make([]*Node, 0, len(row))
	for i, name := range row {
		c := r.doc.node()
		c.Sort, c.Key = Text, r.cell(i, name)
		c.Span, c.Text, c.Name = c.Key, name, strings.TrimSpace(name)
		if c.Name == "" {
			continue
		}
		if first := known.find(c); first != nil {
			r.doc.add(Problem{
				Span:    c.Key,
				Message: "two columns are called " + wording.Quote(c.Name) + ", and only the first is read; name them apart",
				Related: first.Key, RelatedWords: "is called so first",
			})
			continue
		}
		r.columns[i], r.doc.Columns = c, append(r.doc.Columns, c)
	}
}

func (r *tableReader) row(row []string) {
	n := r.doc.node()
	n.Sort = Map
	n.Span.Start = r.cell(0, row[0]).Start
	var at Span
	for i, text := range row {
		at = r.cell(i, text)
		if i >= len(r.columns) || r.columns[i] == nil {
			continue
		}
		column := r.columns[i]
		c := r.doc.node()
		c.Sort, c.Span, c.Key, c.Name = Text, at, column.Key, column.Name
		if at.End == at.Start+uint32(len(text)) {
			c.Text = r.doc.text(at)
		} else if inner := r.doc.text(Span{Start: at.Start + 1, End: at.End - 1}); inner == text {
			c.Text = inner
		} else {
			c.Text = text
		}
		n.add(c)
	}
	n.Span.End = at.End
	n.Broken = len(row) < len(r.columns) // which cells are missing nobody knows
	r.doc.Tops = append(r.doc.Tops, n)
	if len(row) == len(r.columns) {
		return
	}
	if rag := r.ragged[len(row)]; rag != nil {
		rag.rows++
		return
	}
	r.ragged[len(row)] = &ragged{len(r.doc.Problems), 1}
	where, claim := at, fmt.Sprintf("the row has %s, but the first row names %s", wording.Count(len(row), "cell"), wording.Count(len(r.columns), "column"))
	if n := len(r.columns); len(row) > n {
		where.Start = r.cell(n, row[n]).Start
		claim += "; is a comma not in quotes?"
	}
	r.doc.problem(where, claim)
}

// cell returns where the cell i of the row that was read last stands, with its quotes.
func (r *tableReader) cell(i int, text string) Span {
	line, column := r.FieldPos(i)
	at := r.lines[line-1] + uint32(column) - 1
	src := r.doc.Source
	if at >= uint32(len(src)) || src[at] != '"' {
		return Span{Start: at, End: at + uint32(len(text))}
	}
	end := at + 1 + uint32(len(text)) // mostly
	if end >= uint32(len(src)) || alias(src[at+1:end]) != text || src[end] != '"' || strings.Contains(text, `"`) {
		end = closing(src, at, '"')
	}
	return Span{Start: at, End: min(end+1, uint32(len(src)))}
}

// closing returns where the quote stands that closes the one at, a quote that is
// written twice being none; the end of the source when none does.
func closing(src []byte, at uint32, quote byte) uint32 {
	for i := at + 1; i < uint32(len(src)); i++ {
		if src[i] == quote {
			if i+1 < uint32(len(src)) && src[i+1] == quote {
				i++
				continue
			}
			return i
		}
	}
	return uint32(len(src))
}

// complain reports a row that cannot be read, and reports whether there are
// more rows to be read.
func (r *tableReader) complain(err error) bool {
	var e *csv.ParseError
	if !errors.As(err, &e) {
		r.doc.problem(Span{Start: r.start, End: r.start}, err.Error()) // nothing known brings us here
		return false
	}
	src := r.doc.Source
	at := min(r.lines[min(e.Line, len(r.lines))-1]+uint32(max(e.Column, 1))-1, uint32(len(src)))
	begin := r.lines[e.StartLine-1]
	if open, ok := r.unclosed(begin); ok {
		r.doc.problem(Span{Start: open, End: open + 1}, "the quote that begins here is never closed, and the rest of the table is lost with it")
		r.doc.Lost = append(r.doc.Lost, Span{Start: begin, End: uint32(len(src))})
		return false
	}
	message := "a quote stands inside a cell without quotes; put the cell in quotes and write the quote twice"
	if errors.Is(err, csv.ErrQuote) {
		message = "something follows the quote that closes the cell; write a quote inside quotes twice"
	}
	end := uint32(len(src))
	if e.Line < len(r.lines) {
		end = r.lines[e.Line]
	}
	r.doc.problem(Span{Start: at, End: min(at+1, uint32(len(src)))}, message)
	r.doc.Lost = append(r.doc.Lost, Span{Start: begin, End: end})
	return true
}

// unclosed finds the quote that nothing closes in the cells from at on.
func (r *tableReader) unclosed(at uint32) (open uint32, ok bool) {
	src, comma := r.doc.Source, []byte(string(r.Comma))
	for at < uint32(len(src)) {
		if src[at] == '"' {
			end := closing(src, at, '"')
			if end == uint32(len(src)) {
				return at, true
			}
			if at = end + 1; !bytes.HasPrefix(src[at:], comma) {
				return 0, false
			}
			at += uint32(len(comma))
			continue
		}
		next := bytes.Index(src[at:], comma)
		line := bytes.IndexByte(src[at:], '\n')
		if next < 0 || line >= 0 && line < next {
			return 0, false
		}
		at += uint32(next + len(comma))
	}
	return 0, false
}
