package rules

import (
	"slices"
	"strings"
	"sync"
)

// All returns every rule, sorted by name.
var All = sync.OnceValue(func() []*Rule {
	all := []*Rule{
		dateContradiction,
		dateInvalid,
		dateLifetime,
		dateOrder,
		datePeriod,
		dateStale,
		factDuplicate,
		factField,
		factKind,
		factRequired,
		factType,
		factValue,
		ignoreUnknown,
		ignoreUnused,
		quantityDensity,
		quantityDisagree,
		quantityGrowth,
		quantityParts,
		quantityRange,
		quantityShares,
		refCycle,
		refKind,
		refUnresolved,
		sourceAnachronism,
		sourceMissing,
		tenureAge,
		tenureElection,
		tenureGap,
		tenureIncompatible,
		tenureOutside,
		tenureOverlap,
		tenureTerm,
		tenureUnclosed,
		tenureUnrecorded,
		tomlSyntax,
	}
	slices.SortFunc(all, func(a, b *Rule) int { return strings.Compare(a.Name, b.Name) })
	return all
})
