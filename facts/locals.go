package facts

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
	if len(c.leads) == 0 {
		r.locals.reset(c)
	}
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
