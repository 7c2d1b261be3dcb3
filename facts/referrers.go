package facts

import (
	"cmp"
	"iter"
	"slices"

	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
)

// Referrers tells which facts refer to a fact. A base refers forward only; this
// is the index of the other direction, for whoever asks for it. It is read-only.
type Referrers struct {
	all []Reference
	of  buckets // all by what is referred to

	loose    []bool // by Kind.Index: a slip in a fact of the kind may hide a reference
	anyLoose bool   // some fact has an error, or is of a kind that nobody knows
	unknown  bool   // some fact is of a kind that nobody knows
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

// Loose reports whether a fact of the kind, or of any for nil, may refer to
// something although it is in no list: one with an error of its own, or of a
// kind that nobody knows.
func (r *Referrers) Loose(k *vocabulary.Kind) bool {
	if k == nil {
		return r.anyLoose
	}
	return r.unknown || r.loose[k.Index]
}

// findLoose notes the kinds of the facts that something is wrong with.
func (r *Referrers) findLoose(b *Base) {
	r.loose = make([]bool, len(b.Vocabulary.Kinds))
	note := func(f *Fact) {
		r.anyLoose = true
		if f.UnknownKind() {
			r.unknown = true
		} else {
			r.loose[f.Kind().Index] = true
		}
	}
	problems := func(in *File, all []Problem) {
		for i := range all {
			switch p := &all[i]; {
			case p.Fact != nil:
				note(p.Fact)
			case p.Kind != SyntaxProblem: // in [defaults], which stand at every fact, or no fact at all
				for j := range in.Facts {
					note(&in.Facts[j])
				}
				r.unknown = r.unknown || p.Kind == KindProblem
			}
		}
	}
	for _, f := range b.Files {
		problems(f, f.Problems)
		if len(f.Problems) > maxProblems { // not all are reported
			r.unknown, r.anyLoose = true, true
		}
	}
	for i := range b.Problems {
		problems(b.Problems[i].File, b.Problems[i:i+1])
	}
}

// Referrers indexes the references of a base, in one walk over all its values.
// Refs that name nothing, or an id that several facts have, are in no list.
func (b *Base) Referrers() *Referrers {
	r := &Referrers{of: newBuckets(len(b.Facts))}
	var found []Reference
	var to []int32
	for f := range b.All {
		for path, v := range f.references {
			i := v.Ref().Index
			found, to = append(found, Reference{v, path, v.Inherited()}), append(to, i)
			r.of.count(i)
		}
	}
	r.of.counted()
	r.all = make([]Reference, len(found))
	for n, i := range to {
		r.all[r.of.place(i)] = found[n]
	}
	r.findLoose(b)
	return r
}

// To yields every reference to a fact, in the order of the facts and of writing.
func (r *Referrers) To(f *Fact) iter.Seq[*Reference] {
	return func(yield func(*Reference) bool) {
		lo, hi := r.of.of(f.Index)
		for i := lo; i < hi; i++ {
			if !yield(&r.all[i]) {
				return
			}
		}
	}
}

// Names yields every fact that the fact refers to, as often as it does.
func (f *Fact) Names(yield func(*Fact) bool) {
	for _, v := range f.references {
		if !yield(v.Ref()) {
			return
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
			if v.value.shape == tableValue && v.Field().Type.Form() != types.RelationForm && !v.Field().Timed {
				inner += "." + e.key()
			}
			if !e.references(inner, yield) {
				return false
			}
		}
	}
	return true
}

// Inherited reports whether the value is not written in its fact but in the
// [defaults] of the file. Where those follow the fact itself, it says no.
func (v Value) Inherited() bool {
	return v.fact.File.holding(v.value.start) != int(v.fact.Index-v.fact.File.first)
}

// Naming returns the places of all refs that name an id, whatever they lead to,
// in the order of files and of writing. One in [defaults] is named once. It goes
// through every value of the base.
func (b *Base) Naming(id string) []Place {
	var out []Place
	for _, f := range b.Files {
		out = append(out, f.Naming(id)...)
	}
	return out
}

// Naming is that of the base for one file.
func (f *File) Naming(id string) []Place {
	var out []Place
	for _, values := range [...][]value{f.values, f.elems} {
		for i := range values {
			v := &values[i]
			if v.shape == refValue && int(v.end-v.start) >= len(id) && f.text(v.extent) == id {
				out = append(out, Place{File: f, Span: f.stands(Span{Start: v.start, End: v.end}), Fact: f.holdingFact(v.start)})
			}
		}
	}
	slices.SortFunc(out, func(a, b Place) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return slices.Compact(out)
}

// IsRef reports whether the value names a fact, even one that is not there.
func (v Value) IsRef() bool { return v.value != nil && v.value.shape == refValue }

// ReadFile returns the text of the file at path, relative to the folder root with forward
// slashes, as [Load] reads it. The error is an *fs.PathError with that path.
func ReadFile(files folder.Files, root, path string) ([]byte, error) {
	from, err := folder.NewReader(files, root)
	if err != nil {
		return nil, err
	}
	return (&Options{}).text(path, from)
}

// Values yields the values of all facts of the file, and those inside them, each
// after the one that holds it.
func (f *File) Values(yield func(Value) bool) {
	var all func(*Fact, []value) bool
	all = func(fact *Fact, list []value) bool {
		for i := range list {
			v := &list[i]
			if !yield(Value{fact, v}) || (v.shape == listValue || v.shape == tableValue) && !all(fact, f.run(v)) {
				return false
			}
		}
		return true
	}
	for i := range f.Facts {
		if !all(&f.Facts[i], f.Facts[i].values()) {
			return
		}
	}
}

// Refs yields every ref of the file, fact by fact; one in [defaults] for each
// fact that takes it.
func (f *File) Refs(yield func(Value) bool) {
	for i := range f.Facts {
		for _, v := range f.Facts[i].references {
			if !yield(v) {
				return
			}
		}
	}
}
