package timeline

import (
	"cmp"
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/stn"
	"github.com/factlint/factlint/rules/tenures"
)

// A seatGroup is tenures of one office that exclude each other.
type seatGroup struct {
	office  *facts.Fact
	tenures []stn.Tenure
}

// maxGroup is how many tenures of one seat are put in order at most: where
// many are not dated, the time that takes grows with the square of the number.
const maxGroup = 500

// maxVague is how many tenures that exclude each other are put in order though
// their own dates do not say when they had begun and not yet ended: each is held
// against each.
const maxVague = 60

// seats returns the tenures that exclude each other, where anything besides
// their own dates tells when they were: the full ones of an office with one
// seat, and else those of one person in one office, full or acting.
func (t *Timeline) seats(again map[*facts.Fact]bool) [][]stn.Tenure {
	var groups [][]stn.Tenure // in t.groups too
	for _, office := range t.relatedOffices() {
		held := t.base.TenuresIn(office)
		if len(held) < 2 {
			continue
		}
		if t.sense != nil {
			held = slices.Clone(held)
			slices.SortFunc(held, func(a, b facts.Tenure) int { return a.Fact.Compare(b.Fact) })
		}
		type sort struct {
			kind   *vocabulary.Kind
			holder *facts.Fact // nil for all who share a seat
			acting bool
			seat   facts.Value // that says that there is but one
		}
		places, vague := map[sort]int{}, map[sort]int{}
		var sorts [][]stn.Tenure
		for i := range held {
			if t.cancelled(i) {
				return nil
			}
			f := held[i].Fact
			s := sort{f.Kind(), held[i].Holder, f.Get(f.Kind().Tenure.Acting).Bool(), facts.Value{}}
			if again[f] || !tenures.TookPlace(f) || !s.acting && !tenures.Full(&held[i]) {
				continue
			}
			switch seats := tenures.Seats(&held[i]); {
			case s.acting:
			case seats.Int() == 1:
				s.kind, s.holder, s.seat = nil, nil, seats
			case seats.Int() > 1 && seats.Int() < int64(len(held)) && (len(t.roomy) == 0 || t.roomy[len(t.roomy)-1] != office):
				t.roomy = append(t.roomy, office)
			}
			place, ok := places[s]
			if !ok {
				place = len(sorts)
				places[s], sorts = place, append(sorts, nil)
			}
			if !moments.Known(f.Begin().Latest) || !moments.Known(f.End().Earliest) {
				if vague[s]++; vague[s] > maxVague {
					continue
				}
			}
			sorts[place] = append(sorts[place], stn.Tenure{
				Begin: t.variable(point{f, begins}), End: t.variable(point{f, ends}), Fact: t.number(f),
			})
		}
		for _, group := range sorts {
			if len(group) > 1 && len(group) <= maxGroup {
				groups = append(groups, group)
				t.groups = append(t.groups, seatGroup{office, group})
			}
		}
	}
	return groups
}

// relatedOffices returns what is held by tenures that have variables, in order.
func (t *Timeline) relatedOffices() []*facts.Fact {
	var offices []*facts.Fact
	for i, p := range t.points {
		if t.cancelled(i) {
			return nil
		}
		if role := p.fact.Kind().Tenure; role != nil && p.what == begins && p.fact.Get(role.Holder).Ref() != nil {
			if of := p.fact.Get(role.Of).Ref(); of != nil {
				offices = append(offices, of)
			}
		}
	}
	slices.SortFunc(offices, func(a, b *facts.Fact) int { return cmp.Compare(a.Index, b.Index) })
	offices = slices.Compact(offices)
	if t.sense != nil {
		facts.SortBySense(offices)
	}
	return offices
}
