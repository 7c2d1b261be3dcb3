package rules

import "math/bits"

// hashSet is a set of hashes, of which it has some more than were added: about one
// in 400. So it stays in the cache. Each is two bits of one word.
type hashSet []uint64

// newHashSet returns a set for n hashes.
func newHashSet(n int) hashSet { return make(hashSet, 1<<bits.Len(uint(n/2))) }

func (s hashSet) at(hash uint64) (word *uint64, mask uint64) {
	return &s[hash>>12&uint64(len(s)-1)], 1<<(hash&63) | 1<<(hash>>6&63)
}

func (s hashSet) add(hash uint64) {
	word, mask := s.at(hash)
	*word |= mask
}

func (s hashSet) has(hash uint64) bool {
	word, mask := s.at(hash)
	return *word&mask == mask
}
