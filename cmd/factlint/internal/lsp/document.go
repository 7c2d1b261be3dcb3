package lsp

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/factlint/factlint/facts"
)

// A document is an open document in one version. It is read-only: a change
// makes a new one.
type document struct {
	uri     string
	path    string // absolute; "" for one that is not a file
	version int
	text    *text
	changed int // when, counted in changes of all documents
	// home is the base that it belongs to, and name its path in there; nil for
	// one that is no fact file.
	home *base
	name string
}

// put replaces the document with the URI, and notes that in its base.
func (s *server) put(d *document) {
	s.clock++
	d.changed = s.clock
	s.documents.set(d.uri, d)
	if d.home != nil {
		d.home.edited(d.name)
	}
}

// documentsOf returns the open documents of a base by their path in there, and
// each under all its URIs. Of one file under several the one changed last counts.
func (s *server) documentsOf(b *base) (newest map[string]*document, uris map[string][]*document) {
	newest, uris = map[string]*document{}, map[string][]*document{}
	for _, d := range s.documents.all() {
		if d.home != b {
			continue
		}
		if n := newest[d.name]; n == nil || n.changed < d.changed {
			newest[d.name] = d
		}
		uris[d.name] = append(uris[d.name], d)
	}
	return newest, uris
}

func (s *server) didOpen(raw json.RawMessage) error {
	p, err := decode[struct {
		Document textDocumentItem `json:"textDocument"`
	}](raw)
	if err != nil {
		return err
	}
	d := &document{uri: p.Document.URI, version: p.Document.Version}
	if d.text, err = s.newText(p.Document.Text); err != nil {
		return err
	}
	d.path, _ = pathOf(d.uri)
	if old := s.documents.get(d.uri); old != nil {
		s.leave(old)
	}
	s.settle(d)
	return nil
}

// newText takes the text of a document.
func (s *server) newText(src string) (*text, error) {
	if len(src) > facts.MaxFileSize {
		return nil, fmt.Errorf("a fact file has at most %d MB", facts.MaxFileSize>>20)
	}
	return newText([]byte(src), s.utf8), nil
}

// settle finds the base of a document that is new, or has moved, and puts it there.
func (s *server) settle(d *document) {
	s.findHome(d)
	s.put(d)
}

// leave takes a document out of its base, which goes on with the file on disk.
func (s *server) leave(d *document) {
	s.documents.remove(d.uri)
	if d.home != nil {
		d.home.edited(d.name)
		s.dropUnused(d.home)
	}
}

func (s *server) didChange(raw json.RawMessage) error {
	p, err := decode[didChangeParams](raw)
	if err != nil {
		return err
	}
	old := s.documents.get(p.Document.URI)
	if old == nil {
		return errors.New("a document that is not open was changed")
	}
	d := *old
	if p.Document.Version != nil {
		d.version = *p.Document.Version
	}
	for _, c := range p.Changes {
		src := c.Text
		if c.Range != nil {
			start, end := d.text.offset(c.Range.Start), d.text.offset(c.Range.End)
			if start > end {
				start, end = end, start
			}
			old := d.text.src
			var b strings.Builder
			b.Grow(len(old) + len(c.Text))
			b.Write(old[:start])
			b.WriteString(c.Text)
			b.Write(old[end:])
			src = b.String()
		}
		if d.text, err = s.newText(src); err != nil {
			return err
		}
	}
	if d.home == nil || !d.home.configured && bytes.Contains(d.text.src, []byte("[[")) != bytes.Contains(old.text.src, []byte("[[")) {
		s.settle(&d) // it may have become a fact file, or be none any more
		if old.home != nil && d.home != old.home {
			old.home.edited(old.name)
			s.dropUnused(old.home)
		}
		return nil
	}
	s.put(&d)
	return nil
}

func (s *server) didClose(raw json.RawMessage) error {
	p, err := decode[positionParams](raw)
	if err != nil {
		return err
	}
	if d := s.documents.get(p.Document.URI); d != nil {
		s.leave(d)
	}
	return nil
}

// didSave looks at the files again that a change of this one may concern; what
// is in the document is known already.
func (s *server) didSave(raw json.RawMessage) error {
	p, err := decode[positionParams](raw)
	if err != nil {
		return err
	}
	if path, ok := pathOf(p.Document.URI); ok {
		s.fileChanged(path, fileChanged)
	}
	return nil
}
