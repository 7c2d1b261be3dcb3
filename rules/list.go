package rules

import (
	"slices"
	"strings"
	"sync"
)

// A List is rules sorted by name, no two of one name.
type List []*Rule

// All returns every rule that factlint has for all bases. A base may have
// rules of its own beside them.
var All = sync.OnceValue(func() List {
	all := List{
		dateContradiction,
		dateDoubtful,
		dateInvalid,
		dateLifetime,
		dateOrder,
		datePeriod,
		dateStale,
		factAlike,
		factDuplicate,
		factField,
		factKind,
		factRequired,
		factType,
		factValue,
		ignoreUnknown,
		ignoreUnused,
		membershipOverlap,
		quantityDensity,
		quantityDisagree,
		quantityGrowth,
		quantityParts,
		quantityRange,
		quantityShares,
		recordEmpty,
		recordPath,
		recordSyntax,
		recordUntaken,
		recordValue,
		refCycle,
		refKind,
		refSet,
		refUnresolved,
		sourceAnachronism,
		sourceMissing,
		tenureAge,
		tenureElection,
		tenureGap,
		tenureIncompatible,
		tenureOutside,
		tenureOverlap,
		tenureRepeated,
		tenureTerm,
		tenureUnclosed,
		tenureUnrecorded,
		tomlSyntax,
	}
	all.sort()
	return all
})

// With returns the rules of the list and some more, no two of one name.
func (l List) With(more []*Rule) List {
	if len(more) == 0 {
		return l
	}
	all := append(slices.Clone(l), more...)
	all.sort()
	return all
}

func (l List) sort() {
	slices.SortFunc(l, func(a, b *Rule) int { return strings.Compare(a.Name, b.Name) })
}

// Find returns the rule called name, or nil.
func (l List) Find(name string) *Rule {
	if i, ok := slices.BinarySearchFunc(l, name, func(r *Rule, name string) int { return strings.Compare(r.Name, name) }); ok {
		return l[i]
	}
	return nil
}

// Named returns the rules that name stands for: one, or those of a group.
func (l List) Named(name string) List {
	var selected List
	for _, r := range l {
		if r.Name == name || r.Group() == name {
			selected = append(selected, r)
		}
	}
	return selected
}

// Names returns the names of all rules and groups, sorted, for messages and completion.
func (l List) Names() []string {
	var names []string
	for _, r := range l {
		names = append(names, r.Name, r.Group())
	}
	slices.Sort(names)
	return slices.Compact(names)
}
