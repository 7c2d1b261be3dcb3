package stn

// Edit drops facts from a network and adds others. Make one with
// [Network.Edit], say what the new facts say as with a [Builder], whose
// variables go on from those of the network, and call Apply.
//
// A dropped fact's number may be used again, in the same edit too, and so may
// its variables; the network never frees a variable.
type Edit struct {
	statements
	net  *Network
	drop []Fact
}

// Edit starts an edit of n, which must not change otherwise until Apply.
func (n *Network) Edit() *Edit {
	return &Edit{statements: statements{vars: n.vars, facts: n.facts}, net: n}
}

// Drop removes all that f says, and every derived order that f is a premise
// of. A fact that was set aside is so no longer.
func (e *Edit) Drop(f Fact) { e.drop = append(e.drop, f) }

// An edit of more than one part in rebuildShare is slower step by step than a
// new build; one of fewer than rebuildAtLeast pieces never is. Remains of
// earlier edits are cleared away at one part in compactShare.
const (
	rebuildShare   = 20
	compactShare   = 4
	rebuildAtLeast = 64
)

// Apply makes the change. The network is then as if built from what is left
// and what is new; it is indeed built again when relations form a loop, since
// which one of a loop is left out depends on all of them, when more than 5 %
// changes, and now and then to clear away what was dropped. The edit is used up.
func (e *Edit) Apply() {
	n := e.net
	defer func() { *e = Edit{} }()
	n.index()
	changed := len(e.edges) + len(e.bounds)
	for _, f := range e.drop {
		n.eachEdge(f, func(int32) { changed++ })
		n.eachBound(f, func(int32) { changed++ })
	}
	size := len(n.from) + len(n.boundVar)
	if len(n.loops) > 0 || changed > rebuildAtLeast && changed*rebuildShare > size || n.cluttered() {
		n.strike(e.drop)
		n.rebuild(&e.statements)
		return
	}
	n.grow(e.vars, e.facts)
	var c change
	for _, f := range e.drop {
		n.dropFact(&c, f)
	}
	for _, b := range e.bounds {
		n.appendBound(b)
		if n.aside[b.owner] {
			n.boff[len(n.boff)-1] |= offAside
		}
		n.restate(&c, b.v)
	}
	base := int32(len(n.premises))
	n.premises = append(n.premises, e.premises...)
	for i, r := range e.edges {
		if r.owner < 0 {
			r.owner -= base // ^i becomes ^(i+base)
		}
		id := n.appendEdge(r)
		if n.anyAside(id) {
			n.off[id] = n.off[id]&^offPending | offAside
		} else if n.assertBoth(id) {
			n.admit(&c, id, offPending)
		} else { // a loop: labels half way do not matter, all are made anew
			n.off[id] &^= offPending
			e.edges, e.bounds = e.edges[i+1:], nil
			n.rebuild(&e.statements)
			return
		}
	}
	n.settle(&c)
}

// cluttered reports whether much has been dropped or appended since the build.
func (n *Network) cluttered() bool {
	remains := n.stale + len(n.lateNext)
	return remains > rebuildAtLeast && remains*compactShare > len(n.from)+len(n.boundVar)
}

// grow makes room for new variables and facts.
func (n *Network) grow(vars, facts int32) {
	for k := int(facts) - len(n.aside); k > 0; k-- {
		n.aside = append(n.aside, false)
		n.edgeFirst, n.ownFirst = append(n.edgeFirst, -1), append(n.ownFirst, -1)
	}
	n.facts = max(n.facts, facts)
	for ; n.vars < vars; n.vars++ {
		n.ulo, n.uhi = append(n.ulo, NegInf), append(n.uhi, Inf)
		n.lo, n.neg = append(n.lo, NegInf), append(n.neg, NegInf)
		n.loWhy, n.hiWhy, n.bad = append(n.loWhy, own), append(n.hiWhy, own), append(n.bad, 0)
		n.days, n.orders = append(n.days, 0), append(n.orders, 0)
		n.outFirst, n.boundFirst = append(n.outFirst, -1), append(n.boundFirst, -1)
		if n.lateIn != nil {
			n.lateIn = append(n.lateIn, -1)
		}
	}
}

// dropFact drops f for good. Of its bounds only the own bounds of variables
// are brought up to date; labels follow in settle.
func (n *Network) dropFact(c *change, f Fact) {
	n.eachEdge(f, func(e int32) {
		n.stale++
		n.drop(c, e, offGone)
	})
	n.eachBound(f, func(i int32) {
		n.stale++
		n.boff[i] |= offGone
		n.restate(c, n.boundVar[i])
	})
	n.forgetAside(f)
}

// strike marks as dropped without settling.
func (n *Network) strike(drop []Fact) {
	for _, f := range drop {
		n.eachEdge(f, func(e int32) { n.off[e] |= offGone })
		n.eachBound(f, func(i int32) { n.boff[i] |= offGone })
		n.forgetAside(f)
	}
}

// forgetAside ends f's being set aside. Derived orders that needed f are gone
// with it, so nothing else comes back.
func (n *Network) forgetAside(f Fact) {
	if int(f) < len(n.aside) {
		n.aside[f] = false
	}
}

// rejudge judges a network with loops anew with what counts now.
func (n *Network) rejudge() {
	if len(n.lateNext) > 0 || !n.sortedForLoops { // the sweeps read the sorted relations alone
		n.rebuild(&statements{})
		return
	}
	n.judge(false)
}

// rebuild builds the network from what is not dropped and what more holds.
func (n *Network) rebuild(more *statements) {
	b := statements{vars: max(n.vars, more.vars), facts: max(n.facts, more.facts)}
	b.Grow(len(n.boundVar)+len(more.bounds), len(n.from)+len(more.edges))
	seat := make(map[int32]bool, len(n.seats))
	for _, e := range n.seats {
		seat[e] = true
	}
	for e := range int32(len(n.from)) {
		if n.off[e]&offGone != 0 {
			continue
		}
		b.edges = append(b.edges, edge{
			weight: n.weight[e], from: n.from[e], to: n.to[e], owner: n.owner[e], tag: n.tag[e],
			order: n.order[e], seat: seat[e],
		})
		if o := n.owner[e]; o < 0 {
			b.premises = append(b.premises, n.premises[^o])
			b.edges[len(b.edges)-1].owner = ^int32(len(b.premises) - 1)
		}
	}
	for i, v := range n.boundVar {
		if n.boff[i]&offGone == 0 {
			b.bounds = append(b.bounds, bound{n.blo[i], n.bhi[i], v, n.boundOwner[i], n.boundTag[i]})
		}
	}
	for _, r := range more.edges {
		if r.owner < 0 {
			b.premises = append(b.premises, more.premises[^r.owner])
			r.owner = ^int32(len(b.premises) - 1)
		}
		b.edges = append(b.edges, r)
	}
	b.bounds = append(b.bounds, more.bounds...)

	*n = *b.build(n.aside)
}
