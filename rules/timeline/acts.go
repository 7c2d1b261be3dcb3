package timeline

import (
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules/stn"
	"github.com/factlint/factlint/rules/tenures"
)

// acts keeps an act in an office within the tenure that it belongs to, when
// only one can be meant.
func (s *statements) acts(f *facts.Fact) {
	for _, i := range f.Kind().Acts {
		for a := range f.Get(i).Actors() {
			person, office := a.Person.Ref(), a.As.Ref()
			if person == nil || office == nil || s.base.MayHaveLostTenure(person.ID()) || s.base.MayHaveLostTenure(office.ID()) {
				continue
			}
			meant, others := s.tenureOf(f, person, office)
			if meant == nil {
				if tenures.AnyTookPlace(s.base.TenuresBetween(person, office)) && len(others) > 0 {
					s.all = append(s.all, statement{relation: relation{kind: nothing}, wrong: append(others, stn.Fact(f.Index))})
				}
				continue
			}
			r := relation{kind: actLink, by: f, other: meant, value: a.As}
			s.relateGiven(others, r, point{meant, begins}, point{f, ends}, stn.Weak, 0)
			s.relateGiven(others, r, point{f, begins}, point{meant, ends}, stn.Weak, 0)
		}
	}
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
func (s *statements) tenureOf(act, person, office *facts.Fact) (meant *facts.Fact, others []stn.Fact) {
	all := s.base.TenuresBetween(person, office)
	if len(all) > maxCandidates || s.base.MayHoldLoosely(person, office, act.Begin(), act.End()) {
		return nil, nil
	}
	for _, tenure := range all {
		f := tenure.Fact
		switch {
		case f == act:
			return nil, nil
		case f.Begin().Earliest > act.End().Latest || f.End().Latest < act.Begin().Earliest:
			others = append(others, stn.Fact(f.Index))
		case meant != nil || !tenures.TookPlace(f):
			return nil, nil
		default:
			meant = f
		}
	}
	return meant, others
}
