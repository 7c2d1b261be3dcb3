package facts

import (
	"context"
	"sync/atomic"
)

// link numbers the facts, resolves every ref and indexes the roles.
func (b *Base) link(ctx context.Context, jobs int) error {
	total := 0
	starts := make([]int, len(b.Files))
	for i, f := range b.Files {
		starts[i] = total
		total += len(f.Facts)
	}
	b.Facts = make([]*Fact, total)
	b.world.facts.Store(&b.Facts)
	b.ids.hashes, b.contents.hashes = make([]uint64, total), make([]uint64, total)
	b.eachFile(jobs, func(f *File) {
		at := starts[f.Index]
		for i := range f.Facts {
			fact := &f.Facts[i]
			fact.Index = int32(at + i)
			b.Facts[at+i] = fact
			b.ids.hashes[at+i], b.contents.hashes[at+i] = fact.hashes()
		}
	})
	b.findLost()
	b.ids.build(jobs, b.sameID)
	b.contents.build(jobs, b.sameContent)
	b.duplicates, b.equals = b.ids.duplicates(), b.contents.duplicates()
	b.findAmbiguous()
	b.refs = make([][]Problem, len(b.Files))
	b.eachFile(jobs, b.resolve)
	b.countKinds()
	b.wordRefs()
	if err := ctx.Err(); err != nil {
		return err
	}
	b.tenures.build(b)
	b.quantities.build(b)
	b.world.base.Store(b)
	return ctx.Err()
}

// hashes returns a hash of the fact's id, or else of what it says; 0 for none.
func (f *Fact) hashes() (id, content uint64) {
	switch {
	case f.ID != "":
		return hashOf(f.ID), 0
	case f.UnknownKind():
		return 0, 0
	}
	return 0, f.contentHash()
}

func (b *Base) sameID(i, j int32) bool      { return b.Facts[i].ID == b.Facts[j].ID }
func (b *Base) sameContent(i, j int32) bool { return b.Facts[i].Equal(b.Facts[j]) }

func (b *Base) findAmbiguous() {
	b.ambiguous = nil
	for _, d := range b.duplicates {
		if b.ambiguous == nil {
			b.ambiguous = map[int32]bool{}
		}
		b.ambiguous[d[0]] = true
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
	for _, f := range b.Facts {
		if f.Kind.Index != None {
			counts[f.Kind.Index]++
		}
	}
	b.byKind = make([][]int32, len(counts))
	for i, n := range counts {
		b.byKind[i] = make([]int32, 0, n)
	}
	for i, f := range b.Facts {
		if k := f.Kind.Index; k != None {
			b.byKind[k] = append(b.byKind[k], int32(i))
		}
	}
}
