package facts

import (
	"slices"
	"strings"
)

// fits reports whether files read anew can stand in the place of the old ones
// with every fact keeping its number.
func (b *Base) fits(changes map[string][]byte, read []*File, o Options) bool {
	if o.Vocabulary != b.Vocabulary || len(read) != len(changes) || b.world.base.Load() != b {
		return false
	}
	for _, f := range read {
		old := b.file(f.Path)
		if old == nil || len(old.Facts) != len(f.Facts) {
			return false
		}
	}
	return true
}

// file returns the file with the path, or nil.
func (b *Base) file(path string) *File {
	i, ok := slices.BinarySearchFunc(b.Files, path, func(f *File, path string) int { return strings.Compare(f.Path, path) })
	if !ok {
		return nil
	}
	return b.Files[i]
}

// patch returns the base with files in the place of those with the same paths,
// which have as many facts. It shares with b what these do not touch.
func (b *Base) patch(read []*File, unread []error) *Base {
	out := &Base{
		Vocabulary: b.Vocabulary, Files: slices.Clone(b.Files), Facts: slices.Clone(b.Facts),
		Unread: unread, NotFollowed: b.NotFollowed, Nested: b.Nested, unlisted: b.unlisted,
		world: b.world, ids: b.ids, contents: b.contents, duplicates: b.duplicates, ambiguous: b.ambiguous, equals: b.equals,
		byKind: b.byKind, refs: slices.Clone(b.refs), near: b.near,
	}
	p := patch{old: b, base: out, touched: make(numbers, (len(b.Facts)+63)/64)}
	for _, f := range read {
		f.world = b.world
		p.replace(f)
	}
	out.findLost()
	ids := p.indexIDs(read)
	for _, i := range b.filesNaming(ids) {
		if out.Files[i] == b.Files[i] {
			f := b.Files[i].unlinked()
			p.replace(f)
			read = append(read, f)
		}
	}
	for _, f := range read {
		out.resolve(f)
	}
	out.world.facts.Store(&out.Facts)
	if len(ids) > 0 {
		out.near = nil
	}
	if p.kinds {
		out.countKinds()
	}
	out.wordRefs()
	p.patchTenures(read)
	p.patchQuantities(read)
	out.world.base.Store(out)
	return out
}

// A patch is the making of a base from another one.
type patch struct {
	old, base *Base
	touched   numbers // facts in replaced files
	kinds     bool    // some fact is of another kind
}

// numbers is a set of facts, a bit each.
type numbers []uint64

func (n numbers) has(i int32) bool { return n[i/64]&(1<<(i%64)) != 0 }
func (n numbers) add(i int32)      { n[i/64] |= 1 << (i % 64) }

// replace puts a file in the place of the one with its path.
func (p *patch) replace(f *File) {
	old := p.old.file(f.Path)
	f.Index = old.Index
	p.base.Files[f.Index] = f
	for i := range f.Facts {
		fact := &f.Facts[i]
		fact.Index = old.Facts[i].Index
		p.base.Facts[fact.Index] = fact
		p.touched.add(fact.Index)
		p.kinds = p.kinds || fact.Kind.Index != old.Facts[i].Kind.Index
	}
}

// indexIDs brings the tables of ids and of what facts say up to date, and
// returns the hashes of the ids that now mean another fact, or one of another kind.
func (p *patch) indexIDs(read []*File) map[uint64]bool {
	b := p.base
	changed := map[uint64]bool{}
	ids, contents := newReindex(&b.ids), newReindex(&b.contents)
	for _, f := range read {
		for i := range f.Facts {
			fact := &f.Facts[i]
			old := p.old.Facts[fact.Index]
			id, content := fact.hashes()
			if was := b.ids.hashes[fact.Index]; fact.ID != old.ID || fact.ID != "" && fact.Kind != old.Kind && !(fact.UnknownKind() && old.UnknownKind() && fact.Kind.Name == old.Kind.Name) {
				changed[was], changed[id] = true, true
				ids.set(fact.Index, id)
			}
			contents.set(fact.Index, content)
		}
	}
	delete(changed, 0)
	if ids.apply(b.sameID) {
		b.duplicates = b.ids.duplicates()
		b.findAmbiguous()
	}
	if contents.apply(b.sameContent) {
		b.equals = b.contents.duplicates()
	}
	return changed
}

// filesNaming returns the positions of the files that have a ref to one of some ids.
func (b *Base) filesNaming(ids map[uint64]bool) []int {
	if len(ids) == 0 {
		return nil
	}
	var out []int
	for i, f := range b.Files {
		names := f.refNames()
		for id := range ids {
			if _, found := slices.BinarySearch(names, id); found {
				out = append(out, i)
				break
			}
		}
	}
	return out
}

// refNames returns the hashes of all ids in the file's refs, sorted. They are
// worked out when an edit first asks.
func (f *File) refNames() []uint64 {
	if f.names == nil {
		names := []uint64{}
		for _, values := range [][]value{f.values, f.elems} {
			for i := range values {
				if v := &values[i]; v.shape == refValue {
					names = append(names, hashOf(f.text(v, uint32(v.bits>>32))))
				}
			}
		}
		slices.Sort(names)
		f.names = slices.Clip(slices.Compact(names))
	}
	return f.names
}

// patchTenures makes the index of tenures from that of the old base: those of
// replaced files anew, the others with what they refer to as it stands now.
func (p *patch) patchTenures(read []*File) {
	b, old := p.base, &p.old.tenures
	fresh := &tenureIndex{}
	p.eachFact(read, func(f *Fact) {
		switch {
		case f.Kind.Tenure != nil:
			fresh.add(f)
		case f.UnknownKind():
			fresh.unknown = append(fresh.unknown, f.Index)
		}
	})
	slices.SortFunc(fresh.all, compareTenures)
	out := &b.tenures
	out.vague = p.merged(old.vague, fresh.vague)
	if out.unknown = p.merged(old.unknown, fresh.unknown); len(fresh.unknown) == 0 && len(out.unknown) == len(old.unknown) {
		out.loose.words, out.loose.any = old.loose.words, old.loose.any
	} else {
		out.findWords(b)
	}
	out.all = mergeInto(old.all, fresh.all, compareTenures, func(t *Tenure) bool {
		if p.touched.has(t.key.holder) {
			t.Holder = b.Facts[t.key.holder]
		}
		if p.touched.has(t.key.of) {
			t.Of = b.Facts[t.key.of]
		}
		return !p.touched.has(t.key.fact)
	})
	if slices.EqualFunc(out.all, old.all, func(a, b Tenure) bool {
		return a.key.of == b.key.of && a.key.holder == b.key.holder && a.key.fact == b.key.fact
	}) {
		out.by = old.by
	}
	out.finish(b)
}

// merged returns the numbers of an old list that are not touched, and those of a new one.
func (p *patch) merged(old, fresh []int32) []int32 {
	out := slices.DeleteFunc(slices.Clone(old), p.touched.has)
	return append(out, fresh...)
}

func (p *patch) patchQuantities(read []*File) {
	b, old := p.base, &p.old.quantities
	fresh := &quantityIndex{}
	p.eachFact(read, func(f *Fact) {
		if f.Kind.Quantity != nil {
			fresh.add(f)
		}
	})
	slices.SortFunc(fresh.all, compareQuantities)
	b.quantities.all = mergeInto(old.all, fresh.all, compareQuantities, func(q *Quantity) bool {
		if p.touched.has(q.of) {
			q.Of = b.Facts[q.of]
		}
		return !p.touched.has(q.fact)
	})
	b.quantities.finish()
}

func (p *patch) eachFact(files []*File, do func(*Fact)) {
	for _, f := range files {
		for i := range f.Facts {
			do(&f.Facts[i])
		}
	}
}

// mergeInto returns two sorted lists as one: copies of those of the old list
// that keep takes, and may change but for their order, and the fresh ones.
func mergeInto[T any](old, fresh []T, compare func(a, b T) int, keep func(*T) bool) []T {
	out := make([]T, 0, len(old)+len(fresh))
	for i := range old {
		out = append(out, old[i])
		last := &out[len(out)-1]
		if !keep(last) {
			out = out[:len(out)-1]
			continue
		}
		for len(fresh) > 0 && compare(fresh[0], *last) < 0 {
			kept := *last
			*last = fresh[0]
			out = append(out, kept)
			last = &out[len(out)-1]
			fresh = fresh[1:]
		}
	}
	return append(out, fresh...)
}
