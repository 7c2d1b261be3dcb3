package stn

// items is a heap of items, the shortest chain on top.
type items struct {
	list []*item
	ties ties
}

func (h *items) Len() int { return len(h.list) }
func (h *items) Less(i, j int) bool {
	a, b := h.list[i], h.list[j]
	if a.chain == nil || b.chain == nil {
		if (a.chain == nil) != (b.chain == nil) {
			return b.chain == nil
		}
	} else if c := a.chain.compare(b.chain, h.ties); c != 0 {
		return c < 0
	}
	if a.v != b.v {
		return a.v < b.v
	}
	return a.loop.edge < b.loop.edge
}
func (h *items) Swap(i, j int) { h.list[i], h.list[j] = h.list[j], h.list[i] }
func (h *items) Push(x any)    { h.list = append(h.list, x.(*item)) }
func (h *items) Pop() any {
	last := h.list[len(h.list)-1]
	h.list = h.list[:len(h.list)-1]
	return last
}
