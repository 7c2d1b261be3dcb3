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
// Vocabulary with LocalClock and Records, Jobs and Progress; a vocabulary of another pointer
// than that of the base (nil stands for the same), or other records, mean that every file is
// read again.
// The texts must not change any more. The error is the context's.
func (b *Base) Edit(ctx context.Context, changes map[string][]byte, o Options) (*Base, error) {
	if o.Vocabulary == nil {
		o.Vocabulary, o.LocalClock, o.Records = b.Vocabulary, b.LocalClock, b.Records
	}
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	unread := b.unreadBut(changes)
	changes = b.differing(changes)
	same := o.Vocabulary == b.Vocabulary && sameRecords(o.Records, b.Records)
	if len(changes) == 0 && same && o.LocalClock == b.LocalClock && len(unread) == len(b.Unread) {
		return b, ctx.Err()
	}
	fresh := changes
	if !same {
		fresh = b.texts(changes)
	}
	var paths []string
	for path, src := range fresh {
		if src != nil {
			paths = append(paths, path)
		}
	}
	o.Root, o.Overlay = "", fresh
	jobs := o.Jobs
	o.Jobs = max(1, min(o.Jobs, len(paths)))
	contents, _, err := read(ctx, paths, o)
	if err != nil {
		return nil, err
	}
	for _, f := range b.Files {
		if _, changed := fresh[f.Path]; !changed {
			contents = append(contents, f.content)
		}
	}
	slices.SortFunc(contents, func(a, b *content) int { return strings.Compare(a.path, b.path) })
	out := &Base{Vocabulary: o.Vocabulary, LocalClock: o.LocalClock, Records: o.Records, Unread: unread, NotFollowed: b.NotFollowed, Nested: b.Nested, unlisted: b.unlisted}
	return out, out.link(ctx, contents, jobs)
}

// File returns the file at a path, or nil.
func (b *Base) File(path string) *File {
	i, ok := slices.BinarySearchFunc(b.Files, path, func(f *File, path string) int { return strings.Compare(f.Path, path) })
	if !ok {
		return nil
	}
	return b.Files[i]
}

// differing returns the changes without those to what a file is already, which
// whoever watches a folder is often told of.
func (b *Base) differing(changes map[string][]byte) map[string][]byte {
	out := maps.Clone(changes)
	maps.DeleteFunc(out, func(path string, src []byte) bool {
		f := b.File(path)
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
