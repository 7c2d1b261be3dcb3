package features

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
)

// codeActions offers fixes of what is wrong in a range, and to ignore it.
func codeActions(sp *spot) (any, error) {
	p, err := wire.Decode[wire.CodeActionParams](sp.params)
	if err != nil {
		return nil, err
	}
	out := []wire.CodeAction{}
	if sp.file == nil {
		return out, nil
	}
	if p.Wanted(wire.KindFixAll) {
		if a, ok := sp.fixAll(); ok {
			out = append(out, a)
		}
	}
	if !p.Wanted(wire.KindQuickFix) {
		return out, nil
	}
	from, to := sp.doc.Text.Offset(p.Range.Start), sp.doc.Text.Offset(p.Range.End)
	for i := range sp.Findings {
		f := &sp.Findings[i]
		start, end, here := sp.here(f.Place, from, to)
		for _, n := range f.Related {
			if !here {
				start, end, here = sp.here(n.Place, from, to)
			}
		}
		if !here {
			continue
		}
		told := matching(&p, f.Rule.Name, sp.doc.Text.RangeOf(start, end))
		if edits, ok := sp.fix(f); ok {
			out = append(out, wire.CodeAction{Title: report.Visible(f.Fix.Title), Kind: wire.KindQuickFix, Diagnostics: told, IsPreferred: f.Fix.Safe, Edit: sp.workspaceEdit(edits)})
		}
		if f.Rule.Name != "toml-syntax" && f.Rule.Group() != "ignore" {
			out = append(out, sp.ignore(f.Rule, start, told))
		}
		if len(out) > 100 {
			break
		}
	}
	return out, nil
}

// here finds where a place stands in the document, and whether it touches a range.
func (sp *spot) here(p facts.Place, from, to uint32) (start, end uint32, ok bool) {
	if p.File != sp.file {
		return 0, 0, false
	}
	start, end, exact := sp.Span(p.File, p.Span)
	return start, end, exact && start <= to && from <= end
}

// matching returns those of the client's diagnostics that tell of a rule at a place.
func matching(p *wire.CodeActionParams, rule string, at wire.Range) []json.RawMessage {
	var out []json.RawMessage
	for _, raw := range p.Context.Diagnostics {
		var d struct {
			Code  any        `json:"code"`
			Range wire.Range `json:"range"`
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
		start, end, exact := sp.Span(e.File, e.Span)
		if !exact {
			return nil, false
		}
		out.add(e.File.Path, facts.Span{Start: start, End: end}, e.Text)
	}
	return out, true
}

// fixAll makes all safe fixes of what is told of the document that change it
// alone, but for those that would change what another has changed.
func (sp *spot) fixAll() (wire.CodeAction, bool) {
	all := edits{}
	name := sp.doc.Name
	for i := range sp.Findings {
		f := &sp.Findings[i]
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
		return wire.CodeAction{}, false
	}
	return wire.CodeAction{Title: "Make all safe fixes of factlint", Kind: wire.KindFixAll, Edit: sp.workspaceEdit(all)}, true
}

func overlaps(made []edit, e edit) bool {
	return slices.ContainsFunc(made, func(m edit) bool {
		return m.at.Start < e.at.End && e.at.Start < m.at.End || m.at.Start == e.at.Start
	})
}

// ignore adds a comment that silences a rule at an offset. It is without a
// reason, which factlint asks for until somebody has written one.
func (sp *spot) ignore(r *rules.Rule, offset uint32, told []json.RawMessage) wire.CodeAction {
	src := sp.doc.Text.Source
	at := cursorAt(src, offset).start
	indent := src[at : at+uint32(len(src[at:])-len(bytes.TrimLeft(src[at:], " \t")))]
	end := "\n"
	if bytes.Contains(src[:min(len(src), 4096)], []byte("\r\n")) {
		end = "\r\n"
	}
	if at == 0 && bytes.HasPrefix(src, wire.ByteOrderMark) {
		at = 3
	}
	e := edits{}
	e.add(sp.doc.Name, facts.Span{Start: at, End: at}, string(indent)+"# factlint: ignore["+r.Name+"] -- "+end)
	return wire.CodeAction{Title: "Ignore " + r.Name + " here, with a reason to be written", Kind: wire.KindQuickFix, Diagnostics: told, Edit: sp.workspaceEdit(e)}
}
