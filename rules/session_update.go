package rules

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules/stn"
)

// An update is one turn of a session.
type update struct {
	*kept
	*engine
	old     *facts.Base
	changes *facts.Changes
	labels  bool // some label may have changed, and with it any message

	replaced numbers // by position: the files that are other objects
	changed  numbers // facts that say something else
	bearing  numbers // those of more than strings, and those of which something else is hidden
	named    numbers // changed, and those that refer to bearing ones
	terms    numbers // named, and those that the tenures among them may concern
	held     numbers // what tenures and acts among bearing ones are about
	holding  numbers
	figures  numbers
}

// update finds out what the changes bear on, looks at that again, and puts it in
// the place of what was found before.
func (k *kept) update(ctx context.Context, s *Settings, old, base *facts.Base, c *facts.Changes) (*Result, error) {
	u := &update{kept: k, old: old, changes: c}
	u.engine = &engine{base: base, rules: s.All(), settings: s, profiles: k.profiles, spent: make([]atomic.Int64, len(k.findings)), shared: newShared(base)}
	u.engine.shared.timeline = sync.OnceValue(func() *timeline { return timelineOf(k.said, u.shared.repeated()) })
	u.spread()
	u.findBans()
	out, passes := u.passes()
	for i, r := range u.rules {
		if !u.anywhere(i) {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		u.again(r, &passes[i])
		k.findings[i] = append(k.findings[i], out.findings...)
		k.conflicts[i] = append(k.conflicts[i], out.conflicts[i]...)
		out.findings, out.conflicts[i] = nil, nil
	}
	if k.said != nil && (u.hear() || u.lateStale()) {
		for i, r := range u.rules {
			if r.Times != nil && u.anywhere(i) {
				p := &passes[i]
				p.units, p.only, p.before = ofTimes, nil, k.conflicts[i]
				r.Times(p)
			}
		}
		k.late = nil
		if t := u.shared.timeline(); len(t.seating.Clashes) == 0 {
			k.late = out
		}
	} else if k.late != nil {
		out = k.late
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	all := &collector{findings: slices.Clone(out.findings), conflicts: make([][]Conflict, len(u.rules))}
	for i := range u.rules {
		all.findings = append(all.findings, k.findings[i]...)
		all.conflicts[i] = slices.Concat(k.conflicts[i], out.conflicts[i])
	}
	k.forget(old, c.Facts)
	return u.result([]*collector{all}), nil
}

// spread works out where the changes may matter.
func (u *update) spread() {
	n := len(u.base.Facts)
	u.replaced = newNumbers(len(u.base.Files))
	for _, i := range u.changes.Files {
		u.replaced.add(int32(i))
	}
	for _, set := range []*numbers{&u.changed, &u.bearing, &u.held, &u.holding, &u.figures} {
		*set = newNumbers(n)
	}
	for _, i := range u.changes.Facts {
		for to := range u.base.Facts[i].RefersTo {
			u.referrers[to] = append(u.referrers[to], i)
		}
		u.changed.add(i)
		u.figures.add(i)
		u.refers(i, u.figures.add)
		u.labels = u.labels || u.base.Facts[i].Label() != u.old.Facts[i].Label()
	}
	u.named = slices.Clone(u.changed)
	for _, i := range slices.Concat(u.changes.Bearing, u.changes.Hidden) {
		u.bearing.add(i)
		u.named.add(i)
		for _, by := range u.referrers[i] {
			u.named.add(by)
		}
		u.spreadTerms(i)
	}
	u.terms = slices.Clone(u.named)
	for _, i := range u.changes.Bearing {
		u.tenurePairs(i, u.terms.add)
	}
}

// findBans spares the search for incompatible offices when there were none, and
// no fact that declares any has changed.
func (u *update) findBans() {
	declares := declareBans(nil)
	for _, i := range u.changes.Facts {
		u.banless = u.banless && !declares(u.base.Facts[i])
	}
	if u.banless {
		u.shared.bans = func() bans { return bans{} }
	} else {
		u.banless = len(u.shared.bans().of) == 0
	}
}

// refers calls do with each fact that fact i refers to, or did.
func (u *update) refers(i int32, do func(int32)) {
	for to := range u.base.Facts[i].RefersTo {
		do(to)
	}
	for to := range u.old.Facts[i].RefersTo {
		do(to)
	}
}

// spreadTerms notes which offices and holders a fact concerns: as one of them,
// as a tenure or an act, and as what tenures and acts name.
func (u *update) spreadTerms(i int32) {
	u.held.add(i)
	u.holding.add(i)
	u.refers(i, func(to int32) {
		u.held.add(to)
		u.holding.add(to)
	})
	holder := u.holders[u.base.Facts[i].Kind] || u.holders[u.old.Facts[i].Kind]
	office := len(u.base.TenuresIn(u.base.Facts[i])) > 0
	if !holder && !office {
		return
	}
	for _, by := range u.referrers[i] {
		k := u.base.Facts[by].Kind
		if holder && (k.Tenure != nil || len(k.Acts) > 0) {
			u.refers(by, u.held.add)
		}
		if office && k.Tenure != nil {
			u.refers(by, u.holding.add)
		}
	}
}

// tenurePairs calls do with the facts that refer both to the holder and to what
// is held of a tenure, as it is or was: acts and elections.
func (u *update) tenurePairs(i int32, do func(int32)) {
	for _, f := range [2]*facts.Fact{u.base.Facts[i], u.old.Facts[i]} {
		role := f.Kind.Tenure
		if role == nil {
			continue
		}
		holder, of := f.Get(role.Holder).Ref(), f.Get(role.Of).Ref()
		if holder == nil || of == nil {
			continue
		}
		few, other := u.referrers[holder.Index], of.Index
		if more := u.referrers[of.Index]; len(more) < len(few) {
			few, other = more, holder.Index
		}
		for _, by := range few {
			for to := range u.base.Facts[by].RefersTo {
				if to == other {
					do(by)
					break
				}
			}
		}
	}
}

// again looks for what a rule finds now where the changes may matter, and
// forgets what it found there.
func (u *update) again(r *Rule, p *Pass) {
	i := p.rule
	reach := r.Reach
	if r.Fact != nil && reach == Anywhere && !r.Far && r.Steps == 0 {
		reach = Named
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
		for _, n := range p.only.visit {
			f := u.base.Facts[n]
			if f.Kind.Index != facts.None && (r.Kinds == nil || r.Kinds(f.Kind)) && p.Runs(f.File) {
				p.at(f)
				r.Fact(p, f)
			}
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
	for _, f := range u.base.Facts {
		if f.Kind.Index != facts.None && (r.Kinds == nil || r.Kinds(f.Kind)) && p.Runs(f.File) {
			p.at(f)
			r.Fact(p, f)
		}
	}
}

// ask returns what a rule of some reach is asked for.
func (u *update) ask(rule int, reach Reach) *asked {
	from := map[Reach]numbers{Named: u.named, Terms: u.terms, Held: u.held, HeldLoosely: u.held, Holding: u.holding, Figures: u.figures, Pairs: u.bearing}[reach]
	a := &asked{units: slices.Clone(from)}
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

// lateStale reports whether what the network of times showed must be worded anew.
func (u *update) lateStale() bool {
	if u.late == nil {
		return true
	}
	return u.labels && len(u.late.findings) > 0 || slices.ContainsFunc(u.late.findings, u.findingMoved)
}

func (u *update) findingMoved(f Finding) bool {
	return u.moved(f.Place.File) || u.anyMoved(f.Related) || slices.ContainsFunc(f.others, u.findingMoved)
}

// hear brings what the facts say of their times up to date, and reports whether
// the network of them may be another.
func (u *update) hear() bool {
	s := u.said
	s.base = u.base
	n := len(u.base.Facts)
	near := newNumbers(n) // facts in replaced files, and who refers to them: what they said names old objects
	rest := newNumbers(n)
	add := func(i int32) {
		near.add(i)
		for _, by := range u.referrers[i] {
			near.add(by)
		}
	}
	other := len(u.changes.Hidden) > 0
	for _, i := range u.changes.Bearing {
		f := u.base.Facts[i]
		other = other || f.Kind.Tenure != nil || u.old.Facts[i].Kind.Tenure != nil || len(u.base.TenuresIn(f)) > 0
	}
	for _, f := range u.changes.Files {
		file := u.base.Files[f]
		for i := range file.Facts {
			add(file.Facts[i].Index)
			u.tenurePairs(file.Facts[i].Index, rest.add)
		}
	}
	for _, i := range u.changes.Hidden {
		add(i)
	}
	turn := func(i int32) {
		other = true
		rest.add(i)
		for _, by := range u.referrers[i] {
			rest.add(by)
		}
	}
	for _, i := range near.list() {
		rest.add(i)
		other = other || u.concerned(i)
		s.hearOrders(i, turn)
	}
	for _, i := range rest.list() {
		other = other || u.concerned(i)
		s.hearRest(i)
		other = other || u.concerned(i)
	}
	return other
}

// concerned reports whether what a fact says of times is about facts that bear.
func (u *update) concerned(i int32) bool {
	s := u.said.by[i]
	if s == nil {
		return false
	}
	bears := func(f stn.Fact) bool { return u.bearing.has(int32(f)) }
	about := func(st statement) bool {
		if slices.ContainsFunc(st.wrong, bears) || slices.ContainsFunc(st.premises, bears) {
			return true
		}
		return st.kind != nothing && (u.bearing.has(st.from.fact.Index) || u.bearing.has(st.to.fact.Index))
	}
	return u.bearing.has(i) && len(s.orders)+len(s.rest) > 0 || slices.ContainsFunc(s.orders, about) || slices.ContainsFunc(s.rest, about)
}
