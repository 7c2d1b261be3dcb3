package rules

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/factlint/factlint/facts"
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
func (k *kept) update(ctx context.Context, s *Settings, base *facts.Base, c *facts.Changes) (*Result, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	old := k.about
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
		u.again(r, &passes[i])
		k.findings[i] = append(k.findings[i], out.findings...)
		k.conflicts[i] = append(k.conflicts[i], out.conflicts[i]...)
		out.findings, out.conflicts[i] = nil, nil
	}
	if k.said != nil && (u.hear() || u.lateStale()) {
		k.late = nil
	}
	k.forget(old, c.Facts)
	k.about = base // what is kept is whole again; the rest may take long
	switch {
	case k.late != nil:
		out = k.late
	case k.said != nil:
		for i, r := range u.rules {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if r.Times != nil && u.anywhere(i) {
				p := &passes[i]
				p.units, p.only, p.before = ofTimes, nil, k.conflicts[i]
				r.Times(p)
			}
		}
		if t := u.shared.timeline(); len(t.seating.Clashes) == 0 {
			k.late = out
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	all := &collector{findings: slices.Clone(out.findings), conflicts: make([][]Conflict, len(u.rules))}
	for i := range u.rules {
		all.findings = append(all.findings, k.findings[i]...)
		all.conflicts[i] = slices.Concat(k.conflicts[i], out.conflicts[i])
	}
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
