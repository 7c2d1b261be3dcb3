package facts

import "iter"

// Referrers tells which facts refer to a fact. A base refers forward only; this
// is the index of the other direction, for whoever asks for it. It is read-only.
type Referrers struct {
	start []int32 // by Fact.Index: where its references begin in all; one more at the end
	all   []Reference
}

// A Reference is one place where a fact refers to another.
type Reference struct {
	// Value is the ref; Value.Fact is who refers.
	Value Value
	// Path is the field with, inside a table, the key: "by", "by.as", "after".
	Path string
	// Inherited says that it stands in the [defaults] of the file.
	Inherited bool
}

// Place returns where the reference stands; of an inherited one, which stands
// at one place for many facts, where its fact does.
func (r *Reference) Place() Place {
	if r.Inherited {
		return r.Value.fact.Place()
	}
	return r.Value.Place()
}

// Referrers indexes the references of a base, in one walk over all its values.
// Refs that name nothing, or an id that several facts have, are in no list.
func (b *Base) Referrers() *Referrers {
	r := &Referrers{start: make([]int32, len(b.Facts)+1)}
	var found []Reference
	var to []int32
	for _, f := range b.Facts {
		for path, v := range f.references {
			i := v.Ref().Index
			found, to = append(found, Reference{v, path, v.inherited()}), append(to, i)
			r.start[i+1]++
		}
	}
	for i := range b.Facts {
		r.start[i+1] += r.start[i]
	}
	r.all = make([]Reference, len(found))
	next := append([]int32(nil), r.start...)
	for n, i := range to {
		r.all[next[i]] = found[n]
		next[i]++
	}
	return r
}

// To yields every reference to a fact, in the order of the facts and of writing.
func (r *Referrers) To(f *Fact) iter.Seq[*Reference] {
	return func(yield func(*Reference) bool) {
		for i := r.start[f.Index]; i < r.start[f.Index+1]; i++ {
			if !yield(&r.all[i]) {
				return
			}
		}
	}
}

// references yields every ref of the fact that names another, with its path.
func (f *Fact) references(yield func(path string, v Value) bool) {
	for field, v := range f.Written {
		if !v.references(field.Name, yield) {
			return
		}
	}
}

// references goes down lists and tables. Tables are as deep as the kinds
// declare them, which is little.
func (v Value) references(path string, yield func(string, Value) bool) bool {
	switch v.value.shape {
	case refValue:
		return v.Ref() == nil || yield(path, v)
	case listValue, tableValue:
		for e := range v.elems {
			inner := path
			if v.value.shape == tableValue && v.Field().Type != relationType {
				inner += "." + e.key()
			}
			if !e.references(inner, yield) {
				return false
			}
		}
	}
	return true
}

// inherited reports whether the value is not written in its fact but in the
// [defaults] of the file. Where those follow the fact itself, it says no.
func (v Value) inherited() bool { return v.fact.File.Holding(v.value.start) != v.fact }
