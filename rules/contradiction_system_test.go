package rules_test

import "slices"

// noOrder and the others are what is known of two moments besides their days.
const (
	noOrder = iota
	weakOrder
	strictOrder
)

// A system says of each two moments how many days the second is at least after
// the first, and in which order they are. The last moment is the epoch.
type system struct {
	days    [][]int
	order   [][]int
	certain func(from, to int) bool // of orders that need not be said; may be nil
}

const unrelated = -1 << 40

func newSystem(moments int) *system {
	s := &system{}
	for range moments + 1 {
		s.days, s.order = append(s.days, slices.Repeat([]int{unrelated}, moments+1)), append(s.order, make([]int, moments+1))
	}
	return s
}

func (s *system) clone() *system {
	c := &system{certain: s.certain}
	for i := range s.days {
		c.days, c.order = append(c.days, slices.Clone(s.days[i])), append(c.order, slices.Clone(s.order[i]))
	}
	return c
}

func (s *system) apart(from, to, days int) { s.days[from][to] = max(s.days[from][to], days) }

func (s *system) inOrder(from, to, order int) {
	if s.certain != nil && s.certain(from, to) {
		return
	}
	s.apart(from, to, 0)
	s.order[from][to] = max(s.order[from][to], order)
}

func (s *system) bound(v int, b span) { s.within(len(s.days)-1, v, b) }

// within says how many days a moment is after another.
func (s *system) within(from, v int, b span) {
	s.apart(from, v, b.lo)
	s.apart(v, from, -b.hi)
}

// possible is the algorithm of Floyd and Warshall, once for the days and once
// for the orders: the days must not gain in a loop, nor an order come back to
// where it began if a strict one is in it.
func (s *system) possible() bool {
	s = s.clone()
	for k := range s.days {
		for i := range s.days {
			if s.days[i][k] == unrelated {
				continue // an order counts as 0 days
			}
			for j, more := range s.days[k] {
				if more > unrelated {
					s.days[i][j] = max(s.days[i][j], min(s.days[i][k]+more, 8*unknown))
				}
				if s.order[i][k] > noOrder && s.order[k][j] > noOrder {
					s.order[i][j] = max(s.order[i][j], s.order[i][k], s.order[k][j])
				}
			}
		}
	}
	for i := range s.days {
		if s.days[i][i] > 0 || s.order[i][i] == strictOrder {
			return false
		}
	}
	return true
}

// try reports whether the system is possible with one way of each choice.
func (s *system) try(choices []choice) bool {
	if !s.possible() {
		return false
	}
	var fewest []*system // of the choice that leaves fewest ways
	at := -1
	for i, c := range choices {
		var may []*system
		for _, way := range c {
			if next := s.with(way); next.possible() {
				may = append(may, next)
			}
		}
		if at < 0 || len(may) < len(fewest) {
			fewest, at = may, i
		}
		if len(may) < 2 {
			break
		}
	}
	if at < 0 {
		return true
	}
	rest := slices.Delete(slices.Clone(choices), at, at+1)
	return slices.ContainsFunc(fewest, func(next *system) bool { return next.try(rest) })
}

func (s *system) with(way [][2]int) *system {
	c := s.clone()
	for _, o := range way {
		c.inOrder(o[0], o[1], weakOrder)
	}
	return c
}
