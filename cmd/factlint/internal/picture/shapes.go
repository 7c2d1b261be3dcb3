package picture

import (
	"strconv"

	"github.com/factlint/factlint/facts"
)

// hue is one of the families of colours in picture.css.
type hue int

func (h hue) class() string { return "h" + strconv.Itoa(int(h)) }

const (
	officeHue hue = iota
	lifetimeHue
	firstKindHue // kinds take the hues from here on in turn
	hues         = 7
)

// form is the shape of a mark, so that kinds differ without colour too.
type form int

const (
	circle form = iota
	diamond
	square
	triangle
	forms
)

// class returns the classes of how an item is drawn, each after a blank.
func (it *item) class() (all string) {
	status := it.fact.Status()
	for _, c := range []struct {
		on   bool
		name string
	}{{status != facts.Plain, status.String()}, {it.acting, "acting"}, {it.vacant, "vacant"}, {it.implied, "implied"}, {it.alt, "alt"}} {
		if c.on {
			all += " " + c.name
		}
	}
	return all
}

// outlined reports whether a bar has a line around it rather than a tint.
func (it *item) outlined() bool {
	return it.acting || it.vacant || it.fact.Status() != facts.Plain
}

// A gradient is how a bar fades out to a side.
type gradient struct {
	hue     hue
	alt     bool
	ongoing bool // it certainly goes on
	out     bool // to the right
}

func (g gradient) id() string {
	id := "fade" + strconv.Itoa(int(g.hue))
	for _, c := range []struct {
		on     bool
		letter string
	}{{g.alt, "a"}, {g.ongoing, "o"}, {!g.out, "i"}} {
		if c.on {
			id += c.letter
		}
	}
	return id
}

func (g gradient) write(c *canvas) {
	class := g.hue.class()
	if g.alt {
		class += " alt"
	}
	c.put(`<linearGradient id="`, g.id(), `"`)
	if !g.out {
		c.put(` x1="1" x2="0"`)
	}
	c.put(`>`)
	if g.ongoing {
		c.put(`<stop offset="0%" class="`, class, `"/><stop offset="55%" class="`, class, `"/>`)
	} else {
		c.put(`<stop offset="0%" class="`, class, `" stop-opacity="0.75"/>`)
	}
	c.put(`<stop offset="100%" class="`, class, `" stop-opacity="0"/></linearGradient>`, "\n")
}

// gradientsOf returns the gradients of an item that has no known end.
func (it *item) gradients(add func(gradient)) {
	d := &it.drawn
	if it.point {
		return
	}
	if unknown(d.from) {
		add(gradient{it.hue, it.alt, false, false})
	}
	if unknown(d.to) {
		add(gradient{it.hue, it.alt, it.fact.Ongoing(), true})
	}
}

// bar draws a bar: full where it certainly is, light where it may be, fading
// where no end is known, with an edge where one is known.
func (l *layout) bar(c *canvas, it *item, y, h float64) {
	e, d := l.edges(), &it.drawn
	s := l.extent(it)
	clamp := func(second int64) float64 { return min(max(l.plot.x(second), s.from), s.to) }
	a, b := clamp(d.begin), clamp(d.end)
	rect := func(class string, from, to float64) {
		if to > from {
			c.put(`<rect class="bar`, class, `" x="`, from, `" y="`, y, `" width="`, to-from, `" height="`, h, "\"/>\n")
		}
	}
	fades := func(g gradient, from, to float64) {
		if to > from {
			c.put(`<rect fill="url(#`, g.id(), `)" x="`, from, `" y="`, y, `" width="`, to-from, `" height="`, h, "\"/>\n")
		}
	}
	begins, ends := false, false
	switch {
	case unknown(d.from):
		fades(gradient{it.hue, it.alt, false, false}, s.from, a)
	case a-s.from > precise:
		rect(" maybe", s.from, a)
	default:
		a = s.from
		begins = l.plot.x(d.from) > e.from && (d.sure || d.beginEdge())
	}
	switch {
	case unknown(d.to):
		fades(gradient{it.hue, it.alt, it.fact.Ongoing(), true}, b, s.to)
	case s.to-b > precise:
		rect(" maybe", b, s.to)
	default:
		b = s.to
		ends = l.plot.x(d.to) < e.to && (d.sure || d.endEdge())
	}
	if d.sure || s.to-s.from <= shortest {
		rect("", a, b)
	} else {
		rect(" maybe", a, b)
	}
	if it.outlined() {
		from, to := s.from, s.to
		if unknown(d.from) {
			from = a
		}
		if unknown(d.to) {
			to = b
		}
		c.put(`<path class="outline" d="M`, from, ` `, y+0.5, `H`, to, `M`, from, ` `, y+h-0.5, `H`, to, "\"/>\n")
	}
	if it.joined && begins {
		c.put(`<path class="seam" d="M`, s.from, ` `, y, `v`, h, "\"/>\n")
	}
	edge := ""
	if begins && !it.joined {
		edge = edgeAt(s.from+0.5, y, h)
	}
	if ends && it.next == nil && s.to-s.from > shortest {
		edge += edgeAt(s.to-0.5, y, h)
	}
	if edge != "" {
		c.put(`<path class="edge" d="`, edge, "\"/>\n")
	}
}

func edgeAt(x, y, h float64) string {
	var c canvas
	c.put(`M`, x, ` `, y, `v`, h)
	return c.String()
}

// mark draws a mark, on a line as long as the moment is unknown.
// The line makes room for the label, where that stands on it.
func (l *layout) mark(c *canvas, it *item, y float64, label box) {
	x, s := l.plot.x(it.drawn.begin), l.extent(it)
	if s.to-s.from > 2*markRadius+1 {
		c.put(`<path class="whisker" d="M`, s.from, ` `, y)
		if label.x < s.to && label.x+label.w > s.from {
			c.put(`H`, max(label.x-3, s.from), `M`, min(label.x+label.w+3, s.to), ` `, y)
		}
		c.put(`H`, s.to)
		if !unknown(it.drawn.from) {
			c.put(`M`, s.from, ` `, y-3, `v6`)
		}
		if !unknown(it.drawn.to) {
			c.put(`M`, s.to, ` `, y-3, `v6`)
		}
		c.put("\"/>\n")
	}
	c.put(`<path class="mark" d="`, markPath(it.form, x, y), "\"/>\n")
}

func markPath(f form, x, y float64) string {
	var c canvas
	r := markRadius
	switch f {
	case diamond:
		c.put(`M`, x, ` `, y-r-0.5, `l`, r+0.5, ` `, r+0.5, `l`, -r-0.5, ` `, r+0.5, `l`, -r-0.5, ` `, -r-0.5, `z`)
	case square:
		c.put(`M`, x-r+0.7, ` `, y-r+0.7, `h`, 2*r-1.4, `v`, 2*r-1.4, `h`, 1.4-2*r, `z`)
	case triangle:
		c.put(`M`, x, ` `, y-r, `l`, r+0.3, ` `, 2*r-1, `h`, -2*r-0.6, `z`)
	default:
		c.put(`M`, x-r+0.3, ` `, y, `a`, r-0.3, ` `, r-0.3, ` 0 1 0 `, 2*r-0.6, ` 0a`, r-0.3, ` `, r-0.3, ` 0 1 0 `, 0.6-2*r, ` 0z`)
	}
	return c.String()
}

// Where a point of a line of numbers stands in its row.
const (
	chartTop    = caption + 17
	chartBottom = caption + chart - 5
)

func chartY(y, at float64) float64 { return y + chartBottom - (chartBottom-chartTop)*at }

// measure draws a number as a dot, with its range, and its label when it has one.
func (l *layout) measure(c *canvas, it *item, y float64) {
	x := l.plot.x(it.drawn.begin)
	if it.value.low < it.value.high {
		c.put(`<path class="range" d="M`, x, ` `, chartY(y, it.value.atLow), `V`, chartY(y, it.value.atHigh), "\"/>\n")
	}
	c.put(`<circle class="dot" cx="`, x, `" cy="`, chartY(y, it.value.atMid), `" r="2.2"/>`, "\n")
	if l.places[it.number].side != nobody {
		s, top := l.above(it), it.value.atHigh
		for _, o := range it.lane.lines[it.row].items { // which the label would cover
			if x := l.plot.x(o.drawn.begin); x > s.from && x < s.to {
				top = max(top, o.value.atHigh)
			}
		}
		c.text("note", s.from+3, chartY(y, top)-6, s.to-s.from-6, it.name)
	}
}

// curve draws the line through the numbers about one thing, and its caption.
func (l *layout) curve(c *canvas, h hue, ln *line, y float64) {
	if ln.items[0].alone {
		return
	}
	c.text("note", l.margin, y+11, 0, fit(ln.title, noteSize, l.width-2*l.margin))
	c.put(`<path class="curve `, h.class(), `" d="`)
	to := "M"
	for _, it := range ln.items {
		c.put(to, l.plot.x(it.drawn.begin), ` `, chartY(y, it.value.atMid))
		to = "L"
	}
	c.put("\"/>\n")
}
