package picture

import (
	"bytes"
	_ "embed"
	"html"
	"io"
	"math"
	"slices"
	"strconv"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
)

//go:embed picture.css
var pictureCSS string

// WriteSVG writes the picture as one SVG file.
func (p *Picture) WriteSVG(w io.Writer) error {
	_, err := w.Write(p.svg())
	return err
}

// A canvas gathers SVG. Numbers are written with at most one digit after the point.
type canvas struct{ bytes.Buffer }

// put writes markup and numbers; strings are markup, and are written as they are.
func (c *canvas) put(parts ...any) {
	for _, part := range parts {
		switch v := part.(type) {
		case string:
			c.WriteString(v)
		case float64:
			c.Write(strconv.AppendFloat(c.AvailableBuffer(), math.Round(v*10)/10+0, 'f', -1, 64))
		case int:
			c.Write(strconv.AppendInt(c.AvailableBuffer(), int64(v), 10))
		}
	}
}

// escape returns text as it may stand in markup and between quotes.
func escape(text string) string { return html.EscapeString(report.Visible(text)) }

// text writes a text whose baseline is at y, as wide as it was measured; 0 for
// as wide as it comes.
func (c *canvas) text(class string, x, y, w float64, text string) {
	c.put(`<text class="`, class, `" x="`, x, `" y="`, y, `"`)
	if w > 0 {
		c.put(` textLength="`, w, `" lengthAdjust="spacingAndGlyphs"`)
	}
	c.put(`>`, escape(text), "</text>\n")
}

// A drawing is a layout with its heights: where each item stands.
type drawing struct {
	*Picture
	*layout
	heads       []float64 // of the lanes
	y, h        []float64 // of the items
	top, bottom float64   // of the lines of the axis
	ticks       []tick
	todayAt     float64 // above the labels that may stand over others
	height      float64
	foot        []footLine
	legend      []legendEntry
}

// draw stacks the lanes of a layout.
func (p *Picture) draw(l *layout) *drawing {
	d := &drawing{Picture: p, layout: l, y: make([]float64, len(p.items)), h: make([]float64, len(p.items))}
	y := l.margin + titleSize + 30 + axisRoom
	d.ticks = l.plot.ticks()
	if p.showsToday() && slices.ContainsFunc(d.ticks, func(t tick) bool { return t.over != "" }) {
		d.todayAt = todayRoom
		y += todayRoom
	}
	d.top = y - 8
	for _, ln := range p.lanes {
		d.heads = append(d.heads, y)
		y += headRoom
		var tops []float64
		for _, h := range l.heights(ln) {
			tops = append(tops, y)
			y += h + rowGap
		}
		for _, it := range ln.items {
			pl := &l.places[it.number]
			d.y[it.number], d.h[it.number] = tops[pl.row], barHeight(it, pl)
		}
		y += laneGap - rowGap
	}
	d.bottom = y - 2
	d.footer(y + axisRoom)
	return d
}

// barHeight is the height of what is drawn of an item without what hangs below.
func barHeight(it *item, pl *place) float64 {
	switch {
	case it.lane.form == held:
		return heldBar
	case it.lane.form == happening && pl.side == inside:
		return it.height(pl)
	}
	return otherBar
}

// svg returns the picture.
func (p *Picture) svg() []byte {
	d := p.draw(p.layOut(p.width))
	c := &canvas{}
	c.put(`<svg xmlns="http://www.w3.org/2000/svg" id="timeline" class="factlint" role="img" aria-labelledby="timeline-title timeline-desc" width="`, d.width(), `" height="`, d.height, `" viewBox="0 0 `, d.width(), ` `, d.height, "\">\n")
	c.put(`<title id="timeline-title">`, escape(p.title), "</title>\n")
	c.put(`<desc id="timeline-desc">Timeline of `, escape(p.summary()), "</desc>\n")
	c.put("<style>\n", pictureCSS, "</style>\n")
	p.gradients(c)
	c.put(`<rect class="paper" width="`, d.width(), `" height="`, d.height, "\" rx=\"8\"/>\n")
	c.text("title", d.margin, d.margin+titleSize, 0, fit(p.title, titleSize*1.06, d.width()-2*d.margin))
	c.text("subtitle", d.margin, d.margin+titleSize+20, 0, fit(p.summary(), labelSize, d.width()-2*d.margin))
	d.grid(c)
	d.chainLines(c)
	for i, ln := range p.lanes {
		d.lane(c, i, ln)
	}
	for _, it := range p.items {
		d.item(c, it)
	}
	d.joints(c)
	d.footing(c)
	c.put("</svg>\n")
	return c.Bytes()
}

func (d *drawing) width() float64 { return d.layout.width }

// gradients defines how bars fade.
func (p *Picture) gradients(c *canvas) {
	seen := map[gradient]bool{}
	for _, it := range p.items {
		it.gradients(func(g gradient) {
			if !seen[g] {
				if len(seen) == 0 {
					c.put("<defs>\n")
				}
				seen[g] = true
				g.write(c)
			}
		})
	}
	if len(seen) > 0 {
		c.put("</defs>\n")
	}
}

// grid draws the lines of the ticks, their labels above and below, and today.
func (d *drawing) grid(c *canvas) {
	c.put(`<path class="grid" d="`)
	for _, t := range d.ticks {
		c.put(`M`, t.x, ` `, d.top, `V`, d.bottom)
	}
	c.put("\"/>\n")
	for _, t := range d.ticks {
		w := width(t.label, axisSize, false)
		c.text("tick", t.x-w/2, d.top-6, w, t.label)
		c.text("tick", t.x-w/2, d.bottom+14, w, t.label)
		if t.over != "" {
			w := width(t.over, axisSize, true)
			x := min(t.x-6, d.width()-4-w)
			c.text("tick over", x, d.top-20, w, t.over)
			c.text("tick over", x, d.bottom+28, w, t.over)
		}
	}
	c.put(`<path class="rule" d="M`, d.margin, ` `, d.top, `H`, d.width()-d.margin, `M`, d.margin, ` `, d.bottom, `H`, d.width()-d.margin, "\"/>\n")
	if !d.showsToday() {
		return
	}
	x, w := d.plot.x(d.today.Earliest), width("today", axisSize, false)
	c.put(`<path class="today" d="M`, x, ` `, d.top, `V`, d.bottom, "\"/>\n")
	c.text("tick today", min(x-w/2, d.width()-4-w), d.top-20-d.todayAt, w, "today")
}

// showsToday reports whether today lies in what is shown.
func (p *Picture) showsToday() bool {
	return p.today != nil && p.today.Earliest >= p.first && p.today.Earliest <= p.last
}

func (d *drawing) lane(c *canvas, i int, ln *lane) {
	y := d.heads[i]
	room := d.width() - 2*d.margin
	title := fit(ln.title, headSize*1.06, room)
	w := width(title, headSize, true)
	c.text("head", d.margin, y+15, w, title)
	if n := width(ln.note, noteSize, false); ln.note != "" && w+8+n <= room {
		c.text("note", d.margin+w+8, y+15, n, ln.note)
	}
	for i := range ln.lines {
		d.curve(c, ln.hue, &ln.lines[i], d.y[ln.lines[i].items[0].number])
	}
}

// item draws one fact.
func (d *drawing) item(c *canvas, it *item) {
	n := it.number
	y, h, pl := d.y[n], d.h[n], &d.places[n]
	c.put(`<g class="item `, it.hue.class(), it.class(), `" id="i`, n, `"><title>`, escape(it.title()), "</title>\n")
	switch {
	case it.lane.form == measured && !it.alone:
		d.measure(c, it, y)
	case it.asMark(d.plot):
		d.mark(c, it, y+otherBar/2, d.labelBox(it))
	default:
		d.bar(c, it, y, h)
	}
	switch {
	case it.lane.form == held && it.next == nil: // over all of its bars
		d.label(c, it.first, &d.places[it.first.number], y, h)
	case it.lane.form == happening || it.alone:
		d.label(c, it, pl, y, h)
	}
	c.put("</g>\n")
}

// label writes the label of an item, after the numbers of its findings.
func (d *drawing) label(c *canvas, it *item, pl *place, y, h float64) {
	b := d.labelBox(it)
	class := "label out" // on paper, where lines may pass behind it
	switch pl.side {
	case inside:
		class = "label"
	case below:
		x := d.leader(it)
		c.put(`<path class="leader" d="M`, x, ` `, y+h, `V`, b.y+hangRow/2, `H`, b.x-2, "\"/>\n")
	}
	x := b.x + badge/2 - 2
	middle := b.y + otherBar/2
	if it.lane.form == held {
		middle = b.y + b.h/2
	}
	for ; it != nil; it = it.next {
		for _, number := range it.chains {
			c.badge(x, middle, d.chains[number-1])
			x += badge
		}
	}
	for i, text := range pl.lines {
		c.text(class, x-badge/2+2, middle+4.2+lineRoom*float64(i), textWidth(text), text)
	}
}

// labelBox is where the label of an item stands, the numbers of its findings
// included.
func (d *drawing) labelBox(it *item) box {
	n := it.number
	pl, s := &d.places[n], d.around(it, d.extent(it))
	w := widest(pl.lines)
	for o := it; o != nil; o = o.next {
		w += o.badges()
		if pl.side == right && o != it {
			s.to = max(s.to, d.extent(o).to)
		}
	}
	b := box{d.text(s).from, d.y[n], w, d.h[n]}
	if it.lane.form != held {
		b.h = it.height(pl)
	}
	switch pl.side {
	case right:
		b.x = s.to + pad
	case left:
		b.x = s.from - pad - w
	case below:
		b.x = d.leader(it) + pad
		b.y += heldBar + 3 + hangRow*float64(pl.hang)
		b.h = hangRow
	}
	return b
}

// chainLines draws the line that connects the facts of each finding.
func (d *drawing) chainLines(c *canvas) {
	for _, ch := range d.chains {
		if len(ch.links) < 2 {
			continue
		}
		c.put(`<path class="stretch chain `, ch.severity.String(), `" data-chain="`, ch.number, `" d="`)
		for i, l := range ch.links {
			x, y := d.at(l)
			if i == 0 {
				c.put(`M`, x, ` `, y)
				continue
			}
			px, py := d.at(ch.links[i-1])
			mid := (py + y) / 2
			if math.Abs(py-y) < 1 {
				mid = y + 22
			}
			c.put(`C`, px, ` `, mid, ` `, x, ` `, mid, ` `, x, ` `, y)
		}
		c.put("\"/>\n")
	}
}

// at returns the point of the picture that a link speaks of: the beginning or
// the end of a bar where its place is that of the date, else its middle.
func (d *drawing) at(l link) (x, y float64) {
	it := l.item
	s := d.extent(it)
	x, y = d.plot.x(l.moment()), d.y[it.number]+otherBar/2
	if !it.asMark(d.plot) {
		y = d.y[it.number] + d.h[it.number] - 1
	}
	return min(max(x, s.from), s.to), y
}

// joints marks where the lines of findings touch their facts.
func (d *drawing) joints(c *canvas) {
	for _, ch := range d.chains {
		for _, l := range ch.links {
			x, y := d.at(l)
			c.put(`<circle class="joint" cx="`, x, `" cy="`, y, "\" r=\"3\"/>\n")
		}
	}
}

// badge draws the number of a finding.
func (c *canvas) badge(x, y float64, ch *chain) {
	number := strconv.Itoa(ch.number)
	w := width(number, 9, true)
	c.put(`<g class="badge `, ch.severity.String(), `"><circle cx="`, x, `" cy="`, y, `" r="7"/>`)
	c.text("number", x-w/2, y+3.2, w, number)
	c.put("</g>\n")
}

// title is the whole name of an item and its time, in words.
func (it *item) title() string {
	s := it.full + " – " + when(it)
	if word := it.fact.Status().String(); word != "" {
		s += ", " + word
	}
	return s
}
