package rules

import (
	"slices"
	"strings"
	"sync"
)

// All returns every rule, sorted by name.
var All = sync.OnceValue(func() []*Rule {
	all := []*Rule{
		dateInvalid,
		factDuplicate,
		factField,
		factKind,
		factRequired,
		factType,
		factValue,
		ignoreUnknown,
		ignoreUnused,
		refCycle,
		refKind,
		refUnresolved,
		tomlSyntax,
	}
	slices.SortFunc(all, func(a, b *Rule) int { return strings.Compare(a.Name, b.Name) })
	return all
})
