package mapping

import (
	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// Exported makes facts of records as factlint export writes them: each with its
// kind, and its fields as they are.
func Exported(doc *records.Document, v *vocabulary.Vocabulary) *Result {
	a := &application{doc: doc, indexes: map[Problem]int{}}
	r := &Result{}
	for record := range doc.Records {
		if f, ok := a.exported(record, v); ok {
			r.Facts = append(r.Facts, f)
		}
	}
	r.Problems = a.problems
	return r
}

func (a *application) exported(n *records.Node, v *vocabulary.Vocabulary) (f Fact, ok bool) {
	name, fields := n.Get("kind"), n.Get("fields")
	if name == nil || name.Sort != records.Text || fields == nil || fields.Sort != records.Map {
		if !n.Broken {
			a.problem(EmptyProblem, n.Head(a.doc.Source), "is not a fact as factlint export writes it, {\"kind\": …, \"fields\": {…}}; for other records name a mapping with --mapping")
		}
		return f, false
	}
	f = Fact{Kind: v.Kind(name.Text), Record: n}
	if f.Kind == nil {
		a.problem(EmptyProblem, name.Span, "there is no kind "+wording.Quote(name.Text)+", so the fact is left out")
		return f, false
	}
	for c := range fields.Children() {
		if c.Sort == records.Null {
			continue
		}
		known := &anything
		if i := f.Kind.FieldIndex(c.Name); i != vocabulary.None {
			known = &f.Kind.Fields[i]
		}
		f.Fields = append(f.Fields, Field{c.Name, a.literal(known, c)})
	}
	return f, true
}
