package stn

import "slices"

// search asks for a walk of few relations that ends in (with back: starts at)
// the variable end. Sums are of days.
type search struct {
	end  int32
	back bool
	// keep is false if no walk that goes on from u, with sum between u and the
	// end, can reach the goal; it keeps the search small.
	keep func(u int32, sum int64) bool
	goal func(u int32, sum int64) bool
	// less orders equally good goals.
	less func(u, w int32) bool
}

// record is a walk of the search: from v by edge to the variable of record next.
type record struct {
	sum           int64
	v, edge, next int32
}

// recordWork is what a record of a search costs, in relations looked at.
const recordWork = 8

// side is what is reached from one end of a walk, in layers, fewest relations first.
// Of each variable it keeps only the walk of greatest sum: a longer walk of no greater
// sum is never needed.
type side struct {
	end  int32
	back bool // against the relations
	recs []record
	from int             // the last layer is recs[from:]
	best map[int32]int32 // records, by the variable reached
}

func (s *side) begin(end int32, back bool) {
	s.best = emptied(s.best)
	s.best[end] = 0
	s.end, s.back, s.from, s.recs = end, back, 0, append(s.recs[:0], record{0, end, -1, -1})
}

// layer goes one relation further. Over is asked of each relation from a variable with
// a sum, what the sum is behind it, and whether to go there at all. It gives up, and
// reports false, after maxRecords, or maxLooked relations.
func (s *side) layer(n *Network, looked *int, over func(e, to int32, sum int64) (int64, bool)) bool {
	to := len(s.recs)
	for i := s.from; i < to; i++ {
		r := s.recs[i]
		for e := n.first(r.v, s.back); e >= 0; e = n.next(e, s.back) {
			n.spend(1)
			if *looked++; *looked > maxLooked {
				return false
			}
			x := n.head(e, s.back)
			sum, ok := over(e, x, r.sum)
			if !ok {
				continue
			}
			switch j, seen := s.best[x]; {
			case !seen || int(j) < to && sum > s.recs[j].sum:
				if len(s.recs) >= maxRecords {
					return false
				}
				n.spend(recordWork)
				s.best[x] = int32(len(s.recs))
				s.recs = append(s.recs, record{sum, x, e, int32(i)})
			case int(j) >= to && (sum > s.recs[j].sum || sum == s.recs[j].sum && n.edgeLess(e, s.recs[j].edge)):
				s.recs[j] = record{sum, x, e, int32(i)}
			}
		}
	}
	s.from = to
	return true
}

// path lists the relations from the variable of a record to the end.
func (s *side) path(n *Network, i int32) (edges []int32) {
	for r := s.recs[i]; r.next >= 0; r = s.recs[r.next] {
		n.spend(recordWork)
		edges = append(edges, r.edge)
	}
	return edges
}

// walk returns where the walk begins and its relations in walking order (from there
// to the end). It is not ok if there is none, or it gives up.
func (n *Network) walk(q search) (begin int32, edges []int32, ok bool) {
	s := &n.sides[0]
	if n.ctx == nil { // several may read the network at once
		s = &side{}
	}
	s.begin(q.end, !q.back)
	for looked := 0; s.from < len(s.recs); {
		found := int32(-1)
		for i := s.from; i < len(s.recs); i++ {
			if v := s.recs[i].v; q.goal(v, s.recs[i].sum) && (found < 0 || q.less(v, s.recs[found].v)) {
				found = int32(i)
			}
		}
		if found >= 0 {
			return s.recs[found].v, s.path(n, found), true
		}
		if !s.layer(n, &looked, func(e, u int32, sum int64) (int64, bool) {
			if !n.counts(e, false) {
				return sum, false
			}
			sum += n.edges[e].weight()
			return sum, q.keep(u, sum)
		}) {
			break
		}
	}
	return 0, nil, false
}

// arrival is how a variable was reached by spread.
type arrival struct {
	sum  int64
	by   int32 // the relation
	done bool
}

// spread visits what can be reached from u, the greatest sum first for its
// potential (Dijkstra), along what keep allows. It ends when visit returns
// false, or, if records > 0, after that many variables: then it is not whole.
func (n *Network) spread(u int32, orders bool, records int, keep func(x int32, sum int64) bool,
	visit func(x int32, sum int64, path func() []int32) bool) (whole bool) {
	p := n.potentials(orders)
	n.arrivals = emptied(n.arrivals)
	seen, h := n.arrivals, n.front.emptied()
	seen[u] = arrival{0, -1, false}
	x := u
	path := func() (edges []int32) {
		for e := seen[x].by; e >= 0; e = seen[n.edges[e].from].by {
			n.spend(recordWork)
			edges = append(edges, e)
		}
		slices.Reverse(edges)
		return edges
	}
	h.Push(keyedVar{0, u})
	for count := 0; len(h.All) > 0; {
		if records > 0 && count == records {
			return false
		}
		n.spend(1)
		x = h.Pop().v
		here := seen[x]
		if here.done {
			continue
		}
		here.done = true
		seen[x] = here
		count++
		n.spend(recordWork)
		if x != u && !visit(x, here.sum, path) {
			return true
		}
		for e := n.out.first[x]; e >= 0; e = n.out.next[e] {
			n.spend(1)
			if !n.counts(e, orders) {
				continue
			}
			y, sum := n.edges[e].to, here.sum+n.gain(e, orders)
			if old, ok := seen[y]; ok && (old.done || old.sum >= sum) || !keep(y, sum) {
				continue
			}
			seen[y] = arrival{sum, e, false}
			h.Push(keyedVar{sum - p[y] + p[u], y})
		}
	}
	return true
}
