package facts

import (
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/wording"
)

// spelling is what tells whether an id is misspelt where it is referred to or
// where its fact has it.
type spelling struct {
	base     *Base
	referred []bool // the facts that some ref leads to; nil until it is asked for
}

// vouched reports whether something speaks for the id of a fact, in which a
// ref with a misspelt one differs by a word: another ref has it too, or that
// word stands in a text of the fact, as its name.
func (s *spelling) vouched(id, misspelt string) bool {
	i := s.base.find(hashOf(id), id)
	if i < 0 || s.base.ambiguous.has(i) {
		return false
	}
	if word, _ := wording.OnlyID(misspelt, id); word != "" {
		for field, v := range s.base.Facts[i].Written {
			if field.Type == types.String && wording.ContainsWord(v.Text(), word) {
				return true
			}
		}
	}
	if s.referred == nil {
		s.referred = make([]bool, len(s.base.Facts))
		for _, f := range s.base.Files {
			for ref := range f.leads {
				if to := f.leadsTo(int32(ref)); to != nil {
					s.referred[to.Index] = true
				}
			}
		}
	}
	return s.referred[i]
}
