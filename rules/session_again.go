package rules

import (
	"cmp"
	"slices"

	"github.com/factlint/factlint/facts"
)

// again looks for what a rule finds now where the changes may matter, and
// forgets what it found there.
func (u *update) again(r *Rule, p *Pass) {
	i := p.rule
	reach := r.Reach
	if r.Terms != "" && !r.Far && (r.Steps == 0 || u.steps[i] != nil) {
		reach = Named // so says the rule of a base
	}
	anew := r.File == nil && u.anew(i, reach)
	if reach == Anywhere && r.File == nil && !anew {
		return
	}
	if anew {
		u.findings[i], u.conflicts[i] = nil, nil
		u.whole(r, p)
		return
	}
	switch {
	case r.File != nil:
		p.only = &asked{units: slices.Clone(u.replaced)}
		u.stale(i, p.only.units.add)
		for _, f := range p.only.units.list() {
			if file := u.base.Files[f]; p.Runs(file) {
				p.units = [2]int32{f, f}
				r.File(p, file)
			}
		}
	case r.Fact != nil:
		p.only = u.ask(i, reach)
		if u.steps[i] != nil {
			for _, n := range u.steps[i] {
				u.spent[i].Add(n)
			}
		}
		for _, n := range p.only.visit {
			u.one(r, p, u.base.Facts[n])
		}
	default:
		p.only = u.ask(i, reach)
		r.Base(p)
	}
	u.drop(i, p.only)
}

// anew reports whether a rule must be run over the whole base.
func (u *update) anew(i int, reach Reach) bool {
	if reach == HeldLoosely && u.changes.Loose {
		return true
	}
	over := u.over[i]
	if over == nil {
		return reach == Anywhere
	}
	for _, n := range u.changes.Facts {
		if over(u.base.Facts[n]) || over(u.old.Facts[n]) {
			return true
		}
	}
	stale := false
	if reach == Anywhere {
		u.stale(i, func(int32) { stale = true })
	}
	return stale
}

// whole runs a rule over all facts.
func (u *update) whole(r *Rule, p *Pass) {
	if r.Base != nil {
		r.Base(p)
		return
	}
	if r.Fact == nil {
		return
	}
	if r.Terms != "" && !r.Far && r.Steps > 0 {
		u.steps[p.rule] = make([]int64, len(u.base.Facts))
	}
	for _, f := range u.base.Facts {
		u.one(r, p, f)
	}
}

// one runs a rule over one fact, and counts what that takes in the place of what
// it took before.
func (u *update) one(r *Rule, p *Pass, f *facts.Fact) {
	steps := u.steps[p.rule]
	if steps != nil {
		u.spent[p.rule].Add(-steps[f.Index])
		steps[f.Index] = 0
	}
	before := u.spent[p.rule].Load()
	if f.Kind.Index != facts.None && (r.Kinds == nil || r.Kinds(f.Kind)) && p.Runs(f.File) {
		p.at(f)
		r.Fact(p, f)
	}
	if steps != nil {
		steps[f.Index] = u.spent[p.rule].Load() - before
		if u.overspent(p.rule) {
			u.steps[p.rule] = nil // stopped half way, it has not counted all
		}
	}
}

// ask returns what a rule of some reach is asked for.
func (u *update) ask(rule int, reach Reach) *asked {
	from := map[Reach]numbers{Named: u.named, Terms: u.terms, Held: u.held, HeldLoosely: u.held, Holding: u.holding, Figures: u.figures, Pairs: u.bearing}[reach]
	a := &asked{units: slices.Clone(from)}
	if u.rules[rule].Terms != "" { // a rule of a base may read the strings of what a fact refers to
		for _, i := range u.changes.Facts {
			for _, by := range u.referrers[i] {
				a.units.add(by)
			}
		}
	}
	u.stale(rule, a.units.add)
	a.visit = a.units.list()
	switch reach {
	case Pairs:
		near := slices.Clone(a.units)
		for _, i := range a.visit {
			for _, by := range u.referrers[i] {
				near.add(by)
			}
		}
		a.visit = near.list()
	case Held, HeldLoosely:
		acts := newNumbers(len(u.base.Facts))
		for _, i := range a.visit {
			if len(u.base.TenuresIn(u.base.Facts[i])) == 0 {
				continue
			}
			for _, by := range u.referrers[i] {
				if len(u.base.Facts[by].Kind.Acts) > 0 {
					acts.add(by)
				}
			}
		}
		a.acts = acts.list()
		slices.SortStableFunc(a.acts, func(i, j int32) int {
			return cmp.Compare(u.base.Facts[i].Kind.Index, u.base.Facts[j].Kind.Index)
		})
	}
	return a
}

// stale calls do with the units of what a rule found that shows places in files
// which are other objects now, or words that may have changed.
func (u *update) stale(rule int, do func(int32)) {
	tell := func(units [2]int32) {
		do(units[0])
		do(units[1])
	}
	for i := range u.findings[rule] {
		if f := &u.findings[rule][i]; u.labels || u.moved(f.Place.File) || u.anyMoved(f.Related) || u.fixMoved(f.Fix) {
			tell(f.units)
		}
	}
	for i := range u.conflicts[rule] {
		c := &u.conflicts[rule][i]
		if u.labels || u.anyMoved(c.Sides) || u.anyMoved(c.Also) || u.fixMoved(c.Fix) || slices.ContainsFunc(c.Lack[:], u.factMoved) || slices.ContainsFunc(c.About, u.factMoved) {
			tell(c.units)
		}
	}
}

func (u *update) moved(f *facts.File) bool { return f != nil && u.replaced.has(int32(f.Index)) }

func (u *update) factMoved(f *facts.Fact) bool { return f != nil && u.moved(f.File) }

func (u *update) anyMoved(notes []Note) bool {
	return slices.ContainsFunc(notes, func(n Note) bool { return u.moved(n.File) })
}

func (u *update) fixMoved(f *Fix) bool {
	return f != nil && slices.ContainsFunc(f.Edits, func(e Edit) bool { return u.moved(e.File) })
}

// drop forgets what a rule found before where it was asked again.
func (u *update) drop(rule int, a *asked) {
	u.findings[rule] = slices.DeleteFunc(u.findings[rule], func(f Finding) bool { return a.wants(f.units) })
	u.conflicts[rule] = slices.DeleteFunc(u.conflicts[rule], func(c Conflict) bool { return a.wants(c.units) })
}
