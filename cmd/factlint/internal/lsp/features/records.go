package features

import (
	"bytes"

	"github.com/factlint/factlint/facts"
)

// inPlace reports whether the document holds records of another format.
func (sp *spot) inPlace() bool { return sp.file != nil && sp.file.InPlace() }

// toRecord moves the spot to an offset in a document of records: what is there
// is known from its facts alone.
func (sp *spot) toRecord(offset uint32) {
	sp.offset, sp.cursor = offset, cursor{start: uint32(bytes.LastIndexByte(sp.doc.Text.Source[:offset], '\n') + 1)}
	over := func(s facts.Span) (at facts.Span, ok bool) {
		start, end, exact := sp.Span(sp.file, s)
		return facts.Span{Start: start, End: end}, exact && start <= offset && offset <= end
	}
	for _, c := range sp.file.Comments() {
		if at, ok := over(c); ok {
			sp.cursor.where, sp.cursor.token = inComment, at
			return
		}
	}
	smallest := ^uint32(0)
	for v := range sp.file.Values {
		if at, ok := over(v.Span()); ok && at.End-at.Start < smallest {
			smallest = at.End - at.Start
			sp.cursor.where, sp.cursor.token, sp.value = inValue, at, v
		} else if at, ok := over(v.Key()); ok && at.End-at.Start < smallest && v.Key() != (facts.Span{}) {
			smallest = at.End - at.Start
			sp.cursor.where, sp.cursor.token, sp.value = onKey, at, v
		}
	}
	for i := range sp.file.Facts {
		f := &sp.file.Facts[i]
		if at, ok := over(f.IDPlace().Span); f.ID() != "" && ok && at.End-at.Start < smallest {
			smallest = at.End - at.Start
			sp.cursor.where, sp.cursor.token, sp.idOf = inValue, at, f
		}
	}
}

// recordID returns the id of the fact that the record at the spot makes, or that
// is named there.
func (sp *spot) recordID() (id string, at facts.Span, ok bool) {
	switch {
	case sp.cursor.where != inValue:
		return "", at, false
	case sp.idOf != nil:
		id = sp.idOf.ID()
	case sp.value.IsRef():
		id = sp.value.Text()
	}
	return id, sp.cursor.token, id != ""
}
