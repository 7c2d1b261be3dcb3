package lsp

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"sync"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules/timeline"
)

// load gives a snapshot its facts: those of the one before with the documents
// and files that have changed since or, when it is stale, those in the folder.
// The error is that of the base, which is stopped.
func (sn *snapshot) load(old *snapshot, dirty map[string]bool, stale bool) error {
	sn.config, sn.configText, sn.mistakes, sn.broken = old.config, old.configText, old.mistakes, maps.Clone(old.broken)
	var err error
	if !stale {
		sn.facts, err = sn.edit(old.facts, dirty)
	}
	if err == nil && sn.facts == nil {
		sn.configure()
		sn.facts, err = sn.read(old.facts)
	}
	if sn.facts == old.facts {
		sn.referrers, sn.times = old.referrers, old.times
	} else {
		read := sn.facts
		sn.referrers = sync.OnceValue(func() *facts.Referrers { return read.Referrers() })
		sn.times = sync.OnceValue(func() *timeline.Timeline { return timeline.NewTimeline(read) })
	}
	return err
}

// edit returns a base with what has changed; nil when a file cannot be read, so
// that the folder must be, which tells why.
func (sn *snapshot) edit(before *facts.Base, dirty map[string]bool) (*facts.Base, error) {
	changes := map[string][]byte{}
	for name := range dirty {
		delete(sn.broken, name)
		part := sn.contains(name)
		if !part && before.File(name) == nil {
			continue
		}
		changes[name] = nil
		if d := sn.documents[name]; d != nil {
			changes[name] = sn.take(d, before)
		} else if part && sn.base.root != "" {
			src, err := facts.ReadFile(sn.base.root, name)
			if err != nil && !isGone(err) {
				return nil, nil
			}
			changes[name] = src
		}
	}
	return before.Edit(sn.base.ctx, changes, facts.Options{})
}

// maxTries is how often a folder is read anew at once because it changes while
// it is read: what was found in it is gone.
const maxTries = 5

// read returns the base in the folder, with the documents in place of files.
func (sn *snapshot) read(before *facts.Base) (*facts.Base, error) {
	b := sn.base
	b.texts.Clear()
	sn.broken = map[string]*broken{}
	o := facts.Options{Root: b.root, Overlay: map[string][]byte{}}
	if sn.config != nil {
		o.Exclude = sn.config.Exclude
	}
	o.Vocabulary = sn.vocabulary()
	for name, d := range sn.documents {
		if name != folder.ConfigName && sn.contains(name) {
			o.Overlay[name] = sn.take(d, before)
		}
	}
	var read *facts.Base
	var err error
	for range maxTries {
		read, err = facts.Load(b.ctx, o)
		if b.ctx.Err() != nil {
			return nil, b.ctx.Err()
		}
		if err != nil {
			b.server.log(messageError, "%v", err)
			o.Root = ""
		} else if !slices.ContainsFunc(read.Unread, isGone) {
			break
		}
	}
	for _, link := range read.NotFollowed {
		b.server.log(messageInfo, "%s: %s is not followed", b.root, link)
	}
	return read, nil
}

func isGone(err error) bool { return errors.Is(err, fs.ErrNotExist) }

// take returns the text of a document that the base is to have: while that has a
// syntax error, the last one without, if there is any.
func (sn *snapshot) take(d *document, before *facts.Base) []byte {
	alone := readAlone(d.name, d.text.src, sn.vocabulary())
	if !hasSyntaxError(alone.Files[0]) {
		return d.text.src
	}
	var good []byte
	if before != nil {
		if f := before.File(d.name); f != nil && !hasSyntaxError(f) {
			good = f.Source
		}
	}
	if good == nil && sn.base.root != "" {
		if src, err := facts.ReadFile(sn.base.root, d.name); err == nil && !hasSyntaxError(readAlone(d.name, src, sn.vocabulary()).Files[0]) {
			good = src
		}
	}
	if good == nil {
		return d.text.src
	}
	sn.broken[d.name] = &broken{alone, newShift(good, d.text.src)}
	return good
}

// readAlone reads a text as a base of one file.
func readAlone(name string, src []byte, v *vocabulary.Vocabulary) *facts.Base {
	b, _ := facts.Load(context.Background(), facts.Options{Overlay: map[string][]byte{name: src}, Vocabulary: v, Jobs: 1})
	return b
}

func hasSyntaxError(f *facts.File) bool {
	return slices.ContainsFunc(f.Problems, func(p facts.Problem) bool { return p.Kind == facts.SyntaxProblem })
}

// configure reads factlint.toml, from its document when it is open. While it
// has mistakes, what it said before goes on to hold.
func (sn *snapshot) configure() {
	b := sn.base
	if !b.configured {
		sn.config = config.Default()
		return
	}
	if d := sn.documents[folder.ConfigName]; d != nil {
		sn.configText = d.text.src
	} else {
		file := filepath.Join(b.root, folder.ConfigName)
		src, err := config.ReadFile(file)
		if err != nil {
			b.server.log(messageError, "%s: %v", file, err)
			return
		}
		sn.configText = src
	}
	conf, mistakes := config.ParseWith(sn.configText, config.Beside(b.root))
	sn.mistakes = nil
	for _, m := range mistakes {
		if m.Name == "" {
			sn.mistakes = append(sn.mistakes, m.Mistakes...)
			continue
		}
		// A file that is extended has no diagnostics of its own: it is told where it is named, or would be.
		sn.mistakes = append(sn.mistakes, config.Mistake{Message: m.Name + ", which this extends, has mistakes: " + m.Mistakes[0].Message})
	}
	if conf != nil {
		sn.config = conf
	}
}

// vocabulary returns the kinds of the base.
func (sn *snapshot) vocabulary() *vocabulary.Vocabulary {
	if sn.config == nil {
		return vocabulary.Builtin()
	}
	return sn.config.Vocabulary
}

// contains reports whether a file belongs to the base by its path.
func (sn *snapshot) contains(name string) bool {
	if sn.base.root == "" {
		return true
	}
	var exclude []string
	if sn.config != nil {
		exclude = sn.config.Exclude
	}
	part, err := folder.Contains(sn.base.ctx, sn.base.root, exclude, name)
	return err == nil && part
}
