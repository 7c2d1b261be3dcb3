package facts

// chainRow is a ref that may be part of no loop.
type chainRow struct {
	record int32
	ref    int32  // -1 for several, or one in a table
	field  uint16 // Field.ID
}

// MayLoop reports whether refs in fields of a name that may form no loop may do so,
// or are several of one fact, and would have to be followed each. In most bases
// neither is so, and a mark for each fact shows it.
func (b *Base) MayLoop(name string) bool {
	next := make([]int32, len(b.Facts)) // of each fact the next, one more than its index, or less than 0 the walk that came by
	for n, f := range b.Files {
		if b.ended(n * maxSteps) {
			return false
		}
		for _, r := range f.chains {
			if b.Vocabulary.Fields[r.field].Name != name {
				continue
			}
			if r.ref < 0 {
				return true
			}
			next[f.first+r.record] = f.indexOf(r.ref) + 1
		}
	}
	walk := int32(0)
	for start := range next {
		if next[start] <= 0 {
			continue
		}
		walk--
		at := int32(start)
		for next[at] > 0 {
			at, next[at] = next[at]-1, walk
		}
		if next[at] == walk {
			return true
		}
	}
	return false
}
