package engine

import (
	"cmp"
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules/queue"
)

// gathering takes conflicts apart into groups with a common fact.
type gathering struct {
	conflicts []conflict
	since     *changes
	look      func()                // see engine.look
	anchors   [][]*facts.Fact       // of each conflict the facts that may stand for it
	of        map[*facts.Fact][]int // the conflicts of each fact, in order
	count     map[*facts.Fact]int   // of those not yet taken that it may anchor
	taken     []bool
	waiting   queue.Queue[counted]
}

func newGathering(conflicts []conflict, ranks map[*facts.Fact]int, e *engine) *gathering {
	g := &gathering{conflicts: conflicts, since: e.changes, look: e.look, of: map[*facts.Fact][]int{}, count: map[*facts.Fact]int{}, taken: make([]bool, len(conflicts))}
	g.waiting.Before = func(a, b counted) bool { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.rank, b.rank)) < 0 }
	g.anchors = make([][]*facts.Fact, len(conflicts))
	for i := range conflicts {
		g.look()
		g.anchors[i] = g.anchorsOf(&conflicts[i])
		for _, f := range g.anchors[i] {
			g.of[f] = append(g.of[f], i)
			g.count[f]++
		}
	}
	for f, n := range g.count {
		g.waiting.Push(counted{f, n, ranks[f]})
	}
	return g
}

// anchorsOf returns each fact that may stand for a conflict: those among its
// sides that have changed, if any did, for the rest was reported or true before; else
// its culprit, if it has one.
func (g *gathering) anchorsOf(c *conflict) []*facts.Fact {
	only := slices.ContainsFunc(c.Sides, func(s facts.Note) bool { return g.since.at(s.Place) })
	if c.Culprit != nil && (!only || g.since.at(c.Culprit.Place())) {
		return []*facts.Fact{c.Culprit}
	}
	out := make([]*facts.Fact, 0, len(c.Sides))
	seen := make(map[*facts.Fact]bool, len(c.Sides))
	for _, s := range c.Sides {
		if s.Fact != nil && !seen[s.Fact] && (!only || g.since.at(s.Place)) {
			seen[s.Fact] = true
			out = append(out, s.Fact)
		}
	}
	return out
}

// next takes the conflicts of the fact in most of those left, of equals that
// which comes first by what it says. With clash it takes those among its partners
// too, which have a moment in common with it. It returns none when all are taken.
func (g *gathering) next(clash bool) (anchor *facts.Fact, mine, among []int) {
	for len(g.waiting.All) > 0 {
		// Counts only fall: an entry that is out of date goes back lower down.
		g.look()
		top := g.waiting.All[0]
		switch now := g.count[top.fact]; {
		case now == 0:
			g.waiting.Pop()
		case now < top.n:
			g.waiting.Replace(counted{top.fact, now, top.rank})
		default:
			anchor = top.fact
			for _, i := range g.of[anchor] {
				if !g.taken[i] {
					mine = append(mine, i)
				}
			}
			g.take(mine)
			if clash && len(mine) > 1 {
				among = g.among(mine)
			}
			return anchor, mine, among
		}
	}
	return nil, nil, nil
}

func (g *gathering) take(conflicts []int) {
	for _, i := range conflicts {
		if g.taken[i] {
			continue
		}
		g.taken[i] = true
		for _, f := range g.anchors[i] {
			g.count[f]--
		}
	}
}

// among takes the conflicts all of whose facts stand in the given ones.
func (g *gathering) among(conflicts []int) []int {
	within := map[*facts.Fact]bool{}
	for _, i := range conflicts {
		for _, s := range g.conflicts[i].Sides {
			within[s.Fact] = true
		}
	}
	var out []int
	for f := range within {
		g.look()
		for _, i := range g.of[f] {
			if !g.taken[i] && !slices.ContainsFunc(g.conflicts[i].Sides, func(s facts.Note) bool { return !within[s.Fact] }) {
				g.take([]int{i})
				out = append(out, i)
			}
		}
	}
	slices.Sort(out)
	return out
}

// counted is a fact in the queue: that of most conflicts first, of equals that which
// comes first by what it says.
type counted struct {
	fact *facts.Fact
	n    int
	rank int // by what it says
}
