package vocabulary

import (
	"slices"
	"strings"

	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/wording"
)

// complete resolves what names other declarations, and makes the vocabulary fast to use.
func (b *builder) complete() {
	if b.counted > maxFields || slices.ContainsFunc(b.files, func(d Declarations) bool { return d.Doc.Full() }) {
		return // what names other declarations may name one that was not read
	}
	for _, r := range b.roles {
		b.file, b.doc = r.file, b.files[r.file].Doc
		b.role(r)
	}
	for _, r := range b.roles {
		if (r.name == "tenure" || r.name == "membership" || r.name == "election") && r.kind.Period == nil {
			b.files[r.file].Doc.Mistake(r.path, r.node.Key, "%s needs a period: period = { start = \"FIELD\", end = \"FIELD\" }", wording.Article(r.name))
		}
	}
	for _, w := range b.widenings {
		b.doc = w.in
		b.widen(w)
	}
	for _, n := range b.refs {
		if n.in.Full() {
			continue
		}
		if name := n.node.Text(); b.v.byName[name] == nil {
			n.mistake("there is no kind %s%s", wording.Quote(name), b.nearest(name, KindNames(b.v.Kinds)))
		}
	}
	for _, o := range b.inTime {
		q := o.kind.Quantity
		if o.kind.Period == nil && (o.node.Name() == "order" || q == nil || q.At == None) {
			o.in.Mistake(o.path, o.node.Key, "%s is about time, but kind %s has no period; give it one: period = { start = \"FIELD\", end = \"FIELD\" }", o.node.Name(), o.kind.Name)
		}
	}
	for _, a := range b.among {
		b.fieldNamed(a, a.node.Name())
	}
	for _, a := range b.alike {
		if len(a.kind.Alike) > 0 {
			a.in.Mistake(a.path, a.node.Key, "%s already has fields in which its facts are alike", a.kind.Name)
			continue
		}
		for n := range a.in.Children(a.node) {
			if i := b.fieldNamed(naming{a.kind, n, a.path, a.in}, "alike"); i != None {
				a.kind.Alike = append(a.kind.Alike, i)
			}
		}
	}
	for _, l := range b.labels {
		b.label(l)
	}
	if slices.ContainsFunc(b.files, func(d Declarations) bool { return d.Doc.HasMistake("kind") }) {
		return
	}
	seen := map[*Kind]bool{}
	for _, k := range b.v.Kinds {
		if k.Source != nil {
			b.v.sources = append(b.v.sources, k)
		}
		if t := k.Tenure; t != nil {
			for _, name := range k.Fields[t.Of].toNames {
				if held := b.v.byName[name]; !seen[held] {
					seen[held] = true
					b.v.held = append(b.v.held, held)
				}
			}
		}
	}
	for _, k := range b.v.Kinds {
		b.index(k)
	}
	b.markLasting()
}

// markLasting marks the kinds whose facts others must keep to the lifetime of, who
// act, and what is held.
func (b *builder) markLasting() {
	for _, k := range b.v.Kinds {
		for i := range k.Fields {
			f := &k.Fields[i]
			var kinds []*Kind
			if f.Lifetime || f.Type.Form() == types.ActorForm || k.Tenure != nil && (i == k.Tenure.Holder || i == k.Tenure.Of) ||
				k.Vacancy != nil && i == k.Vacancy.Of || k.Membership != nil && (i == k.Membership.Member || i == k.Membership.Of) {
				kinds = f.To
			}
			if f.Type.Form() == types.ActorForm {
				kinds = slices.Concat(kinds, f.Fields[ActorAs].To)
			}
			for _, kind := range kinds {
				kind.Lasting = true
			}
		}
	}
}

// mistake reports what is wrong with a value.
func (n naming) mistake(format string, args ...any) {
	n.in.Mistake(n.path, n.node.Span, format, args...)
}

// index numbers the fields of k and notes which of them rules need.
func (b *builder) index(k *Kind) {
	k.FirstField = uint16(len(b.v.Fields))
	for i := range k.Fields {
		f := &k.Fields[i]
		f.ID = uint16(len(b.v.Fields))
		b.v.Fields = append(b.v.Fields, f)
	}
	for i := range k.Fields {
		f := &k.Fields[i]
		b.resolve(f)
		f.Spells = f.Many && k.Period != nil && i == k.Period.Date
		if f.Type.Form() == types.ActorForm && k.Period != nil {
			k.Acts = append(k.Acts, i)
		}
		if f.Required {
			k.Required = append(k.Required, i)
		}
		if f.Lifetime {
			k.Lifetimes = append(k.Lifetimes, i)
		}
		if f.Order != Unordered && k.Period != nil {
			k.Orders = append(k.Orders, i)
		}
		if f.Refers() || f.Type.Form() == types.TableForm {
			k.Refs = append(k.Refs, i)
		}
	}
	for _, label := range b.labelled {
		if i := k.FieldIndex(strings.Trim(label, "{}")); i != None && k.LabelParts == nil {
			k.LabelParts = []LabelPart{{Field: i}}
		}
	}
}

// resolve turns the names in `to` into kinds, inside tables too, and numbers their fields.
func (b *builder) resolve(f *Field) {
	for _, name := range f.toNames {
		f.To = append(f.To, b.v.byName[name])
	}
	if f.Type.Form() == types.CitationForm {
		f.To = b.v.sources
	}
	if f.Type.Form() == types.ActorForm {
		f.Fields = append([]Field(nil), f.Fields...)
		f.Fields[ActorAs].To = b.v.held
	}
	if f.Type.Form() == types.TableForm || f.common || f.Timed {
		f.Fields = append([]Field(nil), f.Fields...)
	}
	for i := range f.Fields {
		sub := &f.Fields[i]
		sub.ID = uint16(len(b.v.Fields))
		b.v.Fields = append(b.v.Fields, sub)
		b.resolve(sub)
	}
}

// label takes the template of a kind's label apart: every {…} names a field.
func (b *builder) label(n naming) {
	k, rest := n.kind, n.kind.Label
	if len(rest) > maxLabelSize || strings.ContainsAny(rest, "\n\t") {
		n.mistake("a label is one line of up to %d bytes", maxLabelSize)
		return
	}
	k.LabelParts = nil
	for fields := 1; ; fields++ {
		text, after, more := strings.Cut(rest, "{")
		name, next, closed := strings.Cut(after, "}")
		if strings.Contains(text, "}") || more && !closed || strings.Contains(name, "{") {
			n.mistake("the label has a brace without its partner; a field stands in it as {FIELD}")
			return
		}
		if text != "" {
			k.LabelParts = append(k.LabelParts, LabelPart{text, None})
		}
		if !more {
			return
		}
		at := k.FieldIndex(name)
		if at == None {
			if !b.mistaken[kindKey{k, name}] {
				n.mistake("the label names %s, but kind %s has no such field%s", wording.Quote(name), k.Name, b.nearest(name, FieldNames(k.Fields)))
			}
			return
		}
		if fields > maxLabelFields {
			n.mistake("the label names more than %d fields; name those that tell facts apart", maxLabelFields)
			return
		}
		k.LabelParts = append(k.LabelParts, LabelPart{Field: at})
		rest = next
	}
}
