package report

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"strings"
)

// xmlText is lines of text, which are made safe to show as they are marshalled.
// By that, what XML 1.0 cannot hold at all is an escape too.
type xmlText []string

func (t xmlText) MarshalText() ([]byte, error) {
	safe := make([]string, len(t))
	for i, line := range t {
		safe[i] = Visible(line)
	}
	return []byte(strings.Join(safe, "\n")), nil
}

// xmlWriter writes XML as encoding/xml makes it of structs, so that no more
// than one element is held as text.
type xmlWriter struct {
	w       *bufio.Writer
	text    bytes.Buffer
	encoder *xml.Encoder // into text
	spell   *strings.Replacer
}

// newXMLWriter returns a writer that shortens what encoding/xml writes:
// elements without content, and a line end, which is a character reference.
func newXMLWriter(w *bufio.Writer, lineEnd string) *xmlWriter {
	x := &xmlWriter{w: w, spell: strings.NewReplacer("></error>", "/>", "></testcase>", "/>", "&#34;", "&quot;", "&#xA;", lineEnd)}
	x.encoder = xml.NewEncoder(&x.text)
	x.encoder.Indent("", "  ")
	w.WriteString(xml.Header)
	return x
}

// open begins an element that others stand in.
func (x *xmlWriter) open(name string, attributes ...xml.Attr) {
	x.must(x.encoder.EncodeToken(xml.StartElement{Name: xml.Name{Local: name}, Attr: attributes}))
}

func (x *xmlWriter) element(v any) {
	x.must(x.encoder.Encode(v))
	x.spell.WriteString(x.w, x.text.String())
	x.text.Reset()
}

func (x *xmlWriter) lineEnd() { x.must(x.encoder.EncodeToken(xml.CharData("\n"))) }

func (x *xmlWriter) close(name string) {
	x.must(x.encoder.EncodeToken(xml.EndElement{Name: xml.Name{Local: name}}))
}

// end writes what is left, and ends the last line.
func (x *xmlWriter) end() {
	x.must(x.encoder.Close())
	x.w.Write(x.text.Bytes())
	x.w.WriteByte('\n')
}

func (x *xmlWriter) must(err error) {
	if err != nil {
		panic(err) // structs of texts and numbers, and elements that end
	}
}

func attribute(name, value string) xml.Attr {
	return xml.Attr{Name: xml.Name{Local: name}, Value: value}
}
