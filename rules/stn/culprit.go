package stn

import (
	"cmp"
	"slices"
)

// choose finds the fact without which fewest contradictions are left, and how
// many that is. Not the fact in most chains: one that takes part in many may
// be the true one that many false ones run up against.
func (r *reporter) choose(facts []Fact) (best Fact, left int) {
	tried := r.inChains(facts, -1)
	if r.net.work > trialWork {
		return tried[0], 0
	}
	slices.Sort(tried)
	best, left = tried[0], -1
	for _, f := range tried {
		if n := r.trial(f); left < 0 || n < left {
			best, left = f, n
		}
	}
	return best, left
}

// chooseLeast finds the fact that resolves fewest contradictions by its absence.
func (r *reporter) chooseLeast(facts []Fact) Fact {
	tried := r.inChains(facts, +1)
	best, most := tried[0], -1
	for _, f := range tried {
		if r.net.work > trialWork {
			break
		}
		if n := r.trial(f); n > most {
			best, most = f, n
		}
	}
	return best
}

// inChains returns the first maxCulprits facts by the number of unresolved
// chains they are in, the fewest first or, with a negative sign, the most.
func (r *reporter) inChains(facts []Fact, sign int) []Fact {
	type counted struct {
		fact   Fact
		chains int
	}
	compare := func(a, b counted) int {
		return sign * cmp.Or(cmp.Compare(a.chains, b.chains), cmp.Compare(b.fact, a.fact))
	}
	best := make([]counted, 0, maxCulprits+1)
	for _, f := range facts {
		r.net.spend(recordWork)
		c := counted{f, len(r.byFact[f])}
		if len(best) == maxCulprits && compare(c, best[len(best)-1]) > 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, c, compare)
		best = slices.Insert(best, at, c)
		best = best[:min(len(best), maxCulprits)]
	}
	list := make([]Fact, len(best))
	for i, c := range best {
		list[i] = c.fact
	}
	return list
}

// trial counts what would be left without f, and leaves everything as it is.
// Only loops whose chain contains f can be resolved; any other has its chain still.
func (r *reporter) trial(f Fact) int {
	n := r.net
	n.takeOut(f)
	left := n.violated + r.open
	for _, it := range r.byFact[f] {
		if it.v < 0 && !it.done && n.work <= trialWork && (n.off[it.loop.edge]&offAside != 0 || n.assert(it.loop.edge, it.loop.orders)) {
			left--
		}
	}
	n.takeBack(f) // cannot fail: what counted together before can again
	return left
}

// setReportedAside sets aside a fact of each reported set, if that resolves anything.
func (r *reporter) setReportedAside() {
	sets := make([][]Fact, 0, len(r.opt.Reported))
	for _, set := range r.opt.Reported {
		if set = r.net.factSet(slices.Clone(set)); len(set) > 0 {
			sets = append(sets, set)
			r.reported[set[0]] = append(r.reported[set[0]], set)
		}
	}
	slices.SortFunc(sets, slices.Compare)
	for _, set := range sets {
		if slices.ContainsFunc(set, r.net.isAside) {
			continue
		}
		// A fact in no chain resolves nothing.
		set = slices.DeleteFunc(slices.Clone(set), func(f Fact) bool { return len(r.byFact[f]) == 0 })
		if len(set) == 0 {
			continue
		}
		if f, left := r.choose(set); left < r.net.violated+r.open {
			r.resolve(f, nil)
		}
	}
}

// reportedIn returns a reported set that is contained in the facts, or nil.
func (r *reporter) reportedIn(facts []Fact) []Fact {
	if len(r.reported) == 0 {
		return nil
	}
	for _, f := range facts {
		r.net.spend(recordWork)
		for _, set := range r.reported[f] {
			if !slices.ContainsFunc(set, func(f Fact) bool { return !slices.Contains(facts, f) }) {
				return set
			}
		}
	}
	return nil
}
