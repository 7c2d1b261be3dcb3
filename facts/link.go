package facts

import (
	"context"
	"hash/maphash"
	"slices"
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
	hashes, contents := make([]uint64, total), make([]uint64, total)
	b.eachFile(jobs, func(f *File) {
		at := starts[f.Index]
		for i := range f.Facts {
			fact := &f.Facts[i]
			fact.Index = int32(at + i)
			b.Facts[at+i] = fact
			if fact.ID != "" {
				hashes[at+i] = hashOf(fact.ID)
			} else if !fact.UnknownKind() {
				contents[at+i] = fact.contentHash()
			}
		}
	})
	b.findLost()
	b.duplicates = b.ids.build(hashes, jobs, func(i, j int32) bool { return b.Facts[i].ID == b.Facts[j].ID })
	var same idTable
	b.equals = same.build(contents, jobs, func(i, j int32) bool { return b.Facts[i].Equal(b.Facts[j]) })
	for _, d := range b.duplicates {
		if b.ambiguous == nil {
			b.ambiguous = map[int32]bool{}
		}
		b.ambiguous[d[0]] = true
	}
	b.resolve(jobs)
	if err := ctx.Err(); err != nil {
		return err
	}
	b.countKinds()
	b.tenures.build(b)
	b.quantities.build(b)
	return ctx.Err()
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

// resolve finds the fact that each ref names.
func (b *Base) resolve(jobs int) {
	problems := make([][]Problem, len(b.Files))
	b.eachFile(jobs, func(f *File) {
		for i := range f.values {
			b.resolveOne(f, &f.values[i], problems)
		}
		for i := range f.elems {
			b.resolveOne(f, &f.elems[i], problems)
		}
		slices.SortStableFunc(problems[f.Index], func(a, b Problem) int { return int(a.Span.Start) - int(b.Span.Start) })
	})
	for _, ps := range problems {
		// A value in [defaults] stands at many facts, and is one finding.
		last := Span{}
		for _, p := range ps {
			if p.Span != last {
				b.Problems = append(b.Problems, p)
			}
			last = p.Span
		}
	}
	b.proposeIDs()
}

// resolveOne resolves one value, and reports it when nothing has that id or
// what has it is of a kind that the field does not take.
func (b *Base) resolveOne(f *File, v *value, problems [][]Problem) {
	if v.shape != refValue {
		return
	}
	id := f.text(v, uint32(v.bits>>32))
	i := b.ids.find(b, hashOf(id), id)
	field := b.Vocabulary.fields[v.field]
	at := Span{Start: v.start, End: v.end}
	if i < 0 {
		problems[f.Index] = append(problems[f.Index], Problem{Kind: RefProblem, File: f, Span: at, Fact: f.Holding(v.start), Message: id, field: field})
		return
	}
	if b.ambiguous[i] {
		return // nobody can tell which of several is meant
	}
	to := b.Facts[i]
	if !field.takes(to.Kind) {
		if !to.UnknownKind() {
			problems[f.Index] = append(problems[f.Index], Problem{
				Kind: RefKindProblem, File: f, Span: at, Fact: f.Holding(v.start),
				Message: field.Name + " takes the id of " + kindsOf(field) + "; " + quote(id) + " is " + article(to.Kind.Name),
				Related: to.Place(), RelatedWords: "this is " + article(to.Kind.Name),
			})
		}
		return
	}
	v.bits |= uint64(i + 1)
}

// takes reports whether the field may refer to a fact of kind k.
func (f *Field) takes(k *Kind) bool {
	if len(f.To) == 0 {
		return true
	}
	for _, t := range f.To {
		if t == k {
			return true
		}
	}
	return false
}

// maxProposals bounds the work of finding near ids in a base with many wrong ones.
const maxProposals = 20_000_000

// proposeIDs words the unresolved refs, each with the nearest id that its
// field takes, and drops those that may name a fact which could not be read.
func (b *Base) proposeIDs() {
	budget := maxProposals
	type key struct {
		id    string
		field *Field
	}
	near := map[key]string{}
	kept := b.Problems[:0]
	for _, p := range b.Problems {
		if p.Kind != RefProblem {
			kept = append(kept, p)
			continue
		}
		id := p.Message
		if b.MayHaveLost(id) {
			continue
		}
		field := p.field
		k := key{id, field}
		best, known := near[k]
		if !known && budget > 0 {
			best = Nearest(id, func(yield func(string) bool) {
				for _, f := range b.Facts {
					budget--
					if f.ID != "" && field.takes(f.Kind) && !yield(f.ID) {
						return
					}
				}
			})
			near[k] = best
		}
		p.Message = "nothing has the id " + quote(id)
		if id == "" {
			p.Message = "no id stands here; write that of " + kindsOf(field)
		} else if best != "" {
			p.Message += "; did you mean " + quote(best) + "?"
			p.Instead = `"` + best + `"`
		} else {
			p.Message += "; add " + kindsOf(field) + " with that id, or correct it"
		}
		kept = append(kept, p)
	}
	b.Problems = kept
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

var seed = maphash.MakeSeed()

// hashOf returns a hash that is never 0.
func hashOf(id string) uint64 { return maphash.String(seed, id) | 1 }

// idTable finds facts by id: open addressing, in as many parts as can be built at once.
type idTable struct {
	parts []idPart
}

type idPart struct {
	hashes []uint32 // upper half of the hash; 0 for an empty slot
	facts  []int32
}

const idParts = 16

// build fills the table from one hash a fact, 0 for facts without, and returns
// the pairs of facts of which same says so, the first such fact first.
func (t *idTable) build(hashes []uint64, jobs int, same func(i, j int32) bool) [][2]int32 {
	t.parts = make([]idPart, idParts)
	counts := make([]int, idParts)
	for _, h := range hashes {
		if h != 0 {
			counts[partOf(h)]++
		}
	}
	duplicates := make([][][2]int32, idParts)
	var next atomic.Int64
	each(min(jobs, idParts), func(int) {
		for {
			p := int(next.Add(1)) - 1
			if p >= idParts {
				return
			}
			part := &t.parts[p]
			size := 8
			for size < counts[p]*2 {
				size *= 2
			}
			part.hashes, part.facts = make([]uint32, size), make([]int32, size)
			for i, h := range hashes {
				if h == 0 || partOf(h) != p {
					continue
				}
				if first := part.insert(h, int32(i), same); first >= 0 {
					duplicates[p] = append(duplicates[p], [2]int32{first, int32(i)})
				}
			}
		}
	})
	all := slices.Concat(duplicates...)
	slices.SortFunc(all, func(a, b [2]int32) int { return int(a[1]) - int(b[1]) })
	return all
}

func partOf(h uint64) int { return int(h>>1) % idParts }

// insert adds fact i, and returns the fact that is there already in its place, or -1.
func (p *idPart) insert(h uint64, i int32, same func(i, j int32) bool) int32 {
	tag, mask := tagOf(h), uint64(len(p.hashes)-1)
	for slot := (h >> 5) & mask; ; slot = (slot + 1) & mask {
		switch p.hashes[slot] {
		case 0:
			p.hashes[slot], p.facts[slot] = tag, i
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
	tag, mask := tagOf(h), uint64(len(p.hashes)-1)
	for slot := (h >> 5) & mask; ; slot = (slot + 1) & mask {
		switch p.hashes[slot] {
		case 0:
			return -1
		case tag:
			if i := p.facts[slot]; b.Facts[i].ID == id {
				return i
			}
		}
	}
}
