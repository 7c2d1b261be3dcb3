package convert

import (
	"strings"

	"github.com/gosimple/slug"

	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// mapped writes a fact for each record that a mapping of facts is about.
func (w *writer) mapped(m *factMapping, top *node) {
	seen := map[string]bool{}
	id := m.kind.Fields[vocabulary.IDField].Name
	m.records.records(top, func(s *scope) {
		for _, p := range m.when {
			if len(p.values(s)) == 0 {
				return
			}
		}
		fields := w.entries(m.fields, s)
		if m.once {
			for _, f := range fields {
				if f.name == id {
					if seen[f.value] {
						return
					}
					seen[f.value] = true
				}
			}
		}
		if len(fields) == 0 {
			w.problem(s.line, "has nothing for a fact of kind %s, so none is written", m.kind.Name)
			return
		}
		w.fact(m.kind.Name, s.line, fields)
	})
}

// entries returns the fields of a fact, or of a table in one, those left out
// for which the record has nothing.
func (w *writer) entries(fields []fieldMapping, s *scope) []entry {
	var out []entry
	for i := range fields {
		if v := w.field(&fields[i], s); v != "" {
			out = append(out, entry{fields[i].field.Name, v})
		}
	}
	return out
}

// field returns the value of a field as TOML; "" when the record has none.
func (w *writer) field(m *fieldMapping, s *scope) string {
	var values []string
	for _, p := range m.from {
		for _, n := range p.values(s) {
			for _, text := range m.texts(n) {
				v := w.one(m, n, text, s)
				if v == "" {
					w.problem(n.line, "%s is of a precision that says nothing, so %s is left out", wording.QuoteCut(text, 60), m.field.Name)
					return ""
				}
				values = append(values, v)
			}
		}
		if len(values) > 0 {
			break
		}
	}
	switch {
	case len(values) == 1:
		return values[0]
	case len(values) > 1:
		return "[" + strings.Join(values, ", ") + "]" // told when the field takes one
	case len(m.inner) > 0:
		if inner := w.entries(m.inner, s); len(inner) > 0 {
			return inline(inner)
		}
		return ""
	}
	return m.constant
}

// texts returns the texts of a value: several when it is split.
func (m *fieldMapping) texts(n *node) []string {
	if m.split == "" || n.sort != text {
		return []string{n.text}
	}
	var out []string
	for part := range strings.SplitSeq(n.text, m.split) {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// one turns one value into TOML.
func (w *writer) one(m *fieldMapping, n *node, text string, s *scope) string {
	if n.sort == list || n.sort == table {
		return w.literal(m.field, n)
	}
	text = strings.TrimSpace(text)
	if m.after != "" {
		if _, rest, ok := strings.Cut(text, m.after); ok {
			for ok {
				text = rest
				_, rest, ok = strings.Cut(text, m.after)
			}
		}
	}
	if word, ok := m.words[text]; ok {
		text = word
	}
	if m.slug {
		text = slug.Make(text)
	}
	text = m.prefix + text
	if m.field.Type.Form() == types.DateForm {
		precision := ""
		for _, p := range m.precision {
			if at := p.values(s); len(at) > 0 {
				precision = at[0].text
				break
			}
		}
		if n.sort == number && text == n.text {
			return year(text)
		}
		return date(text, m.date, precision)
	}
	return scalar(m.field, n.sort, text)
}

// literal writes a value that has the form of the field already.
func (w *writer) literal(f *vocabulary.Field, n *node) string {
	switch n.sort {
	case list:
		items := make([]string, 0, len(n.items))
		for _, item := range n.items {
			if item.sort == null {
				w.problem(item.line, "%s holds a null in a list, which is left out", f.Name)
				continue
			}
			items = append(items, w.literal(f, item))
		}
		return "[" + strings.Join(items, ", ") + "]"
	case table:
		entries := make([]entry, 0, len(n.keys))
		for _, key := range n.keys {
			v := n.fields[key]
			if v.sort == null {
				continue
			}
			entries = append(entries, entry{bareOrQuoted(key), w.literal(subField(f, key), v)})
		}
		return inline(entries)
	}
	switch {
	case f.Type.Form() == types.DateForm && n.sort == number:
		return year(n.text)
	case f.Type.Form() == types.DateForm && isoYear.MatchString(n.text):
		return toml.Quote(n.text) // a year in quotes stays what it is
	case f.Type.Form() == types.DateForm:
		return date(n.text, "", "")
	}
	return scalar(f, n.sort, n.text)
}

// anything is a field of which nothing is known.
var anything vocabulary.Field

func subField(f *vocabulary.Field, key string) *vocabulary.Field {
	wild := &anything
	for i := range f.Fields {
		switch f.Fields[i].Name {
		case key:
			return &f.Fields[i]
		case "*":
			wild = &f.Fields[i]
		}
	}
	return wild
}

// exported writes records as Export writes them: a kind, and its fields.
func (w *writer) exported(top *node) {
	records := []*node{top}
	if top.sort == list {
		records = top.items
	}
	for _, r := range records {
		name, fields := r.fields["kind"], r.fields["fields"]
		if r.sort != table || name == nil || name.sort != text || fields == nil || fields.sort != table {
			w.problem(r.line, "is no fact as factlint export writes it, {\"kind\": …, \"fields\": {…}}; for other records name a mapping with --mapping")
			continue
		}
		kind := w.options.Vocabulary.Kind(name.text)
		if kind == nil {
			w.problem(r.line, "there is no kind %s, so the fact is left out", wording.QuoteCut(name.text, 60))
			continue
		}
		var out []entry
		for _, key := range fields.keys {
			v := fields.fields[key]
			if v.sort == null {
				continue
			}
			f := &anything
			if i := kind.FieldIndex(key); i != vocabulary.None {
				f = &kind.Fields[i]
			}
			out = append(out, entry{bareOrQuoted(key), w.literal(f, v)})
		}
		w.fact(kind.Name, r.line, out)
	}
}
