package picture

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"io"
)

//go:embed page.css
var pageCSS string

//go:embed page.js
var pageJS string

// pageData is what the page reads once it is needed.
type pageData struct {
	Facts  []detail `json:"facts"` // by the number of the item
	Levels []level  `json:"levels"`
	Top    float64  `json:"top"`
	Bottom float64  `json:"bottom"`
}

// WriteHTML writes the picture as one page that zooms, filters and tells what
// is known of a fact. It loads nothing and sends nothing: its policy allows its
// own style and script alone.
func (p *Picture) WriteHTML(w io.Writer) error {
	top, bottom := p.gridEnds()
	data, err := json.Marshal(pageData{p.details(), p.plot.levels, top, bottom}) // escapes <, > and &
	if err != nil {
		return err
	}
	style := pictureCSS + pageCSS
	var b bytes.Buffer
	b.WriteString("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
	b.WriteString(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '` + digest(style) + `'; script-src '` + digest(pageJS) + `'; base-uri 'none'; form-action 'none'">` + "\n")
	b.WriteString("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
	b.WriteString("<title>" + escape(p.title) + "</title>\n<style>" + style + "</style>\n</head>\n<body>\n")
	b.WriteString(`<header>
<input id="filter" type="search" placeholder="Filter" aria-label="Show only facts that contain this text" autocomplete="off" spellcheck="false">
<output id="count" for="filter"></output>
<span class="zoom"><button id="out" type="button" aria-label="Zoom out" title="Zoom out (-)">−</button><button id="all" type="button" title="Show all (0)">All</button><button id="in" type="button" aria-label="Zoom in" title="Zoom in (+)">+</button></span>
</header>
<main>
`)
	b.Write(p.svg(false))
	b.WriteString("</main>\n<aside id=\"panel\" aria-live=\"polite\" hidden></aside>\n")
	b.WriteString("<script type=\"application/json\" id=\"data\">")
	b.Write(data)
	b.WriteString("</script>\n<script>" + pageJS + "</script>\n</body>\n</html>\n")
	_, err = w.Write(b.Bytes())
	return err
}

// digest names a style or script in a Content-Security-Policy.
func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}
