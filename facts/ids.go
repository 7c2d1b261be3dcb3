package facts

import (
	"hash/maphash"
	"slices"
	"sync/atomic"
)

var seed = maphash.MakeSeed()

// hashOf returns a hash that is never 0. Strangers cannot make many ids share
// one: the seed is new in every process.
func hashOf(id string) uint64 { return maphash.String(seed, id) | 1 }

// hashTable finds facts by a hash: open addressing, in as many parts as can be
// built at once.
type hashTable struct {
	parts [tableParts]tablePart
}

type tablePart struct {
	slots []slot
	again [][2]int32 // pairs of which the second would have the place of the first
}

type slot struct {
	hash uint64 // 0 for an empty one
	fact int32
}

const tableParts = 16

func partOf(h uint64) int { return int(h>>1) % tableParts }

// build fills the table with the facts that takes says; same says which facts
// of one hash take one place.
func (t *hashTable) build(b *Base, jobs int, takes func(*Fact) bool, same func(i, j int32) bool) {
	var lists [tableParts][]int32
	for i := range b.Facts {
		if f := &b.Facts[i]; f.hash != 0 && takes(f) {
			p := partOf(f.hash)
			lists[p] = append(lists[p], int32(i))
		}
	}
	var next atomic.Int64
	each(min(jobs, tableParts), func(int) {
		for {
			p := int(next.Add(1)) - 1
			if p >= tableParts {
				return
			}
			t.parts[p].fill(b, lists[p], same)
		}
	})
}

func (p *tablePart) fill(b *Base, list []int32, same func(i, j int32) bool) {
	size := 8
	for size < len(list)*2 {
		size *= 2
	}
	p.slots = make([]slot, size)
	mask := uint64(size - 1)
next:
	for _, i := range list {
		h := b.Facts[i].hash
		at := (h >> 5) & mask
		for ; p.slots[at].hash != 0; at = (at + 1) & mask {
			if p.slots[at].hash == h && same(p.slots[at].fact, i) {
				p.again = append(p.again, [2]int32{p.slots[at].fact, i})
				continue next
			}
		}
		p.slots[at] = slot{h, i}
	}
}

// again returns the pairs of facts that share a place, the first such fact first.
func (t *hashTable) again() [][2]int32 {
	var all [][2]int32
	for i := range t.parts {
		all = append(all, t.parts[i].again...)
	}
	slices.SortFunc(all, func(a, b [2]int32) int { return int(a[1]) - int(b[1]) })
	return all
}

// find returns the index of the first fact with the id, or -1.
func (t *hashTable) find(b *Base, h uint64, id string) int32 {
	for i := range t.candidates(h) {
		if b.Facts[i].ID() == id {
			return i
		}
	}
	return -1
}

// candidates yields the facts with a hash.
func (t *hashTable) candidates(h uint64) func(yield func(int32) bool) {
	return func(yield func(int32) bool) {
		p := &t.parts[partOf(h)]
		if len(p.slots) == 0 {
			return
		}
		mask := uint64(len(p.slots) - 1)
		for at := (h >> 5) & mask; p.slots[at].hash != 0; at = (at + 1) & mask {
			if p.slots[at].hash == h && !yield(p.slots[at].fact) {
				return
			}
		}
	}
}
