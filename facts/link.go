package facts

import (
	"context"
	"slices"
	"sync/atomic"
)

// link makes the base of what files say, which are sorted by path. The error is
// the context's.
func (b *Base) link(ctx context.Context, contents []*content, jobs int) error {
	b.place(contents)
	b.settle(ctx, b.view(ctx, jobs))
	wrong := b.resolve(ctx, jobs)
	parts := [...]func(){b.findLost, b.countKinds, func() { b.tenures.build(b) }, func() { b.quantities.build(b) }}
	var next atomic.Int64
	each(min(jobs, len(parts)), func(int) {
		for i := next.Add(1); int(i) <= len(parts) && ctx.Err() == nil; i = next.Add(1) {
			parts[i-1]()
		}
	})
	b.word(ctx, wrong)
	return ctx.Err()
}

// place gives every file its place in the base.
func (b *Base) place(contents []*content) {
	records, foreign := 0, 0
	for _, c := range contents {
		records += len(c.records)
		foreign += len(c.foreign)
	}
	b.Facts, b.ids = make([]Fact, records), newHashTable(records)
	targets := make([]int32, foreign)
	files := make([]File, len(contents))
	b.Files = make([]*File, len(contents))
	records, foreign = 0, 0
	for i, c := range contents {
		facts, refs := records+len(c.records), foreign+len(c.foreign)
		files[i] = File{Path: c.path, Source: c.source, Index: i, content: c, base: b, first: int32(records),
			Facts: b.Facts[records:facts:facts], leads: c.leads, foreign: targets[foreign:refs:refs]}
		b.Files[i] = &files[i]
		records, foreign = facts, refs
	}
}

// view gives every record its place in the base, and returns the facts with the
// hash of another.
func (b *Base) view(ctx context.Context, jobs int) (again []int32) {
	found := make([][]int32, jobs)
	b.eachFile(ctx, jobs, func(worker int, f *File) {
		for i := range f.Facts {
			f.Facts[i] = Fact{File: f, record: &f.records[i], Index: f.first + int32(i), traits: f.traits[i]}
		}
		f.blame()
		found[worker] = b.ids.insert(f, found[worker])
	})
	return slices.Concat(found...)
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

// eachFile calls f for every file, several at once, in pieces of a few files,
// until the context ends.
func (b *Base) eachFile(ctx context.Context, jobs int, f func(worker int, file *File)) {
	const piece = 16
	var next atomic.Int64
	each(min(jobs, len(b.Files)/piece+1), func(worker int) {
		for ctx.Err() == nil {
			hi := int(next.Add(piece))
			lo := hi - piece
			if lo >= len(b.Files) {
				return
			}
			for _, file := range b.Files[lo:min(hi, len(b.Files))] {
				f(worker, file)
			}
		}
	})
}

// countKinds lists the facts of each kind.
func (b *Base) countKinds() {
	counts := make([]int, len(b.Vocabulary.Kinds))
	for _, f := range b.Files {
		for _, t := range f.traits {
			if t.kind < unknownKinds {
				counts[t.kind]++
			}
		}
	}
	all := make([]int32, len(b.Facts))
	b.byKind = make([][]int32, len(counts))
	for i, n := range counts {
		b.byKind[i], all = all[:0:n], all[n:]
	}
	for _, f := range b.Files {
		for i, t := range f.traits {
			if t.kind < unknownKinds {
				b.byKind[t.kind] = append(b.byKind[t.kind], f.first+int32(i))
			}
		}
	}
}
