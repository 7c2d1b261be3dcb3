package facts

import (
	"cmp"
	"context"
	"hash/maphash"
	"math/bits"
	"slices"
	"sync/atomic"
)

var seed = maphash.MakeSeed()

// hashOf returns a hash that is never 0. Strangers cannot make many ids share
// one: the seed is new in every process.
func hashOf(id string) uint64 { return maphash.String(seed, id) | 1 }

// hashTable finds the facts of a base by their hashes, which are those of the
// ids or, of facts without one, of what they say: open addressing, filled by
// all workers at once.
type hashTable struct {
	slots []slot
	// odd are facts whose hash another fact has that is not the same. There are
	// none unless the hash is worse than it should be; if there are, every text
	// is compared.
	odd []int32
}

// slot is one place of the table: all that resolving a ref looks at.
type slot struct {
	hash uint64 // 0 for an empty one
	fact int32  // of several that are the same the first
	kind uint16
}

// newHashTable returns a table with room for n facts.
func newHashTable(n int) hashTable { return hashTable{slots: make([]slot, n+n/2+1)} }

// home returns where the search for a hash begins.
func (t *hashTable) home(hash uint64) uint64 {
	at, _ := bits.Mul64(hash, uint64(len(t.slots)))
	return at
}

func (t *hashTable) next(at uint64) uint64 {
	if at++; at == uint64(len(t.slots)) {
		return 0
	}
	return at
}

// insert adds the facts of a file, while others are added too, and returns
// again with those appended whose hash is in the table already.
func (t *hashTable) insert(f *File, again []int32) []int32 {
	const batch = 64
	for lo := 0; lo < len(f.hashes); lo += batch {
		hashes := f.hashes[lo:min(lo+batch, len(f.hashes))]
		// Whoever takes a slot waits for its memory; looking at many first, they come together.
		for _, h := range hashes {
			atomic.LoadUint64(&t.slots[t.home(h)].hash)
		}
		for i, h := range hashes {
			if h != 0 && !t.take(h, f.first+int32(lo+i), f.traits[lo+i].kind) {
				again = append(again, f.first+int32(lo+i))
			}
		}
	}
	return again
}

// take gives a fact a slot unless one with its hash has one.
func (t *hashTable) take(hash uint64, fact int32, kind uint16) bool {
	for at := t.home(hash); ; at = t.next(at) {
		s := &t.slots[at]
		for {
			if found := atomic.LoadUint64(&s.hash); found == hash {
				return false
			} else if found != 0 {
				break
			}
			if atomic.CompareAndSwapUint64(&s.hash, 0, hash) {
				s.fact, s.kind = fact, kind
				return true
			}
		}
	}
}

// find returns the slot with a hash, or nil.
func (t *hashTable) find(hash uint64) *slot {
	for at := t.home(hash); ; at = t.next(at) {
		switch s := &t.slots[at]; s.hash {
		case hash:
			return s
		case 0:
			return nil
		}
	}
}

// settle decides which of the facts that share a hash has the slot, and notes
// those that are the same as an earlier one. Again are the facts that found
// theirs taken.
func (b *Base) settle(ctx context.Context, again []int32) {
	if len(again) == 0 {
		return
	}
	slices.SortFunc(again, func(i, j int32) int {
		return cmp.Or(cmp.Compare(b.Facts[i].hash(), b.Facts[j].hash()), cmp.Compare(i, j))
	})
	b.ambiguous = map[int32]bool{}
	for len(again) > 0 && ctx.Err() == nil {
		n, hash := 1, b.Facts[again[0]].hash()
		for n < len(again) && b.Facts[again[n]].hash() == hash {
			n++
		}
		b.share(b.ids.find(hash), again[:n])
		again = again[n:]
	}
	bySecond := func(a, b [2]int32) int { return cmp.Compare(a[1], b[1]) }
	slices.SortFunc(b.duplicates, bySecond)
	slices.SortFunc(b.equals, bySecond)
}

// share settles one slot.
func (b *Base) share(s *slot, again []int32) {
	all := append([]int32{s.fact}, again...)
	slices.Sort(all)
	firsts := all[:0] // of those that are the same
next:
	for _, i := range all {
		f := &b.Facts[i]
		for _, first := range firsts {
			switch g := &b.Facts[first]; {
			case f.id.End > 0 && g.id.End > 0 && f.ID() == g.ID():
				b.duplicates = append(b.duplicates, [2]int32{first, i})
				b.ambiguous[first], b.ambiguous[i] = true, true
				continue next
			case f.id.End == 0 && g.id.End == 0 && g.Equal(f):
				b.equals = append(b.equals, [2]int32{first, i})
				continue next
			}
		}
		firsts = append(firsts, i)
	}
	s.fact, s.kind = firsts[0], b.Facts[firsts[0]].traits.kind
	b.ids.odd = append(b.ids.odd, firsts[1:]...)
}

// hash returns the hash of the fact's id or, without one, of what it says.
func (f *Fact) hash() uint64 { return f.File.hashes[f.Index-f.File.first] }

// find returns the index of the first fact with the id, which has the hash, or -1.
func (b *Base) find(hash uint64, id string) int32 {
	has := func(i int32) bool { return b.Facts[i].id.End > 0 && b.Facts[i].ID() == id }
	if s := b.ids.find(hash); s != nil && has(s.fact) {
		return s.fact
	}
	for _, i := range b.ids.odd {
		if has(i) {
			return i
		}
	}
	return -1
}
