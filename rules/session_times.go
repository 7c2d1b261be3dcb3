package rules

import (
	"slices"

	"github.com/factlint/factlint/rules/stn"
)

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
