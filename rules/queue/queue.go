// Package queue holds things of which always the first of some order is wanted next.
package queue

// A Queue gives back what was put into it, the first by Before next. It is a binary
// heap. A thing that moves in the order is not found again: put it in once more and
// pass over what is out of date.
type Queue[T any] struct {
	Before func(a, b T) bool
	All    []T // the first at 0, and all below i from 2i+1 and 2i+2 on
}

// Push puts a thing in.
func (q *Queue[T]) Push(x T) {
	q.All = append(q.All, x)
	s := q.All
	i := len(s) - 1
	for i > 0 {
		up := (i - 1) / 2
		if !q.Before(x, s[up]) {
			break
		}
		s[i] = s[up]
		i = up
	}
	s[i] = x
}

// Pop takes the first out.
func (q *Queue[T]) Pop() T {
	s := q.All
	first, last := s[0], s[len(s)-1]
	var none T
	s[len(s)-1] = none
	if q.All = s[:len(s)-1]; len(q.All) > 0 {
		q.Replace(last)
	}
	return first
}

// Replace puts a thing in the place of the first.
func (q *Queue[T]) Replace(x T) {
	s, i := q.All, 0
	for {
		down := 2*i + 1
		if down >= len(s) {
			break
		}
		if down+1 < len(s) && q.Before(s[down+1], s[down]) {
			down++
		}
		if !q.Before(s[down], x) {
			break
		}
		s[i] = s[down]
		i = down
	}
	s[i] = x
}
