package engine

import (
	"cmp"
	"container/heap"
	"slices"
	"strconv"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
)

// audible returns the conflicts of a rule that no comment silences, in order.
func (e *engine) audible(r *Result, s *silencer, rule int, all []conflict) []conflict {
	kept := all[:0]
	for _, c := range all {
		if s.silencesConflict(e.rules[rule], &c) {
			r.Ignored++
		} else {
			kept = append(kept, c)
		}
	}
	slices.SortFunc(kept, compareConflicts)
	return kept
}

// gather turns the conflicts of one rule into findings and appends them to out:
// those that have a fact in common become one finding at that fact, beginning
// with the fact in most conflicts, ties by file and line.
func (e *engine) gather(r *Result, out []rules.Finding, rule int, all []conflict) []rules.Finding {
	if len(all) == 0 {
		return out
	}
	ru := e.rules[rule]
	out, all = e.gatherAlike(r, out, ru, all)
	g := newGathering(all, e.settings.Changed)
	for {
		anchor, mine := g.next(ru.Clash)
		switch len(mine) {
		case 0:
			return out
		case 1:
			out = e.settle(r, out, nil, all[mine[0]].alone(ru, e.settings.Changed))
		default:
			out = e.settle(r, out, nil, together(ru, anchor, all, mine))
		}
	}
}

// gatherAlike makes one finding of the conflicts that tell of one thing, at the
// first of them, appends it to out, and returns the others.
func (e *engine) gatherAlike(r *Result, out []rules.Finding, ru *rules.Rule, all []conflict) (found []rules.Finding, rest []conflict) {
	alike := map[[2]*facts.Fact][]conflict{}
	var order [][2]*facts.Fact
	for _, c := range all {
		if c.Lack == [2]*facts.Fact{} {
			rest = append(rest, c)
			continue
		}
		if alike[c.Lack] == nil {
			order = append(order, c.Lack)
		}
		alike[c.Lack] = append(alike[c.Lack], c)
	}
	for _, lack := range order {
		list := alike[lack]
		f := list[0].alone(ru, e.settings.Changed)
		for _, c := range list[1:] {
			f.Related = append(f.Related, c.Sides...)
		}
		if len(list) > 1 {
			f.Message += strings.ReplaceAll(ru.Together, "{n}", strconv.Itoa(len(list)))
		}
		out = e.settle(r, out, nil, f)
	}
	return out, rest
}

func compareConflicts(a, b conflict) int {
	for i := range min(len(a.Sides), len(b.Sides)) {
		if c := comparePlaces(a.Sides[i].Place, b.Sides[i].Place); c != 0 {
			return c
		}
	}
	return cmp.Or(cmp.Compare(len(a.Sides), len(b.Sides)), strings.Compare(a.Message, b.Message))
}

// alone makes a conflict a finding by itself.
func (c *conflict) alone(r *rules.Rule, changed func(facts.Place) bool) rules.Finding {
	f := rules.Finding{Rule: r, Severity: c.Severity, Message: c.Message, Place: c.Sides[0].Place, Words: c.Sides[0].Words, Fix: c.Fix, Fingerprint: c.fingerprint}
	if c.Turned != "" && changed != nil && !changed(f.Place) && slices.ContainsFunc(c.Sides, func(n facts.Note) bool { return changed(n.Place) }) {
		f.Message = c.Turned
	}
	f.Related = append(append(f.Related, c.Sides[1:]...), c.Also...)
	return f
}

// together makes several conflicts one finding at the fact common to them.
func together(r *rules.Rule, anchor *facts.Fact, all []conflict, mine []int) rules.Finding {
	f := rules.Finding{Rule: r, Severity: rules.Warning}
	says := ""
	others := map[*facts.Fact]bool{}
	told := map[facts.Place]bool{}
	tell := func(n facts.Note) {
		if !told[n.Place] {
			told[n.Place] = true
			f.Related = append(f.Related, n)
		}
	}
	for _, i := range mine {
		c := &all[i]
		f.Severity = max(f.Severity, c.Severity)
		f.Parts = append(f.Parts, rules.Part{Fingerprint: c.fingerprint, Message: c.Message, Place: c.Sides[0].Place})
		for _, side := range c.Sides {
			switch {
			case side.Fact != anchor:
				others[side.Fact] = true
				tell(side)
			case f.Place.File == nil:
				f.Place, says = side.Place, side.Words
				told[side.Place] = true
			default:
				tell(side)
			}
		}
		for _, also := range c.Also {
			tell(also)
		}
	}
	words := r.Together
	if words == "" {
		words = "{fact} disagrees with {n} other facts; correct the one they have in common"
	}
	f.Words, f.Fingerprint = says, fingerprintOf(f.Parts)
	f.Message = strings.NewReplacer("{fact}", anchor.Label(), "{says}", says, "{n}", strconv.Itoa(len(others))).Replace(words)
	return f
}

// gathering takes conflicts apart into groups with a common fact.
type gathering struct {
	conflicts []conflict
	changed   func(facts.Place) bool
	of        map[*facts.Fact][]int // the conflicts of each fact, in order
	count     map[*facts.Fact]int   // of those not yet taken that it may anchor
	taken     []bool
	heap      countHeap
}

func newGathering(conflicts []conflict, changed func(facts.Place) bool) *gathering {
	g := &gathering{conflicts: conflicts, changed: changed, of: map[*facts.Fact][]int{}, count: map[*facts.Fact]int{}, taken: make([]bool, len(conflicts))}
	for i := range conflicts {
		for f := range g.anchors(i) {
			g.of[f] = append(g.of[f], i)
			g.count[f]++
		}
	}
	for f, n := range g.count {
		g.heap = append(g.heap, counted{f, n})
	}
	heap.Init(&g.heap)
	return g
}

// anchors yields each fact that may stand for a conflict: those among its sides
// that have changed, if any did, for the rest was told or true before.
func (g *gathering) anchors(conflict int) func(yield func(*facts.Fact) bool) {
	sides := g.conflicts[conflict].Sides
	only := g.changed != nil && slices.ContainsFunc(sides, func(s facts.Note) bool { return g.changed(s.Place) })
	return func(yield func(*facts.Fact) bool) {
		for i, s := range sides {
			again := slices.ContainsFunc(sides[:i], func(t facts.Note) bool { return t.Fact == s.Fact })
			if !again && (!only || g.changed(s.Place)) && !yield(s.Fact) {
				return
			}
		}
	}
}

// next takes the conflicts of the fact in most of those left, the earliest of
// equals. With clash it takes those among its partners too, which have a
// moment in common with it. It returns none when all are taken.
func (g *gathering) next(clash bool) (anchor *facts.Fact, mine []int) {
	for len(g.heap) > 0 {
		// Counts only fall: an entry that is out of date goes back lower down.
		top := &g.heap[0]
		switch now := g.count[top.fact]; {
		case now == 0:
			heap.Pop(&g.heap)
		case now < top.n:
			top.n = now
			heap.Fix(&g.heap, 0)
		default:
			anchor = top.fact
			for _, i := range g.of[anchor] {
				if !g.taken[i] {
					mine = append(mine, i)
				}
			}
			g.take(mine)
			if clash && len(mine) > 1 {
				g.takeAmong(mine)
			}
			return anchor, mine
		}
	}
	return nil, nil
}

func (g *gathering) take(conflicts []int) {
	for _, i := range conflicts {
		if g.taken[i] {
			continue
		}
		g.taken[i] = true
		for f := range g.anchors(i) {
			g.count[f]--
		}
	}
}

// takeAmong takes the conflicts all of whose facts stand in the given ones.
func (g *gathering) takeAmong(conflicts []int) {
	within := map[*facts.Fact]bool{}
	for _, i := range conflicts {
		for _, s := range g.conflicts[i].Sides {
			within[s.Fact] = true
		}
	}
	for f := range within {
		for _, i := range g.of[f] {
			if !g.taken[i] && !slices.ContainsFunc(g.conflicts[i].Sides, func(s facts.Note) bool { return !within[s.Fact] }) {
				g.take([]int{i})
			}
		}
	}
}

type counted struct {
	fact *facts.Fact
	n    int
}

// countHeap has the fact with the highest count on top, the earliest of equals.
type countHeap []counted

func (h countHeap) Len() int { return len(h) }
func (h countHeap) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(h[j].n, h[i].n), cmp.Compare(h[i].fact.Index, h[j].fact.Index)) < 0
}
func (h countHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *countHeap) Push(x any)   { *h = append(*h, x.(counted)) }
func (h *countHeap) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}
