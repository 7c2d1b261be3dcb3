package facts

import (
	"cmp"
	"context"
	"hash/maphash"
	"slices"
)

var seed = maphash.MakeSeed()

// hashOf returns a hash that is never 0. Strangers cannot make many ids share
// one: the seed is new in every process.
func hashOf(id string) uint64 { return maphash.String(seed, id) | 1 }

// A doubt is a ref of which more must be asked than by which fact its hash is
// shared, and that fact, -1 for none.
type doubt struct{ ref, to int32 }

// match finds the facts that are the same as an earlier one, and the fact that
// each ref names which leads out of its file, as far as hashes tell: that the
// hash, which nobody can foresee, makes one id of another is less likely than a
// fault of the machine.
func (b *Base) match(ctx context.Context, jobs int, facts, refs *regions, targets []int32) []doubt {
	n := len(facts.start) - 1
	again, doubts := make([][][2]int32, n), make([][]doubt, n)
	tables := make([]hashTable, jobs)
	tasks(ctx, jobs, n, func(worker, region int) {
		t := &tables[worker]
		again[region] = t.fill(facts.of(region))
		for _, ref := range refs.of(region) {
			to := t.find(ref.hash)
			switch {
			case to.hash == 0:
				targets[ref.number] = -1
				doubts[region] = append(doubts[region], doubt{ref.number, -1})
			case !b.takes(ref.what, to.what):
				targets[ref.number] = -1
				doubts[region] = append(doubts[region], doubt{ref.number, to.number})
			default:
				targets[ref.number] = to.number
			}
		}
	})
	if ctx.Err() != nil {
		return nil
	}
	all := slices.Concat(doubts...)
	if shared := b.settle(ctx, slices.Concat(again...)); len(shared) > 0 {
		for ref, to := range targets {
			if shared.has(to) {
				all = append(all, doubt{int32(ref), to})
			}
		}
	}
	return all
}

// takes reports whether a field may refer to a fact of a kind, by their numbers.
func (b *Base) takes(field, kind uint16) bool {
	f := b.Vocabulary.Fields[field]
	if kind >= unknownKinds {
		return len(f.To) == 0 && !f.ToTimed
	}
	return f.Takes(b.Vocabulary.Kinds[kind])
}

// settle notes the facts that are the same as an earlier one. Again are pairs
// of facts that share a hash, the first with it first. It returns those with an
// id of such facts.
func (b *Base) settle(ctx context.Context, again [][2]int32) (shared factSet) {
	if len(again) == 0 {
		return nil
	}
	shared, b.ambiguous = make(factSet, len(b.Facts)), make(factSet, len(b.Facts))
	slices.SortFunc(again, func(a, b [2]int32) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	for len(again) > 0 && ctx.Err() == nil {
		n := 1
		for n < len(again) && again[n][0] == again[0][0] {
			n++
		}
		b.share(ctx, again[:n], shared)
		again = again[n:]
	}
	bySecond := func(a, b [2]int32) int { return cmp.Compare(a[1], b[1]) }
	slices.SortFunc(b.duplicates, bySecond)
	slices.SortFunc(b.equals, bySecond)
	return shared
}

// share tells apart the facts that share one hash.
func (b *Base) share(ctx context.Context, again [][2]int32, shared factSet) {
	firsts := []int32{again[0][0]} // of those that are the same
	shared[firsts[0]] = b.Facts[firsts[0]].id.End > 0
next:
	for n, pair := range again {
		if n%1024 == 0 && ctx.Err() != nil {
			return
		}
		f := &b.Facts[pair[1]]
		shared[f.Index] = f.id.End > 0
		for _, first := range firsts {
			switch g := &b.Facts[first]; {
			case f.id.End > 0 && g.id.End > 0 && f.ID() == g.ID():
				b.duplicates = append(b.duplicates, [2]int32{first, f.Index})
				b.ambiguous[first], b.ambiguous[f.Index] = true, true
				continue next
			case f.id.End == 0 && g.id.End == 0 && g.Equal(f):
				b.equals = append(b.equals, [2]int32{first, f.Index})
				continue next
			}
		}
		firsts = append(firsts, f.Index)
	}
}

// factSet is a set of facts by their indexes; nil is none.
type factSet []bool

func (s factSet) has(fact int32) bool { return s != nil && fact >= 0 && s[fact] }

// idIndex returns the index of the facts with an id.
func (b *Base) idIndex() *hashTable {
	n := 0
	for i := range b.Facts {
		if b.Facts[i].id.End > 0 {
			n++
		}
	}
	t := &hashTable{}
	t.reset(n)
	for i := range b.Facts {
		f := &b.Facts[i]
		if f.id.End == 0 {
			continue
		}
		hash := f.File.hashes[f.Index-f.File.first]
		if s := b.withID(t, hash, f.ID()); s.hash == 0 {
			*s = hashed{hash: hash, number: f.Index}
		}
	}
	return t
}

// withID returns the slot of the first fact with an id, or where it would stand.
func (b *Base) withID(t *hashTable, hash uint64, id string) *hashed {
	for at := t.home(hash); ; at++ {
		s := t.slot(at)
		if s.hash == 0 || s.hash == hash && b.Facts[s.number].ID() == id {
			return s
		}
	}
}

// find returns the index of the first fact with the id, which has the hash, or -1.
func (b *Base) find(hash uint64, id string) int32 {
	if s := b.withID(b.byID(), hash, id); s.hash != 0 {
		return s.number
	}
	return -1
}
