package folder

// Size returns how many patterns there are with their braces written out, and
// the bytes they have: what a match costs grows with both.
func (g Globs) Size() (patterns, bytes int) {
	for _, one := range g.globs {
		bytes += len(one.pattern)
	}
	return len(g.globs), bytes
}
