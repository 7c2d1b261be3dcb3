package facts

import (
	"hash/maphash"
	"slices"
)

// Equal reports whether two facts are of one kind and equal in every field,
// whatever the order and the form in which they are written.
func (f *Fact) Equal(g *Fact) bool {
	if f.Kind != g.Kind || f.ID != g.ID || f.count != g.count || f.Broken() || g.Broken() || f.UnknownKind() {
		return false
	}
	for i := range f.values() {
		v := &f.values()[i]
		if v.shape == badValue {
			return false
		}
		w := g.written(int(v.field - f.Kind.first))
		if !w.OK() || !equalValues(f.File, v, w.fact.File, w.value) {
			return false
		}
	}
	return true
}

func equalValues(f *File, v *value, g *File, w *value) bool {
	if v.shape != w.shape || v.field != w.field {
		return false
	}
	switch v.shape {
	case listValue, tableValue:
		a, b := f.run(v), g.run(w)
		if len(a) != len(b) {
			return false
		}
		for i := range a {
			j := i
			if v.shape == tableValue {
				j = slices.IndexFunc(b, func(e value) bool { return e.field == a[i].field && g.keyOf(&e) == f.keyOf(&a[i]) })
			}
			if j < 0 || !equalValues(f, &a[i], g, &b[j]) {
				return false
			}
		}
		return true
	case textValue, urlCitation:
		return f.text(v, uint32(v.bits)) == g.text(w, uint32(w.bits))
	case refValue:
		return f.text(v, uint32(v.bits>>32)) == g.text(w, uint32(w.bits>>32))
	case dateValue:
		d, err := f.date(v)
		e, err2 := g.date(w)
		return err == nil && err2 == nil && d == e
	}
	return v.bits == w.bits
}

// run returns the elements of a list or table.
func (f *File) run(v *value) []value {
	first, n := uint32(v.bits>>32), uint32(v.bits)
	return f.elems[first : first+n]
}

// contentHash returns a hash that facts equal in every field share, whatever
// the order of their fields; dates hash alike, since one may be written in many ways.
func (f *Fact) contentHash() uint64 {
	sum := uint64(f.Kind.Index) + 1
	for i := range f.values() {
		sum += hashValue(f.File, &f.values()[i])
	}
	return sum | 1
}

func hashValue(f *File, v *value) uint64 {
	h := (uint64(v.field) + 1) * 0x9E3779B97F4A7C15
	switch v.shape {
	case listValue, tableValue:
		for i := range f.run(v) {
			h += hashValue(f, &f.run(v)[i]) | 1
		}
	case textValue, urlCitation:
		h ^= maphash.String(seed, f.text(v, uint32(v.bits)))
	case refValue:
		h ^= maphash.String(seed, f.text(v, uint32(v.bits>>32)))
	case dateValue:
		if d, err := f.date(v); err == nil {
			h ^= uint64(d.Begin.Earliest)*31 + uint64(d.End.Latest)
		}
	default:
		h ^= v.bits
	}
	return h * 0xD6E8FEB86659FD93
}
