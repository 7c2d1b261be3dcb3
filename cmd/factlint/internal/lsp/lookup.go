package lsp

import (
	"context"
	"encoding/json"

	"github.com/factlint/factlint/facts"
)

var errModified = &answerError{codeContentModified, "the document has changed since"}

// A spot is a place in a document of a base that a request is about.
type spot struct {
	*snapshot
	doc    *document
	offset uint32
	cursor cursor
	file   *facts.File // that of the document in the base; nil when the base does not have it
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
			sp.on(sp.doc.text.offset(p.Position))
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
	edition := d.home.edition.Load()
	return func(ctx context.Context) (any, error) {
		sn, err := d.home.at(ctx, edition)
		if err != nil {
			return nil, err
		}
		sp, err := sn.spot(d)
		if err != nil {
			return nil, err
		}
		return answer(sp)
	}, nil
}

// spot returns the beginning of a document, as long as the snapshot has that text of it.
func (sn *snapshot) spot(d *document) (*spot, error) {
	if now := sn.documents[d.name]; now == nil || now.text != d.text {
		return nil, errModified
	}
	return &spot{snapshot: sn, doc: d, file: sn.facts.File(d.name)}, nil
}

// to moves the spot to an offset in the document.
func (sp *spot) to(offset uint32) {
	sp.offset, sp.cursor = offset, cursorAt(sp.doc.text.src, offset)
}

// on moves the spot to what stands at an offset. On or behind a quote of a
// string, where a block cursor stands and where a definition leads, it is moved into it.
func (sp *spot) on(offset uint32) {
	sp.to(offset)
	src := sp.doc.text.src
	if sp.cursor.quote != 0 {
		return
	}
	isQuote := func(at uint32) bool { return at < uint32(len(src)) && (src[at] == '"' || src[at] == '\'') }
	for _, inside := range []struct{ quote, offset uint32 }{{offset, offset + 1}, {offset - 1, offset - 1}} {
		if c := cursorAt(src, inside.offset); isQuote(inside.quote) && c.quote != 0 {
			sp.offset, sp.cursor = inside.offset, c
			return
		}
	}
}

// range returns where a span of the document stands.
func (sp *spot) rangeOf(at facts.Span) textRange { return sp.doc.text.rangeOf(at.Start, at.End) }

// word returns the text of the token under the cursor.
func (sp *spot) word() string {
	return string(sp.doc.text.src[sp.cursor.token.Start:sp.cursor.token.End])
}

// id returns the id that stands at the spot, as that of a fact or in a ref, and
// where it stands in the document, without quotes.
func (sp *spot) id() (id string, at facts.Span, ok bool) {
	c := &sp.cursor
	if c.where != inValue || c.quote == 0 {
		return "", at, false
	}
	f := c.fieldAt(sp.facts.Vocabulary, sp.doc.text.src)
	if f == nil || !f.Refers() && !f.IsIDField() {
		return "", at, false
	}
	id = string(sp.doc.text.src[c.token.Start:c.token.End])
	return id, c.token, facts.IsID(id)
}
