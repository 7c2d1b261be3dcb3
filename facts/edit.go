package facts

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"strings"
)

// Edit returns the base as it is when some files have other texts: changes
// holds them by path relative to the root with forward slashes, nil for a file
// that is gone. Only these files are read; nothing is looked up on disk. The
// new base is what [Load] would make of the same texts; it is b itself when they
// are what b has. Of the options it takes
// Vocabulary, Jobs and Progress; a vocabulary of another pointer than that of
// the base (nil stands for the same) means that every file is read again.
// The texts must not change any more. The error is the context's.
//
// While the number of facts in each file stays the same, an edit takes a few
// milliseconds whatever the size of the base; else as long as linking does.
//
// b and other bases may be read, by any goroutine, while Edit works and
// afterwards. But the two share the files that did not change, and a ref from
// one of these leads to the fact as the newest base has it: who must see one
// state alone, such as rules.Run, ends before the next Edit begins. One Edit
// runs at a time.
func (b *Base) Edit(ctx context.Context, changes map[string][]byte, o Options) (*Base, error) {
	if o.Vocabulary == nil {
		o.Vocabulary = b.Vocabulary
	}
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	unread := b.unreadBut(changes)
	changes = b.differing(changes)
	if len(changes) == 0 && o.Vocabulary == b.Vocabulary && len(unread) == len(b.Unread) {
		return b, ctx.Err()
	}
	fresh := changes
	if o.Vocabulary != b.Vocabulary {
		fresh = b.texts(changes)
	}
	read, err := readTexts(ctx, fresh, o)
	if err != nil {
		return nil, err
	}
	if b.fits(changes, read, o) {
		return b.patch(read, unread), nil
	}
	out := &Base{Vocabulary: o.Vocabulary, world: &world{}, Unread: unread, NotFollowed: b.NotFollowed, Nested: b.Nested, unlisted: b.unlisted}
	for _, f := range b.Files {
		if _, changed := changes[f.Path]; !changed && o.Vocabulary == b.Vocabulary {
			read = append(read, f.unlinked())
		}
	}
	slices.SortFunc(read, func(a, b *File) int { return strings.Compare(a.Path, b.Path) })
	for i, f := range read {
		f.Index, f.world = i, out.world
	}
	out.Files = read
	return out, out.link(ctx, max(1, min(o.Jobs, len(read))))
}

// differing returns the changes without those to what a file is already, which
// whoever watches a folder is often told of.
func (b *Base) differing(changes map[string][]byte) map[string][]byte {
	out := maps.Clone(changes)
	maps.DeleteFunc(out, func(path string, src []byte) bool {
		f := b.file(path)
		if f == nil || src == nil {
			return f == nil && src == nil
		}
		return bytes.Equal(f.Source, src)
	})
	return out
}

// texts returns the texts of all files with changes applied.
func (b *Base) texts(changes map[string][]byte) map[string][]byte {
	out := make(map[string][]byte, len(b.Files)+len(changes))
	for _, f := range b.Files {
		out[f.Path] = f.Source
	}
	for path, src := range changes {
		out[path] = src
	}
	return out
}

// readTexts reads the texts that are not nil, in no order.
func readTexts(ctx context.Context, texts map[string][]byte, o Options) ([]*File, error) {
	var paths []string
	for path, src := range texts {
		if src != nil {
			paths = append(paths, path)
		}
	}
	o.Root, o.Overlay, o.Jobs = "", texts, max(1, min(o.Jobs, len(paths)))
	read := Base{world: &world{}}
	err := read.read(ctx, paths, o)
	return read.Files, err
}

// unreadBut returns what could not be read, without the files among the changes.
func (b *Base) unreadBut(changes map[string][]byte) []error {
	out := slices.Clone(b.Unread[:b.unlisted])
	for _, err := range b.Unread[b.unlisted:] {
		var at *fs.PathError
		if errors.As(err, &at) {
			if _, changed := changes[at.Path]; changed {
				continue
			}
		}
		out = append(out, err)
	}
	return out
}

// unlinked returns a copy of the file with no ref resolved.
func (f *File) unlinked() *File {
	c := *f
	c.Facts = slices.Clone(f.Facts)
	for i := range c.Facts {
		c.Facts[i].File = &c
	}
	c.values, c.elems = unresolved(f.values), unresolved(f.elems)
	c.Problems = slices.Clone(f.Problems)
	for i := range c.Problems {
		c.Problems[i].Fact = f.same(c.Problems[i].Fact, &c)
	}
	c.Directives = slices.Clone(f.Directives)
	for i := range c.Directives {
		c.Directives[i].Fact = f.same(c.Directives[i].Fact, &c)
	}
	return &c
}

// same returns the fact that stands in g, a copy of f, where fact stands in f.
func (f *File) same(fact *Fact, g *File) *Fact {
	if fact == nil {
		return nil
	}
	return &g.Facts[fact.Index-f.Facts[0].Index]
}

// unresolved copies values, and takes from refs which fact they found.
func unresolved(values []value) []value {
	out := slices.Clone(values)
	for i := range out {
		if out[i].shape == refValue {
			out[i].bits &^= 1<<32 - 1
		}
	}
	return out
}
