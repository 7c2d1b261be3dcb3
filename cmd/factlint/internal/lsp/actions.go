package lsp

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
)

const (
	kindQuickFix = "quickfix"
	kindFixAll   = "source.fixAll.factlint"
)

// codeActions offers fixes of what is wrong in a range, and to ignore it.
func (s *server) codeActions(raw json.RawMessage) (func(context.Context) (any, error), error) {
	p, err := decode[codeActionParams](raw)
	if err != nil {
		return nil, err
	}
	d := s.documents.get(p.Document.URI)
	if d == nil || d.home == nil {
		return func(context.Context) (any, error) { return nil, nil }, nil
	}
	edition := d.home.edition.Load()
	return func(ctx context.Context) (any, error) {
		sn, err := d.home.checked(ctx, edition)
		if err != nil {
			return nil, err
		}
		sp, err := sn.spot(d)
		if err != nil {
			return nil, err
		}
		return sp.actions(&p), nil
	}, nil
}

// wanted reports whether the client asked for actions of a kind: for all, for
// that kind or for one above it.
func (p *codeActionParams) wanted(kind string) bool {
	if p.Context.Only == nil {
		return kind != kindFixAll // only when asked for, as on saving
	}
	return slices.ContainsFunc(p.Context.Only, func(o string) bool {
		return o == "" || o == kind || strings.HasPrefix(kind, o+".")
	})
}

func (sp *spot) actions(p *codeActionParams) []codeAction {
	out := []codeAction{}
	if sp.file == nil {
		return out
	}
	if p.wanted(kindFixAll) {
		if a, ok := sp.fixAll(); ok {
			out = append(out, a)
		}
	}
	if !p.wanted(kindQuickFix) {
		return out
	}
	from, to := sp.doc.text.offset(p.Range.Start), sp.doc.text.offset(p.Range.End)
	for i := range sp.findings {
		f := &sp.findings[i]
		start, end, here := sp.here(f.Place, from, to)
		for _, n := range f.Related {
			if !here {
				start, end, here = sp.here(n.Place, from, to)
			}
		}
		if !here {
			continue
		}
		told := p.matching(f.Rule.Name, sp.doc.text.rangeOf(start, end))
		if edits, ok := sp.fix(f); ok {
			out = append(out, codeAction{Title: visible(f.Fix.Title), Kind: kindQuickFix, Diagnostics: told, IsPreferred: f.Fix.Safe, Edit: sp.workspaceEdit(edits)})
		}
		if f.Rule.Name != "toml-syntax" && f.Rule.Group() != "ignore" {
			out = append(out, sp.ignore(f.Rule, start, told))
		}
		if len(out) > 100 {
			break
		}
	}
	return out
}

// here finds where a place stands in the document, and whether it touches a range.
func (sp *spot) here(p facts.Place, from, to uint32) (start, end uint32, ok bool) {
	if p.File != sp.file {
		return 0, 0, false
	}
	start, end, exact := sp.span(p.File, p.Span)
	return start, end, exact && start <= to && from <= end
}

// matching returns those of the client's diagnostics that tell of a rule at a place.
func (p *codeActionParams) matching(rule string, at textRange) []json.RawMessage {
	var out []json.RawMessage
	for _, raw := range p.Context.Diagnostics {
		var d struct {
			Code  any       `json:"code"`
			Range textRange `json:"range"`
		}
		if json.Unmarshal(raw, &d) == nil && d.Code == rule && d.Range == at {
			out = append(out, raw)
		}
	}
	return out
}

// fix returns the edits of a fix, unless a syntax error has moved what they
// would change.
func (sp *spot) fix(f *rules.Finding) (edits, bool) {
	if f.Fix == nil {
		return nil, false
	}
	out := edits{}
	for _, e := range f.Fix.Edits {
		start, end, exact := sp.span(e.File, e.Span)
		if !exact {
			return nil, false
		}
		out.add(e.File.Path, facts.Span{Start: start, End: end}, e.Text)
	}
	return out, true
}

// fixAll makes all safe fixes of what is told of the document that change it
// alone, but for those that would change what another has changed.
func (sp *spot) fixAll() (codeAction, bool) {
	all := edits{}
	name := sp.doc.name
	for i := range sp.findings {
		f := &sp.findings[i]
		if f.Place.File != sp.file || f.Fix == nil || !f.Fix.Safe {
			continue
		}
		one, ok := sp.fix(f)
		if !ok || len(one) != 1 || len(one[name]) == 0 || slices.ContainsFunc(one[name], func(e edit) bool { return overlaps(all[name], e) }) {
			continue
		}
		all[name] = append(all[name], one[name]...)
	}
	if len(all[name]) == 0 {
		return codeAction{}, false
	}
	return codeAction{Title: "Make all safe fixes of factlint", Kind: kindFixAll, Edit: sp.workspaceEdit(all)}, true
}

func overlaps(made []edit, e edit) bool {
	return slices.ContainsFunc(made, func(m edit) bool {
		return m.at.Start < e.at.End && e.at.Start < m.at.End || m.at.Start == e.at.Start
	})
}

// ignore adds a comment that silences a rule at an offset. It is without a
// reason, which factlint asks for until somebody has written one.
func (sp *spot) ignore(r *rules.Rule, offset uint32, told []json.RawMessage) codeAction {
	src := sp.doc.text.src
	at := cursorAt(src, offset).start
	indent := src[at : at+uint32(len(src[at:])-len(bytes.TrimLeft(src[at:], " \t")))]
	end := "\n"
	if bytes.Contains(src[:min(len(src), 4096)], []byte("\r\n")) {
		end = "\r\n"
	}
	if at == 0 && bytes.HasPrefix(src, byteOrderMark) {
		at = 3
	}
	e := edits{}
	e.add(sp.doc.name, facts.Span{Start: at, End: at}, string(indent)+"# factlint: ignore["+r.Name+"] -- "+end)
	return codeAction{Title: "Ignore " + r.Name + " here, with a reason to be written", Kind: kindQuickFix, Diagnostics: told, Edit: sp.workspaceEdit(e)}
}
