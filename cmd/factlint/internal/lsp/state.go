package lsp

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/rules"
)

// state is a base at one moment: its facts, and the documents they were read from.
type state struct {
	edition int
	facts   *facts.Base
	// config is the configuration; nil when it has mistakes and never was without.
	config     *config.Config
	configText []byte
	mistakes   []config.Mistake
	documents  map[string]*document    // by path in the base
	uris       map[string][]*document  // the same, each under all its URIs
	broken     map[string]*broken      // documents with a syntax error
	found      atomic.Pointer[verdict] // of the last check
	texts      sync.Map                // the texts of files that are not open, by path
	derived    *derived
	tries      int // how often the folder changed while it was read
}

// broken is a document with a syntax error, while the base has the last text of
// it without one.
type broken struct {
	alone *facts.Base // the document by itself, as it is
	shift shift       // from the text that the base has to that of the document
}

// verdict is what a check found of one edition.
type verdict struct {
	edition  int
	findings []rules.Finding
}

func (st *state) update(b *base, dirty map[string]bool, stale bool) {
	if st.facts == nil || stale {
		dirty = st.load(b)
	}
	st.patch(b, dirty)
	st.derived = newDerived(b, st.facts)
}

// load reads the configuration and the folder. It returns the documents that
// are still to be put into the base.
func (st *state) load(b *base) map[string]bool {
	st.configure(b)
	conf := st.config
	if conf == nil {
		conf = config.Default()
	}
	before := st.facts
	options := facts.Options{Root: b.root, Exclude: conf.Exclude, Vocabulary: conf.Vocabulary, Overlay: map[string][]byte{}}
	left := map[string]bool{}
	for name, d := range st.documents {
		if name == folder.ConfigName || !st.partOf(b, name) {
			continue
		}
		left[name] = true
		if alone := readAlone(name, d.text.src, conf.Vocabulary); !hasSyntaxError(alone.Files[0]) {
			options.Overlay[name] = d.text.src
			delete(left, name)
		} else if good := goodText(before, name); good != nil {
			options.Overlay[name] = good
		}
	}
	st.broken = map[string]*broken{}
	st.texts.Clear()
	fresh, err := facts.Load(b.ctx, options)
	if err != nil {
		if b.ctx.Err() == nil {
			b.server.log(messageError, "%v", err)
		}
		options.Root = ""
		fresh, _ = facts.Load(context.Background(), options)
	}
	st.facts = fresh
	if slices.ContainsFunc(fresh.Unread, isGone) && st.tries < maxTries {
		st.tries++
		b.reread()
	} else {
		st.tries = 0
	}
	for _, link := range fresh.NotFollowed {
		b.server.log(messageInfo, "%s: %s is not followed", b.root, link)
	}
	return left
}

// maxTries is how often a folder is read anew at once because it changes while
// it is read: what was found in it is gone.
const maxTries = 5

func isGone(err error) bool { return errors.Is(err, fs.ErrNotExist) }

// configure reads factlint.toml, from its document when it is open. While it
// has mistakes, what it said before goes on to hold.
func (st *state) configure(b *base) {
	if !b.configured {
		if st.config == nil {
			st.config = config.Default()
		}
		return
	}
	var src []byte
	if d := st.documents[folder.ConfigName]; d != nil {
		src = d.text.src
	} else {
		var err error
		if src, err = config.ReadFile(filepath.Join(b.root, folder.ConfigName)); err != nil {
			b.server.log(messageError, "%s: %v", filepath.Join(b.root, folder.ConfigName), err)
			return
		}
	}
	st.configText = src
	conf, mistakes := config.ParseWith(src, config.Beside(b.root))
	st.mistakes = nil
	for _, m := range mistakes {
		if m.Name == "" {
			st.mistakes = append(st.mistakes, m.Mistakes...)
			continue
		}
		// A file that is extended has no diagnostics of its own: it is told where it is named, or would be.
		st.mistakes = append(st.mistakes, config.Mistake{Message: m.Name + ", which this extends, has mistakes: " + m.Mistakes[0].Message})
	}
	if conf != nil {
		st.config = conf
	}
}

// partOf reports whether a document belongs to the base by its path.
func (st *state) partOf(b *base, name string) bool {
	if b.root == "" {
		return true
	}
	var exclude []string
	if st.config != nil {
		exclude = st.config.Exclude
	}
	part, err := folder.Contains(b.ctx, b.root, exclude, name)
	return err == nil && part
}

// patch puts what changed into the base.
func (st *state) patch(b *base, dirty map[string]bool) {
	changes := map[string][]byte{}
	for name := range dirty {
		if name == folder.ConfigName {
			continue
		}
		delete(st.broken, name)
		st.texts.Delete(name)
		there := fileOf(st.facts, name)
		if there == nil && !st.partOf(b, name) {
			continue
		}
		d := st.documents[name]
		if d == nil {
			if b.root == "" || !st.partOf(b, name) {
				changes[name] = nil
			} else if src, err := facts.ReadFile(b.root, name); err == nil {
				changes[name] = src
			} else {
				changes[name] = nil
				if !isGone(err) {
					b.reread() // which tells why it cannot be read
				}
			}
			continue
		}
		alone := readAlone(name, d.text.src, st.facts.Vocabulary)
		if good := goodText(st.facts, name); good != nil && hasSyntaxError(alone.Files[0]) {
			st.broken[name] = &broken{alone, newShift(good, d.text.src)}
			continue
		}
		changes[name] = d.text.src
	}
	if len(changes) == 0 {
		return
	}
	if edited, err := st.facts.Edit(context.Background(), changes, facts.Options{}); err == nil {
		st.facts = edited
	}
}

// readAlone reads a text as a base of one file.
func readAlone(name string, src []byte, v *facts.Vocabulary) *facts.Base {
	b, _ := facts.Load(context.Background(), facts.Options{Overlay: map[string][]byte{name: src}, Vocabulary: v, Jobs: 1})
	return b
}

func hasSyntaxError(f *facts.File) bool {
	return slices.ContainsFunc(f.Problems, func(p facts.Problem) bool { return p.Kind == facts.SyntaxProblem })
}

// goodText returns the text that a base has of a file, when it is without a
// syntax error.
func goodText(b *facts.Base, name string) []byte {
	if b == nil {
		return nil
	}
	if f := fileOf(b, name); f != nil && !hasSyntaxError(f) {
		return f.Source
	}
	return nil
}

// text returns the text of a file as the client has it.
func (st *state) text(b *base, name string) *text {
	if d := st.documents[name]; d != nil {
		return d.text
	}
	if t, ok := st.texts.Load(name); ok {
		return t.(*text)
	}
	var src []byte
	if name == folder.ConfigName {
		src = st.configText
	} else if f := fileOf(st.facts, name); f != nil {
		src = f.Source
	}
	t := newText(src, b.server.utf8)
	st.texts.Store(name, t)
	return t
}

// uri returns the URI of a file, as its document has it.
func (st *state) uri(b *base, name string) string {
	if d := st.documents[name]; d != nil {
		return d.uri
	}
	return uriOf(filepath.Join(b.root, filepath.FromSlash(name)))
}

// span finds where a span of a file of the base stands in the text of the
// client. It is not exact when it has been changed since a syntax error.
func (st *state) span(f *facts.File, s facts.Span) (start, end uint32, exact bool) {
	if br := st.broken[f.Path]; br != nil {
		return br.shift.forward(s)
	}
	return s.Start, s.End, true
}

// locate finds a place in the text of the client.
func (st *state) locate(b *base, p facts.Place) location {
	start, end, _ := st.span(p.File, p.Span)
	return location{st.uri(b, p.File.Path), st.text(b, p.File.Path).rangeOf(start, end)}
}
