package workspace

import (
	"unicode/utf8"

	"github.com/factlint/factlint/facts"
)

// A shift says where places of an old text are in a new one. Between a
// common beginning and a common end lies what was changed.
type shift struct {
	prefix         uint32
	oldEnd, newEnd uint32 // where the common end begins
}

func newShift(old, new []byte) shift {
	n := min(len(old), len(new))
	p := 0
	for p < n && old[p] == new[p] {
		p++
	}
	for p > 0 && p < len(old) && !utf8.RuneStart(old[p]) || p > 0 && p < len(new) && !utf8.RuneStart(new[p]) {
		p--
	}
	e := 0
	for e < n-p && old[len(old)-1-e] == new[len(new)-1-e] {
		e++
	}
	for e > 0 && !utf8.RuneStart(old[len(old)-e]) {
		e--
	}
	return shift{uint32(p), uint32(len(old) - e), uint32(len(new) - e)}
}

// forward returns where a span of the old text is in the new one, and
// whether nothing in it was changed; of one that was, what has come in its place.
func (s shift) forward(at facts.Span) (start, end uint32, exact bool) {
	switch {
	case at.End <= s.prefix:
		return at.Start, at.End, true
	case at.Start >= s.oldEnd:
		return at.Start - s.oldEnd + s.newEnd, at.End - s.oldEnd + s.newEnd, true
	}
	start, end = at.Start, s.newEnd
	if start > s.prefix {
		start = s.prefix
	}
	if at.End > s.oldEnd {
		end = at.End - s.oldEnd + s.newEnd
	}
	return start, max(start, end), false
}
