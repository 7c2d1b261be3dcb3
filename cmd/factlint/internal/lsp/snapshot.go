package lsp

import (
	"context"
	"path/filepath"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/timeline"
)

// A snapshot is a base at one moment: the documents as they were, the facts in
// them and in the files on disk, and what the rules find. Once loaded it does
// not change, but for what is worked out when it is first asked for: a change of
// the base makes another snapshot.
type snapshot struct {
	base      *base
	edition   int64                  // number of the last change that is in it
	documents map[string]*document   // by path in the base
	uris      map[string][]*document // the same, each under all its URIs

	facts *facts.Base // nil before the folder was first read
	// config is the configuration; nil when it has mistakes and never was without.
	config     *config.Config
	configText []byte
	mistakes   []config.Mistake
	broken     map[string]*broken // documents with a syntax error

	referrers func() *facts.Referrers
	times     func() *timeline.Timeline

	fresh    context.Context // ends with the next change
	outdate  context.CancelFunc
	followed chan struct{} // closed when there is a newer snapshot
	judged   chan struct{} // closed when findings and reports are there
	findings []rules.Finding
	reports  map[string]*fileReport // by path in the base
}

// broken is a document with a syntax error, while the base has the last text of
// it without one.
type broken struct {
	alone *facts.Base // the document by itself, as it is
	shift shift       // from the text that the base has to that of the document
}

// rules returns the rules of the base.
func (sn *snapshot) rules() rules.List {
	if sn.config == nil {
		return rules.All()
	}
	return sn.config.Settings.All()
}

// text returns the text of a file as the client has it.
func (sn *snapshot) text(name string) *text {
	if d := sn.documents[name]; d != nil {
		return d.text
	}
	var src []byte
	if name == folder.ConfigName {
		src = sn.configText
	} else if f := sn.facts.File(name); f != nil {
		src = f.Source
	}
	texts := &sn.base.texts
	if t, ok := texts.Load(name); ok && sameBytes(t.(*text).src, src) {
		return t.(*text)
	}
	t := newText(src, sn.base.server.utf8)
	texts.Store(name, t)
	return t
}

// sameBytes reports whether two slices are the same bytes in memory.
func sameBytes(a, b []byte) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// uri returns the URI of a file, as its document has it.
func (sn *snapshot) uri(name string) string {
	if d := sn.documents[name]; d != nil {
		return d.uri
	}
	return uriOf(filepath.Join(sn.base.root, filepath.FromSlash(name)))
}

// span finds where a span of a file of the base stands in the text of the
// client. It is not exact when it has been changed since a syntax error.
func (sn *snapshot) span(f *facts.File, s facts.Span) (start, end uint32, exact bool) {
	if br := sn.broken[f.Path]; br != nil {
		return br.shift.forward(s)
	}
	return s.Start, s.End, true
}

// locate finds a place in the text of the client.
func (sn *snapshot) locate(p facts.Place) location {
	start, end, _ := sn.span(p.File, p.Span)
	return location{sn.uri(p.File.Path), sn.text(p.File.Path).rangeOf(start, end)}
}
