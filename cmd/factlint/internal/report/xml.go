package report

import (
	"bufio"
	"strconv"
	"strings"
)

// xmlWriter writes the formats that are XML 1.0.
type xmlWriter struct{ *bufio.Writer }

const xmlHeader = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// markup escapes what has a meaning in XML. What XML 1.0 cannot hold at all,
// visible has shown as an escape before.
var markup = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;")

// text writes text, within an attribute or between tags.
func (x xmlWriter) text(s string) { x.WriteString(markup.Replace(visible(s))) }

// attribute writes an attribute, its value of one line or of several.
func (x xmlWriter) attribute(name string, lines ...string) {
	x.WriteString(" " + name + `="`)
	for i, line := range lines {
		if i > 0 {
			x.WriteString("&#10;")
		}
		x.text(line)
	}
	x.WriteByte('"')
}

func (x xmlWriter) count(name string, n int) { x.attribute(name, strconv.Itoa(n)) }
