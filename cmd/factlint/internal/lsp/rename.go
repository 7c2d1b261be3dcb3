package lsp

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/wording"
)

// prepareRename says what would be renamed.
func (s *server) prepareRename(sp *spot) (any, error) {
	id, at, ok := sp.id()
	if !ok || sp.facts.Fact(id) == nil {
		return nil, nil
	}
	return map[string]any{"range": sp.rangeOf(at), "placeholder": id}, nil
}

// rename gives a fact another id, in all files. It refuses to where it cannot
// know every place that names it, or would make two facts one.
func (s *server) rename(raw json.RawMessage) (func(context.Context) (any, error), error) {
	p, err := decode[renameParams](raw)
	if err != nil {
		return nil, err
	}
	return s.inDocument(p.Document.URI, func(sp *spot) (any, error) {
		sp.on(sp.doc.text.offset(p.Position))
		id, _, ok := sp.id()
		if !ok {
			return nil, &answerError{codeRequestFailed, "no id of a fact stands here"}
		}
		if err := sp.renamable(id, p.NewName); err != nil {
			return nil, &answerError{codeRequestFailed, visible(err.Error())}
		}
		if id == p.NewName {
			return nil, nil
		}
		edits := edits{}
		for _, at := range append([]facts.Place{sp.facts.Fact(id).IDPlace()}, sp.facts.Naming(id)...) {
			edits.add(at.File.Path, at.Span, requoted(at, id, p.NewName))
		}
		return sp.workspaceEdit(edits), nil
	})
}

// renamable tells why the id of a fact cannot be changed.
func (sn *snapshot) renamable(id, name string) error {
	switch with := sn.withID(id); {
	case len(with) == 0:
		return fmt.Errorf("nothing has the id %s", wording.QuoteCut(id, 60))
	case len(with) > 1:
		return fmt.Errorf("%d facts have the id %s; give them ids of their own first", len(with), wording.QuoteCut(id, 60))
	case !facts.IsID(name):
		return fmt.Errorf("the id %s may have only letters, digits and . _ : / -, and begins with a letter or digit", wording.QuoteCut(name, 60))
	case name == id:
		return nil
	case sn.facts.Fact(name) != nil:
		return fmt.Errorf("the id %s is that of another fact, %s", wording.QuoteCut(name, 60), sn.facts.Fact(name).Label())
	case len(sn.facts.Naming(name)) > 0:
		return fmt.Errorf("%s is named already where nothing has that id; take another one", wording.QuoteCut(name, 60))
	}
	for _, name := range sortedNames(sn.broken) {
		return fmt.Errorf("%s has a syntax error, so that not every place can be found; mend it first", name)
	}
	if sn.facts.MayHaveLost(id) {
		return fmt.Errorf("a file has a syntax error or could not be read, so that not every place can be found; mend it first")
	}
	return nil
}

// requoted writes an id in the quotes that it stands in.
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
func (sp *spot) workspaceEdit(all edits) *workspaceEdit {
	out := &workspaceEdit{}
	versioned := sp.base.server.client.Workspace.WorkspaceEdit.DocumentChanges
	if !versioned {
		out.Changes = map[string][]textEdit{}
	}
	for _, name := range sortedNames(all) {
		t := sp.text(name)
		changes := make([]textEdit, len(all[name]))
		for i, e := range all[name] {
			changes[i] = textEdit{t.rangeOf(e.at.Start, e.at.End), e.text}
		}
		uri := sp.uri(name)
		if !versioned {
			out.Changes[uri] = changes
			continue
		}
		doc := versionedDocument{URI: uri}
		if d := sp.documents[name]; d != nil {
			doc.Version = &d.version
		}
		out.DocumentChanges = append(out.DocumentChanges, documentEdit{doc, changes})
	}
	return out
}

// highlight shows where the id under the cursor stands in the document.
func (s *server) highlight(sp *spot) (any, error) {
	id, _, ok := sp.id()
	if !ok || sp.file == nil {
		return nil, nil
	}
	type highlight struct {
		Range textRange `json:"range"`
		Kind  int       `json:"kind"`
	}
	const read, write = 2, 3
	out := []highlight{}
	add := func(p facts.Place, kind int) {
		if start, end, exact := sp.span(p.File, p.Span); p.File == sp.file && exact {
			out = append(out, highlight{sp.doc.text.rangeOf(start, end), kind})
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
