package facts

import (
	"cmp"
	"context"
	"hash/maphash"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/factlint/factlint/facts/grouped"
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
	pairs, doubts := make([][][2]int32, n), make([][]doubt, n)
	tables := make([]hashTable, jobs)
	tasks(ctx, jobs, n, func(worker, region int) {
		t := &tables[worker]
		pairs[region] = t.fill(facts.of(region))
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
	if shared := b.settle(ctx, slices.Concat(pairs...)); len(shared) > 0 {
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
func (b *Base) settle(ctx context.Context, pairs [][2]int32) (shared factSet) {
	if len(pairs) == 0 {
		return nil
	}
	shared, b.ambiguous = make(factSet, len(b.Facts)), make(factSet, len(b.Facts))
	slices.SortFunc(pairs, func(a, b [2]int32) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	for some := range grouped.Runs(pairs, func(a, b *[2]int32) bool { return a[0] == b[0] }) {
		if ctx.Err() != nil {
			break
		}
		b.share(ctx, some, shared)
	}
	bySecond := func(a, b [2]int32) int { return cmp.Compare(a[1], b[1]) }
	slices.SortFunc(b.duplicates, bySecond)
	slices.SortFunc(b.equals, bySecond)
	return shared
}

// share tells apart the facts that share one hash.
func (b *Base) share(ctx context.Context, pairs [][2]int32, shared factSet) {
	firsts := []int32{pairs[0][0]} // of those that are the same
	shared[firsts[0]] = b.Facts[firsts[0]].id.End > 0
next:
	for n, pair := range pairs {
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

// withID returns the slot of the first fact with an id, or where it would be.
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

// idWords are the words of texts that could not be read as facts, each of which may be an id.
type idWords struct {
	words map[string]bool
	any   bool // one of them may be any id, spelt with escapes
}

// slug says of every byte whether an id may have it.
var slug = func() (set [256]bool) {
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._:/-") {
		set[c] = true
	}
	return set
}()

// add adds the words of a text.
func (w *idWords) add(text string) {
	if w.words == nil {
		w.words = map[string]bool{}
	}
	for word := range strings.FieldsFuncSeq(text, func(c rune) bool { return c >= utf8.RuneSelf || !slug[c] }) {
		w.words[word] = true
	}
	w.any = w.any || strings.Contains(text, `\u`) || strings.Contains(text, `\U`) || strings.Contains(text, `\x`)
}

func (w *idWords) has(id string) bool { return w.any || w.words[id] }

// buckets sort things by a number below n in two rounds over them: each number
// is counted, then each thing is given its place, those of one number in the
// order of the second round. Afterwards they say where the things of a number are.
type buckets struct{ start []int32 }

func newBuckets(n int) buckets { return buckets{make([]int32, n+2)} }

func (b buckets) count(number int32) { b.start[number+2]++ }

// counted ends the first round.
func (b buckets) counted() {
	sum := int32(0)
	for i, n := range b.start {
		sum += n
		b.start[i] = sum
	}
}

// place returns the place of the next thing with a number.
func (b buckets) place(number int32) int32 {
	at := b.start[number+1]
	b.start[number+1]++
	return at
}

// of returns where the things of a number begin and end. Of no buckets it is nowhere.
func (b buckets) of(number int32) (lo, hi int32) {
	if b.start == nil {
		return 0, 0
	}
	return b.start[number], b.start[number+1]
}

// hashed is a thing with a hash that is never 0.
type hashed struct {
	hash   uint64
	number int32  // of the fact, or of the ref
	what   uint16 // kind of the fact, or field of the ref
}

// shares divide things by a number that they have. It takes two rounds over the
// things, each by several workers: in the first each is counted, in the second given
// its place. A part of the things is one worker's in each, and those of one number
// keep their order.
type shares struct {
	at    [][]int32 // by part and number: how many there are, then where the next goes
	start []int32   // by number; one more at the end
}

func newShares(numbers, parts int) shares {
	s := shares{make([][]int32, parts), make([]int32, numbers+1)}
	for i := range s.at {
		s.at[i] = make([]int32, numbers)
	}
	return s
}

// counted ends the first round, and returns how many things there are.
func (s *shares) counted() int32 {
	sum := int32(0)
	for number := range s.start {
		s.start[number] = sum
		if number < len(s.start)-1 {
			for _, at := range s.at {
				at[number], sum = sum, sum+at[number]
			}
		}
	}
	return sum
}

// place returns the place of the next thing of a part with a number.
func (s *shares) place(part int, number uint64) int32 {
	at := &s.at[part][number]
	*at++
	return *at - 1
}

// regions divide things by their hashes, so that what is done with those of one
// region stays in the cache.
type regions struct {
	shares
	shift uint
	all   []hashed
}

// regionSize is about how many things a region has.
const regionSize = 1 << 14

// newRegions returns regions for at most so many things of a sort.
func newRegions(most, parts int) *regions {
	n := bits.Len(uint(most / regionSize))
	return &regions{shares: newShares(1<<n, parts), shift: uint(64 - n)}
}

// count counts a thing of a part.
func (r *regions) count(part int, hash uint64) { r.at[part][hash>>r.shift]++ }

// put puts a thing of a part into its region.
func (r *regions) put(part int, h hashed) { r.all[r.place(part, h.hash>>r.shift)] = h }

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
func (t *hashTable) fill(facts []hashed) (pairs [][2]int32) {
	t.reset(len(facts))
	for _, f := range facts {
		if s := t.find(f.hash); s.hash == 0 {
			*s = f
		} else {
			pairs = append(pairs, [2]int32{s.number, f.number})
		}
	}
	return pairs
}
