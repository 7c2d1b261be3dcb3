// Package features answers what a client asks about facts: what is at a
// place, what may, where it is named, what can be done about it.
//
// It promises that an answer is about the text that the client had when it
// asked, that answers wait for no check but where they are about findings, and
// that what comes from fact files is escaped where the client reads Markdown. It
// keeps nothing from one request to the next.
package features

import (
	"context"
	"encoding/json"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/cmd/factlint/internal/lsp/workspace"
	"github.com/factlint/factlint/facts"
)

// Answers says how requests about facts are answered.
var Answers = map[string]workspace.Answerer{
	"textDocument/hover":             about(hover),
	"textDocument/definition":        about(definition),
	"textDocument/references":        about(references),
	"textDocument/documentHighlight": about(highlight),
	"textDocument/prepareRename":     about(prepareRename),
	"textDocument/rename":            about(rename),
	"textDocument/documentSymbol":    about(outline),
	"textDocument/inlayHint":         about(hints),
	"textDocument/codeLens":          about(lenses),
	"textDocument/completion":        inDocument((*workspace.Base).At, false, complete),
	"textDocument/codeAction":        inDocument((*workspace.Base).Checked, true, codeActions),
	"workspace/symbol":               findSymbols,
	"factlint/timeline":              inDocument((*workspace.Base).Checked, false, timeline),
}

// A spot is a place in a document of a base that a request is about.
type spot struct {
	*workspace.Snapshot
	ctx      context.Context // of the request
	params   json.RawMessage
	position wire.Position
	doc      *workspace.Document
	offset   uint32
	cursor   cursor
	file     *facts.File // that of the document in the base; nil when the base does not have it
	// In a document of records, what is there: the id of a fact, or a value.
	idOf  *facts.Fact
	value facts.Value
}

// about makes an answerer of a function that answers for a place in a document.
func about(answer func(*spot) (any, error)) workspace.Answerer {
	return inDocument((*workspace.Base).At, true, func(sp *spot) (any, error) {
		sp.on(sp.doc.Text.Offset(sp.position))
		return answer(sp)
	})
}

var errModified = &wire.Error{Code: wire.CodeContentModified, Message: "the document has changed since"}

// inDocument makes an answerer of a function that answers for a document. It is
// given the document as it was when the request came, and a snapshot that is as
// new: one with the same text of it, or any. For a document that is in no base
// the answer is null.
func inDocument(of func(*workspace.Base, context.Context, int64) (*workspace.Snapshot, error), same bool, answer func(*spot) (any, error)) workspace.Answerer {
	return func(ws *workspace.Workspace, raw json.RawMessage) (func(context.Context) (any, error), error) {
		p, err := wire.Decode[wire.PositionParams](raw)
		if err != nil {
			return nil, err
		}
		d := ws.Document(p.Document.URI)
		if d == nil || d.Home == nil {
			return func(context.Context) (any, error) { return nil, nil }, nil
		}
		received := d.Home.Received()
		return func(ctx context.Context) (any, error) {
			sn, err := of(d.Home, ctx, received)
			if err != nil {
				return nil, err
			}
			if now := sn.Documents[d.Name]; same && (now == nil || now.Text != d.Text) {
				return nil, errModified
			}
			return answer(&spot{Snapshot: sn, ctx: ctx, params: raw, position: p.Position, doc: d, file: sn.Facts.File(d.Name)})
		}, nil
	}
}

// to moves the spot to an offset in the document.
func (sp *spot) to(offset uint32) {
	sp.offset, sp.cursor = offset, cursorAt(sp.doc.Text.Source, offset)
}

// on moves the spot to what is at an offset. On or behind a quote of a
// string, where a block cursor stands and where a definition leads, it is moved into it.
func (sp *spot) on(offset uint32) {
	if sp.inPlace() {
		sp.toRecord(offset)
		return
	}
	sp.to(offset)
	src := sp.doc.Text.Source
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

// range returns where a span of the document is.
func (sp *spot) rangeOf(at facts.Span) wire.Range { return sp.doc.Text.RangeOf(at.Start, at.End) }

// word returns the text of the token under the cursor.
func (sp *spot) word() string {
	return string(sp.doc.Text.Source[sp.cursor.token.Start:sp.cursor.token.End])
}

// id returns the id that is at the spot, as that of a fact or in a ref, and
// where it is in the document, without quotes.
func (sp *spot) id() (id string, at facts.Span, ok bool) {
	for n := range sp.Names {
		if n.File == sp.doc.Name && n.Span.Start <= sp.offset && sp.offset <= n.Span.End {
			return n.ID, n.Span, true
		}
	}
	if sp.inPlace() {
		return sp.recordID()
	}
	c := &sp.cursor
	if c.where != inValue || c.quote == 0 {
		return "", at, false
	}
	f := c.fieldAt(sp.Facts.Vocabulary, sp.doc.Text.Source)
	if f == nil || !f.Refers() && !f.IsIDField() {
		return "", at, false
	}
	id = string(sp.doc.Text.Source[c.token.Start:c.token.End])
	return id, c.token, facts.IsID(id)
}

// client returns what the client can do.
func (sp *spot) client() *workspace.Client { return &sp.Base.Workspace.Client }
