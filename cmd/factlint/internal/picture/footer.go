package picture

import "github.com/factlint/factlint/facts/wording"

import "strconv"

// A footLine is a line of text below the lanes; badge, when not 0, is the
// number of the finding that begins there.
type footLine struct {
	x, y  float64
	text  string
	badge int
	error bool
}

// A legendEntry explains a way of drawing: a sample, and words.
type legendEntry struct {
	x, y  float64
	class string
	words string
}

const (
	footRow   = 16.0
	maxLines  = 4 // of one finding
	swatch    = 30.0
	legendGap = 22.0
)

// footer places the findings and the legend from y on, and ends the picture.
func (p *Picture) footer(y float64) {
	y += 6
	room := p.width - 2*margin - 26
	for _, c := range p.chains {
		for i, text := range wrap(c.message+" ["+c.rule+"]", noteSize, room, maxLines) {
			l := footLine{x: margin + 26, y: y, text: text, error: c.error}
			if i == 0 {
				l.badge = c.number
			}
			p.foot = append(p.foot, l)
			y += footRow
		}
		y += 6
	}
	if p.more > 0 {
		p.foot = append(p.foot, footLine{x: margin, y: y, text: "and " + wording.Count(p.more, "finding") + " more: factlint check lists all"})
		y += footRow
	}
	if p.left > 0 {
		p.foot = append(p.foot, footLine{x: margin, y: y, text: wording.Count(p.left, "fact") + " of whose time nothing is known, not even by other facts"})
		y += footRow
	}
	y = p.explain(y + 4)
	p.height = y + margin - 8
	p.subtitle = p.summary()
}

// explain places an entry for each way of drawing that occurs.
func (p *Picture) explain(y float64) float64 {
	var uses struct{ fades, planned, cancelled, disputed, acting, implied, chained, warned bool }
	for _, it := range p.items {
		s := styleOf(it)
		uses.fades = uses.fades || it.x1-it.x0 > precise || it.x3-it.x2 > precise && !it.fact.Ongoing()
		uses.planned = uses.planned || s.status == "planned"
		uses.cancelled = uses.cancelled || s.status == "cancelled"
		uses.disputed = uses.disputed || s.status == "disputed"
		uses.acting, uses.implied = uses.acting || it.acting, uses.implied || it.implied
	}
	for _, c := range p.chains {
		uses.chained, uses.warned = uses.chained || c.error, uses.warned || !c.error
	}
	x := margin
	for _, e := range []struct {
		used         bool
		class, words string
	}{
		{uses.fades, "fades", "fades where the date is open or imprecise"},
		{uses.implied, "implied", "dated only by what other facts imply"},
		{uses.acting, "acting", "acting"},
		{uses.planned, "planned", "planned"},
		{uses.cancelled, "cancelled", "cancelled"},
		{uses.disputed, "disputed", "disputed"},
		{uses.chained, "error", "cannot all be true"},
		{uses.warned, "warning", "unlikely"},
	} {
		if !e.used {
			continue
		}
		w := swatch + width(e.words, noteSize, false)
		if x > margin && x+w > p.width-margin {
			x, y = margin, y+footRow+4
		}
		p.legend = append(p.legend, legendEntry{x, y, e.class, e.words})
		x += w + legendGap
	}
	if len(p.legend) == 0 {
		return y
	}
	return y + footRow
}

// summary says in one line what the picture shows.
func (p *Picture) summary() string {
	from, to := yearOf(p.plot.first), yearOf(p.plot.last)
	s := wording.Count(len(p.items), "fact") + ", " + strconv.Itoa(from)
	if to != from {
		s += " to " + strconv.Itoa(to)
	}
	if n := len(p.chains) + p.more; n > 0 {
		s += ", " + wording.Count(n, "finding") + " in red"
	}
	return s
}
