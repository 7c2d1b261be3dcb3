package picture

import "slices"

// A span is a range of x that something takes up.
type span struct{ from, to float64 }

// A row is the spans taken up in one line, sorted; no two of them overlap.
type row []span

// free reports whether nothing in the row overlaps s.
func (r row) free(s span) bool {
	i := r.after(s)
	return i == len(r) || r[i].from >= s.to
}

// after returns the index of the first span that ends after s begins.
func (r row) after(s span) int {
	i, _ := slices.BinarySearchFunc(r, s.from, func(t span, from float64) int {
		if t.to <= from {
			return -1
		}
		return 1
	})
	return i
}

func (r *row) take(s span) { *r = slices.Insert(*r, r.after(s), s) }

// rows are filled from the top.
type rows []row

// place takes s up in the first row from the top in which it is free, and
// returns which that is.
func (rs *rows) place(s span) int {
	for i := range *rs {
		if (*rs)[i].free(s) {
			(*rs)[i].take(s)
			return i
		}
	}
	*rs = append(*rs, row{s})
	return len(*rs) - 1
}

// A box is where a text stands; an empty one stands nowhere.
type box struct{ x, y, w, h float64 }

func (b box) overlaps(o box) bool {
	return b.x < o.x+o.w && o.x < b.x+b.w && b.y < o.y+o.h && o.y < b.y+b.h
}
