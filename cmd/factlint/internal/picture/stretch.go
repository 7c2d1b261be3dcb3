package picture

import "github.com/factlint/factlint/facts/edtf"

// A stretch is the time over which an item is drawn, in seconds. It may be that
// from from to to, edtf.Past and edtf.Future where that is unknown; between the
// other two it certainly is, when sure, or is as likely as elsewhere. Of a point
// both are the moment at which its mark stands.
type stretch struct {
	from, begin, end, to int64
	sure                 bool
}

// unknown reports whether a bound is not known.
func unknown(second int64) bool { return second <= edtf.Past || second >= edtf.Future }

// stretchOf works out how an item is drawn.
func stretchOf(it *item) stretch {
	s := stretch{from: it.begin.Earliest, to: it.end.Latest}
	if s.to >= edtf.Future {
		s.to = edtf.Future
	}
	if it.point {
		switch {
		case unknown(s.from):
			s.begin = s.to
		case unknown(s.to):
			s.begin = s.from
		default:
			s.begin = s.from + (s.to-s.from)/2
		}
		s.end = s.begin
		return s
	}
	begins, ends := it.begin.Latest, it.end.Earliest
	if exact(it.begin) {
		begins = s.from
	}
	if exact(it.end) {
		ends = s.to
	}
	if !unknown(begins) {
		begins = min(begins, s.to)
	}
	if !unknown(ends) {
		ends = max(ends, s.from)
	}
	switch {
	case it.fact.Ongoing() && !unknown(begins):
		s.begin, s.end, s.sure = begins, begins, true
	case !unknown(begins) && !unknown(ends) && begins < ends:
		s.begin, s.end, s.sure = begins, ends, true
	case !unknown(begins) && !unknown(ends): // it may be anywhere between
		s.begin = ends + (begins-ends)/2
		s.end = s.begin
	case !unknown(begins):
		s.begin, s.end = begins, begins
	case !unknown(ends):
		s.begin, s.end = ends, ends
	case !unknown(s.from):
		s.begin, s.end = s.from, s.from
	default:
		s.begin, s.end = s.to, s.to
	}
	return s
}

// exact reports whether a moment is known to the day: it is drawn as an edge.
func exact(m edtf.Moment) bool {
	return !unknown(m.Earliest) && !unknown(m.Latest) && m.Latest-m.Earliest <= day
}

// beginEdge and endEdge report whether a bar has a sharp side there.
func (s *stretch) beginEdge() bool { return !unknown(s.from) && s.from == s.begin }
func (s *stretch) endEdge() bool   { return !unknown(s.to) && s.to == s.end }

// clamp keeps the inner bounds within the outer ones, which were moved; an edge
// moves along.
func (s *stretch) clamp(endEdge, beginEdge bool) {
	s.begin, s.end = min(max(s.begin, s.from), s.to), min(max(s.end, s.from), s.to)
	if endEdge {
		s.end = s.to
	}
	if beginEdge {
		s.begin = s.from
	}
}
