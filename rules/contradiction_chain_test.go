package rules_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
)

// checkChain says what is wrong with a chain.
func (t tangle) checkChain(f *rules.Finding) string {
	named := namedIn(f)
	if !strings.Contains(f.Message, fmt.Sprintf("these %d facts", len(named))) {
		return fmt.Sprintf("names %d facts", len(named))
	}
	in := make([]bool, len(t))
	t = slices.Clone(t)
	// What links the facts that prove an order of tenures is not named.
	seated := slices.ContainsFunc(f.Related, func(n facts.Note) bool {
		return strings.HasPrefix(n.Words, "only one holds it") || strings.HasPrefix(n.Words, "nobody holds it")
	})
	for i, k := range t {
		in[i] = seated || slices.Contains(named, t.id(i))
		silent := !slices.Contains(named, t.id(i)) || slices.ContainsFunc(f.Related, func(n facts.Note) bool {
			return n.Fact != nil && n.Fact.ID() == t.id(i) && strings.HasSuffix(n.Words, " is what links them")
		})
		if silent || k.begin.lo > k.end.hi { // or date-period
			free := *k
			free.begin, free.end, free.mute, free.dated = anyDays, anyDays, silent, k
			t[i] = &free
		}
	}
	if t.possible(in) {
		return "the facts named can all be true"
	}
	for _, k := range t {
		k.timeless = k.mute // whether it is needed that it begins before it ends, the words do not say
	}
	for i := range t {
		if in[i] && !t[i].mute { // one that only links others may be one of several ways to link them
			in[i] = false
			if t.provable(in, false) { // two tenures of one seat may clash besides
				return t.id(i) + " is superfluous"
			}
			in[i] = true
		}
	}
	return ""
}

// namedIn returns the ids of the facts of a chain, the first of several.
func namedIn(f *rules.Finding) []string {
	var ids []string
	f = &f.Contradictions()[0]
	if f.Place.Fact != nil {
		ids = append(ids, f.Place.Fact.ID())
	}
	for _, n := range f.Related {
		if n.Fact != nil && !slices.Contains(ids, n.Fact.ID()) {
			ids = append(ids, n.Fact.ID())
		}
	}
	return ids
}
