package picture

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"

	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules"
)

//go:embed page/page.css
var pageCSS string

// The script of the page: moments and ticks, the shapes of items, where rows
// stand, what is drawn, what is pressed.
var (
	//go:embed page/axis.js
	axisJS string
	//go:embed page/shapes.js
	shapesJS string
	//go:embed page/rows.js
	rowsJS string
	//go:embed page/draw.js
	drawJS string
	//go:embed page/page.js
	pageJS string
)

// The widths for which a page brings layouts along.
var pageWidths = []float64{leastWidth, 480, 720, 1000, 1400}

// pageData is what the page draws and tells.
type pageData struct {
	First   int64        `json:"first"`
	Last    int64        `json:"last"`
	Today   *int64       `json:"today"`
	Lanes   []pageLane   `json:"lanes"`
	Items   []pageItem   `json:"items"`
	Layouts []pageLayout `json:"layouts"`
	Chains  []pageChain  `json:"chains"`
	Facts   []detail     `json:"facts"` // by the numbers of the items
	Size    any          `json:"size"`  // the measures of the picture
}

// sizes are the measures that the script shares.
var sizes = map[string]float64{
	"axisRoom": axisRoom, "todayRoom": todayRoom, "headRoom": headRoom, "laneGap": laneGap, "heldBar": heldBar, "otherBar": otherBar,
	"rowGap": rowGap, "lineRoom": lineRoom, "hangRow": hangRow, "caption": caption, "chart": chart,
	"chartTop": chartTop, "chartBottom": chartBottom, "markRadius": markRadius, "pad": pad, "badge": badge,
	"apart": apart, "precise": precise, "tail": tail, "shortest": shortest, "barOrMark": barOrMark, "mostAside": mostAside,
}

type pageLane struct {
	Title sized    `json:"title"`
	Note  string   `json:"note,omitempty"`
	Form  laneForm `json:"form"`
	Hue   hue      `json:"hue"`
	Lines []string `json:"lines,omitempty"`
}

// A pageItem has short keys, since there are many.
type pageItem struct {
	Lane   int         `json:"l"`
	Class  string      `json:"c"` // "h2 planned"
	Form   form        `json:"f"`
	Time   [4]*int64   `json:"t"` // a stretch, null for unknown
	Flags  int         `json:"k"`
	Name   sized       `json:"n"`
	Short  *sized      `json:"s,omitempty"`
	Title  string      `json:"x"`
	Chains []int       `json:"b,omitempty"`
	At     *[3]float64 `json:"v,omitempty"` // of a number, and its range
}

// The flags of a pageItem.
const (
	pointFlag = 1 << iota
	sureFlag
	ongoingFlag
	outlinedFlag
	joinedFlag
	aloneFlag
	quietFlag
)

// A sized text has its width in pixels.
type sized struct {
	text  string
	width float64
}

func (s sized) MarshalJSON() ([]byte, error) { return json.Marshal([]any{s.text, tenth(s.width)}) }

func tenth(x float64) float64 { return float64(int(x*10+0.5)) / 10 }

type pageLayout struct {
	Width  float64     `json:"width"`
	Margin float64     `json:"margin"`
	Free   float64     `json:"free"` // right of the plot
	Places []pagePlace `json:"places"`
}

// A pagePlace is written as [row, side], with the lines of the label
// where they are not the name of the item.
type pagePlace struct {
	place
	name string
}

func (p pagePlace) MarshalJSON() ([]byte, error) {
	out := []any{p.row, p.side}
	if len(p.lines) > 1 || len(p.lines) == 1 && p.lines[0] != p.name {
		lines := make([]sized, len(p.lines))
		for i, s := range p.lines {
			lines[i] = sized{s, textWidth(s)}
		}
		out = append(out, lines)
	}
	return json.Marshal(out)
}

type pageChain struct {
	Error bool       `json:"error"`
	Links [][2]int64 `json:"links"` // the number of an item, and a moment of it
}

// data gathers what the page draws and tells.
func (p *Picture) data() *pageData {
	d := &pageData{First: p.first, Last: p.last, Lanes: []pageLane{}, Items: []pageItem{}, Chains: []pageChain{}, Facts: p.details(), Size: sizes}
	if p.today != nil {
		d.Today = &p.today.Earliest
	}
	numbers := map[*lane]int{}
	for i, l := range p.lanes {
		numbers[l] = i
		out := pageLane{Title: sized{l.title, width(l.title, headSize, true)}, Note: l.note, Form: l.form, Hue: l.hue}
		for _, ln := range l.lines {
			out.Lines = append(out.Lines, ln.title)
		}
		d.Lanes = append(d.Lanes, out)
	}
	for _, it := range p.items {
		d.Items = append(d.Items, it.page(numbers[it.lane]))
	}
	for _, w := range pageWidths {
		l := p.layOut(w)
		out := pageLayout{Width: w, Margin: l.margin, Free: tenth(w - l.plot.right)}
		for i, it := range p.items {
			out.Places = append(out.Places, pagePlace{l.places[i], it.name})
		}
		d.Layouts = append(d.Layouts, out)
	}
	for _, c := range p.chains {
		out := pageChain{Error: c.severity == rules.Error}
		for _, l := range c.links {
			out.Links = append(out.Links, [2]int64{int64(l.item.number), l.moment()})
		}
		d.Chains = append(d.Chains, out)
	}
	return d
}

func (it *item) page(lane int) pageItem {
	out := pageItem{
		Lane: lane, Class: it.hue.class() + it.class(), Form: it.form,
		Name: sized{it.name, it.nameWidth()}, Title: it.title(), Chains: it.chains,
	}
	for i, s := range [...]int64{it.drawn.from, it.drawn.begin, it.drawn.end, it.drawn.to} {
		if !unknown(s) {
			out.Time[i] = &s
		}
	}
	for _, f := range []struct {
		on   bool
		flag int
	}{
		{it.point, pointFlag}, {it.drawn.sure, sureFlag}, {it.fact.Ongoing(), ongoingFlag}, {it.outlined(), outlinedFlag}, {it.joined, joinedFlag}, {it.alone, aloneFlag}, {it.quiet, quietFlag},
	} {
		if f.on {
			out.Flags |= f.flag
		}
	}
	if it.short != "" {
		out.Short = &sized{it.short, textWidth(it.short)}
	}
	if it.lane.form == measured && !it.alone {
		out.At = &[3]float64{it.value.atLow, it.value.atMid, it.value.atHigh}
	}
	return out
}

func (it *item) nameWidth() float64 {
	if it.lane.form == measured && !it.alone {
		return width(it.name, noteSize, false)
	}
	return textWidth(it.name)
}

// WriteHTML writes the picture as one page that zooms, filters and tells what
// is known of a fact. It loads nothing and sends nothing: its policy allows its
// own style and script alone. The error is that of the writer, or says that
// there are more facts than a browser bears.
func (p *Picture) WriteHTML(w io.Writer) error {
	if len(p.items) > maxItems {
		return fmt.Errorf("%s are more than a browser bears in one page: name what to draw, or narrow it with --since and --until", wording.Count(len(p.items), "fact"))
	}
	data, err := json.Marshal(p.data()) // escapes <, > and &
	if err != nil {
		return err
	}
	style, script := pictureCSS+pageCSS, "\"use strict\";\n"+axisJS+shapesJS+rowsJS+drawJS+pageJS
	c := &canvas{}
	c.put("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
	c.put(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '`, digest(style), `'; script-src '`, digest(script), `'; base-uri 'none'; form-action 'none'">`, "\n")
	c.put("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
	c.put("<title>", escape(p.title), "</title>\n<style>", style, "</style>\n</head>\n<body>\n")
	c.put("<header>\n<h1>", escape(p.title), "</h1>\n<p>", escape(p.summary()), "</p>\n</header>\n")
	c.put(`<div id="top"><nav aria-label="What is shown">
<input id="filter" type="search" placeholder="Filter" aria-label="Show only facts that contain this text" autocomplete="off" spellcheck="false">
<output id="count" for="filter"></output>
<details id="lanes"><summary>Lanes</summary><div id="switches"></div></details>
<button id="list" type="button" aria-pressed="false" title="The facts shown as a table (L)">List</button>
<span class="zoom"><button id="out" type="button" aria-label="Zoom out" title="Zoom out (−)">−</button><button id="all" type="button" title="All of the time (0)">All</button><button id="in" type="button" aria-label="Zoom in" title="Zoom in (+)">+</button></span>
</nav>
<svg id="axis" class="factlint" aria-hidden="true"></svg></div>
<main id="main" tabindex="0" aria-label="Timeline. Arrow keys go from fact to fact, Enter tells what is known of one, plus and minus zoom.">
<noscript>This page draws itself by a script, which is switched off here. factlint timeline --output FILE.svg draws the same picture without one.</noscript>
<svg id="timeline" class="factlint" role="group" aria-label="Facts"></svg>
`)
	c.put("<p id=\"nothing\" hidden>Nothing that is shown contains this text.</p>\n</main>\n<div id=\"table\" hidden></div>\n<div id=\"paper\"></div>\n")
	c.put(`<svg id="fades" class="factlint" width="0" height="0" aria-hidden="true">`, "\n")
	p.gradients(c)
	c.put("</svg>\n")
	p.pageFoot(c)
	c.put("<aside id=\"panel\" aria-live=\"polite\" aria-label=\"What is known of a fact\" hidden></aside>\n")
	c.put("<script type=\"application/json\" id=\"data\">", string(data), "</script>\n<script>", script, "</script>\n</body>\n</html>\n")
	_, err = w.Write(c.Bytes())
	return err
}

// pageFoot writes what stands below the picture: findings, what is left out,
// the signs and the sources.
func (p *Picture) pageFoot(c *canvas) {
	c.put("<footer>\n")
	if len(p.chains) > 0 {
		c.put("<h2>Findings</h2>\n<ol id=\"findings\">\n")
		for _, ch := range p.chains {
			c.put(`<li class="`, ch.severity.String(), `"><button type="button" data-item="`, ch.links[0].item.number, `">`, ch.number, `</button> `, escape(ch.message), ` <code>`, escape(ch.rule), "</code></li>\n")
		}
		c.put("</ol>\n")
	}
	c.put(`<p class="signs">`)
	for _, e := range (&drawing{Picture: p, layout: p.layOut(DefaultWidth)}).signs() {
		c.put(`<span><svg class="factlint" width="24" height="14" aria-hidden="true">`)
		e.sample(c)
		c.put(`</svg> `, e.words, "</span>\n")
	}
	c.put("</p>\n")
	for _, text := range p.omissions() {
		c.put("<p>", escape(text), "</p>\n")
	}
	if all := p.sources(); len(all) > 0 {
		c.put("<details><summary>Sources</summary><ul>\n")
		for _, s := range all {
			if s.url != "" {
				c.put(`<li><a href="`, escape(s.url), `" target="_blank" rel="noopener noreferrer">`, escape(s.text), "</a></li>\n")
			} else {
				c.put("<li>", escape(s.text), "</li>\n")
			}
		}
		c.put("</ul></details>\n")
	}
	c.put("<p class=\"keys\">Zoom with + and −, with the wheel and Ctrl, by a double click or two fingers, and drag to move. The arrow keys go from fact to fact, / to the filter.</p>\n</footer>\n")
}

// digest names a style or script in a Content-Security-Policy.
func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}
