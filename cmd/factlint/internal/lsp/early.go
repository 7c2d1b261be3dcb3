package lsp

import (
	"context"
	"slices"
	"time"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules/engine"
)

// early is how long a check may take until what can be told of a document alone
// is told before.
const early = 60 * time.Millisecond

// early tells of documents that have changed what is wrong with each by itself,
// with what was told of it before about others, as far as that was not changed.
func (p *published) early(s *server, b *base, st *state) {
	for _, name := range sortedNames(st.documents) {
		d := st.documents[name]
		old := p.get(d.uri)
		if old == nil || old.base != b || old.text == nil || old.text == d.text || fileOf(st.facts, name) == nil {
			continue
		}
		items, err := st.checkAlone(name)
		if err != nil {
			continue
		}
		version := d.version
		r := newReport(b, &version, append(items, st.moved(old, d.text)...))
		r.text = d.text
		b.in.Lock()
		if b.edition == st.edition && b.ctx.Err() == nil {
			p.put(s, d.uri, r)
		}
		b.in.Unlock()
	}
}

// put takes a report in place of the one before.
func (p *published) put(s *server, uri string, r *told) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.byURI[uri] = r
	p.push(s, uri, r)
}

// moved returns the diagnostics about several facts that still stand in a newer
// text of the document.
func (st *state) moved(old *told, now *text) []diagnostic {
	known := st.rules()
	shift := newShift(old.text.src, now.src)
	var out []diagnostic
	for _, d := range old.items {
		if r := known.Find(d.Code); r == nil || r.File != nil {
			continue
		}
		at := facts.Span{Start: old.text.offset(d.Range.Start), End: old.text.offset(d.Range.End)}
		if start, end, exact := shift.forward(at); exact {
			d.Range = now.rangeOf(start, end)
			out = append(out, d)
		}
	}
	return out
}

// checkAlone runs the rules of single files over a document by itself.
func (st *state) checkAlone(name string) ([]diagnostic, error) {
	if st.config == nil {
		return nil, nil
	}
	d := st.documents[name]
	var base *facts.Base
	if br := st.broken[name]; br != nil {
		base = br.alone
	} else {
		base = readAlone(name, d.text.src, st.facts.Vocabulary)
	}
	settings := st.config.Settings
	settings.Jobs = 1
	settings.Select = nil
	for _, r := range settings.All() {
		if r.File != nil {
			settings.Select = append(settings.Select, r.Name)
		}
	}
	// To select a rule switches it on: those that are off for the file are dropped.
	settings.Ignore = slices.Clone(settings.Ignore)
	for _, r := range settings.All() {
		if r.File != nil && !st.runs(r, name) {
			settings.Ignore = append(settings.Ignore, r.Name)
		}
	}
	result, err := engine.Run(context.Background(), base, settings)
	if err != nil {
		return nil, err
	}
	out := []diagnostic{}
	for i := range result.Findings[:min(len(result.Findings), maxInFile)] {
		f := &result.Findings[i]
		out = append(out, st.plain(f, d.text.rangeOf(f.Place.Span.Start, f.Place.Span.End)))
	}
	return out, nil
}
