package picture

import (
	"math"
)

// Measures of the picture in pixels.
const (
	wideMargin = 28.0
	thinMargin = 12.0 // of a picture for a phone
	thin       = 600.0
	axisRoom   = 40.0 // two lines of labels at a time axis
	todayRoom  = 13.0 // above them, for today
	headRoom   = 26.0 // the heading of a lane
	laneGap    = 16.0
	heldBar    = 24.0 // the bar of a holder
	otherBar   = 18.0
	rowGap     = 5.0
	lineRoom   = 15.0 // of a label of several lines
	hangRow    = 16.0 // a row of labels that hang below bars
	caption    = 15.0 // above a line of numbers
	chart      = 46.0 // a line of numbers, the labels above its points included
	markRadius = 5.0
	pad        = 6.0  // between a bar or mark and its label
	badge      = 17.0 // the room of one number of a finding
	apart      = 12.0 // between what stands side by side in a row
	precise    = 1.5  // a bound is drawn as exact when it is known to this
	tail       = 26.0 // of a mark that may stand anywhere before or after
	shortest   = 2.0  // the width of a bar
	mostAside  = 40.0 // from a mark to its label, past the line on which it may stand
	barOrMark  = 10.0 // what happens is drawn as a bar when it is that wide
	mostLines  = 4    // of one label
	leastFree  = 24.0 // right of the last moment, when something goes on
	mostFree   = 0.3  // of the width, that is kept free there
)

// A side is where a label stands.
type side int

const (
	inside side = iota // of a bar
	right              // of a bar or mark
	left
	below  // a bar, at the end of a line
	nobody // nowhere: another item of the row has the label, or it is a number without room
)

// A place is where an item and its label stand in a layout.
type place struct {
	row   int
	side  side
	hang  int      // the row of labels below the bars of its row, when it is below
	lines []string // of the label
}

// A layout is where everything stands for a width.
type layout struct {
	width  float64
	margin float64
	plot   plot
	places []place // by the numbers of the items
}

// layOut works out a layout.
func (p *Picture) layOut(width float64) *layout {
	l := &layout{width: width, margin: wideMargin, places: make([]place, len(p.items))}
	if width < thin {
		l.margin = thinMargin
	}
	l.plot = plot{left: l.margin + 10, right: width - l.margin - p.free(width, l.margin), first: p.first, last: p.last}
	for _, ln := range p.lanes {
		switch ln.form {
		case held:
			l.holders(ln)
		case measured:
			l.numbers(ln)
		default:
			l.flags(ln)
		}
	}
	return l
}

// free is the room at the right that the names of those take who still hold an
// office when the picture ends, and the labels that hang there.
func (p *Picture) free(width, margin float64) float64 {
	room := 10.0
	scale := (width - 2*margin - 20) / float64(p.last-p.first)
	for _, it := range p.items {
		if it.lane.form != held {
			continue
		}
		w := textWidth(it.name) + it.badges() + 2*pad + apart
		at := max(it.drawn.from, p.first)
		if !unknown(it.drawn.to) {
			if float64(it.drawn.to-at)*scale >= w {
				continue
			}
			at = it.drawn.begin + (it.drawn.end-it.drawn.begin)/2
		}
		if at >= p.first && at <= p.last {
			room = max(room, min(w-float64(p.last-at)*scale, mostFree*width), leastFree)
		}
	}
	return room
}

func textWidth(s string) float64 { return width(s, labelSize, false) }

// badges is the room that the numbers of an item's findings take.
func (it *item) badges() float64 { return badge * float64(len(it.chains)) }

// edges are between which everything is drawn, what has no known end included.
func (l *layout) edges() span { return span{l.margin / 2, l.width - l.margin/2} }

// extent returns from where to where a bar, or a mark with its line, is drawn;
// what has no known end reaches to the edge.
func (l *layout) extent(it *item) span {
	e, d := l.edges(), &it.drawn
	if it.asMark(l.plot) {
		x := l.plot.x(d.begin)
		s := span{x - markRadius, x + markRadius}
		switch {
		case unknown(d.from):
			s.from = x - tail
		default:
			s.from = min(s.from, l.plot.x(d.from))
		}
		switch {
		case unknown(d.to):
			s.to = x + tail
		default:
			s.to = max(s.to, l.plot.x(d.to))
		}
		return span{max(s.from, e.from), min(s.to, e.to)}
	}
	s := span{e.from, e.to}
	if !unknown(d.from) {
		s.from = max(s.from, l.plot.x(d.from))
	}
	if !unknown(d.to) {
		s.to = min(s.to, l.plot.x(d.to))
	}
	s.from = min(s.from, e.to-shortest)
	s.to = max(s.to, s.from+shortest)
	return s
}

// text is where a label can stand in a bar: not beyond the margin, either.
func (l *layout) text(bar span) span {
	return span{max(bar.from+pad, l.margin), bar.to - pad}
}

// asMark reports whether an item is drawn as a mark: since it is a moment, or
// too short for a bar.
func (it *item) asMark(p plot) bool {
	if it.point {
		return true
	}
	return it.lane.form == happening && !unknown(it.drawn.from) && !unknown(it.drawn.to) && p.x(it.drawn.to)-p.x(it.drawn.from) < barOrMark
}

// holders places the names of a lane of holders. One that does not fit into its
// bar, nor its short form, stands beside it, or hangs below.
func (l *layout) holders(ln *lane) {
	byRow := make([][]*item, ln.rows)
	for _, it := range ln.items {
		byRow[it.row] = append(byRow[it.row], it)
	}
	for _, row := range byRow {
		var hanging []*item
		for i := 0; i < len(row); {
			first, s, next := row[i], l.extent(row[i]), i+1
			badges := first.badges()
			for next < len(row) && row[next].joined {
				l.places[row[next].number] = place{row: first.row, side: nobody}
				s.to = max(s.to, l.extent(row[next]).to)
				badges += row[next].badges()
				next++
			}
			until := l.edges().to
			if next < len(row) {
				until = l.extent(row[next]).from
			}
			pl := &l.places[first.number]
			*pl = place{row: first.row, lines: []string{first.name}}
			room := l.text(s).to - l.text(s).from - badges
			switch {
			case textWidth(first.name) <= room:
			case first.short != "" && textWidth(first.short) <= room:
				pl.lines[0] = first.short
			case s.to+badges+textWidth(first.name)+2*pad <= until:
				pl.side = right
			default:
				pl.side = below
				hanging = append(hanging, first)
			}
			i = next
		}
		l.hang(hanging)
	}
}

// hang places labels below their bars, each at the end of a line, from the
// right, so that no line crosses a label.
func (l *layout) hang(items []*item) {
	var limits []float64 // of each row of labels: left of it no line or label stands
	for i := len(items) - 1; i >= 0; i-- {
		it := items[i]
		pl := &l.places[it.number]
		x, w := l.leader(it), pad
		for o := it; o != nil; o = o.next {
			w += o.badges()
		}
		room := max(l.edges().to-x-w, leastFree)
		if textWidth(it.name) > room && it.short != "" {
			pl.lines[0] = it.short
		}
		pl.lines[0] = fit(pl.lines[0], labelSize, room)
		end := x + w + textWidth(pl.lines[0]) + apart
		for pl.hang < len(limits) && limits[pl.hang] < end {
			pl.hang++
		}
		if pl.hang == len(limits) {
			limits = append(limits, 0)
		}
		for n := range pl.hang + 1 {
			limits[n] = x - 2
		}
	}
}

// leader is where the line to a label below an item stands: at its middle.
func (l *layout) leader(it *item) float64 {
	d := &it.drawn
	x := l.plot.x(d.begin + (d.end-d.begin)/2)
	return min(max(x, l.edges().from+1), l.edges().to-leastFree)
}

// flags places what happens: each mark or bar with its label in it or at the
// side with more room, in the first row that is free.
func (l *layout) flags(ln *lane) {
	var taken rows
	for _, it := range ln.items {
		pl, s := l.flag(it)
		s.to += apart
		pl.row = taken.place(s)
		l.places[it.number] = pl
	}
}

// flag places the label of what happens, and returns what both take up.
func (l *layout) flag(it *item) (place, span) {
	e, all := l.edges(), l.extent(it)
	s := l.around(it, all)
	w, n := textWidth(it.name), it.badges()
	roomIn, roomRight, roomLeft := l.text(s).to-l.text(s).from-n, e.to-s.to-n-pad, s.from-e.from-n-pad
	if it.asMark(l.plot) {
		roomIn = math.Inf(-1)
	}
	pl := place{lines: []string{it.name}}
	most := max(roomIn, roomRight, roomLeft)
	switch {
	case w <= roomIn:
		pl.side = inside
	case w <= roomRight:
		pl.side = right
	case w <= roomLeft:
		pl.side = left
	default:
		pl.side = map[float64]side{roomIn: inside, roomLeft: left, roomRight: right}[most]
		pl.lines = wrap(it.name, labelSize, most, mostLines)
	}
	w = widest(pl.lines) + n + pad
	switch pl.side {
	case right:
		s.to += w
	case left:
		s.from -= w
	}
	return pl, span{min(s.from, all.from), max(s.to, all.to)}
}

// around is what a label stands beside: a bar, or a mark with its line as far as
// that is short.
func (l *layout) around(it *item, s span) span {
	if !it.asMark(l.plot) {
		return s
	}
	x := l.plot.x(it.drawn.begin)
	if x-s.from > mostAside {
		s.from = x - markRadius
	}
	if s.to-x > mostAside {
		s.to = x + markRadius
	}
	return s
}

func widest(lines []string) float64 {
	w := 0.0
	for _, s := range lines {
		w = max(w, textWidth(s))
	}
	return w
}

// numbers places the labels of lines of numbers above their points, as far as
// there is room, the last before the others. A number that stands alone is
// placed like what happens.
func (l *layout) numbers(ln *lane) {
	for row, points := range ln.lines {
		if first := points.items[0]; first.alone {
			l.places[first.number], _ = l.flag(first)
			l.places[first.number].row = row
			continue
		}
		var taken rows
		for n := range points.items {
			it := points.items[len(points.items)-1-n]
			pl := place{row: row, side: nobody, lines: []string{it.name}}
			if s := l.above(it); !it.quiet && (len(taken) == 0 || taken[0] <= -s.to) {
				// Seen from the right, each label ends where it begins.
				taken = rows{-s.from}
				pl.side = inside
			}
			l.places[it.number] = pl
		}
	}
}

// above is what the label of a number takes up.
func (l *layout) above(it *item) span {
	w := width(it.name, noteSize, false)
	x := min(max(l.plot.x(it.drawn.begin)-w/2, 3), l.width-3-w)
	return span{x - 3, x + w + 3}
}

// heights of the rows of a lane, by its items' places.
func (l *layout) heights(ln *lane) []float64 {
	var hs []float64
	for _, it := range ln.items {
		pl := &l.places[it.number]
		for len(hs) <= pl.row {
			hs = append(hs, 0)
		}
		hs[pl.row] = max(hs[pl.row], it.height(pl))
	}
	return hs
}

// height is what an item needs of its row.
func (it *item) height(pl *place) float64 {
	switch it.lane.form {
	case held:
		if pl.side == below {
			return heldBar + 3 + hangRow*float64(pl.hang+1)
		}
		return heldBar
	case measured:
		if !it.alone {
			return caption + chart
		}
	}
	return otherBar + lineRoom*float64(len(pl.lines)-1)
}
