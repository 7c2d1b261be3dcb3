package rules

import (
	"slices"
	"strconv"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/wording"
)

// A Group is several conflicts of one rule that have a fact in common, or lack
// the same.
type Group struct {
	Fact      *facts.Fact   // common to them
	Conflicts []*Conflict   // the shortest first, then by what their facts say
	Partners  []*facts.Fact // the other facts, each once, by what they say
}

// Words joins what the common fact says in the conflicts: "was born in 1960 and
// died in 1990".
func (g *Group) Words() string {
	var own []facts.Note
	for _, c := range g.Conflicts {
		for _, side := range c.Sides {
			if side.Fact == g.Fact {
				own = append(own, side)
			}
		}
	}
	slices.SortStableFunc(own, func(a, b facts.Note) int { return int(a.Span.Start) - int(b.Span.Start) })
	var words []string
	for _, n := range own {
		if !slices.Contains(words, n.Words) {
			words = append(words, n.Words)
		}
	}
	return wording.And(words)
}

// together returns a [Rule.Together] that fills a template: {fact} stands for the
// label of the common fact, {says} for what it says, {claim} for a sentence of both
// and {n} for the number of the other facts.
func together(template string) func(*Group) string {
	return func(g *Group) string {
		claim := ""
		if strings.Contains(template, "{claim}") { // else the refs of a tenure may name nothing
			claim = g.claim()
		}
		return strings.NewReplacer("{fact}", g.Fact.Label(), "{says}", g.Words(), "{claim}", claim, "{n}", strconv.Itoa(len(g.Partners))).Replace(template)
	}
}

// claim says in a sentence what the common fact says: "Ann holds Chair until 1995", of
// a tenure, whose words leave out who holds what.
func (g *Group) claim() string {
	words := g.Words()
	refs := func(holder, of int) bool { return g.Fact.Get(holder).Ref() != nil && g.Fact.Get(of).Ref() != nil }
	switch k := g.Fact.Kind(); {
	case k.Tenure != nil && refs(k.Tenure.Holder, k.Tenure.Of):
		holder := holderOf(g.Fact) + " "
		words = strings.TrimPrefix(words, holder)
		if rest, ok := strings.CutPrefix(words, k.Tenure.HoldsIt+" "); ok {
			words = k.Tenure.Holds + " " + g.Fact.Get(k.Tenure.Of).Ref().Label() + " " + rest
		}
		return holder + words
	case k.Vacancy != nil && g.Fact.Get(k.Vacancy.Of).Ref() != nil:
		if rest, ok := strings.CutPrefix(words, "nobody "+k.Vacancy.HoldsIt+" "); ok {
			words = "nobody " + k.Vacancy.Holds + " " + g.Fact.Get(k.Vacancy.Of).Ref().Label() + " " + rest
		}
		return words
	case k.Membership != nil && refs(k.Membership.Member, k.Membership.Of):
		return g.Fact.Get(k.Membership.Member).Ref().Label() + " " + words
	case k.Lasting:
		return g.Fact.Label() + " " + words
	}
	return "by " + g.Fact.Mention() + " " + words // who acts, most often
}

// holderOf names who holds a tenure, "nobody" of a vacancy.
func holderOf(tenure *facts.Fact) string {
	if tenure.Kind().Vacancy != nil {
		return "nobody"
	}
	return tenure.Get(tenure.Kind().Tenure.Holder).Ref().Label()
}
