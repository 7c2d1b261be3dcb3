package features

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/wording"
)

// prepareRename says what would be renamed.
func prepareRename(sp *spot) (any, error) {
	id, at, ok := sp.id()
	if !ok || sp.Facts.Fact(id) == nil {
		return nil, nil
	}
	if err := sp.written(id); err != nil {
		return nil, errors.New(report.Visible(err.Error()))
	}
	return map[string]any{"range": sp.rangeOf(at), "placeholder": id}, nil
}

// rename gives a fact another id, in all files. It refuses to where it cannot
// know every place that names it, or would make two facts one.
func rename(sp *spot) (any, error) {
	p, err := wire.Decode[wire.RenameParams](sp.params)
	if err != nil {
		return nil, err
	}
	id, _, ok := sp.id()
	if !ok {
		return nil, errors.New("no id of a fact stands here")
	}
	if err := sp.renamable(id, p.NewName); err != nil {
		return nil, errors.New(report.Visible(err.Error()))
	}
	if id == p.NewName {
		return nil, nil
	}
	edits := edits{}
	for _, at := range sp.places(id) {
		edits.add(at.File.Path, at.Span, requoted(at, id, p.NewName))
	}
	for n := range sp.Names {
		switch {
		case n.ID != id:
		case string(sp.Text(n.File).Source[n.Span.Start:n.Span.End]) != id:
			return nil, errors.New(report.Visible(n.File + " names it with escapes; write it without them first"))
		default:
			edits.add(n.File, n.Span, p.NewName)
		}
	}
	return sp.workspaceEdit(edits), nil
}

// renamable says why the id of a fact cannot be changed.
func (sp *spot) renamable(id, name string) error {
	switch with := sp.withID(id); {
	case len(with) == 0:
		return fmt.Errorf("nothing has the id %s", wording.QuoteCut(id, 60))
	case len(with) > 1:
		return fmt.Errorf("%d facts have the id %s; give them ids of their own first", len(with), wording.QuoteCut(id, 60))
	case !facts.IsID(name):
		return fmt.Errorf("the id %s may have only letters, digits and . _ : / -, and begins with a letter or digit", wording.QuoteCut(name, 60))
	case name == id:
		return nil
	case sp.Facts.Fact(name) != nil:
		return fmt.Errorf("the id %s is that of another fact, %s", wording.QuoteCut(name, 60), sp.Facts.Fact(name).Label())
	case len(sp.Facts.Naming(name)) > 0 || sp.ruleNames(name):
		return fmt.Errorf("%s is named already where nothing has that id; take another one", wording.QuoteCut(name, 60))
	}
	if err := sp.written(id); err != nil {
		return err
	}
	if why := sp.Unsure(); why != "" {
		return fmt.Errorf("%s, so that not every place can be found; mend it first", why)
	}
	if sp.Facts.MayHaveLost(id) {
		return fmt.Errorf("a file has a syntax error or could not be read, so that not every place can be found; mend it first")
	}
	return nil
}

// written says where an id is that nothing writes to: in records of another
// format, which belong to other programs.
func (sp *spot) written(id string) error {
	for _, at := range sp.places(id) {
		if at.File.InPlace() {
			return fmt.Errorf("the id %s stands in %s, records that factlint reads in place and does not write to; rename it where they are made", wording.QuoteCut(id, 60), at.File.Path)
		}
	}
	return nil
}

// places returns where the id of a fact stands: at the fact, and where it is named.
func (sp *spot) places(id string) []facts.Place {
	return append([]facts.Place{sp.Facts.Fact(id).IDPlace()}, sp.Facts.Naming(id)...)
}

// ruleNames reports whether a rule of the base names an id.
func (sp *spot) ruleNames(id string) bool {
	for n := range sp.Names {
		if n.ID == id {
			return true
		}
	}
	return false
}

// requoted writes an id in the quotes that it is in.
func requoted(at facts.Place, id, name string) string {
	quote := at.File.Source[at.Span.Start]
	if int(at.Span.End-at.Span.Start) != len(id)+2 {
		quote = '"' // written with escapes or in several quotes
	}
	return string(quote) + name + string(quote)
}

// edits are changes of files, by path in the base.
type edits map[string][]edit

type edit struct {
	at   facts.Span // in the text of the base
	text string
}

func (e edits) add(name string, at facts.Span, text string) {
	e[name] = append(e[name], edit{at, text})
}

// workspaceEdit gives edits as the client takes them: for the versions of
// documents that they were made for, when it can tell.
func (sp *spot) workspaceEdit(all edits) *wire.WorkspaceEdit {
	out := &wire.WorkspaceEdit{}
	versioned := sp.client().Workspace.WorkspaceEdit.DocumentChanges
	if !versioned {
		out.Changes = map[string][]wire.TextEdit{}
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		t := sp.Text(name)
		changes := make([]wire.TextEdit, len(all[name]))
		for i, e := range all[name] {
			changes[i] = wire.TextEdit{Range: t.RangeOf(e.at.Start, e.at.End), NewText: e.text}
		}
		uri := sp.URI(name)
		if !versioned {
			out.Changes[uri] = changes
			continue
		}
		doc := wire.VersionedDocument{URI: uri}
		if d := sp.Document(name); d != nil {
			doc.Version = &d.Version
		}
		out.DocumentChanges = append(out.DocumentChanges, wire.DocumentEdit{Document: doc, Edits: changes})
	}
	return out
}

// highlight shows where the id under the cursor is in the document.
func highlight(sp *spot) (any, error) {
	id, _, ok := sp.id()
	if !ok || sp.file == nil {
		return nil, nil
	}
	type highlight struct {
		Range wire.Range `json:"range"`
		Kind  int        `json:"kind"`
	}
	const read, write = 2, 3
	out := []highlight{}
	add := func(p facts.Place, kind int) {
		if start, end, exact := sp.Span(p.File, p.Span); p.File == sp.file && exact {
			out = append(out, highlight{sp.doc.Text.RangeOf(start, end), kind})
		}
	}
	for _, f := range sp.withID(id) {
		add(f.IDPlace(), write)
	}
	for _, p := range sp.file.Naming(id) {
		add(p, read)
	}
	return out, nil
}
