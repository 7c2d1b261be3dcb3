package facts

import (
	"slices"
	"strconv"
	"strings"

	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// Label names the fact for a reader: "Alan Gagloev, President of South Ossetia".
func (f *Fact) Label() string { return f.labelTo(3) }

// Mention names the fact inside a sentence: what exists by its label, which is a name,
// and what happens, is held or is said with its label in quotes.
func (f *Fact) Mention() string {
	if f.Kind().Lasting {
		return f.Label()
	}
	return wording.QuoteCut(f.Label(), 2*fullLabel)
}

// maxLabel is the greatest number of code points that one field gives to a label.
const maxLabel = 80

// fullLabel is the number of bytes from which a label takes no more fields:
// eight of them, each standing for the label of a fact with eight more, go far.
const fullLabel = 400

func (f *Fact) labelTo(depth int) string {
	var b strings.Builder
	known := false
	for _, p := range f.Kind().LabelParts {
		if b.Len() > fullLabel {
			b.WriteString("…")
			break
		}
		if p.Field == vocabulary.None {
			b.WriteString(p.Text)
			continue
		}
		text := f.Get(p.Field).label(depth)
		known = known || text != ""
		if text == "" {
			text = "?"
		}
		b.WriteString(text)
	}
	switch {
	case known:
		return b.String()
	case f.ID() != "":
		return wording.Cut(f.ID(), maxLabel)
	}
	return wording.Article(f.Kind().Name)
}

// label names a value: of a ref the label of the fact referred to.
func (v Value) label(depth int) string {
	if v.value == nil {
		return ""
	}
	switch v.value.shape {
	case intValue:
		return strconv.FormatInt(v.Int(), 10)
	case floatValue:
		return strconv.FormatFloat(v.Number(), 'g', -1, 64)
	case boolValue:
		return strconv.FormatBool(v.Bool())
	case dateValue:
		return v.DateName()
	case refValue:
		if to := v.Ref(); to != nil && depth > 0 {
			return to.labelTo(depth - 1)
		}
		return wording.Cut(v.Text(), maxLabel)
	case listValue:
		var parts []string
		for e := range v.Each() {
			if len(parts) == 3 {
				parts = append(parts, "…")
				break
			}
			parts = append(parts, e.label(depth))
		}
		return strings.Join(parts, ", ")
	case tableValue:
		for e := range v.elems {
			return e.label(depth) // of an actor the person
		}
		return ""
	}
	return oneLine(v.Text())
}

// oneLine returns a text of any length as part of a label: cut, and with its
// line ends as blanks.
func oneLine(text string) string {
	if strings.ContainsAny(wording.Cut(text, 4*maxLabel), "\n\r\t") {
		text = strings.Join(strings.Fields(wording.Cut(text, 4*maxLabel)), " ")
	}
	return wording.Cut(text, maxLabel)
}

// DateName returns a date in words for the middle of a sentence: "24 May 2022", "about 1992".
func (v Value) DateName() string {
	d, ok := v.Date()
	if !ok {
		return ""
	}
	return edtf.Name(d, v.DateText())
}

// DatePhrase returns a date in words with its preposition: "on 24 May 2022", "in about 1992".
func (v Value) DatePhrase() string {
	d, ok := v.Date()
	if !ok {
		return ""
	}
	return edtf.Phrase(d, v.DateText())
}

// DateText returns a date as written, without quotes.
func (v Value) DateText() string {
	if v.value == nil || v.value.shape != dateValue {
		return ""
	}
	return v.fact.File.dateText(v.value)
}

func (c *content) dateText(v *value) string {
	if text, decoded := c.texts[v.start]; decoded {
		return text
	}
	return strings.Trim(alias(c.source[v.start:v.end]), `"'`)
}

// Identity tells the fact apart from others by what seldom changes, wherever
// and however it is written: its kind and id, or without an id its kind, the
// fields that it must have, when it begins, and of a figure its date and group.
func (f *Fact) Identity() string {
	if f.ID() != "" {
		return f.Kind().Name + " " + f.ID()
	}
	var b strings.Builder
	b.WriteString(f.Kind().Name)
	for i := range f.Kind().Fields {
		field := &f.Kind().Fields[i]
		if field.Required || f.Kind().Distinguishes(i) {
			b.WriteString("\x00" + field.Name + "=")
			f.Get(i).identify(&b)
		}
	}
	return b.String()
}

// identify writes what a value means, whatever its form.
func (v Value) identify(b *strings.Builder) { v.write(b, Value.Canonical) }

// write writes a value with the text of each that is neither a list nor a table,
// whatever the order of entries.
func (v Value) write(b *strings.Builder, text func(Value) string) {
	switch {
	case v.value == nil:
	case v.value.shape == listValue:
		for e := range v.elems {
			b.WriteByte('[')
			e.write(b, text)
		}
	case v.value.shape == tableValue:
		var parts []string
		for e := range v.elems {
			var one strings.Builder
			one.WriteString("{" + e.key() + "=")
			e.write(&one, text)
			parts = append(parts, one.String())
		}
		slices.Sort(parts)
		b.WriteString(strings.Join(parts, ""))
	default:
		b.WriteString(text(v))
	}
}
