package rules

import (
	"fmt"
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/grouped"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/tenures"
)

var tenureIncompatible = &Rule{
	Name:     "tenure-incompatible",
	Summary:  "One person certainly holds two offices at once that are declared incompatible.",
	Severity: Error,
	OfTime:   true,
	Compares: true,
	Why: `Some offices exclude each other: a judge cannot be a minister. It is enough that one of
the two offices says so with incompatible_with. Acting in one of them is no
contradiction.`,
	Example: mended(`[[person]]
id = "gagloev"
name = "Alan Gagloev"

[[office]]
id = "president"
name = "President of South Ossetia"
incompatible_with = "deputy"

[[office]]
id = "deputy"
name = "Member of Parliament"

[[tenure]]
person = "gagloev"
office = "deputy"
start = 2019-06-09
end = 2024-06-09

[[tenure]]
person = "gagloev"
office = "president"
start = 2022-05-24
`, "end = 2024-06-09", "end = 2022-05-24"),
	Together: together("{claim}, but {n} other tenures at that time are of offices incompatible with it; check its dates first"),
	Base:     checkIncompatible,
}

// bans are pairs of offices that exclude each other, each in both orders, with
// the place where it is declared.
type bans struct {
	declared map[[2]*facts.Fact]facts.Value
	of       map[*facts.Fact][]*facts.Fact
}

func checkIncompatible(p *Pass) {
	all := p.bans()
	if len(all.of) == 0 {
		return
	}
	repeated := p.repeated()
	for holder := range p.Base.Holders {
		var held grouped.By[*facts.Fact, *tenures.Hold]
		for t := range p.Base.TenuresOf(holder) {
			if len(all.of[t.Of]) == 0 || repeated[t.Fact] || !tenures.Full(&t) {
				continue
			}
			h := tenures.HoldOf(t, t.Of, tenures.Proof{})
			h.From += moments.Slack(p.Base) // two offices may be of two clocks
			held.Add(t.Of, h)
		}
		for office, holds := range held.All {
			others := all.of[office]
			if len(others) > len(held.Keys) {
				others = held.Keys // the fewer to look through
			}
			for _, other := range others {
				if v, ok := all.declared[[2]*facts.Fact{office, other}]; ok && office.Index < other.Index && held.Of(other) != nil {
					checkBan(p, holds, held.Of(other), v)
				}
			}
		}
	}
}

// bansOf returns which offices exclude each other, of those that somebody holds,
// whichever of the two says so.
func bansOf(b *facts.Base) bans {
	out := bans{map[[2]*facts.Fact]facts.Value{}, map[*facts.Fact][]*facts.Fact{}}
	if !slices.ContainsFunc(b.Vocabulary.Kinds, func(k *vocabulary.Kind) bool { return k.Tenure != nil && b.Writes(k.Tenure.IncompatibleWith) }) {
		return out
	}
	for f, held := range b.Held {
		var done *vocabulary.Kind
		for i := range held {
			if held[i].Kind == done {
				continue
			}
			done = held[i].Kind
			for other, v := range f.Get(done.Tenure.IncompatibleWith.In(f.Kind())).Refs() {
				pair, back := [2]*facts.Fact{f, other}, [2]*facts.Fact{other, f}
				if _, seen := out.declared[pair]; seen || other == f || !f.Comparable() || !other.Comparable() {
					continue
				}
				out.declared[pair], out.declared[back] = v, v
				out.of[f], out.of[other] = append(out.of[f], other), append(out.of[other], f)
			}
		}
	}
	return out
}

// checkBan reports tenures of one person in two offices that certainly have a moment in common.
func checkBan(p *Pass, a, b []*tenures.Hold, declared facts.Value) {
	tenures.SweepOver(slices.Concat(a, b), p.Look, func(s *tenures.Sweep, h *tenures.Hold) {
		for _, g := range s.Beside(h, 1) {
			p.Conflict(Conflict{
				Message: fmt.Sprintf("%s %s, but %s %s, and the two offices are incompatible; %s",
					h.Holder.Label(), laterWords(h, nil), tenures.Holds(&g.Tenure), untilOrWhen(g.Fact), tenures.MendDates(h.Fact)),
				Sides: []facts.Note{
					{Place: moments.Began(h.Fact), Words: tenures.Holds(&h.Tenure) + " " + moments.When(h.Fact)},
					{Place: moments.Ended(g.Fact), Words: tenures.Holds(&g.Tenure) + " " + untilOrWhen(g.Fact)},
				},
				Also: []facts.Note{{Place: declared.Place(), Words: "says that the offices are incompatible"}},
			})
		}
	})
}
