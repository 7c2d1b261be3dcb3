package mapping

import (
	"cmp"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/wording"
)

// application applies a mapping to one document.
type application struct {
	mapping  *Mapping
	name     string // of the file, with forward slashes
	doc      *records.Document
	table    bool
	facts    [][]Fact // by index of the fact in the mapping
	seen     map[string]bool
	indexes  map[Problem]int // the index of a problem, by what it is without place and count
	problems []Problem
	use      *Use
	left     int // how many bytes of facts may still be made
}

// Apply makes facts of a document. Name is that of its file, with forward
// slashes, as paths of the file see it.
func (m *Mapping) Apply(name string, doc *records.Document) *Result {
	a := &application{
		mapping: m, name: name, doc: doc, table: doc.Columns != nil, facts: make([][]Fact, m.facts),
		seen: map[string]bool{}, indexes: map[Problem]int{}, use: newUse(m),
		left: minMade + maxMade*len(doc.Source),
	}
	for _, column := range doc.Columns {
		a.column(column)
	}
	for record := range doc.Records {
		a.top(record)
	}
	r := &Result{Facts: slices.Concat(a.facts...), Problems: a.problems, Use: a.use}
	slices.SortStableFunc(r.Problems, func(x, y Problem) int { return cmp.Compare(x.Span.Start, y.Span.Start) })
	return r
}

// What facts may be made of a document, in bytes: so many for each of its own, and
// some more. Values that stand in the mapping could make them without bound.
const (
	maxMade   = 100
	minMade   = 64 << 20
	valueSize = 100 // of a Value besides its text
)

// top makes the facts of a record that lies in no other, and of those in it.
func (a *application) top(n *records.Node) {
	a.use.records++
	found := false
	for i := range a.mapping.groups {
		g := &a.mapping.groups[i]
		a.records(g.records, &scope{Node: n}, g.records.steps, func(s *scope) {
			found = true
			a.record(g, s)
		})
	}
	if !found && !empty(n) && !n.Broken {
		a.problem(EmptyProblem, n.Head(a.doc.Source), "has none of the records that the mapping takes, so it makes no fact")
	}
}

// record makes the facts of a record.
func (a *application) record(g *group, s *scope) {
	made, why := false, ""
	for i := range g.facts {
		f := &g.facts[i]
		switch ok, lacks := a.holds(f, s); {
		case lacks != "":
			why = cmp.Or(why, "has nothing at "+wording.Quote(lacks)+", so it makes no fact of kind "+f.kind.Name)
		case !ok: // left out on purpose
		case a.fact(f, s):
			made = true
		default:
			why = cmp.Or(why, "has nothing for a fact of kind "+f.kind.Name+", so none is made")
		}
	}
	if !made && why != "" && !s.Broken {
		a.problem(EmptyProblem, s.Head(a.doc.Source), why)
	}
}

// holds reports whether a record has what a fact asks for; lacks is a path that
// should have a value and has none at all.
func (a *application) holds(f *fact, s *scope) (ok bool, lacks string) {
	a.use.asked[f.index] = true
	for i := range f.when {
		c := &f.when[i]
		found, good, optional := false, false, false
		for _, w := range c.ways {
			optional = optional || w.optional
			a.values(w, s, func(n *records.Node) {
				found = true
				good = good || c.likeness.holds(strings.TrimSpace(n.Text))
			})
			if good {
				break
			}
		}
		switch {
		case good, !found && c.likeness.none():
		case !found && !optional:
			return false, c.ways[0].text
		default:
			return false, ""
		}
	}
	a.use.met[f.index] = true
	return true, ""
}

// fact makes a fact, and reports whether the record has anything for it.
func (a *application) fact(f *fact, s *scope) bool {
	fact := Fact{Kind: f.kind, Record: s.Node, Once: f.once}
	fact.Fields = a.fields(f.fields, s)
	if len(fact.Fields) == 0 || !slices.ContainsFunc(fact.Fields, func(f Field) bool { return !f.Constant }) && a.asks(f) {
		return false
	}
	if f.once {
		key := fact.Key()
		if a.seen[key] {
			return true
		}
		a.seen[key] = true
	}
	if a.left -= size(fact.Fields); a.left < 0 {
		a.problem(EmptyProblem, s.Head(a.doc.Source), "makes facts no more: those before it are many times as long as the file")
		return true
	}
	a.facts[f.index] = append(a.facts[f.index], fact)
	return true
}

// size returns about how many bytes fields have as text.
func size(fields []Field) (n int) {
	for i := range fields {
		n += len(fields[i].Name) + fields[i].Value.size()
	}
	return n
}

func (v *Value) size() int {
	n := valueSize + len(v.Text) + size(v.Fields)
	for i := range v.Items {
		n += v.Items[i].size()
	}
	return n
}

// asks reports whether a fact is made of more than constants and the file's name.
func (a *application) asks(f *fact) bool {
	if len(f.when) > 0 {
		return false
	}
	return slices.ContainsFunc(f.fields, func(f field) bool { return f.asks() })
}

func (f *field) asks() bool {
	return slices.ContainsFunc(f.from, func(from source) bool { return from.way.file == "" }) ||
		slices.ContainsFunc(f.join, func(p part) bool {
			return slices.ContainsFunc(p.pieces, func(p piece) bool { return p.way != nil && p.way.file == "" })
		}) || slices.ContainsFunc(f.inner, func(f field) bool { return f.asks() })
}

// fields returns the fields of a fact, or of a table in one, those left out for
// which the record has nothing.
func (a *application) fields(fields []field, s *scope) []Field {
	var few [8]Field // most records lack most of what may be taken, and there are many
	out := few[:0]
	for i := range fields {
		if v, ok := a.field(&fields[i], s); ok {
			out = append(out, Field{fields[i].field.Name, v})
		}
	}
	return append(make([]Field, 0, len(out)), out...)
}

// field returns the value of a field.
func (a *application) field(f *field, s *scope) (Value, bool) {
	var values []Value
	for i := range f.from {
		from := &f.from[i]
		a.values(from.way, s, func(n *records.Node) {
			if from.likeness.holds(strings.TrimSpace(n.Text)) {
				values = a.take(f, from, n, s, values)
			}
		})
		if len(values) > 0 {
			break
		}
	}
	if len(values) == 0 && len(f.join) > 0 {
		values = a.joined(f, s, values)
	}
	switch {
	case len(values) == 1:
		return values[0], true
	case len(values) > 1:
		all := Value{Type: toml.Array, Span: values[0].Span, Key: values[0].Key, Items: values, Constant: values[0].Constant}
		all.Span.End = max(all.Span.End, values[len(values)-1].Span.End)
		return all, true // reported when the field takes one
	case len(f.inner) > 0 && len(f.from) == 0:
		if inner := a.fields(f.inner, s); len(inner) > 0 {
			head := inner[0]
			for _, f := range inner {
				if !f.Constant {
					head = f
					break
				}
			}
			return Value{Type: toml.Table, Span: head.Span, Key: head.Key, Fields: inner, Constant: head.Constant}, true
		}
	}
	if f.constant != nil {
		return *f.constant, true
	}
	return Value{}, false
}

// take adds what a value of a record gives for a field.
func (a *application) take(f *field, from *source, n *records.Node, s *scope, values []Value) []Value {
	switch {
	case n.Sort == records.Map && len(f.inner) > 0:
		if inner := a.fields(f.inner, &scope{n, s, n}); len(inner) > 0 {
			return append(values, Value{Type: toml.Table, Span: n.Span, Key: n.Key, Fields: inner})
		}
		a.problem(ValueProblem, n.Head(a.doc.Source), "has nothing for "+f.field.Name+", so it is left out")
		return values
	case n.Sort == records.List, n.Sort == records.Map:
		return append(values, a.literal(f.field, n))
	}
	at := Value{Span: n.Span, Key: n.Key, Constant: from.way.file != "" && n.Key == toml.Span{}}
	if f.split == "" || n.Sort != records.Text {
		return a.one(f, from, n.Sort, n.Text, at, s, values)
	}
	// The parts have places of their own where the text stands as it is.
	start, plain := at.Span.Start, a.plain(n)
	if plain && n.Span.End-n.Span.Start > uint32(len(n.Text)) {
		start++ // a quote
	}
	for offset, part := range parts(n.Text, f.split) {
		if plain {
			at.Span = toml.Span{Start: start + uint32(offset), End: start + uint32(offset+len(part))}
		}
		values = a.one(f, from, n.Sort, part, at, s, values)
	}
	return values
}

// plain reports whether a text stands in the source as it is, but for quotes.
func (a *application) plain(n *records.Node) bool {
	written := string(a.doc.Source[n.Span.Start:n.Span.End])
	return written == n.Text || len(written) == len(n.Text)+2 && written[1:len(written)-1] == n.Text
}

// parts yields the parts of a text that are not blank, and where each begins.
func parts(text, split string) func(yield func(int, string) bool) {
	return func(yield func(int, string) bool) {
		offset := 0
		for part := range strings.SplitSeq(text, split) {
			trimmed := strings.TrimSpace(part)
			if trimmed != "" && !yield(offset+strings.Index(part, trimmed), trimmed) {
				return
			}
			offset += len(part) + len(split)
		}
	}
}

// one adds what a text gives for a field.
func (a *application) one(f *field, from *source, sort records.Sort, written string, at Value, s *scope, values []Value) []Value {
	text := f.change.apply(from.change.apply(strings.TrimSpace(written)))
	if text == "" {
		return values // words say that it is no value
	}
	if f.slug || from.slug {
		if text = Slug(text); text == "" {
			a.problem(ValueProblem, at.Span, wording.Quote(written)+" has neither letters nor digits, so "+f.field.Name+" is left out")
			return values
		}
	}
	text = f.prefix + from.prefix + text
	precision := ""
	for _, w := range f.precision {
		a.values(w, s, func(n *records.Node) {
			if precision == "" {
				precision = strings.TrimSpace(n.Text)
			}
		})
		if precision != "" {
			break
		}
	}
	at.Type, at.Text = convert(f.field, sort, text, text == strings.TrimSpace(written), f.date, precision)
	if at.Text == "" && at.Type == toml.Invalid {
		a.problem(ValueProblem, at.Span, wording.Quote(written)+" is of a precision that says nothing, so "+f.field.Name+" is left out")
		return values
	}
	return append(values, at)
}

// maxProblems is how many different problems of a document are reported.
const maxProblems = 10_000

// problem notes a problem, of equal ones the first with their number.
func (a *application) problem(kind ProblemKind, at toml.Span, message string) {
	p := Problem{Kind: kind, Message: message}
	if i, ok := a.indexes[p]; ok {
		a.problems[i].Count++
		return
	}
	if len(a.problems) == maxProblems {
		a.problems[maxProblems-1].Count++
		return
	}
	if len(a.problems) == maxProblems-1 {
		p.Message = "more than 10000 different things are lost here; those from here on are reported once there are fewer"
	}
	a.indexes[p] = len(a.problems)
	p.Span, p.Count = at, 1
	a.problems = append(a.problems, p)
}
