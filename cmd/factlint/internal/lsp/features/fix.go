package features

import (
	"slices"

	"github.com/factlint/factlint/cmd/factlint/internal/fix"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

// fix returns the edits of the fix of a finding; none when it has no fix, when
// that would not mend it or bring an error, or when what it would change has
// been changed since a syntax error.
func (sp *spot) fix(f *rules.Finding) (edits, error) {
	if f.Fix == nil {
		return nil, nil
	}
	out := edits{}
	if !sp.addAll(out, f.Fix) {
		return nil, nil
	}
	o, err := sp.fixes(func(of *rules.Finding) bool { return of == f })
	if err != nil || o.Fixed == 0 {
		return nil, err
	}
	return out, nil
}

// suggestions returns the fixes that write what was probably meant, beside that of the
// finding itself. They are looked for when somebody asks.
func (sp *spot) suggestions(of *rules.Finding) ([]rules.Fix, error) {
	f := *of
	if err := sp.Finder().Add(sp.ctx, &f); err != nil || f.Fix == nil {
		return nil, err
	}
	all := append([]rules.Fix{*f.Fix}, f.Alternatives...)
	if of.Fix != nil {
		all = slices.DeleteFunc(all, func(fix rules.Fix) bool { return fix.Title == of.Fix.Title })
	}
	return all, nil
}

// addAll adds the edits of a fix, and reports whether it is known where all of
// them are in the text of the client.
func (sp *spot) addAll(to edits, f *rules.Fix) bool {
	for _, e := range f.Edits {
		if !sp.add(to, e.File, e.Span, e.Text) {
			return false
		}
	}
	return true
}

// fixAll returns the edits of all safe fixes of what is reported of the document
// that change it alone, as --fix would make them.
func (sp *spot) fixAll() (edits, error) {
	o, err := sp.fixes(func(f *rules.Finding) bool {
		for _, e := range f.Fix.Edits {
			if e.File.Path != sp.doc.Name {
				return false
			}
		}
		return f.Fix.Safe && f.Place.File != nil && f.Place.File.Path == sp.doc.Name
	})
	if err != nil {
		return nil, err
	}
	out := edits{}
	for _, c := range o.Changes {
		for at, text := range c.Edits {
			if !sp.add(out, sp.file, at, text) {
				return nil, nil
			}
		}
	}
	return out, nil
}

// add adds an edit where it is in the text of the client, and reports
// whether that is known.
func (sp *spot) add(to edits, file *facts.File, at facts.Span, text string) bool {
	start, end, exact := sp.Span(file, at)
	to.add(file.Path, facts.Span{Start: start, End: end}, text)
	return exact
}

// fixes makes the fixes that may be made, and looks at what comes of them.
func (sp *spot) fixes(may func(*rules.Finding) bool) (*fix.Outcome, error) {
	m := fix.Fixer{
		Check: func(texts map[string][]byte) (fix.State, error) {
			base, err := sp.Facts.Edit(sp.ctx, texts, facts.Options{})
			if err != nil {
				return fix.State{}, err
			}
			result, err := sp.Run(sp.ctx, base)
			return fix.State{Base: base, Result: result}, err
		},
		May: func(fix.State) func(*rules.Finding) bool { return may },
	}
	return m.Fix(fix.State{Base: sp.Facts, Result: &engine.Result{Findings: sp.Findings}})
}
