package report

import (
	"cmp"
	"slices"
)

const (
	// near is how many lines apart two places share a drawing.
	near = 5
	// gap is how many lines between two others are shown rather than left out.
	gap = 3
	// fewPlaces is up to how many places of a finding each is drawn under the
	// header of its fact.
	fewPlaces = 4
)

// A drawing shows lines of one file with marks under them.
type drawing struct {
	in          *source
	marks       []mark // in the order of telling
	first, last int    // lines that bear marks
}

// A mark is a place to underline, with words beside it.
type mark struct {
	at      place
	words   string
	primary bool
}

// drawings puts the places of a finding, in the order of telling, into as few
// drawings as keep that order: a place joins the drawing before it when it
// is close below, or is the second place of all.
func drawings(marks []mark) []drawing {
	var ds []drawing
	for _, m := range marks {
		if len(ds) > 0 && ds[len(ds)-1].takes(m) {
			continue
		}
		ds = append(ds, drawing{in: m.at.in, marks: []mark{m}, first: m.at.start.Line, last: m.at.lastLine()})
	}
	return ds
}

func (d *drawing) takes(m mark) bool {
	first, last := m.at.start.Line, m.at.lastLine()
	p := &d.marks[0]
	alone := p.primary && p.words == "" && len(d.marks) == 1
	switch {
	case m.at.in != d.in || d.in == nil, first > d.last+near:
		return false
	case first < d.last && (!alone || last < d.first-near):
		return false
	}
	d.first, d.last = min(d.first, first), max(d.last, last)
	if alone && p.at.span == m.at.span {
		p.words = m.words // what the primary place itself says
		return true
	}
	d.marks = append(d.marks, m)
	return true
}

// locations returns where the marks are, each once, in the order of telling.
func (d *drawing) locations() string {
	all := d.marks[0].at.location()
	for i, m := range d.marks[1:] {
		if at := m.at.start; !slices.ContainsFunc(d.marks[:i+1], func(m mark) bool { return m.at.start == at }) {
			all += ", " + m.at.location()
		}
	}
	return all
}

// lastLine returns the last line that the place has a character on.
func (p place) lastLine() int {
	if p.end.Line > p.start.Line && p.end.Column == 1 {
		return p.end.Line - 1
	}
	return p.end.Line
}

// A segment is the part of a mark on one line, in bytes of the line.
type segment struct {
	from, to int
	words    string // beside the last segment of its mark
	primary  bool
}

// A row is one line of a drawing.
type row struct {
	line     int // 0 for lines left out
	segments []segment
}

// rows lists the lines to show: those with marks, the headers of their facts
// when wanted, and a few between; the others are left out.
func (d *drawing) rows(headers bool) []row {
	var rows []row
	for _, m := range d.marks {
		if head, ok := header(m.at); ok && headers {
			rows = append(rows, row{line: head})
		}
		first, last := m.at.start.Line, m.at.lastLine()
		for n := first; n <= last; n++ {
			if n > first && n < last && last-first > gap {
				n = last
			}
			if s, ok := m.segment(n); ok {
				rows = append(rows, row{n, []segment{s}})
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(a.line, b.line) })
	var out []row
	for _, r := range rows {
		if len(out) == 0 {
			out = append(out, r)
			continue
		}
		before := &out[len(out)-1]
		if before.line == r.line {
			before.segments = append(before.segments, r.segments...)
			continue
		}
		if n := before.line + 1; r.line-n > gap {
			out = append(out, row{})
		} else {
			for ; n < r.line; n++ {
				out = append(out, row{line: n})
			}
		}
		out = append(out, r)
	}
	for _, r := range out {
		slices.SortStableFunc(r.segments, func(a, b segment) int { return cmp.Compare(a.from, b.from) })
	}
	return out
}

// header returns the line of the header of a fact, when it is above the place.
func header(p place) (int, bool) {
	if p.fact == nil || p.fact.Head().Start >= p.span.Start {
		return 0, false
	}
	line := p.in.lines.Line(p.fact.Head().Start)
	return line, line < p.start.Line
}

// segment returns the part of a mark on a line; a line of a longer range is
// marked from its first character that is not blank.
func (m *mark) segment(line int) (segment, bool) {
	start := m.at.in.lines.Start(line)
	text := m.at.in.lines.Text(line)
	s := segment{to: len(text), primary: m.primary}
	if line == m.at.start.Line {
		s.from = within(m.at.span.Start, start, len(text))
	} else {
		for s.from < len(text) && (text[s.from] == ' ' || text[s.from] == '\t') {
			s.from++
		}
	}
	if line == m.at.end.Line {
		s.to = within(m.at.span.End, start, len(text))
	}
	if line == m.at.lastLine() {
		s.words = m.words
	}
	return s, line == m.at.start.Line || line == m.at.lastLine() || s.from < s.to
}

// within returns an offset of the file as one into a line of size bytes that begins at start.
func within(offset, start uint32, size int) int {
	return min(int(max(offset, start)-start), size)
}
