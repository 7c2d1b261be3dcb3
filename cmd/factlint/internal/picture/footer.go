package picture

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// A footLine is a line of text below the lanes, and the finding that begins there, if any.
type footLine struct {
	x, y   float64
	text   string
	begins *chain
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

// footer places the findings, what is left out, the sources and the legend from
// y on, and ends the picture.
func (d *drawing) footer(y float64) {
	y += 6
	room := d.width() - 2*d.margin - 26
	for _, c := range d.chains {
		for i, text := range wrap(c.message+" ["+c.rule+"]", noteSize, room, maxLines) {
			l := footLine{x: d.margin + 26, y: y, text: text}
			if i == 0 {
				l.begins = c
			}
			d.foot = append(d.foot, l)
			y += footRow
		}
		y += 6
	}
	y = d.explain(y + 4)
	for _, text := range append(d.omissions(), d.sourceLine()) {
		if text == "" {
			continue
		}
		y += 6
		for _, part := range wrap(text, noteSize, d.width()-2*d.margin, maxLines) {
			d.foot = append(d.foot, footLine{x: d.margin, y: y, text: part})
			y += footRow
		}
	}
	d.height = y + d.margin - 8
}

// omissions say what the picture leaves out, a sentence each.
func (p *Picture) omissions() []string {
	var out []string
	if p.more > 0 {
		out = append(out, "And "+wording.Count(p.more, "finding")+" more: factlint check lists all.")
	}
	if n := len(p.left.undated); n > 0 {
		var names []string
		for _, f := range p.left.undated[:min(n, 4)] {
			names = append(names, wording.Cut(report.Visible(f.Label()), 50))
		}
		if n > len(names) {
			names = append(names, strconv.Itoa(n-len(names))+" more")
		}
		out = append(out, "Not drawn, since nothing is known of their time: "+strings.Join(names, "; ")+".")
	}
	if p.left.outside > 0 {
		out = append(out, "Not drawn: "+wording.Count(p.left.outside, "fact")+" before or after.")
	}
	if len(p.left.kinds) > 0 {
		var names []string
		for _, k := range p.left.kinds {
			words := kindWords(k.what)
			if k.n > 1 {
				words = plural(k.what)
			}
			names = append(names, strconv.Itoa(k.n)+" "+strings.ToLower(words))
		}
		out = append(out, "Without a time of their own, and not drawn: "+strings.Join(names, ", ")+".")
	}
	return out
}

// A cited source, with the address at which it can be read, if any.
type cited struct {
	text, url string
	n         int
}

// sources returns what the facts shown are from, the most cited first.
func (p *Picture) sources() []*cited {
	byText := map[string]*cited{}
	var all []*cited
	for _, it := range p.items {
		for v := range it.fact.Get(vocabulary.SourceField).Each() {
			c := cite(v)
			if c.text == "" {
				continue
			}
			if known := byText[c.text]; known != nil {
				known.n++
				continue
			}
			c.n = 1
			byText[c.text] = &c
			all = append(all, &c)
		}
	}
	slices.SortStableFunc(all, func(a, b *cited) int { return cmp.Compare(b.n, a.n) })
	return all
}

func cite(v facts.Value) cited {
	f := v.Ref()
	if f == nil {
		return cited{text: report.Visible(v.Text()), url: safe(v.Text())}
	}
	return cited{text: report.Visible(f.Label()), url: address(f)}
}

// sourceLine names the sources.
func (p *Picture) sourceLine() string {
	all := p.sources()
	if len(all) == 0 {
		return ""
	}
	var names []string
	for _, c := range all[:min(len(all), 8)] {
		names = append(names, wording.Cut(c.text, 80))
	}
	if n := len(all) - len(names); n > 0 {
		names = append(names, strconv.Itoa(n)+" more")
	}
	return "Sources: " + strings.Join(names, "; ") + "."
}

// signs returns an entry for each way of drawing that occurs.
func (d *drawing) signs() []legendEntry {
	uses := map[string]bool{}
	for _, it := range d.items {
		if !it.point {
			v := &it.drawn
			uses["fades"] = uses["fades"] || unknown(v.from) || unknown(v.to) && !it.fact.Ongoing()
			uses["ongoing"] = uses["ongoing"] || unknown(v.to) && it.fact.Ongoing()
			light := func(from, to int64) bool {
				return !unknown(from) && !unknown(to) && d.plot.x(to)-d.plot.x(from) > precise
			}
			uses["maybe"] = uses["maybe"] || light(v.from, v.begin) || light(v.end, v.to) || !v.sure && light(v.begin, v.end)
		}
		uses[it.fact.Status().String()] = true
		uses["acting"] = uses["acting"] || it.acting
		uses["implied"] = uses["implied"] || it.implied
	}
	for _, c := range d.chains {
		uses[c.severity.String()] = true
	}
	var out []legendEntry
	for _, e := range []legendEntry{
		{class: "maybe", words: "possibly, by its dates"},
		{class: "fades", words: "fades where no date is known"},
		{class: "ongoing", words: "goes on"},
		{class: "implied", words: "dated only by what other facts imply"},
		{class: "acting", words: "acting"},
		{class: "planned", words: "planned"},
		{class: "cancelled", words: "cancelled"},
		{class: "disputed", words: "disputed"},
		{class: "error", words: "cannot all be true"},
		{class: "warning", words: "unlikely"},
	} {
		if uses[e.class] {
			out = append(out, e)
		}
	}
	return out
}

// explain places the signs, and returns where they end.
func (d *drawing) explain(y float64) float64 {
	x := d.margin
	for _, e := range d.signs() {
		w := swatch + width(e.words, noteSize, false)
		if x > d.margin && x+w > d.width()-d.margin {
			x, y = d.margin, y+footRow+4
		}
		e.x, e.y = x, y
		d.legend = append(d.legend, e)
		x += w + legendGap
	}
	if len(d.legend) == 0 {
		return y
	}
	return y + footRow
}

// summary says in one line what the picture shows.
func (p *Picture) summary() string {
	from, to := yearOf(p.first), yearOf(p.last)
	s := wording.Count(len(p.items), "fact") + ", " + strconv.Itoa(from)
	if to != from {
		s += " to " + strconv.Itoa(to)
	}
	if n := len(p.chains) + p.more; n > 0 {
		s += ", " + wording.Count(n, "finding") + " in red"
	}
	return s
}

// footing writes the findings, the legend and the rest.
func (d *drawing) footing(c *canvas) {
	for _, l := range d.foot {
		if l.begins != nil {
			c.badge(d.margin+8, l.y+7, l.begins)
		}
		c.text("foot", l.x, l.y+11, width(l.text, noteSize, false), l.text)
	}
	for _, e := range d.legend {
		e.sample(c)
		c.text("note", e.x+swatch, e.y+11, width(e.words, noteSize, false), e.words)
	}
}

// sample draws the sample of a legend entry.
func (e legendEntry) sample(c *canvas) {
	y := e.y + 1
	if e.class == "error" || e.class == "warning" {
		c.put(`<path class="chain `, e.class, `" d="M`, e.x, ` `, y+6, `H`, e.x+22, "\"/>\n")
		return
	}
	c.put(`<g class="sample h`, int(officeHue), ` `, e.class, `">`)
	bar := func(class string, x, w float64) {
		c.put(`<rect class="bar `, class, `" x="`, x, `" y="`, y, `" width="`, w, `" height="12"/>`)
	}
	switch e.class {
	case "implied":
		c.text("label", e.x+2, y+10, textWidth("Abc"), "Abc")
	case "fades", "ongoing":
		for i := range 4 { // without a gradient of its own
			c.put(`<rect class="bar" x="`, e.x+5.5*float64(i), `" y="`, y, `" width="5.5" height="12" fill-opacity="`)
			if e.class == "ongoing" {
				c.put([...]string{"1", "1", "0.7", "0.3"}[i])
			} else {
				c.put([...]string{"0.75", "0.55", "0.3", "0.1"}[i])
			}
			c.put(`"/>`)
		}
	case "maybe":
		bar("maybe", e.x, 8)
		bar("", e.x+8, 14)
	default:
		bar("", e.x, 22)
		c.put(`<path class="outline" d="M`, e.x, ` `, y+0.5, `h22M`, e.x, ` `, y+11.5, `h22"/>`)
	}
	c.put("</g>\n")
}
