package facts

import (
	"hash/maphash"
	"slices"
	"sync/atomic"
)

var seed = maphash.MakeSeed()

// hashOf returns a hash that is never 0.
func hashOf(id string) uint64 { return maphash.String(seed, id) | 1 }

// idTable finds facts by a hash: open addressing, in as many parts as can be
// built at once.
type idTable struct {
	hashes []uint64 // by fact; 0 for those that it does not hold
	parts  []idPart
}

type idPart struct {
	tags  []uint32 // upper half of the hash; 0 for an empty slot
	facts []int32
	again [][2]int32 // pairs of which the second would have the place of the first
}

const idParts = 16

// build fills the table from its hashes; same says which facts take one place.
func (t *idTable) build(jobs int, same func(i, j int32) bool) {
	t.parts = make([]idPart, idParts)
	counts := t.counts()
	var next atomic.Int64
	each(min(jobs, idParts), func(int) {
		for {
			p := int(next.Add(1)) - 1
			if p >= idParts {
				return
			}
			t.fill(p, counts[p], same)
		}
	})
}

// counts returns how many facts each part holds.
func (t *idTable) counts() (counts [idParts]int) {
	for _, h := range t.hashes {
		if h != 0 {
			counts[partOf(h)]++
		}
	}
	return counts
}

// fill builds one part anew.
func (t *idTable) fill(p, count int, same func(i, j int32) bool) {
	size := 8
	for size < count*2 {
		size *= 2
	}
	part := idPart{tags: make([]uint32, size), facts: make([]int32, size)}
	for i, h := range t.hashes {
		if h == 0 || partOf(h) != p {
			continue
		}
		if first := part.insert(h, int32(i), same); first >= 0 {
			part.again = append(part.again, [2]int32{first, int32(i)})
		}
	}
	t.parts[p] = part
}

// duplicates returns the pairs of facts that share a place, the first such fact first.
func (t *idTable) duplicates() [][2]int32 {
	var all [][2]int32
	for i := range t.parts {
		all = append(all, t.parts[i].again...)
	}
	slices.SortFunc(all, func(a, b [2]int32) int { return int(a[1]) - int(b[1]) })
	return all
}

func partOf(h uint64) int { return int(h>>1) % idParts }

// insert adds fact i, and returns the fact that is there already in its place, or -1.
func (p *idPart) insert(h uint64, i int32, same func(i, j int32) bool) int32 {
	tag, mask := tagOf(h), uint64(len(p.tags)-1)
	for slot := (h >> 5) & mask; ; slot = (slot + 1) & mask {
		switch p.tags[slot] {
		case 0:
			p.tags[slot], p.facts[slot] = tag, i
			return -1
		case tag:
			if first := p.facts[slot]; same(first, i) {
				return first
			}
		}
	}
}

func tagOf(h uint64) uint32 { return uint32(h>>32) | 1 }

// find returns the index of the first fact with the id, or -1.
func (t *idTable) find(b *Base, h uint64, id string) int32 {
	if len(t.parts) == 0 {
		return -1
	}
	p := &t.parts[partOf(h)]
	tag, mask := tagOf(h), uint64(len(p.tags)-1)
	for slot := (h >> 5) & mask; ; slot = (slot + 1) & mask {
		switch p.tags[slot] {
		case 0:
			return -1
		case tag:
			if i := p.facts[slot]; b.Facts[i].ID == id {
				return i
			}
		}
	}
}

// A reindex changes a table that others share.
type reindex struct {
	table *idTable
	own   bool // its hashes are a copy
	parts [idParts]bool
}

func newReindex(t *idTable) *reindex { return &reindex{table: t} }

// set gives a fact a hash. The parts of its old and new one are built anew.
func (r *reindex) set(i int32, h uint64) {
	was := r.table.hashes[i]
	if was == h {
		return
	}
	if !r.own {
		r.table.hashes, r.own = slices.Clone(r.table.hashes), true
	}
	r.table.hashes[i] = h
	for _, h := range [2]uint64{was, h} {
		if h != 0 {
			r.parts[partOf(h)] = true
		}
	}
}

// apply builds the parts anew that changed, and reports whether there are any.
func (r *reindex) apply(same func(i, j int32) bool) bool {
	if !r.own {
		return false
	}
	r.table.parts = slices.Clone(r.table.parts)
	counts := r.table.counts()
	for p, changed := range r.parts {
		if changed {
			r.table.fill(p, counts[p], same)
		}
	}
	return true
}
