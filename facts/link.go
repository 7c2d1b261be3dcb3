package facts

import (
	"context"
	"slices"
	"sync/atomic"
)

// link makes the base of what files say, which are sorted by path. The error is
// the context's.
func (b *Base) link(ctx context.Context, contents []*content, jobs int) error {
	b.view(contents, jobs)
	b.findLost()
	b.ids.build(b, jobs, func(f *Fact) bool { return f.id.End > 0 }, func(i, j int32) bool { return b.Facts[i].ID() == b.Facts[j].ID() })
	b.contents.build(b, jobs, func(f *Fact) bool { return f.id.End == 0 }, func(i, j int32) bool { return b.Facts[i].Equal(&b.Facts[j]) })
	b.duplicates, b.equals = b.ids.again(), b.contents.again()
	for _, d := range b.duplicates {
		if b.ambiguous == nil {
			b.ambiguous = map[int32]bool{}
		}
		b.ambiguous[d[0]] = true
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	b.countKinds()
	b.resolve(jobs)
	if err := ctx.Err(); err != nil {
		return err
	}
	b.tenures.build(b)
	b.quantities.build(b)
	return ctx.Err()
}

// view gives every file and every record its place in the base.
func (b *Base) view(contents []*content, jobs int) {
	records, refs := 0, 0
	for _, c := range contents {
		records += len(c.records)
		refs += len(c.refs)
	}
	b.Facts = make([]Fact, records)
	targets := make([]int32, refs)
	files := make([]File, len(contents))
	b.Files = make([]*File, len(contents))
	records, refs = 0, 0
	for i, c := range contents {
		f := &files[i]
		*f = File{Path: c.path, Source: c.source, Index: i, content: c, base: b, first: int32(records),
			Facts: b.Facts[records : records+len(c.records) : records+len(c.records)], targets: targets[refs : refs+len(c.refs)]}
		b.Files[i] = f
		records += len(c.records)
		refs += len(c.refs)
	}
	b.eachFile(jobs, func(f *File) {
		for i := range f.Facts {
			f.Facts[i] = Fact{File: f, Index: f.first + int32(i), record: &f.records[i]}
		}
		f.blame()
	})
}

// blame gives the problems and directives of a file the facts that they belong to.
func (f *File) blame() {
	f.Problems = slices.Clone(f.problems)
	for i := range f.Problems {
		if r := f.Problems[i].record; r >= 0 {
			f.Problems[i].Fact = &f.Facts[r]
		}
	}
	f.Directives = slices.Clone(f.directives)
	for i := range f.Directives {
		if r := f.Directives[i].record; r >= 0 {
			f.Directives[i].Fact = &f.Facts[r]
		}
	}
}

// eachFile calls f for every file, several at once, in pieces of a few files.
func (b *Base) eachFile(jobs int, f func(*File)) {
	var next atomic.Int64
	each(jobs, func(int) {
		for {
			hi := int(next.Add(16))
			lo := hi - 16
			if lo >= len(b.Files) {
				return
			}
			for _, file := range b.Files[lo:min(hi, len(b.Files))] {
				f(file)
			}
		}
	})
}

// countKinds lists the facts of each kind.
func (b *Base) countKinds() {
	counts := make([]int, len(b.Vocabulary.Kinds))
	for i := range b.Facts {
		if k := b.Facts[i].record.kind; k < unknownKinds {
			counts[k]++
		}
	}
	b.byKind = make([][]int32, len(counts))
	for i, n := range counts {
		b.byKind[i] = make([]int32, 0, n)
	}
	for i := range b.Facts {
		if k := b.Facts[i].record.kind; k < unknownKinds {
			b.byKind[k] = append(b.byKind[k], int32(i))
		}
	}
}
