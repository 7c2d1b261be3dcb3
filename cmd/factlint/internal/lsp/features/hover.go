package features

import (
	"strconv"
	"strings"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules"
)

// hover says what is known of what is at a spot: of a fact behind an id, a
// date, a key, a kind, or a rule in a comment.
func hover(sp *spot) (any, error) {
	p := newPage(sp.client().TextDocument.Hover.ContentFormat)
	at := sp.cursor.token
	src := sp.doc.Text.Source
	id, _, isID := sp.id()
	switch c := &sp.cursor; {
	case c.where == onHeader:
		if k := sp.Facts.Vocabulary.Kind(c.kind); k != nil {
			p.kind(k)
		}
	case c.where == onKey && sp.inPlace():
		p.strong(sp.value.Fact().Kind().Name).text(" ").paragraph()
		p.field(sp.value.Field())
	case c.where == onKey:
		if f := c.fieldAt(sp.Facts.Vocabulary, src); f != nil {
			p.field(f)
		}
	case c.where == inComment:
		var name string
		if name, at = wordAt(src, sp.offset); name != "" && strings.Contains(string(src[c.token.Start:c.token.End]), "factlint:") {
			p.rules(sp.Rules(), name)
		}
	case c.where == inValue && isID:
		for _, f := range sp.withID(id) {
			sp.describe(p.paragraph(), f)
		}
	case c.where == inValue && sp.inPlace():
		if date := sp.value.DateText(); date != "" {
			p.date(date, true)
		}
	case c.where == inValue:
		if f := c.fieldAt(sp.Facts.Vocabulary, src); f != nil && f.Type.Form() == types.DateForm {
			p.date(sp.word(), c.quote != 0)
		}
	}
	if p.Len() == 0 {
		return nil, nil
	}
	r := sp.rangeOf(at)
	return wire.HoverResult{Contents: p.markup(), Range: &r}, nil
}

// wordAt returns the name of a rule or the like around an offset.
func wordAt(src []byte, offset uint32) (string, facts.Span) {
	start, end := offset, offset
	for start > 0 && isWord(src[start-1]) {
		start--
	}
	for int(end) < len(src) && isWord(src[end]) {
		end++
	}
	return string(src[start:end]), facts.Span{Start: start, End: end}
}

func (p *page) kind(k *vocabulary.Kind) {
	p.strong(k.Name).paragraph().text(k.Summary).paragraph()
	for _, role := range k.DescribeRoles() {
		p.item(0).text(role)
	}
}

func (p *page) field(f *vocabulary.Field) {
	p.strong(f.Name).text(" · " + f.Describe())
	if f.Required {
		p.text(" · required")
	}
	p.paragraph().text(f.Summary)
}

// rules says what the rules with a name are about: one, or those of a group.
func (p *page) rules(known rules.List, name string) {
	for _, r := range known.Named(name) {
		if r.Name != name {
			p.item(0)
		}
		p.strong(r.Name).text(" · " + r.Summary)
		if url := r.URL(); url != "" && r.Name == name {
			p.paragraph().link("what it means", url)
		}
	}
}

// date says what a date stands for.
func (p *page) date(text string, quoted bool) {
	d, err := readDate(text, quoted)
	if err != nil {
		return
	}
	p.strong(edtf.Name(d, text)).paragraph()
	switch {
	case d.Ongoing() && !d.Interval():
		p.text("it has not ended")
	case d.Interval():
		p.item(0).text("begins ").moment(d.Begin)
		p.item(0).text("ends ").moment(d.End)
	default:
		p.moment(d.Hull())
	}
}

func readDate(text string, quoted bool) (edtf.Date, error) {
	if quoted {
		return edtf.Parse(text)
	}
	if year, err := strconv.ParseInt(strings.ReplaceAll(text, "_", ""), 10, 64); err == nil {
		return edtf.Year(year)
	}
	return edtf.ParseTOML(text)
}

func (p *page) moment(m edtf.Moment) {
	first, last := edtf.NameDay(m.Earliest), edtf.NameDay(m.Latest)
	switch {
	case m.Earliest <= edtf.Past && m.Latest >= edtf.Future:
		p.text("at any time")
	case m.Earliest >= edtf.Future:
		p.text("not yet")
	case first == last:
		p.text("from " + edtf.NameSecond(m.Earliest) + " to " + edtf.NameSecond(m.Latest))
	default:
		p.text("from " + first + " at the earliest to " + last + " at the latest")
	}
}
