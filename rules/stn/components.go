package stn

// span is a stretch of an order of vertices: one component of several, or one
// with a relation to itself.
type span struct{ from, to int32 }

// adjacency lists for each vertex its predecessors: those of v are
// list[start[v]:start[v+1]]. Entries whose off shares a bit with mask do not
// count; off may be nil.
type adjacency struct {
	start, list []int32
	off         []uint8
	mask        uint8
}

// components orders the vertices so that every relation between two strongly
// connected components leads forward, the members of a component standing
// together, and returns the components that a loop can live in.
//
// This is Tarjan's algorithm as Pearce 2016 saves its space: one number per
// vertex is first its preorder index, then the mark of a finished component.
// It runs along predecessors, because those lie next to each other in memory;
// so a component is finished after everything that leads to it.
func components(a adjacency) (order []int32, loops []span) {
	n := len(a.start) - 1
	var (
		done  = int32(n + 1) // an index above all others: finished
		rank  = make([]int32, n)
		stack = make([]int32, 0, 64) // visited, not yet in a component
		calls = make([]int32, 0, 64) // the path of the search …
		pos   = make([]int32, 0, 64) // … where each of its vertices has got to …
		roots = make([]bool, 0, 64)  // … and whether it may be a root
		next  = int32(1)
	)
	order = make([]int32, 0, n)
	for s := range n {
		if rank[s] != 0 {
			continue
		}
		rank[s] = next
		next++
		calls, pos, roots = append(calls, int32(s)), append(pos, a.start[s]), append(roots, true)
		for len(calls) > 0 {
			top := len(calls) - 1
			v := calls[top]
			i, end, low := pos[top], a.start[v+1], rank[v]
			descend := int32(-1)
			for ; i < end; i++ {
				if a.off != nil && a.off[i]&a.mask != 0 {
					continue
				}
				u := a.list[i]
				if r := rank[u]; r == 0 {
					descend = u // seen again with its rank after the return
					break
				} else if r < low {
					low = r
					roots[top] = false
				}
			}
			pos[top], rank[v] = i, low
			if descend >= 0 {
				rank[descend] = next
				next++
				calls, pos = append(calls, descend), append(pos, a.start[descend])
				roots = append(roots, true)
				continue
			}
			root := roots[top]
			calls, pos, roots = calls[:top], pos[:top], roots[:top]
			if !root {
				stack = append(stack, v)
				continue
			}
			first := int32(len(order))
			for len(stack) > 0 && rank[stack[len(stack)-1]] >= low {
				u := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				order = append(order, u)
				rank[u] = done
			}
			order = append(order, v)
			rank[v] = done
			if size := int32(len(order)) - first; size > 1 || a.selfLoop(v) {
				loops = append(loops, span{first, int32(len(order))})
			}
		}
	}
	return order, loops
}

func (a adjacency) selfLoop(v int32) bool {
	for i := a.start[v]; i < a.start[v+1]; i++ {
		if a.list[i] == v && (a.off == nil || a.off[i]&a.mask == 0) {
			return true
		}
	}
	return false
}
