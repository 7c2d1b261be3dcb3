package workspace

import (
	"context"
	"maps"
	"path/filepath"
	"slices"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/timeline"
)

// A Snapshot is a base at one moment: the documents as they were, the facts in
// them and in the files on disk, and what the rules find. Once loaded it does
// not change, except for what is worked out when it is first asked for: a change of
// the base makes another snapshot.
type Snapshot struct {
	Base      *Base
	edition   int64                  // number of the last change that is in it
	Documents map[string]*Document   // by path in the base
	uris      map[string][]*Document // the same, each under all its URIs
	open      map[string]*Document   // by URI: all, as the configuration may extend one

	Facts *facts.Base // nil before the folder was first read
	// config is the configuration: while it has mistakes, as it was without, which
	// is the default when it never was readable.
	config     *config.Config
	readable   bool
	configText []byte
	extended   []extended
	mistakes   []config.FileMistakes
	broken     map[string]*broken // documents with a syntax error

	Referrers func() *facts.Referrers
	Times     func() *timeline.Timeline

	fresh    context.Context // ends with the next change
	outdate  context.CancelFunc
	replaced chan struct{} // closed when there is a newer snapshot
	checked  chan struct{} // closed when findings and reports are there
	Findings []rules.Finding
	reports  map[string]*fileReport // by path in the base
}

// broken is a document with a syntax error, while the base has the last text of
// it without one.
type broken struct {
	alone *facts.Base // the document by itself, as it is
	shift shift       // from the text that the base has to that of the document
}

// Unsure says why not all that the base says may be known: a document has a
// syntax error, or its configuration mistakes. It is "" when nothing is in the way.
func (sn *Snapshot) Unsure() string {
	for _, name := range slices.Sorted(maps.Keys(sn.broken)) {
		return name + " has a syntax error"
	}
	if len(sn.mistakes) > 0 {
		return folder.ConfigName + " has mistakes"
	}
	return ""
}

// Rules returns the rules of the base.
func (sn *Snapshot) Rules() rules.List {
	return sn.config.Settings.All()
}

// Today is the day that the configuration takes for today; nil for none.
func (sn *Snapshot) Today() *edtf.Date { return sn.config.Settings.Today }

// extended is a file that factlint.toml extends.
type extended struct {
	name string // as factlint.toml would have it
	path string // in a folder without links
	src  []byte
}

// extends reports whether the configuration extends a file.
func (sn *Snapshot) extends(path string) bool {
	return slices.ContainsFunc(sn.extended, func(e extended) bool { return e.path == path })
}

// Document returns the open document of a file, be it of the base or one that its
// configuration extends; nil for none.
func (sn *Snapshot) Document(name string) *Document {
	for _, e := range sn.extended {
		if e.name == name {
			return documentAt(sn.open, e.path)
		}
	}
	return sn.Documents[name]
}

// Names yields where the rules of the base name an id of a fact; nothing while its
// configuration has mistakes.
func (sn *Snapshot) Names(yield func(config.Name) bool) {
	if len(sn.mistakes) > 0 {
		return
	}
	for _, n := range sn.config.Names {
		if n.File == "" {
			n.File = folder.ConfigName
		}
		if !yield(n) {
			return
		}
	}
}

// documentAt returns the open document of a file, that changed last, or nil.
func documentAt(open map[string]*Document, path string) (newest *Document) {
	for _, d := range open {
		if d.real == path && (newest == nil || newest.changed < d.changed) {
			newest = d
		}
	}
	return newest
}

// Text returns the text of a file as the client has it.
func (sn *Snapshot) Text(name string) *wire.Text {
	if d := sn.Document(name); d != nil {
		return d.Text
	}
	src := sn.configText
	if f := sn.Facts.File(name); f != nil {
		src = f.Source
	}
	for _, e := range sn.extended {
		if e.name == name {
			src = e.src
		}
	}
	texts := &sn.Base.texts
	if t, ok := texts.Load(name); ok && sameBytes(t.(*wire.Text).Source, src) {
		return t.(*wire.Text)
	}
	t := wire.NewText(src, sn.Base.Workspace.Client.UTF8)
	texts.Store(name, t)
	return t
}

// sameBytes reports whether two slices are the same bytes in memory.
func sameBytes(a, b []byte) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// URI returns the URI of a file, as its document has it.
func (sn *Snapshot) URI(name string) string {
	if d := sn.Document(name); d != nil {
		return d.URI
	}
	return wire.URIOf(filepath.Join(sn.Base.root, filepath.FromSlash(name)))
}

// Span finds where a span of a file of the base is in the text of the
// client. It is not exact when it has been changed since a syntax error.
func (sn *Snapshot) Span(f *facts.File, s facts.Span) (start, end uint32, exact bool) {
	if br := sn.broken[f.Path]; br != nil {
		return br.shift.forward(s)
	}
	return s.Start, s.End, true
}

// Locate finds a place in the text of the client.
func (sn *Snapshot) Locate(p facts.Place) wire.Location {
	start, end, _ := sn.Span(p.File, p.Span)
	return wire.Location{URI: sn.URI(p.File.Path), Range: sn.Text(p.File.Path).RangeOf(start, end)}
}
