package lsp

import (
	"context"
	"encoding/json"

	"github.com/factlint/factlint/facts"
)

// definition leads from an id to the facts that have it.
func (s *server) definition(sp *spot) (any, error) {
	id, _, ok := sp.id()
	if !ok {
		return nil, nil
	}
	out := []location{}
	for _, f := range sp.withID(id) {
		out = append(out, sp.locate(f.IDPlace()))
	}
	return out, nil
}

// withID returns the facts that have the id: several only by mistake.
func (sn *snapshot) withID(id string) []*facts.Fact {
	f := sn.facts.Fact(id)
	if f == nil || id == "" {
		return nil
	}
	out := []*facts.Fact{f}
	for first, again := range sn.facts.Duplicates {
		if first == f {
			out = append(out, again)
		}
	}
	return out
}

// references lists where an id is named.
func (s *server) references(raw json.RawMessage) (func(context.Context) (any, error), error) {
	p, err := decode[referenceParams](raw)
	if err != nil {
		return nil, err
	}
	return s.inDocument(p.Document.URI, func(sp *spot) (any, error) {
		sp.on(sp.doc.text.offset(p.Position))
		id, _, ok := sp.id()
		if !ok {
			return nil, nil
		}
		out := []location{}
		if p.Context.IncludeDeclaration {
			for _, f := range sp.withID(id) {
				out = append(out, sp.locate(f.IDPlace()))
			}
		}
		for _, at := range sp.facts.Naming(id) {
			out = append(out, sp.locate(at))
		}
		return out, nil
	})
}
