package stn

import "context"

// overlapWork is how many relations may be looked at for all pairs of some tenures.
const overlapWork = 10_000_000

// Overlaps lists the pairs of tenures, by their places, that certainly have a moment
// in common: neither can end before the other begins, or there is no way in which
// all facts are true. Ask it after [Network.Seats], or [Network.Bounds]. It looks at
// each with those before it, and returns how many it has done: not all, if that takes
// too long. The error is that of the context.
func (n *Network) Overlaps(ctx context.Context, tenures []Tenure) (pairs [][2]int, done int, err error) {
	defer caught(&err)
	n.start(ctx)
	for ; done < len(tenures) && n.work < overlapWork; done++ {
		i, a := done, tenures[done]
		for j, b := range tenures[:i] {
			n.spend(1)
			if n.Hi(a.End) >= n.Lo(b.Begin) && n.Hi(b.End) >= n.Lo(a.Begin) && n.refuted(a, b) && n.refuted(b, a) {
				pairs = append(pairs, [2]int{j, i})
			}
		}
	}
	n.ctx = nil
	return pairs, done, nil
}

// refuted reports whether a certainly does not end before b begins.
func (n *Network) refuted(a, b Tenure) bool {
	return n.Lo(a.End) > n.Hi(b.Begin) || n.closes(a, b, false) || n.closes(a, b, true)
}

// Overlap proves a pair of [Network.Overlaps]. It is not ok if the facts of the proof
// contradict each other by themselves. The error is that of the context.
func (n *Network) Overlap(ctx context.Context, a, b Tenure) (c Clash, ok bool, err error) {
	defer caught(&err)
	n.start(ctx)
	c, _, ok = n.overlap(a, b, n.Consistent())
	n.ctx = nil
	return c, ok, nil
}
