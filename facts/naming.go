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
		before := len(out)
		for _, values := range [...][]value{f.values, f.elems} {
			for i := range values {
				v := &values[i]
				if v.shape == refValue && int(v.end-v.start) >= len(id) && f.text(v, uint32(v.bits>>32)) == id {
					out = append(out, Place{File: f, Span: Span{Start: v.start, End: v.end}, Fact: f.Holding(v.start)})
				}
			}
		}
		found := out[before:]
		slices.SortFunc(found, func(a, b Place) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
		out = out[:before+len(slices.Compact(found))]
	}
	return out
}

// IsRef reports whether the value names a fact, even one that is not there.
func (v Value) IsRef() bool { return v.value != nil && v.value.shape == refValue }

// ReadFile returns the text of the file at path, relative to root with forward
// slashes, as [Load] reads it. The error is an *fs.PathError with that path.
func ReadFile(root, path string) ([]byte, error) {
	o := Options{Root: root}
	return o.text(path)
}
