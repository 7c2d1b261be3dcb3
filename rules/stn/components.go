package stn

// components orders the variables so that every arc between two strongly
// connected components leads backward, the members of a component standing
// together: those of component i are members[start[i]:start[i+1]].
//
// This is Tarjan's algorithm as Pearce 2016 saves its space: one number per
// variable is first its preorder index, then the mark of a finished component.
// A component is finished after everything that it leads to.
func (n *Network) components(a arcs) (members, start []int32) {
	var (
		done  = n.vars + 1 // an index above all others: finished
		rank  = make([]int32, n.vars)
		stack = make([]int32, 0, 64) // visited, not yet in a component
		calls = make([]int32, 0, 64) // the path of the search …
		pos   = make([]int32, 0, 64) // … where each of its variables has got to …
		roots = make([]bool, 0, 64)  // … and whether it may be a root
		next  = int32(1)
	)
	enter := func(v int32) {
		n.spend(1)
		rank[v] = next
		next++
		calls, pos, roots = append(calls, v), append(pos, a.start[v]), append(roots, true)
	}
	members, start = make([]int32, 0, n.vars), make([]int32, 1, n.vars+1)
	for s := range n.vars {
		if rank[s] != 0 {
			continue
		}
		enter(s)
		for len(calls) > 0 {
			top := len(calls) - 1
			v := calls[top]
			i, end, low := pos[top], a.start[v+1], rank[v]
			descend := int32(-1)
			for ; i < end; i++ {
				n.spend(1)
				u := a.list[i].head
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
				enter(descend)
				continue
			}
			root := roots[top]
			calls, pos, roots = calls[:top], pos[:top], roots[:top]
			if !root {
				stack = append(stack, v)
				continue
			}
			for len(stack) > 0 && rank[stack[len(stack)-1]] >= low {
				u := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				members = append(members, u)
				rank[u] = done
			}
			members = append(members, v)
			rank[v] = done
			start = append(start, int32(len(members)))
		}
	}
	return members, start
}
