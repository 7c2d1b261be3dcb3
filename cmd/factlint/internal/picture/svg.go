package picture

import (
	"bytes"
	_ "embed"
	"html"
	"io"
	"math"
	"strconv"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
)

//go:embed picture.css
var pictureCSS string

// WriteSVG writes the picture as one SVG file.
func (p *Picture) WriteSVG(w io.Writer) error {
	_, err := w.Write(p.svg(true))
	return err
}

// A canvas gathers SVG. Numbers are written with at most one digit after the point.
type canvas struct {
	bytes.Buffer
	gradients map[gradient]int
	order     []gradient
}

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

// text writes a text whose baseline is at y, as wide as it was measured. Keep
// marks it for the page, which moves it when time is stretched.
func (c *canvas) text(class string, x, y, w float64, keep bool, text string) {
	c.put(`<text class="`, class, `" x="`, x, `" y="`, y, `"`)
	if w > 0 {
		c.put(` textLength="`, w, `" lengthAdjust="spacingAndGlyphs"`)
	}
	if keep {
		c.put(` data-x="`, x, `"`)
	}
	c.put(`>`, escape(text), "</text>\n")
}

// svg returns the picture; alone as a file of its own, else as part of a page.
func (p *Picture) svg(alone bool) []byte {
	c := &canvas{gradients: map[gradient]int{}}
	body := &canvas{gradients: map[gradient]int{}}
	p.grid(body)
	p.chainLines(body)
	for _, l := range p.lanes {
		p.lane(body, l)
	}
	for i, it := range p.items {
		p.item(body, it, i, !alone)
	}
	p.joints(body)
	p.footing(body)

	c.put(`<svg xmlns="http://www.w3.org/2000/svg" id="timeline" class="factlint" role="img" aria-labelledby="timeline-title timeline-desc" width="`, p.width, `" height="`, p.height, `" viewBox="0 0 `, p.width, ` `, p.height, `" data-left="`, p.plot.left, `" data-right="`, p.plot.right, "\">\n")
	c.put(`<title id="timeline-title">`, escape(p.title), "</title>\n")
	c.put(`<desc id="timeline-desc">Timeline of `, escape(p.subtitle), "</desc>\n")
	if alone {
		c.put("<style>\n", pictureCSS, "</style>\n")
	}
	if len(body.order) > 0 {
		c.put("<defs>\n")
		for i, g := range body.order {
			g.write(c, i)
		}
		c.put("</defs>\n")
	}
	c.put(`<rect class="paper" width="`, p.width, `" height="`, p.height, "\" rx=\"8\"/>\n")
	c.text("title", margin, margin+titleSize, 0, false, p.title)
	c.text("subtitle", margin, margin+titleSize+20, 0, false, p.subtitle)
	c.Write(body.Bytes())
	c.put("</svg>\n")
	return c.Bytes()
}

// gridEnds returns the upper and the lower end of the lines of the ticks.
func (p *Picture) gridEnds() (top, bottom float64) {
	top = margin + titleSize + 26 + axisRoom - 8
	if n := len(p.lanes); n > 0 {
		return top, p.lanes[n-1].y + p.lanes[n-1].h + laneGap - 2
	}
	return top, top
}

// grid draws the lines of the ticks, and their labels above and below. Those
// of the other zooms are drawn by the page, in the same way.
func (p *Picture) grid(c *canvas) {
	top, bottom := p.gridEnds()
	ticks := p.plot.levels[0].Ticks
	c.put("<g id=\"ticks\">\n", `<path class="stretch grid" d="`)
	for _, t := range ticks {
		c.put(`M`, t.X, ` `, top, `V`, bottom)
	}
	c.put("\"/>\n")
	for _, t := range ticks {
		w := width(t.Label, axisSize, false)
		c.text("tick", t.X-w/2, top-6, w, true, t.Label)
		c.text("tick", t.X-w/2, bottom+14, w, true, t.Label)
		if t.Over != "" {
			w := width(t.Over, axisSize, true)
			x := min(t.X-6, p.width-4-w)
			c.text("tick over", x, top-20, w, true, t.Over)
			c.text("tick over", x, bottom+28, w, true, t.Over)
		}
	}
	c.put("</g>\n")
	c.put(`<path class="rule" d="M`, margin, ` `, top, `H`, p.width-margin, `M`, margin, ` `, bottom, `H`, p.width-margin, "\"/>\n")
}

func (p *Picture) lane(c *canvas, l *lane) {
	w := width(l.title, headSize, true)
	c.text("head", margin, l.y+14, w, false, l.title)
	if l.note != "" {
		c.text("note", margin+w+8, l.y+14, width(l.note, noteSize, false), false, l.note)
	}
}

// chainLines draws the line that connects the facts of each finding.
func (p *Picture) chainLines(c *canvas) {
	for _, ch := range p.chains {
		if len(ch.links) < 2 {
			continue
		}
		c.put(`<path class="stretch chain `, severity(ch.error), `" data-chain="`, ch.number, `" d="`)
		for i, l := range ch.links {
			x, y := l.at()
			if i == 0 {
				c.put(`M`, x, ` `, y)
				continue
			}
			px, py := ch.links[i-1].at()
			mid := (py + y) / 2
			if math.Abs(py-y) < 1 {
				mid = y + 22
			}
			c.put(`C`, px, ` `, mid, ` `, x, ` `, mid, ` `, x, ` `, y)
		}
		c.put("\"/>\n")
	}
}

// joints marks where the lines of findings touch their facts.
func (p *Picture) joints(c *canvas) {
	for _, ch := range p.chains {
		for _, l := range ch.links {
			x, y := l.at()
			c.put(`<circle class="joint" cx="`, x, `" cy="`, y, `" r="3" data-x="`, x, "\"/>\n")
		}
	}
}

func severity(isError bool) string {
	if isError {
		return "error"
	}
	return "warning"
}

// footing writes the findings and the legend.
func (p *Picture) footing(c *canvas) {
	for _, l := range p.foot {
		if l.badge > 0 {
			c.badge(margin+8, l.y+7, l.badge, l.error, false)
		}
		c.text("foot", l.x, l.y+11, width(l.text, noteSize, false), false, l.text)
	}
	for _, e := range p.legend {
		sample(c, e)
		c.text("note", e.x+swatch, e.y+11, width(e.words, noteSize, false), false, e.words)
	}
}

// badge draws the number of a finding.
func (c *canvas) badge(x, y float64, number int, isError, keep bool) {
	c.put(`<g class="badge `, severity(isError), `"`)
	if keep {
		c.put(` data-x="`, x, `"`)
	}
	w := width(strconv.Itoa(number), 9, true)
	c.put(`><circle cx="`, x, `" cy="`, y, `" r="7"/>`)
	c.text("number", x-w/2, y+3.2, w, false, strconv.Itoa(number))
	c.put("</g>\n")
}

// statusWord names a status as it is written; "" for none.
func statusWord(s facts.Status) string {
	return [...]string{facts.Plain: "", facts.Planned: "planned", facts.Cancelled: "cancelled", facts.Disputed: "disputed"}[s]
}
