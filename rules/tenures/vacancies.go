package tenures

import (
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/grouped"
)

// Vacancies returns the vacancies of a base by office, in the order of the first of each.
func Vacancies(b *facts.Base) (vacant grouped.By[*facts.Fact, *facts.Fact]) {
	for _, k := range b.Vocabulary.Kinds {
		if k.Vacancy == nil {
			continue
		}
		for f := range b.OfKind(k) {
			if of := f.Get(k.Vacancy.Of).Ref(); of != nil {
				vacant.Add(of, f)
			}
		}
	}
	return vacant
}
