package workspace

import (
	"errors"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"sync"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/rules/timeline"
)

// load gives a snapshot its facts: those of the one before with the documents
// and files that have changed since or, when it is stale, those in the folder.
// The error is that of the base, which is stopped.
func (sn *Snapshot) load(old *Snapshot, dirty map[string]bool, stale bool) error {
	sn.config, sn.readable, sn.configText, sn.extended, sn.mistakes = old.config, old.readable, old.configText, old.extended, old.mistakes
	sn.broken = maps.Clone(old.broken)
	var err error
	if !stale {
		sn.Facts, err = sn.edit(old.Facts, dirty)
	}
	if err == nil && sn.Facts == nil {
		sn.configure()
		sn.Facts, err = sn.read(old.Facts)
	}
	if sn.Facts == old.Facts {
		sn.Referrers, sn.Times = old.Referrers, old.Times
	} else {
		read := sn.Facts
		sn.Referrers = sync.OnceValue(func() *facts.Referrers { return read.Referrers() })
		sn.Times = sync.OnceValue(func() *timeline.Timeline {
			times, _ := timeline.NewTimeline(sn.Base.ctx, read) // once the base is stopped nobody asks
			return times
		})
	}
	return err
}

// edit returns a base with what has changed; nil when a file cannot be read, so
// that the folder must be, which says why.
func (sn *Snapshot) edit(before *facts.Base, dirty map[string]bool) (*facts.Base, error) {
	changes := map[string][]byte{}
	for name := range dirty {
		delete(sn.broken, name)
		part := sn.contains(name)
		if !part && before.File(name) == nil {
			continue
		}
		changes[name] = nil
		if d := sn.Documents[name]; d != nil {
			changes[name] = sn.textOf(d, before)
		} else if part && sn.Base.root != "" {
			src, err := facts.ReadFile(sn.files(), sn.Base.root, name)
			if err != nil && !isGone(err) {
				return nil, nil
			}
			changes[name] = src
		}
	}
	return before.Edit(sn.Base.ctx, changes, facts.Options{})
}

// maxTries is how often a folder is read anew at once because it changes while
// it is read: what was found in it is gone.
const maxTries = 5

// read returns the base in the folder, with the documents in place of files.
func (sn *Snapshot) read(before *facts.Base) (*facts.Base, error) {
	b := sn.Base
	b.texts.Clear()
	sn.broken = map[string]*broken{}
	o := sn.config.Facts()
	o.Files, o.Root, o.Overlay = sn.files(), b.root, map[string][]byte{}
	for name, d := range sn.Documents {
		if name != folder.ConfigName && sn.contains(name) {
			o.Overlay[name] = sn.textOf(d, before)
		}
	}
	read, err := facts.Load(b.ctx, o)
	for tries := 1; err == nil && slices.ContainsFunc(read.Unread, isGone) && tries < maxTries; tries++ {
		read, err = facts.Load(b.ctx, o)
	}
	if err != nil && b.ctx.Err() == nil {
		b.Workspace.log(wire.MessageError, "%v", err)
		o.Root = ""
		read, err = facts.Load(b.ctx, o)
	}
	if err != nil {
		return nil, err
	}
	for _, link := range read.NotFollowed {
		b.Workspace.log(wire.MessageInfo, "%s: %s is not followed", b.root, link)
	}
	return read, nil
}

func isGone(err error) bool { return errors.Is(err, fs.ErrNotExist) }

// textOf returns the text of a document that the base is to have: while that has a
// syntax error, the last one without, if there is any.
func (sn *Snapshot) textOf(d *Document, before *facts.Base) []byte {
	alone := sn.readAlone(d.Name, d.Text.Source)
	if alone == nil || !hasSyntaxError(alone.Files[0]) {
		return d.Text.Source
	}
	var good []byte
	if before != nil {
		if f := before.File(d.Name); f != nil && !hasSyntaxError(f) {
			good = f.Source
		}
	}
	if good == nil && sn.Base.root != "" {
		if src, err := facts.ReadFile(sn.files(), sn.Base.root, d.Name); err == nil {
			if saved := sn.readAlone(d.Name, src); saved != nil && !hasSyntaxError(saved.Files[0]) {
				good = src
			}
		}
	}
	if good == nil {
		return d.Text.Source
	}
	sn.broken[d.Name] = &broken{alone, newShift(good, d.Text.Source)}
	return good
}

// readAlone reads a text as a base of one file; nil once the base is stopped.
func (sn *Snapshot) readAlone(name string, src []byte) *facts.Base {
	o := sn.config.Facts()
	o.Unclaimed, o.Overlay, o.Jobs = false, map[string][]byte{name: src}, 1
	b, err := facts.Load(sn.Base.ctx, o)
	if err != nil {
		return nil
	}
	return b
}

func hasSyntaxError(f *facts.File) bool {
	return slices.ContainsFunc(f.Problems, func(p facts.Problem) bool {
		return p.Kind == facts.SyntaxProblem || p.Kind == facts.RecordSyntaxProblem
	})
}

// configure reads factlint.toml, from its document when it is open. While it
// has mistakes, what it said before goes on to hold.
func (sn *Snapshot) configure() {
	b := sn.Base
	if !b.configured {
		sn.readable = true
		return
	}
	if d := sn.Documents[folder.ConfigName]; d != nil {
		sn.configText = d.Text.Source
	} else {
		file := filepath.Join(b.root, folder.ConfigName)
		src, err := config.ReadFile(sn.files(), file)
		if err != nil {
			b.Workspace.log(wire.MessageError, "%s: %v", file, err)
			return
		}
		sn.configText = src
	}
	sn.extended = nil
	conf, mistakes := config.Parse(sn.configText, sn.extend(config.Beside(sn.files(), b.root, "")))
	sn.mistakes = mistakes
	if conf != nil {
		sn.config, sn.readable = conf, true
	}
}

// extend reads files that factlint.toml extends, from their documents when these
// are open, and notes which they are.
func (sn *Snapshot) extend(beside config.Reader) config.Reader {
	return func(name string) ([]byte, error) {
		path := sn.Base.Workspace.inRealFolder(filepath.Join(sn.Base.root, filepath.FromSlash(name)))
		if !sn.Base.holds(path) && !sn.Base.Workspace.clientWatches(path) {
			sn.Base.Workspace.watchFolder(filepath.Dir(path)) // before it is read, lest a change in between be missed
		}
		src, err := beside(name)
		if d := documentAt(sn.open, path); d != nil && (err == nil || !sn.Base.Workspace.isThere(path)) {
			src, err = d.Text.Source, nil
		}
		sn.extended = append(sn.extended, extended{name, path, src})
		return src, err
	}
}

// contains reports whether a file belongs to the base by its path.
func (sn *Snapshot) contains(name string) bool {
	if sn.Base.root == "" {
		return true
	}
	part, err := folder.Contains(sn.Base.ctx, sn.files(), sn.Base.root, sn.config.Selection(), name)
	return err == nil && part
}

func (sn *Snapshot) files() folder.Files { return sn.Base.Workspace.host.Files }
