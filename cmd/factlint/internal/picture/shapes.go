package picture

// A gradient is how a bar fades: from nothing at 0 to full at in, and from out
// to nothing at 100, in percent of its width.
type gradient struct {
	hue     hue
	in, out int
}

func (g gradient) write(c *canvas, n int) {
	stop := func(at int, opacity string) {
		c.put(`<stop offset="`, at, `%" class="h`, int(g.hue), `" stop-opacity="`, opacity, `"/>`)
	}
	c.put(`<linearGradient id="fade`, n, `">`)
	if g.in > 0 {
		stop(0, "0")
	}
	stop(g.in, "1")
	if g.out > g.in {
		stop(g.out, "1")
	}
	if g.out < 100 {
		stop(100, "0")
	}
	c.put("</linearGradient>\n")
}

// fill returns the number of a gradient.
func (c *canvas) fill(g gradient) int {
	n, ok := c.gradients[g]
	if !ok {
		n = len(c.order)
		c.gradients[g] = n
		c.order = append(c.order, g)
	}
	return n
}

// A style is how the status of a fact is drawn.
type style struct {
	status string
	class  string // of the element, each after a blank
}

func styleOf(it *item) style {
	s := style{status: statusWord(it.fact.Status())}
	if s.status != "" {
		s.class = " " + s.status
	}
	if it.acting {
		s.class += " acting"
	}
	if it.vacant {
		s.class += " vacant"
	}
	if it.implied {
		s.class += " implied"
	}
	return s
}

// item draws one fact. n is its number in the data of the page, where it can
// be pressed.
func (p *Picture) item(c *canvas, it *item, n int, pressed bool) {
	c.put(`<g class="item h`, int(it.hue), styleOf(it).class, `" id="i`, n, `"`)
	if pressed {
		c.put(` tabindex="0" role="button"`)
	}
	c.put(`><title>`, escape(it.full), ` – `, escape(when(it)))
	if s := statusWord(it.fact.Status()); s != "" {
		c.put(`, `, s)
	}
	c.put("</title>\n")
	if it.point {
		it.drawPoint(c)
	} else {
		it.drawBar(c)
	}
	if it.leader {
		x := p.leaderX(it)
		c.put(`<path class="leader" d="M`, x, ` `, it.y+it.h)
		if end := it.label.x - it.numbers() - 2; end > x {
			c.put(`V`, it.label.y+it.label.h/2, `H`, end)
		} else {
			c.put(`V`, it.label.y+2)
		}
		c.put(`" data-x="`, x, "\"/>\n")
	}
	x := it.label.x - it.numbers() + badge/2 - 2
	for _, number := range it.chains {
		c.badge(x, it.label.y+it.label.h/2, number, p.chains[number-1].error, true)
		x += badge
	}
	class := "label"
	if it.label.x >= it.x3 || it.label.x+it.label.w <= it.x0 || it.leader {
		class += " out" // on paper, where lines may pass behind it
	}
	c.text(class, it.label.x, it.label.y+it.label.h/2+4.2, it.label.w, true, it.name)
	c.put("</g>\n")
}

// drawBar draws a bar that fades where its bounds are imprecise. The line
// below it is what is certain; an exact bound has an edge.
func (it *item) drawBar(c *canvas) {
	w := max(it.x3-it.x0, 2)
	in, out := percent(it.x1-it.x0, w), percent(it.x2-it.x0, w)
	if out < in {
		in = (in + out) / 2
		out = in
	}
	solid := statusWord(it.fact.Status()) != "" || in == 0 && out == 100
	c.put(`<rect class="stretch bar`)
	if solid {
		c.put(` solid`)
	}
	c.put(`" x="`, it.x0, `" y="`, it.y, `" width="`, w, `" height="`, it.h, `"`)
	if !solid {
		c.put(` fill="url(#fade`, c.fill(gradient{it.hue, in, out}), `)"`)
	}
	c.put("/>\n")
	c.put(`<path class="stretch edge" d="`)
	if it.x2 > it.x1 {
		c.put(`M`, it.x1, ` `, it.y+it.h-1, `H`, it.x2)
	}
	if it.x1-it.x0 <= precise {
		c.put(`M`, it.x0+0.75, ` `, it.y, `v`, it.h)
	}
	if it.x3-it.x2 <= precise && !it.fact.Ongoing() {
		c.put(`M`, it.x3-0.75, ` `, it.y, `v`, it.h)
	}
	c.put("\"/>\n")
}

func percent(part, whole float64) int { return min(max(int(part/whole*100+0.5), 0), 100) }

// drawPoint draws a mark, on a line as long as the moment is unknown.
func (it *item) drawPoint(c *canvas) {
	x, y := it.mark, it.y+it.h/2
	if it.x3-it.x0 > 2*markRadius {
		c.put(`<path class="stretch whisker" d="M`, it.x0, ` `, y, `H`, it.x3, `M`, it.x0, ` `, y-3, `v6M`, it.x3, ` `, y-3, "v6\"/>\n")
	}
	c.put(`<path class="mark" data-x="`, x, `" d="`, markPath(it.form, x, y), "\"/>\n")
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

// sample draws the sample of a legend entry.
func sample(c *canvas, e legendEntry) {
	y := e.y + 1
	if e.class == "error" || e.class == "warning" {
		c.put(`<path class="chain `, e.class, `" d="M`, e.x, ` `, y+6, `H`, e.x+22, "\"/>\n")
		return
	}
	c.put(`<g class="item h`, int(lifetimeHue), ` `, e.class, `">`)
	switch e.class {
	case "implied":
		c.text("label", e.x+2, y+10, width("Abc", labelSize, false), false, "Abc")
	case "fades":
		c.put(`<rect class="bar" x="`, e.x, `" y="`, y, `" width="22" height="12" fill="url(#fade`, c.fill(gradient{lifetimeHue, 0, 20}), `)"/>`)
	default:
		c.put(`<rect class="bar solid" x="`, e.x, `" y="`, y, `" width="22" height="12"/>`)
	}
	c.put("</g>\n")
}
