package wording

import "strings"

// A Speller finds the names that wrong ones were meant to be, within a number
// of steps: files come from strangers, and a thousand long names held against a
// thousand others would take minutes. Once the steps are used up it proposes
// nothing more. The steps taken depend on the names alone, so that the same
// input gets the same proposals.
type Speller struct{ left int }

// stepsPerByte is how many steps, each about a nanosecond, a text may cost for
// each of its bytes, besides those that every text may.
const (
	stepsPerByte = 40
	fewSteps     = 4_000_000
)

// NewSpeller returns a speller for a text of so many bytes.
func NewSpeller(size int) *Speller { return &Speller{fewSteps + size*stepsPerByte} }

// Nearest is that of a speller for one name.
func Nearest(name string, candidates func(yield func(string) bool)) string {
	return NewSpeller(0).Nearest(name, candidates)
}

// Correct is that of a speller for one name.
func Correct(name string, candidates func(yield func(string) bool)) (near string, certain bool) {
	return NewSpeller(0).Correct(name, candidates)
}

// Nearest returns the candidate most like name, or "" when none is near enough
// to be what was meant: at most a third of its letters differ, and at most three.
// Of equally near ones it returns that which differs in case alone, then the first.
// An empty candidate is none, and takes a step.
func (s *Speller) Nearest(name string, candidates func(yield func(string) bool)) string {
	return s.nearest(name, candidates, func(a, b string) bool { return inCase(name, a) && !inCase(name, b) })
}

// NearestOfAny is Nearest for candidates that come in no order of their own: of
// equally near ones it returns the first by alphabet.
func (s *Speller) NearestOfAny(name string, candidates func(yield func(string) bool)) string {
	return s.nearest(name, candidates, func(a, b string) bool {
		if inCase(name, a) != inCase(name, b) {
			return inCase(name, a)
		}
		return a < b
	})
}

func (s *Speller) nearest(name string, candidates func(yield func(string) bool), before func(a, b string) bool) string {
	best, least := "", min(3, (len(name)+2)/3)
	for c := range candidates {
		if s.left <= 0 {
			return ""
		}
		if c == "" {
			s.left--
			continue
		}
		d := s.Distance(name, c, least)
		if d < least || d == least && (best == "" || before(c, best)) {
			best, least = c, d
			if d == 0 {
				break
			}
		}
	}
	return best
}

// inCase reports whether two names differ in case alone.
func inCase(a, b string) bool { return len(a) == len(b) && strings.EqualFold(a, b) }

// Spent reports whether no steps are left, so that a name may have more that
// are near than were found.
func (s *Speller) Spent() bool { return s.left <= 0 }

const (
	maxSpelt = 256 // bytes of a name that anything is proposed for
	maxApart = 3   // letters
)

// Distance returns the number of single letters to insert, delete, replace or
// swap with their neighbour to turn a into b (optimal string alignment), in
// bytes without regard to ASCII case (a difference in case alone counts one for
// the whole word), or most+1 when it is greater than most, which is at most 3.
func (s *Speller) Distance(a, b string, most int) int {
	s.left -= 8
	switch {
	case a == b:
		return 0
	case most == 0:
		return 1
	case max(len(a)-len(b), len(b)-len(a)) > most || len(a) > maxSpelt || len(b) > maxSpelt:
		return most + 1
	}
	for len(a) > 0 && len(b) > 0 && lower(a[0]) == lower(b[0]) {
		a, b = a[1:], b[1:]
		s.left--
	}
	for len(a) > 0 && len(b) > 0 && lower(a[len(a)-1]) == lower(b[len(b)-1]) {
		a, b = a[:len(a)-1], b[:len(b)-1]
		s.left--
	}
	if len(a) == 0 || len(b) == 0 {
		return max(1, len(a)+len(b)) // at most the difference in length, or in case alone
	}
	// Of the table of distances only what lies at most so far off the diagonal
	// can matter: cell j of row i stands at j - i + most + 1 of a band, between two
	// that are out of reach.
	const width = 2*maxApart + 3
	far := most + 1
	var rows [3][width]int
	prev := &rows[2]
	for at := range prev {
		if prev[at] = at - most - 1; prev[at] < 0 || prev[at] > most {
			prev[at] = far
		}
	}
	for i := 1; i <= len(a); i++ {
		cur, prev, prev2 := &rows[(i+2)%3], &rows[(i+1)%3], &rows[i%3]
		least := far
		for at := range cur {
			cur[at] = far
		}
		for at := 1; at <= 2*most+1; at++ {
			j := at + i - most - 1
			switch {
			case j < 0 || j > len(b):
				continue
			case j == 0:
				cur[at] = min(i, far)
			default:
				cost := 1
				if lower(a[i-1]) == lower(b[j-1]) {
					cost = 0
				}
				d := min(prev[at+1]+1, cur[at-1]+1, prev[at]+cost, far)
				if i > 1 && j > 1 && lower(a[i-1]) == lower(b[j-2]) && lower(a[i-2]) == lower(b[j-1]) {
					d = min(d, prev2[at]+1)
				}
				cur[at] = d
			}
			least = min(least, cur[at])
		}
		s.left -= 4 * (2*most + 1)
		if least > most {
			return far
		}
	}
	return rows[(len(a)+2)%3][len(b)-len(a)+most+1]
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
