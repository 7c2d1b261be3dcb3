package fix

import "sort"

// apply returns the text after edits, which are in order.
func apply(src []byte, edits []edit) []byte {
	size := len(src)
	for _, e := range edits {
		size += len(e.text) - (e.end - e.start)
	}
	out := make([]byte, 0, size)
	at := 0
	for _, e := range edits {
		out = append(out, src[at:e.start]...)
		out = append(out, e.text...)
		at = e.end
	}
	return append(out, src[at:]...)
}

// applyWithin returns the part of the text from lo to hi after edits in it.
func applyWithin(src []byte, lo, hi int, edits []edit) []byte {
	mine := make([]edit, len(edits))
	for i, e := range edits {
		mine[i] = edit{e.start - lo, e.end - lo, e.text}
	}
	return apply(src[lo:hi], mine)
}

// shifts are the edits of some files, by path.
type shifts map[string]*shifter

func newShifts(edits map[string][]edit) shifts {
	out := make(shifts, len(edits))
	for path, list := range edits {
		s := &shifter{edits: list, moved: make([]int, len(list)+1)}
		for i, e := range list {
			s.moved[i+1] = s.moved[i] + len(e.text) - (e.end - e.start)
		}
		out[path] = s
	}
	return out
}

// A shifter says where bytes of a file are after edits. Nil moves nothing.
type shifter struct {
	edits []edit
	moved []int // by the edits before each
}

// shift returns where the byte at an offset is; for one that is replaced,
// where its replacement begins.
func (s *shifter) shift(offset int) int {
	if s == nil {
		return offset
	}
	// The first edit that ends after the offset, or begins there.
	i := sort.Search(len(s.edits), func(i int) bool {
		e := s.edits[i]
		return e.end > offset || e.start > offset
	})
	if i < len(s.edits) && s.edits[i].start < offset {
		offset = s.edits[i].start
	}
	return offset + s.moved[i]
}

// compose returns the edits that lead from a first text to a third, given those
// to the second and those from there; all lists are in order. The result
// replaces nothing that neither of them does, except for what lies between edits
// that touch.
func compose(first []edit, second []byte, then []edit) []edit {
	var out []edit
	moved := 0 // how much further a place is in the second text than in the first
	for len(first) > 0 || len(then) > 0 {
		// A cluster is the edits of both lists that touch, in the second text.
		lo, hi := int(^uint(0)>>1), -1
		if len(first) > 0 {
			lo = first[0].start + moved
		}
		if len(then) > 0 {
			lo = min(lo, then[0].start)
		}
		hi = lo
		before := moved
		n := 0
		for grown := true; grown; {
			grown = false
			if len(first) > 0 && first[0].start+moved <= hi {
				hi = max(hi, first[0].start+moved+len(first[0].text))
				moved += len(first[0].text) - (first[0].end - first[0].start)
				first, grown = first[1:], true
			}
			if n < len(then) && then[n].start <= hi {
				hi = max(hi, then[n].end)
				n, grown = n+1, true
			}
		}
		out = append(out, edit{lo - before, hi - moved, string(applyWithin(second, lo, hi, then[:n]))})
		then = then[n:]
	}
	return out
}
