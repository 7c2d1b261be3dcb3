package lsp

import (
	"context"
	"encoding/json"

	"github.com/factlint/factlint/facts"
)

var errModified = &answerError{codeContentModified, "the document has changed since"}

// A spot is a place in a document of a base that a request is about.
type spot struct {
	*state
	base   *base
	doc    *document
	offset uint32      // in the text of the document
	file   *facts.File // nil when the base does not have it
	inFile uint32      // the offset in the text that the base has
	known  bool        // inFile is where offset was
}

// at makes an answerer of a function that answers for a place in a document. It
// is given the document as it was when the request came; of one that is in no
// base the answer is null.
func at(answer func(*server, *spot) (any, error)) answerer {
	return func(s *server, raw json.RawMessage) (func(context.Context) (any, error), error) {
		p, err := decode[positionParams](raw)
		if err != nil {
			return nil, err
		}
		return s.inDocument(p.Document.URI, func(sp *spot) (any, error) {
			sp.to(sp.doc.text.offset(p.Position))
			return answer(s, sp)
		})
	}
}

// inDocument returns how to answer a request about an open document.
func (s *server) inDocument(uri string, answer func(*spot) (any, error)) (func(context.Context) (any, error), error) {
	d := s.documents.get(uri)
	if d == nil || d.home == nil {
		return func(context.Context) (any, error) { return nil, nil }, nil
	}
	b, edition := d.home, d.home.now()
	return func(ctx context.Context) (result any, err error) {
		err = b.read(ctx, edition, func(st *state) error {
			if now := st.documents[d.name]; now == nil || now.text != d.text {
				return errModified
			}
			result, err = answer(&spot{state: st, base: b, doc: d, file: fileOf(st.facts, d.name)})
			return err
		})
		return result, err
	}, nil
}

// to moves the spot.
func (sp *spot) to(offset uint32) {
	sp.offset, sp.inFile, sp.known = offset, offset, sp.file != nil
	if br := sp.broken[sp.doc.name]; br != nil && sp.file != nil {
		sp.inFile, sp.known = br.shift.back(offset)
	}
}

// found is what stands at a spot of a file.
type found struct {
	fact  *facts.Fact
	value facts.Value    // the innermost one whose key or value stands there
	path  []*facts.Field // the fields it stands in
	onKey bool
	onID  bool // the value of the fact's own id
}

// look finds what stands at the spot, in the facts of the base.
func (sp *spot) look() (f found, ok bool) {
	if !sp.known {
		return f, false
	}
	at := sp.inFile
	holder := sp.file.Holding(at)
	if holder == nil || at < sp.file.Facts[0].Head.Start {
		// [defaults] stand at the first fact that takes them.
		for i := range sp.file.Facts {
			if f, ok := lookIn(&sp.file.Facts[i], at); ok {
				return f, true
			}
		}
		return f, false
	}
	if id := holder.IDPlace(); holder.ID != "" && id.Span.Start <= at && at <= id.Span.End {
		return found{fact: holder, onID: true}, true
	}
	return lookIn(holder, at)
}

func lookIn(fact *facts.Fact, at uint32) (f found, ok bool) {
	for field, v := range fact.Written {
		if inner, path, onKey, ok := lookAt(v, []*facts.Field{field}, at); ok {
			return found{fact: fact, value: inner, path: path, onKey: onKey}, true
		}
	}
	return f, false
}

func lookAt(v facts.Value, path []*facts.Field, at uint32) (inner facts.Value, _ []*facts.Field, onKey, ok bool) {
	if k := v.Key(); k.End > k.Start && k.Start <= at && at <= k.End {
		return v, path, true, true
	}
	for _, e := range v.Entries() {
		if inner, p, onKey, ok := lookAt(e, append(path, e.Field()), at); ok {
			return inner, p, onKey, true
		}
	}
	list := false
	for e := range v.Each() {
		if e == v {
			break
		}
		list = true
		if inner, p, onKey, ok := lookAt(e, path, at); ok {
			return inner, p, onKey, true
		}
	}
	if s := v.Span(); s.Start <= at && at <= s.End && !list {
		return v, path, false, true
	}
	return v, path, false, false
}

// id returns the id that stands at the spot, as that of a fact or in a ref, and
// the span of its text inside the quotes.
func (sp *spot) id() (id string, span facts.Span, ok bool) {
	f, ok := sp.look()
	switch {
	case !ok || f.onKey:
		return "", span, false
	case f.onID:
		return f.fact.ID, f.fact.IDPlace().Span, true
	case f.value.IsRef():
		return f.value.Text(), f.value.Span(), true
	}
	return "", span, false
}
