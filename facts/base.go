// Package facts reads the files of a base into facts that know their places, and
// links them: every ref resolved, every role of a kind indexed.
//
// [Load] reads a folder, or texts by their paths, into a [Base], which never changes.
// [Base.Edit] makes the next one of other texts, and shares with it what the rest says.
//
// The package promises that
//   - whatever a file holds, it is read as far as that goes: what is wrong is a
//     [Problem] with its place, no error, and a fact with a mistake is there all the same;
//   - every key and value knows the bytes that it was written with, in records of
//     other formats too;
//   - neither the order in which files come nor the number of workers changes anything;
//   - an edited base is the one that Load makes of the same texts;
//   - time and memory grow with the bytes of the files, not with their square.
//
// It does not say what must be true of facts: that is for package rules.
package facts

import (
	"bytes"
	"context"
	"maps"
	"runtime"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/vocabulary"
)

// A Base is the facts of a folder, linked: every ref resolved, every role
// indexed. It never changes: an edit makes another base, which shares with this
// one what the files say that did not change.
type Base struct {
	Vocabulary *vocabulary.Vocabulary
	// LocalClock says that a day is the local day of wherever something happened,
	// and not one of a clock that all facts share.
	LocalClock bool
	Files      []*File   // sorted by path
	Facts      []Fact    // in the order of files and of writing
	Records    []Records // those of other formats
	// Problems are what linking found wrong: with refs, in the order of the facts,
	// and with the mappings of records.
	Problems []Problem
	// Unread are files and folders that could not be read; each error names its path and the cause.
	Unread []error
	// NotFollowed names links and loops of folders that were passed over, with the reason.
	NotFollowed []string
	// Nested names folders below that are bases of their own.
	Nested []string

	byID       func() *hashTable // made when it is first asked for
	duplicates [][2]int32        // pairs of facts that share an id, the first fact with it first
	ambiguous  factSet           // the facts of those pairs: refs to their ids are left unknown
	equals     [][2]int32        // pairs of facts without id that are equal in every field
	byKind     [][]int32         // by Kind.Index
	fields     fieldSet          // that some fact writes
	tenures    tenureIndex
	quantities quantityIndex
	leftOut    []*content // files that are left out
	unclaimed  bool
	unlisted   int             // how many of Unread are from listing the folder
	lost       idWords         // in what could not be read
	ctx        context.Context // see Until; nil for one that never ends
}

// Until returns the base for whoever gives up when a context ends: what goes over
// all that it has then stops, at some place or other.
func (b *Base) Until(ctx context.Context) *Base {
	until := *b
	until.ctx = ctx
	return &until
}

// maxSteps is how many steps what goes over a base takes between two looks at the context.
const maxSteps = 1024

// ended looks at every so many steps whether the context has ended.
func (b *Base) ended(step int) bool { return step%maxSteps == 0 && b.ctx != nil && b.ctx.Err() != nil }

// All yields every fact in the order of files and of writing.
func (b *Base) All(yield func(*Fact) bool) {
	for i := range b.Facts {
		if b.ended(i) || !yield(&b.Facts[i]) {
			return
		}
	}
}

// Fact returns the fact with the id, or nil.
func (b *Base) Fact(id string) *Fact {
	if i := b.find(hashOf(id), id); i >= 0 {
		return &b.Facts[i]
	}
	return nil
}

// Ambiguous reports whether other facts have the id of f too, so that nobody can
// say which of them a ref means.
func (b *Base) Ambiguous(f *Fact) bool {
	return b.ambiguous.has(f.Index) && f.ID() != ""
}

// OfKind yields the facts of a kind in order.
func (b *Base) OfKind(k *vocabulary.Kind) func(yield func(*Fact) bool) {
	return func(yield func(*Fact) bool) {
		if k == nil || k.Index == vocabulary.None {
			return
		}
		for n, i := range b.byKind[k.Index] {
			if b.ended(n) || !yield(&b.Facts[i]) {
				return
			}
		}
	}
}

// Count returns how many facts of a kind there are.
func (b *Base) Count(k *vocabulary.Kind) int { return len(b.byKind[k.Index]) }

// Writes reports whether some fact may write a field that a role expects in others.
func (b *Base) Writes(field vocabulary.OtherField) bool {
	return slices.ContainsFunc(b.Vocabulary.Kinds, func(k *vocabulary.Kind) bool {
		i := field.In(k)
		return i != vocabulary.None && b.fields.has(k.Fields[i].ID)
	})
}

// Duplicates yields each fact whose id an earlier fact has too, after that one.
func (b *Base) Duplicates(yield func(first, later *Fact) bool) {
	for _, d := range b.duplicates {
		if !yield(&b.Facts[d[0]], &b.Facts[d[1]]) {
			return
		}
	}
}

// Equals yields each fact without an id to which an earlier one is equal in
// every field, after that one.
func (b *Base) Equals(yield func(first, later *Fact) bool) {
	for _, d := range b.equals {
		if !yield(&b.Facts[d[0]], &b.Facts[d[1]]) {
			return
		}
	}
}

// MayHaveLost reports whether a fact that names id, its own or another's, may
// be where nothing could be read: in a file that could not be opened, or in
// a part lost to a syntax error.
func (b *Base) MayHaveLost(id string) bool { return b.lost.has(id) }

// findLost notes what the unreadable parts of the base may have held.
func (b *Base) findLost() {
	b.lost.any = len(b.Unread) > 0
	for _, f := range b.Files {
		for _, s := range f.lost {
			b.lost.add(alias(f.file()[s.Start:s.End]))
		}
	}
}

// Edit returns the base as it is when some files have other texts: changes
// holds them by path relative to the root with forward slashes, nil for a file
// that is gone. Only these files are read; nothing is looked up on disk. The
// new base is what [Load] would make of the same texts; it is b itself when they
// are what b has. Of the options it takes
// Vocabulary with LocalClock, Records and Unclaimed, Jobs and Progress; a vocabulary of another pointer
// than that of the base (nil stands for the same), or other records, mean that every file is
// read again.
// The texts must not change any more. The error is the context's.
func (b *Base) Edit(ctx context.Context, changes map[string][]byte, o Options) (*Base, error) {
	if o.Vocabulary == nil {
		o.Vocabulary, o.LocalClock, o.Records, o.Unclaimed = b.Vocabulary, b.LocalClock, b.Records, b.unclaimed
	}
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	unread := b.unreadBut(changes)
	changes = b.differing(changes)
	same := o.Vocabulary == b.Vocabulary && o.Unclaimed == b.unclaimed && sameRecords(o.Records, b.Records)
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
	keep := func(c *content) {
		if _, changed := fresh[c.path]; !changed {
			contents = append(contents, c)
		}
	}
	for _, f := range b.Files {
		keep(f.content)
	}
	for _, c := range b.leftOut {
		keep(c)
	}
	slices.SortFunc(contents, func(a, b *content) int { return strings.Compare(a.path, b.path) })
	out := &Base{Vocabulary: o.Vocabulary, LocalClock: o.LocalClock, Records: o.Records, Unread: unread, NotFollowed: b.NotFollowed, Nested: b.Nested, unclaimed: o.Unclaimed, unlisted: b.unlisted}
	return out, out.link(ctx, out.leaveOutOthers(contents), jobs)
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
// whoever watches a folder often hears of.
func (b *Base) differing(changes map[string][]byte) map[string][]byte {
	out := maps.Clone(changes)
	maps.DeleteFunc(out, func(path string, src []byte) bool {
		f := b.File(path)
		if f == nil || src == nil {
			return f == nil && src == nil && !b.leavesOut(path)
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
	for _, c := range b.leftOut {
		out[c.path] = c.source
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
		if _, changed := changes[folder.PathOf(err)]; !changed {
			out = append(out, err)
		}
	}
	return out
}
