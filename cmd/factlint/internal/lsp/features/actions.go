package features

import (
	"bytes"
	"encoding/json"

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
		edits, err := sp.fixAll()
		if err != nil {
			return nil, err
		}
		if len(edits) > 0 {
			out = append(out, wire.CodeAction{Title: "Make all safe fixes of factlint", Kind: wire.KindFixAll, Edit: sp.workspaceEdit(edits)})
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
		shown := matching(&p, f.Rule.Name, sp.doc.Text.RangeOf(start, end))
		fixing, err := sp.fix(f)
		if err != nil {
			return nil, err
		}
		if len(fixing) > 0 {
			out = append(out, wire.CodeAction{Title: report.Visible(f.Fix.Title), Kind: wire.KindQuickFix, Diagnostics: shown, IsPreferred: f.Fix.Safe, Edit: sp.workspaceEdit(fixing)})
		}
		suggested, err := sp.suggestions(f)
		if err != nil {
			return nil, err
		}
		for i := range suggested {
			writing := edits{}
			if sp.addAll(writing, &suggested[i]) {
				out = append(out, wire.CodeAction{Title: report.Visible(suggested[i].Title), Kind: wire.KindQuickFix, Diagnostics: shown, Edit: sp.workspaceEdit(writing)})
			}
		}
		if !f.Rule.Unsilenceable && sp.file.HasComments() {
			out = append(out, sp.ignore(f.Rule, start, shown))
		}
		if len(out) > 100 {
			break
		}
	}
	return out, nil
}

// here finds where a place is in the document, and whether it touches a range.
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

// ignore adds a comment that silences a rule at an offset. It is without a
// reason, which factlint asks for until somebody has written one.
func (sp *spot) ignore(r *rules.Rule, offset uint32, shown []json.RawMessage) wire.CodeAction {
	src := sp.doc.Text.Source
	at := uint32(bytes.LastIndexByte(src[:offset], '\n') + 1)
	if !sp.inPlace() {
		at = cursorAt(src, offset).start
	}
	indent := src[at : at+uint32(len(src[at:])-len(bytes.TrimLeft(src[at:], " \t")))]
	end := "\n"
	if bytes.Contains(src[:min(len(src), 4096)], []byte("\r\n")) {
		end = "\r\n"
	}
	if at == 0 && bytes.HasPrefix(src, []byte("\uFEFF")) {
		at = 3
	}
	e := edits{}
	e.add(sp.doc.Name, facts.Span{Start: at, End: at}, string(indent)+"# factlint: ignore["+r.Name+"] -- "+end)
	return wire.CodeAction{Title: "Ignore " + r.Name + " here, with a reason to be written", Kind: wire.KindQuickFix, Diagnostics: shown, Edit: sp.workspaceEdit(e)}
}
