package tenures

import "github.com/factlint/factlint/facts"

// A Vacant tells of offices which nobody held for a while.
type Vacant struct {
	Offices []*facts.Fact                 // in the order of their first vacancies
	Of      map[*facts.Fact][]*facts.Fact // the vacancies of each
}

// Vacancies returns the vacancies of a base.
func Vacancies(b *facts.Base) Vacant {
	var v Vacant
	for _, k := range b.Vocabulary.Kinds {
		if k.Vacancy == nil {
			continue
		}
		for f := range b.OfKind(k) {
			of := f.Get(k.Vacancy.Of).Ref()
			if of == nil {
				continue
			}
			if v.Of == nil {
				v.Of = map[*facts.Fact][]*facts.Fact{}
			}
			if v.Of[of] == nil {
				v.Offices = append(v.Offices, of)
			}
			v.Of[of] = append(v.Of[of], f)
		}
	}
	return v
}
