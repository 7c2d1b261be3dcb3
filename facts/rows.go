package facts

// rows gathers, while a file is at hand, what linking asks of it: the hashes of
// its facts, its refs, and the facts that play a role. The base is then made
// from these alone.
func (r *reader) rows() {
	c := r.content
	c.hashes = make([]uint64, len(c.records))
	for i := range c.records {
		if rec := &c.records[i]; rec.id.End > 0 {
			c.hashes[i] = hashOf(c.textAt(rec.id, rec.idText))
		}
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
	n := 0
	for _, values := range [...][]value{c.values, c.elems} {
		for i := range values {
			if values[i].shape == refValue {
				n++
			}
		}
	}
	if n == 0 {
		return
	}
	c.leads = make([]int32, 0, n)
	r.locals.reset(c)
	r.foreign = r.foreign[:0]
	for i := range c.values {
		r.addRef(&c.values[i], int32(i))
	}
	for i := range c.elems {
		r.addRef(&c.elems[i], int32(-1-i))
	}
	c.foreign = append(c.foreign, r.foreign...)
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
	c.leads = append(c.leads, int32(-1-len(r.foreign)))
	r.foreign = append(r.foreign, foreignRef{hash, at, v.field})
}
