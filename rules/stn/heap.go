package stn

import "cmp"

// maxHeap is a binary heap with the largest key on top. Entries are not moved
// when a key grows: push again and skip what is out of date.
type maxHeap []heapItem

type heapItem struct {
	key int64
	v   int32
}

func (h *maxHeap) push(key int64, v int32) {
	s := append(*h, heapItem{key, v})
	i := len(s) - 1
	for i > 0 {
		up := (i - 1) / 2
		if s[up].key >= key {
			break
		}
		s[i] = s[up]
		i = up
	}
	s[i] = heapItem{key, v}
	*h = s
}

func (h *maxHeap) pop() (key int64, v int32) {
	s := *h
	top, last := s[0], s[len(s)-1]
	s = s[:len(s)-1]
	*h = s
	if len(s) == 0 {
		return top.key, top.v
	}
	i := 0
	for {
		c := 2*i + 1
		if c >= len(s) {
			break
		}
		if c+1 < len(s) && s[c+1].key > s[c].key {
			c++
		}
		if s[c].key <= last.key {
			break
		}
		s[i] = s[c]
		i = c
	}
	s[i] = last
	return top.key, top.v
}

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
