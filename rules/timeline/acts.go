package timeline

import (
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules/stn"
	"github.com/factlint/factlint/rules/tenures"
)

// act keeps an act in an office within the tenure that it belongs to, when only
// one can be meant.
func (s *statements) act(a *facts.Act) {
	if s.base.MayHaveLostTenure(a.Person, a.Office) {
		return
	}
	f := a.Fact
	meant, others := s.tenureOf(a)
	if meant == nil {
		if len(others) > 0 && tenures.AnyTookPlace(s.base.TenuresBetween(a.Person, a.Office)) {
			s.all = append(s.all, statement{relation: relation{kind: nothing}, wrong: append(others, stn.Fact(f.Index))})
		}
		return
	}
	r := relation{kind: actLink, by: f, other: meant, value: a.As()}
	s.relateGiven(others, r, point{meant, begins}, point{f, ends}, stn.Weak, 0)
	s.relateGiven(others, r, point{f, begins}, point{meant, ends}, stn.Weak, 0)
}

// maxCandidates is how many tenures of one person in one office are gone through
// to find the one that an act belongs to.
const maxCandidates = 100

// noteWrong notes facts that contradict each other by themselves.
func (t *Timeline) noteWrong(all []stn.Fact) {
	others := make([]*facts.Fact, len(all)-1)
	for i, f := range all[1:] {
		others[i] = &t.base.Facts[f]
	}
	first := &t.base.Facts[all[0]]
	t.wrong[first] = append(t.wrong[first], others)
}

// tenureOf returns the one tenure during which the act can have happened, and
// the other tenures of the person in the office, whose dates rule them out.
// It returns neither when there are several, or when it is not certain that the
// one is meant.
func (s *statements) tenureOf(a *facts.Act) (meant *facts.Fact, others []stn.Fact) {
	begin, end := a.Fact.Begin(), a.Fact.End()
	all := s.base.TenuresBetween(a.Person, a.Office)
	if len(all) > maxCandidates || s.base.MayHoldLoosely(a.Person, a.Office, begin, end) {
		return nil, nil
	}
	for i := range all {
		t := &all[i]
		switch {
		case t.Fact == a.Fact:
			return nil, nil
		case t.Begin.Earliest > end.Latest || t.End.Latest < begin.Earliest:
			others = append(others, stn.Fact(t.Fact.Index))
		case meant != nil || !t.TookPlace:
			return nil, nil
		default:
			meant = t.Fact
		}
	}
	return meant, others
}
