package facts

import (
	"cmp"
	"slices"
)

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
			if v.shape == refValue && int(v.end-v.start) >= len(id) && f.text(v, uint32(v.bits>>32)) == id {
				out = append(out, Place{File: f, Span: Span{Start: v.start, End: v.end}, Fact: f.Holding(v.start)})
			}
		}
	}
	slices.SortFunc(out, func(a, b Place) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return slices.Compact(out)
}

// IsRef reports whether the value names a fact, even one that is not there.
func (v Value) IsRef() bool { return v.value != nil && v.value.shape == refValue }

// ReadFile returns the text of the file at path, relative to root with forward
// slashes, as [Load] reads it. The error is an *fs.PathError with that path.
func ReadFile(root, path string) ([]byte, error) {
	o := Options{Root: root}
	return o.text(path)
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
