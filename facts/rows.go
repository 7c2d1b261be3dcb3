package facts

// rows gathers, while a file is at hand, what linking asks of it: the hashes of
// its facts, its refs, and the facts that play a role. The base is then made
// from these alone.
func (r *reader) rows() {
	c := r.content
	for i := range c.records {
		hash := uint64(0)
		if rec := &c.records[i]; rec.id.End > 0 {
			hash = hashOf(c.textAt(rec.id, rec.idText))
		}
		c.hashes = append(c.hashes, hash)
	}
	r.findRefs()
	f := &r.view
	for i := range c.records {
		*f = Fact{File: &r.file, Index: int32(i), record: &c.records[i], traits: c.traits[i]}
		if f.id.End == 0 {
			c.hashes[i] = f.contentHash()
		}
		if f.UnknownKind() {
			continue
		}
		r.tie(f)
		k := f.Kind()
		if k.Tenure != nil {
			c.tenures = append(c.tenures, tenureRow{f.Begin(), f.End(), int32(i), f.refAt(k.Tenure.Holder), f.refAt(k.Tenure.Of), f.Get(k.Tenure.Acting).Bool() || f.spoilt(k.Tenure.Acting)})
		}
		if k.Quantity != nil && f.Comparable() {
			if of := f.refAt(k.Quantity.Of); of >= 0 {
				if q := f.figure(); q.Known {
					c.figures = append(c.figures, figureRow{int32(i), of, q})
				}
			}
		}
	}
}

// refAt returns the number of the ref in a field among those of its file, or -1.
func (f *Fact) refAt(field int) int32 {
	if v := f.Get(field); v.value != nil && v.value.shape == refValue {
		return int32(uint32(v.value.bits))
	}
	return -1
}

// locals finds the records of one file by id, while the file is at hand.
type locals struct {
	slots []localSlot
}

type localSlot struct {
	hash   uint64 // 0 for an empty slot
	record int32  // -1 when several have the id
}

// reset makes the table that of the records.
func (l *locals) reset(c *content) {
	size := 16
	for size < len(c.records)*2 {
		size *= 2
	}
	if size > cap(l.slots) || size < cap(l.slots)/16 {
		l.slots = make([]localSlot, size)
	} else {
		l.slots = l.slots[:size]
		clear(l.slots)
	}
	for i, hash := range c.hashes {
		if hash == 0 {
			continue
		}
		if s := l.slot(hash); s.hash == 0 {
			*s = localSlot{hash, int32(i)}
		} else {
			s.record = -1
		}
	}
}

// slot returns the slot of a hash, or the empty one where it belongs.
func (l *locals) slot(hash uint64) *localSlot {
	mask := uint64(len(l.slots) - 1)
	for at := hash >> 5 & mask; ; at = (at + 1) & mask {
		if s := &l.slots[at]; s.hash == hash || s.hash == 0 {
			return s
		}
	}
}

// findRefs lists the refs of the file, and finds those that lead to a record of
// the file itself.
func (r *reader) findRefs() {
	c := r.content
	r.locals.reset(c)
	for i := range c.values {
		r.addRef(&c.values[i], int32(i))
	}
	for i := range c.elems {
		r.addRef(&c.elems[i], int32(-1-i))
	}
}

func (r *reader) addRef(v *value, at int32) {
	if v.shape != refValue {
		return
	}
	c := r.content
	v.bits = v.bits&^(1<<32-1) | uint64(len(c.leads))
	hash := hashOf(c.text(v, uint32(v.bits>>32)))
	if s := r.locals.slot(hash); s.hash == hash && s.record >= 0 {
		if m := &c.traits[s.record]; m.kind < unknownKinds && r.vocabulary.Fields[v.field].Takes(r.vocabulary.Kinds[m.kind]) {
			c.leads = append(c.leads, s.record)
			return
		}
	}
	c.leads = append(c.leads, int32(-1-len(c.foreign)))
	c.foreign = append(c.foreign, foreignRef{hash, at, v.field})
}

// finish gives what was read memory of its own.
func (r *reader) finish() *content {
	c, k := r.scratch, &r.kept
	c.records, c.traits, c.hashes = k.records.copy(c.records), k.traits.copy(c.traits), k.hashes.copy(c.hashes)
	c.values, c.elems, c.leads = k.values.copy(c.values), k.values.copy(c.elems), k.leads.copy(c.leads)
	c.foreign, c.tenures, c.figures = k.foreign.copy(c.foreign), k.tenures.copy(c.tenures), k.figures.copy(c.figures)
	return &c
}

// kept is where the files of a reader keep what they say. Nothing in it has
// pointers.
type kept struct {
	records chunk[record]
	traits  chunk[traits]
	hashes  chunk[uint64]
	values  chunk[value]
	leads   chunk[int32]
	foreign chunk[foreignRef]
	tenures chunk[tenureRow]
	figures chunk[figureRow]
}

// chunk is memory that several files share. A file that is read alone, as after
// an edit, gets as much as it needs, so that it can be let go alone; of many
// each next chunk is larger.
type chunk[T any] struct {
	free []T
	size int
}

func (c *chunk[T]) copy(s []T) []T {
	if len(s) == 0 {
		return nil
	}
	if len(s) > len(c.free) {
		c.size = max(len(s), min(2*c.size, maxChunk))
		c.free = make([]T, c.size)
	}
	out := c.free[:len(s):len(s)]
	c.free = c.free[copy(out, s):]
	return out
}

const maxChunk = 1 << 15
