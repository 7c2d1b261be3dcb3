package stn

import "cmp"

// items is a heap of items, the shortest chain on top.
type items []*item

func (h items) Len() int { return len(h) }
func (h items) Less(i, j int) bool {
	a, b := h[i], h[j]
	switch {
	case (a.chain == nil) != (b.chain == nil):
		return b.chain == nil
	case a.chain != nil:
		if c := a.chain.compare(b.chain); c != 0 {
			return c < 0
		}
	}
	return cmp.Or(cmp.Compare(a.v, b.v), cmp.Compare(a.loop.edge, b.loop.edge)) < 0
}
func (h items) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *items) Push(x any)   { *h = append(*h, x.(*item)) }
func (h *items) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}
