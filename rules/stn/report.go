package stn

import (
	"cmp"
	"context"
	"slices"

	"github.com/factlint/factlint/rules/queue"
)

// Contradictions finds what cannot be true. It reports the shortest chain,
// sets aside the fact of it whose absence leaves fewest contradictions, and so
// on until the rest is consistent; what was set aside without need is put
// back, and its chain becomes related to the one that covers it. So every
// contradiction contains a reported culprit, and one false date is one finding.
//
// A set in Options.Reported is treated as a contradiction that was reported
// before: ahead of the search the fact of it whose absence leaves fewest
// contradictions is set aside, if any absence helps at all, and again whenever
// a chain turns up that contains the whole set. Hence no chain reported
// contains a reported set, and what is left unreported contains a culprit of a
// reported set or a reported one. What hides behind a reported culprit shows when the
// reported finding is mended otherwise.
//
// The network is not changed, not even for a time. The error is that of the
// context.
func (n *Network) Contradictions(ctx context.Context, o Options) (found Report, err error) {
	defer caught(&err)
	if !n.Consistent() {
		found = newReporter(ctx, n, &o).run()
	}
	return found, nil
}

func newReporter(ctx context.Context, n *Network, o *Options) *reporter {
	return &reporter{
		net: n.fork(ctx), opt: o, limit: maxReports, pending: queue.Queue[*item]{Before: (*item).before},
		byFact: map[Fact][]*item{}, byVar: map[int32]*item{},
		reported: map[Fact][][]Fact{}, culprit: map[Fact]*finding{},
	}
}

// reporter works on a fork of the network.
type reporter struct {
	net      *Network
	opt      *Options
	limit    int // of what is reported in full
	pending  queue.Queue[*item]
	open     int // loops not resolved yet
	byFact   map[Fact][]*item
	byVar    map[int32]*item   // the item of an overshot variable
	reported map[Fact][][]Fact // sets by their first fact
	findings []*finding
	culprit  map[Fact]*finding // nil for one that is not reported in full
	more     int
	cut      bool // what is left is only counted
}

// item is one contradiction that is not resolved yet: an overshot variable or
// a relation left out, with its shortest chain, none of whose facts is aside.
type item struct {
	v     int32 // −1 for a loop
	loop  loop
	chain *chain // nil: not searched for yet
	done  bool
}

// before orders items: those whose chains are known first, the shortest first.
func (a *item) before(b *item) bool {
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

type finding struct {
	chain   *chain
	culprit Fact
	related []*chain
	more    int
	merged  bool
	known   bool
}

func (r *reporter) run() Report {
	n := r.net
	violated := n.overshotVars() // before loops are looked at again, which may add to them
	r.open = len(n.loops)
	for _, l := range n.loops {
		r.add(&item{v: -1, loop: l})
	}
	for _, v := range violated {
		r.addVar(v)
	}
	r.addNew()
	r.setReportedAside()
	for len(r.pending.All) > 0 {
		n.spend(recordWork)
		it := r.pending.Pop()
		if it.done {
			continue
		}
		full := len(r.findings) == r.limit
		if n.work > stopWork && len(r.findings) > 0 || n.work > 2*stopWork || full && n.work > trialWork {
			r.cut = true
			r.more++
			continue
		}
		if it.chain == nil {
			r.search(it)
			r.addNew()
			continue
		}
		c := it.chain
		if !full || len(r.reported) > 0 {
			c = n.irreducible(c)
		}
		if set := r.reportedIn(c.facts); set != nil {
			f, _ := r.choose(set)
			r.resolve(f, nil)
			continue
		}
		if full {
			r.more++
			r.resolve(r.inChains(c.facts, -1)[0], nil)
			continue
		}
		found := &finding{chain: c}
		if r.opt.Known != nil {
			if chain := r.chain(c); r.opt.Known(&chain) {
				found.known = true
				found.culprit = r.chooseLeast(c.facts)
				r.findings = append(r.findings, found)
				r.resolve(found.culprit, found)
				continue
			}
		}
		found.culprit, _ = r.choose(c.facts)
		r.findings = append(r.findings, found)
		r.resolve(found.culprit, found)
	}
	r.restore()
	return r.report()
}

// add takes up a contradiction, with its chain unless that must wait.
func (r *reporter) add(it *item) {
	r.net.spend(recordWork)
	if r.net.work <= searchWork {
		r.search(it)
	} else {
		r.pending.Push(it)
	}
}

// addVar takes up an overshot variable, if it is not yet.
func (r *reporter) addVar(v int32) {
	if old := r.byVar[v]; r.net.bad[v] != 0 && (old == nil || old.done) {
		r.net.spend(recordWork)
		it := &item{v: v}
		r.byVar[v] = it
		r.add(it)
	}
}

// addNew takes up the variables that have become overshot: without its cap, or
// along a relation that counts again, a label may reach further than before.
func (r *reporter) addNew() {
	for i := 0; i < len(r.net.newBad); i++ {
		r.addVar(r.net.newBad[i])
	}
	r.net.newBad = r.net.newBad[:0]
}

// search finds the chain of an item, unless it is resolved, which it reports. One
// that takes too long, while there are others, is only counted.
func (r *reporter) search(it *item) (resolved bool) {
	sure := true
	switch {
	case it.v < 0 && r.net.off[it.loop.edge]&offAside == 0:
		it.chain, sure = r.net.loopChain(it.loop, r.net.work <= searchWork || len(r.findings) == 0)
	case it.v >= 0 && !r.resolved(it):
		it.chain = r.net.overshootChain(it.v)
	}
	switch {
	case !sure:
		it.done = true
		r.more++
		r.cut = true
		return false
	case it.chain == nil:
		return r.resolved(it)
	}
	r.pending.Push(it)
	for _, f := range it.chain.facts {
		r.net.spend(recordWork)
		r.byFact[f] = append(r.byFact[f], it)
	}
	return false
}

// resolved reports whether a contradiction is gone by now, and if so ends it.
func (r *reporter) resolved(it *item) bool {
	switch {
	case it.v >= 0:
		it.done = r.net.bad[it.v] == 0
	case r.reopen(it.loop):
		it.done = true
		r.open--
	}
	return it.done
}

// resolve sets f aside for good and sees what that resolves; other chains go
// to the finding, which may be nil.
func (r *reporter) resolve(f Fact, found *finding) {
	n := r.net
	r.culprit[f] = found
	n.newBad = n.newBad[:0] // of trials
	n.takeOut(f)
	for _, it := range r.byFact[f] {
		n.spend(recordWork)
		if it.done {
			continue
		}
		it.done = true // with this chain
		resolved := it.v >= 0 && n.bad[it.v] == 0
		if it.v < 0 {
			resolved = r.search(&item{v: -1, loop: it.loop})
		}
		switch {
		case resolved && found != nil:
			found.relate(it.chain, r)
		case !resolved && it.v >= 0:
			r.addVar(it.v)
		}
	}
	delete(r.byFact, f)
	r.addNew()
}

// reopen lets a relation that was left out count again, if it closes no loop
// any more, or forgets the loop if the relation itself is set aside.
func (r *reporter) reopen(l loop) bool {
	n := r.net
	if n.off[l.edge]&offAside != 0 {
		n.off[l.edge] &^= l.off() // so that putting it back asserts it
		return true
	}
	if !n.assert(l.edge, l.orders) {
		return false
	}
	if l.orders {
		n.off[l.edge] &^= l.off()
		return true
	}
	var c change
	n.admit(&c, l.edge, offDays)
	n.settle(&c)
	return true
}

// relate attaches a chain that the culprit resolves.
func (f *finding) relate(c *chain, r *reporter) {
	if len(f.related) >= maxRelated || r.net.work > trialWork {
		if !f.has(c) {
			f.more++
		}
		return
	}
	c = r.net.irreducible(c)
	if slices.Contains(c.facts, f.culprit) && !f.has(c) && r.reportedIn(c.facts) == nil {
		f.related = append(f.related, c)
	}
}

// has reports whether the finding shows these facts already.
func (f *finding) has(c *chain) bool {
	return slices.Equal(f.chain.facts, c.facts) ||
		slices.ContainsFunc(f.related, func(d *chain) bool { return slices.Equal(c.facts, d.facts) })
}

// restore puts back culprits without which later ones leave nothing wrong.
// Only one whose own chain another culprit resolves can be such.
func (r *reporter) restore() {
	if r.cut {
		return // something is left, so nothing can be known to be needless
	}
	for _, f := range r.findings {
		if f.known {
			continue // what is reported with another would not be reported by itself
		}
		cover, covered := r.cover(f)
		if !covered || !r.net.takeBack(f.culprit) {
			continue
		}
		if r.net.violated > 0 {
			r.net.takeOut(f.culprit)
			continue
		}
		delete(r.culprit, f.culprit)
		f.merged = true
		if cover == nil { // reported: nothing is said of it
			continue
		}
		for _, c := range append([]*chain{f.chain}, f.related...) {
			for _, fact := range c.facts {
				if g := r.culprit[fact]; g != nil {
					g.relate(c, r)
					break
				}
			}
		}
		cover.more += f.more
	}
}

// cover finds another culprit in f's chain.
func (r *reporter) cover(f *finding) (by *finding, ok bool) {
	for _, fact := range f.chain.facts {
		r.net.spend(recordWork)
		if g, is := r.culprit[fact]; is && fact != f.culprit {
			if g != nil {
				return g, true
			}
			ok = ok || r.more == 0 // else it may be one of those only counted
		}
	}
	return nil, ok
}

func (r *reporter) report() Report {
	out := Report{More: r.more}
	for _, f := range r.findings {
		if f.merged {
			continue
		}
		c := Contradiction{Chain: r.chain(f.chain), Culprit: f.culprit, MoreRelated: f.more}
		for _, related := range f.related {
			c.Related = append(c.Related, r.chain(related))
		}
		out.Contradictions = append(out.Contradictions, c)
	}
	return out
}

func (r *reporter) chain(c *chain) Chain {
	return Chain{Links: r.net.links(c), Facts: c.facts, Loop: c.lower < 0, Gap: r.net.gap(c)}
}
