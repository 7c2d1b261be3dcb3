package workspace

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/facts"
)

// A Document is an open document in one version. It is read-only: a change
// makes a new one.
type Document struct {
	URI     string
	path    string // absolute; "" for one that is not a file
	real    string // the same in a folder without links
	Version int
	Text    *wire.Text
	changed int // when, counted in changes of all documents
	// home is the base that it belongs to, and name its path in there; nil for
	// one that is not a fact file.
	Home *Base
	Name string
}

// put replaces the document with the URI, and notes that in its base.
func (ws *Workspace) put(d *Document) {
	ws.clock++
	d.changed = ws.clock
	ws.documents.set(d.URI, d)
	ws.edited(d)
}

// edited notes that a document changed, in its base and in those whose
// configuration extends it.
func (ws *Workspace) edited(d *Document) {
	if d.Home != nil {
		d.Home.edited(d.Name)
	}
	ws.reread(func(b *Base) bool { return b.now.Load().extends(d.real) })
}

// Document returns the open document with the URI, or nil.
func (ws *Workspace) Document(uri string) *Document { return ws.documents.get(uri) }

// documentsOf returns the open documents of a base by their path in there, and
// each under all its URIs. Of one file under several the one changed last counts.
func (ws *Workspace) documentsOf(b *Base) (newest map[string]*Document, uris map[string][]*Document) {
	newest, uris = map[string]*Document{}, map[string][]*Document{}
	for _, d := range ws.documents.all() {
		if d.Home != b {
			continue
		}
		if n := newest[d.Name]; n == nil || n.changed < d.changed {
			newest[d.Name] = d
		}
		uris[d.Name] = append(uris[d.Name], d)
	}
	return newest, uris
}

func (ws *Workspace) didOpen(raw json.RawMessage) error {
	p, err := wire.Decode[struct {
		Document wire.TextDocumentItem `json:"textDocument"`
	}](raw)
	if err != nil {
		return err
	}
	d := &Document{URI: p.Document.URI, Version: p.Document.Version}
	if d.Text, err = ws.newText(p.Document.Text); err != nil {
		return err
	}
	if d.path, _ = wire.PathOf(d.URI); d.path != "" {
		d.real = ws.inRealFolder(d.path)
	}
	if old := ws.documents.get(d.URI); old != nil {
		ws.leave(old)
	}
	ws.settle(d)
	return nil
}

// newText takes the text of a document.
func (ws *Workspace) newText(src string) (*wire.Text, error) {
	if len(src) > facts.MaxFileSize {
		return nil, fmt.Errorf("a fact file has at most %d MB", facts.MaxFileSize>>20)
	}
	return wire.NewText([]byte(src), ws.Client.UTF8), nil
}

// settle finds the base of a document that is new, or has moved, and puts it there.
func (ws *Workspace) settle(d *Document) {
	ws.findHome(d)
	ws.put(d)
}

// leave takes a document out of its base, which goes on with the file on disk.
func (ws *Workspace) leave(d *Document) {
	ws.documents.remove(d.URI)
	ws.edited(d)
	if d.Home != nil {
		ws.dropUnused(d.Home)
	}
}

func (ws *Workspace) didChange(raw json.RawMessage) error {
	p, err := wire.Decode[wire.DidChangeParams](raw)
	if err != nil {
		return err
	}
	old := ws.documents.get(p.Document.URI)
	if old == nil {
		return errors.New("a document that is not open was changed")
	}
	d := *old
	if p.Document.Version != nil {
		d.Version = *p.Document.Version
	}
	for _, c := range p.Changes {
		src := c.Text
		if c.Range != nil {
			start, end := d.Text.Offset(c.Range.Start), d.Text.Offset(c.Range.End)
			if start > end {
				start, end = end, start
			}
			old := d.Text.Source
			var b strings.Builder
			b.Grow(len(old) + len(c.Text))
			b.Write(old[:start])
			b.WriteString(c.Text)
			b.Write(old[end:])
			src = b.String()
		}
		if d.Text, err = ws.newText(src); err != nil {
			return err
		}
	}
	if d.Home == nil || !d.Home.configured && bytes.Contains(d.Text.Source, []byte("[[")) != bytes.Contains(old.Text.Source, []byte("[[")) {
		ws.settle(&d) // it may have become a fact file, or be none any more
		if old.Home != nil && d.Home != old.Home {
			old.Home.edited(old.Name)
			ws.dropUnused(old.Home)
		}
		return nil
	}
	ws.put(&d)
	return nil
}

func (ws *Workspace) didClose(raw json.RawMessage) error {
	p, err := wire.Decode[wire.PositionParams](raw)
	if err != nil {
		return err
	}
	if d := ws.documents.get(p.Document.URI); d != nil {
		ws.leave(d)
	}
	return nil
}

// didSave looks at the files again that a change of this one may concern; what
// is in the document is known already.
func (ws *Workspace) didSave(raw json.RawMessage) error {
	p, err := wire.Decode[wire.PositionParams](raw)
	if err != nil {
		return err
	}
	if path, ok := wire.PathOf(p.Document.URI); ok {
		ws.fileChanged(path, wire.FileChanged)
	}
	return nil
}
