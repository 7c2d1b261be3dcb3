package stn

// region is one component with loops: its variables and inner relations
// renumbered from 0, so that work on a small component stays small.
type region struct {
	vars       []int32 // global names
	local      []int32 // per variable of the network: its number here plus 1, or 0
	tail, head []int32 // inner relations, in the order of head
	gain       []int64
	id         []int32 // global names
	inStart    []int32 // those into i are inStart[i] … inStart[i+1]−1
	outStart   []int32
	outEdge    []int32
}

// region gathers the relations inside a component. The array local is lent by
// the caller, all zero, and is so again after leave.
func (n *Network) region(vars, local []int32) *region {
	r := &region{vars: vars, local: local, inStart: make([]int32, 1, len(vars)+1), outStart: make([]int32, len(vars)+1)}
	for i, v := range vars {
		local[v] = int32(i) + 1
	}
	for i, v := range vars {
		for e := n.firstIn(v); e >= 0; e = n.nextIn(e) {
			t := local[n.from[e]] - 1
			if t < 0 || n.off[e]&daysMask != 0 {
				continue
			}
			r.tail, r.head = append(r.tail, t), append(r.head, int32(i))
			r.gain, r.id = append(r.gain, n.weight[e]), append(r.id, e)
			r.outStart[t]++
		}
		r.inStart = append(r.inStart, int32(len(r.tail)))
	}
	sum := int32(0)
	for i, count := range r.outStart {
		r.outStart[i] = sum
		sum += count
	}
	r.outEdge = make([]int32, len(r.tail))
	for e, t := range r.tail {
		r.outEdge[r.outStart[t]] = int32(e)
		r.outStart[t]++
	}
	copy(r.outStart[1:], r.outStart[:len(vars)])
	r.outStart[0] = 0
	return r
}

func (r *region) leave() {
	for _, v := range r.vars {
		r.local[v] = 0
	}
}

func (r *region) outside(v int32) bool { return r.local[v] == 0 }

// raise lifts the labels p, which must all be set, until no inner relation is
// overshot, and returns the inner relations it had to leave out for that.
// These close loops that gain; some may turn out needless once the others are
// out, so the caller tries each again.
//
// The labels are lifted through a queue. Who lifts whom is a tree, kept as a
// list in preorder; before v is lifted the whole subtree under v is cut off,
// for its labels are out of date (Tarjan's disassembly). If the lifting vertex
// is itself under v, the relation closes a loop that gains. Do not cap labels
// here: a capped label gains nothing and would hide the loop. With hasty the
// first such relation is enough.
//
// Dense knots of distances could take time with the product of variables and
// relations. Beyond raiseWork all that is overshot still is left out at once,
// which the caller may likewise try again; if no loop has shown by then, only
// beyond raisePatience times as much.
func (r *region) raise(p []int64, hasty bool, work *int) (out []int32) {
	k := int32(len(r.vars))
	t := newTree(k)
	queue := make([]int32, k, 2*k)
	waiting := make([]bool, k)
	for i := range queue {
		queue[i], waiting[i] = int32(i), true
	}
	dropped := make([]bool, len(r.tail))
	for at := 0; at < len(queue); at++ {
		u := queue[at]
		if at > int(k) && 2*at > len(queue) { // keep the queue as short as its content
			queue = append(queue[:0], queue[at:]...)
			at = 0
		}
		waiting[u] = false
		if *work > raiseWork && (len(out) > 0 || *work > raiseWork*raisePatience) {
			return r.overshot(p, out, dropped)
		}
		if t.prev[u] < 0 {
			continue // cut off: it will be lifted again, and come back
		}
		for _, e := range r.outEdge[r.outStart[u]:r.outStart[u+1]] {
			*work++
			v := r.head[e]
			x := p[u] + r.gain[e]
			if x <= p[v] || dropped[e] {
				continue
			}
			if t.prev[v] >= 0 {
				if t.under(u, v) {
					dropped[e] = true
					out = append(out, e)
					if hasty {
						return out
					}
					continue
				}
				*work += t.cut(v)
			}
			p[v] = x
			t.hang(v, u)
			if !waiting[v] {
				waiting[v] = true
				queue = append(queue, v)
			}
		}
	}
	return out
}

// What a build may look at in raise; see there.
const (
	raiseWork     = 10_000_000
	raisePatience = 10
)

// overshot adds to out all inner relations that the labels p overshoot.
func (r *region) overshot(p []int64, out []int32, dropped []bool) []int32 {
	for e, t := range r.tail {
		if !dropped[e] && p[t]+r.gain[e] > p[r.head[e]] {
			out = append(out, int32(e))
		}
	}
	return out
}

// tree is a forest under a root of its own, as a circular list in preorder.
type tree struct {
	next, prev, parent, kids []int32 // prev < 0: not in the tree
}

// newTree hangs the vertices 0 … k−1 under the root k.
func newTree(k int32) *tree {
	t := &tree{make([]int32, k+1), make([]int32, k+1), make([]int32, k+1), make([]int32, k+1)}
	for i := range k + 1 {
		t.next[i], t.prev[i], t.parent[i] = i+1, i-1, k
	}
	t.next[k], t.prev[0], t.prev[k], t.kids[k] = 0, k, k-1, k
	return t
}

// under reports whether u is v or below it. It walks all of v's subtree, as
// the cut that follows would do anyway.
func (t *tree) under(u, v int32) bool {
	for z, open := v, int32(1); open > 0; z = t.next[z] {
		if z == u {
			return true
		}
		open += t.kids[z] - 1
	}
	return false
}

// cut takes v and all below it out of the tree, and returns how many that is.
func (t *tree) cut(v int32) (size int) {
	before := t.prev[v]
	t.kids[t.parent[v]]--
	z := v
	for open := int32(1); open > 0; z = t.next[z] {
		open += t.kids[z] - 1
		t.kids[z], t.prev[z] = 0, -1
		size++
	}
	t.next[before], t.prev[z] = z, before
	return size
}

// hang puts v, not in the tree, under u.
func (t *tree) hang(v, u int32) {
	t.parent[v] = u
	t.kids[u]++
	after := t.next[u]
	t.next[u], t.prev[v] = v, u
	t.next[v], t.prev[after] = after, v
}
