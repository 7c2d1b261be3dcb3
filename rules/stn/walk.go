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

// walk searches in layers, fewest relations first, keeping for each variable
// only the walk of greatest sum: a longer walk of no greater sum is never
// needed. It returns where the walk begins and its relations in walking order
// (from there to the end). It gives up after maxRecords, or maxLooked relations.
func (n *Network) walk(q search) (begin int32, edges []int32, ok bool) {
	looked := 0
	recs := []record{{0, q.end, -1, -1}}
	best := map[int32]int32{q.end: 0}
	for from := 0; from < len(recs); {
		to := len(recs)
		found := int32(-1)
		for i := from; i < to; i++ {
			if v := recs[i].v; q.goal(v, recs[i].sum) && (found < 0 || q.less(v, recs[found].v)) {
				found = int32(i)
			}
		}
		if found >= 0 {
			for r := recs[found]; r.next >= 0; r = recs[r.next] {
				edges = append(edges, r.edge)
			}
			return recs[found].v, edges, true
		}
		for i := from; i < to; i++ {
			r := recs[i]
			for e := n.first(r.v, !q.back); e >= 0; e = n.next(e, !q.back) {
				n.spend(1)
				if looked++; looked > maxLooked {
					return 0, nil, false
				}
				if !n.counts(e, false) {
					continue
				}
				u, sum := n.head(e, !q.back), r.sum+n.edges[e].weight()
				if !q.keep(u, sum) {
					continue
				}
				switch j, seen := best[u]; {
				case !seen || int(j) < to && sum > recs[j].sum:
					if len(recs) >= maxRecords {
						return 0, nil, false
					}
					n.spend(recordWork)
					best[u] = int32(len(recs))
					recs = append(recs, record{sum, u, e, int32(i)})
				case int(j) >= to && (sum > recs[j].sum || sum == recs[j].sum && n.edgeLess(e, recs[j].edge)):
					recs[j] = record{sum, u, e, int32(i)}
				}
			}
		}
		from = to
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
