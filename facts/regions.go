package facts

import "math/bits"

// hashed is a thing with a hash that is never 0.
type hashed struct {
	hash   uint64
	number int32  // of the fact, or of the ref
	what   uint16 // kind of the fact, or field of the ref
}

// regions divide things by their hashes, so that what is done with those of one
// region stays in the cache. It takes two rounds over the things, each by
// several workers: in the first each is counted, in the second put. A part of the
// things is one worker's in each, and those of a region keep their order.
type regions struct {
	shift uint
	at    [][]int32 // by part and region: how many there are, then where the next goes
	start []int32   // by region; one more at the end
	all   []hashed
}

// regionSize is about how many things a region has.
const regionSize = 1 << 14

// newRegions returns regions for at most so many things of a sort.
func newRegions(most, parts int) *regions {
	n := bits.Len(uint(most / regionSize))
	r := &regions{shift: uint(64 - n), at: make([][]int32, parts), start: make([]int32, 1<<n+1)}
	for i := range r.at {
		r.at[i] = make([]int32, 1<<n)
	}
	return r
}

// count counts a thing of a part.
func (r *regions) count(part int, hash uint64) { r.at[part][hash>>r.shift]++ }

// counted ends the first round.
func (r *regions) counted() {
	sum := int32(0)
	for region := range r.start[1:] {
		r.start[region] = sum
		for _, at := range r.at {
			at[region], sum = sum, sum+at[region]
		}
	}
	r.start[len(r.start)-1] = sum
	r.all = make([]hashed, sum)
}

// put puts a thing of a part into its region.
func (r *regions) put(part int, h hashed) {
	at := &r.at[part][h.hash>>r.shift]
	r.all[*at] = h
	*at++
}

// of returns the things of a region.
func (r *regions) of(region int) []hashed { return r.all[r.start[region]:r.start[region+1]] }

// hashTable finds facts by their hashes: open addressing, with the hash 0 for a
// free slot.
type hashTable struct {
	slots []hashed
	mask  uint64
}

// reset empties the table, and gives it room for n facts.
func (t *hashTable) reset(n int) {
	size := 1 << bits.Len(uint(2*n))
	if len(t.slots) < size {
		t.slots = make([]hashed, size)
	} else {
		clear(t.slots[:size])
	}
	t.mask = uint64(size - 1)
}

// home returns where the search for a hash begins: in a region the first bits of
// all are the same, and the last is always set.
func (t *hashTable) home(hash uint64) uint64 { return hash >> 1 }

func (t *hashTable) slot(at uint64) *hashed { return &t.slots[at&t.mask] }

// find returns the slot that has a hash, or would.
func (t *hashTable) find(hash uint64) *hashed {
	for at := t.home(hash); ; at++ {
		if s := t.slot(at); s.hash == hash || s.hash == 0 {
			return s
		}
	}
}

// fill makes the table that of facts, and returns those whose hash an earlier
// one has, each after that one.
func (t *hashTable) fill(facts []hashed) (again [][2]int32) {
	t.reset(len(facts))
	for _, f := range facts {
		if s := t.find(f.hash); s.hash == 0 {
			*s = f
		} else {
			again = append(again, [2]int32{s.number, f.number})
		}
	}
	return again
}
