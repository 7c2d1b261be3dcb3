package features

import (
	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/facts"
)

// definition leads from an id to the facts that have it.
func definition(sp *spot) (any, error) {
	id, _, ok := sp.id()
	if !ok {
		return nil, nil
	}
	out := []wire.Location{}
	for _, f := range sp.withID(id) {
		out = append(out, sp.Locate(f.IDPlace()))
	}
	return out, nil
}

// withID returns the facts that have the id: several only by mistake.
func (sp *spot) withID(id string) []*facts.Fact {
	f := sp.Facts.Fact(id)
	if f == nil || id == "" {
		return nil
	}
	out := []*facts.Fact{f}
	for first, later := range sp.Facts.Duplicates {
		if first == f {
			out = append(out, later)
		}
	}
	return out
}

// references lists where an id is named.
func references(sp *spot) (any, error) {
	p, err := wire.Decode[wire.ReferenceParams](sp.params)
	if err != nil {
		return nil, err
	}
	id, _, ok := sp.id()
	if !ok {
		return nil, nil
	}
	out := []wire.Location{}
	if p.Context.IncludeDeclaration {
		for _, f := range sp.withID(id) {
			out = append(out, sp.Locate(f.IDPlace()))
		}
	}
	for _, at := range sp.Facts.Naming(id) {
		out = append(out, sp.Locate(at))
	}
	for n := range sp.Names {
		if n.ID == id {
			out = append(out, wire.Location{URI: sp.URI(n.File), Range: sp.Text(n.File).RangeOf(n.Span.Start, n.Span.End)})
		}
	}
	return out, nil
}
