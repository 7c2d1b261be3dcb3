package fix

import (
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
)

// A spot is where a rule spoke. A finding keeps its spot over edits elsewhere,
// while its message and its fingerprint may change with a name that is fixed.
type spot struct {
	rule   *rules.Rule
	path   string
	offset int
}

func spotAt(r *rules.Rule, p facts.Place) spot {
	if p.File == nil {
		return spot{rule: r}
	}
	return spot{r, p.File.Path, int(p.Span.Start)}
}

func spotOf(f *rules.Finding) spot { return spotAt(f.Rule, f.Place) }

// after returns the spot in the text after edits.
func (s spot) after(edits shifts) spot {
	s.offset = edits[s.path].shift(s.offset)
	return s
}

// harmful returns which of the fixes taken on the way from one state to the
// next must not be taken: those whose findings are still there, and those in
// the facts of errors that were not there before; in their files when no fix
// is in those facts, else all. It returns none when nothing is made worse.
func harmful(before, after State, taken []int, edits shifts) []int {
	type message struct {
		spot
		message string
	}
	known := map[spot]bool{}
	for i := range before.Result.Findings {
		f := &before.Result.Findings[i]
		known[spotOf(f).after(edits)] = true
		for _, n := range f.Related { // any of them can be the primary place, once another conflict is gone
			known[spotAt(f.Rule, n.Place).after(edits)] = true
		}
	}
	still := map[message]bool{}
	var fresh []*rules.Finding
	for i := range after.Result.Findings {
		f := &after.Result.Findings[i]
		still[message{spotOf(f), f.Message}] = true
		if f.Severity == rules.Error && !known[spotOf(f)] {
			fresh = append(fresh, f)
		}
	}
	if len(fresh) == 0 {
		fresh = grown(before, after, edits)
	}
	var bad []int
	for _, i := range taken {
		f := &before.Result.Findings[i]
		if still[message{spotOf(f).after(edits), f.Message}] {
			bad = append(bad, i)
		}
	}
	if len(fresh) == 0 {
		return bad
	}
	// Whoever is named by an error that was not there is its suspect.
	inFacts, inFiles := map[*facts.Fact]bool{}, map[string]bool{}
	suspect := func(p facts.Place) {
		if p.File != nil {
			inFacts[p.Fact], inFacts[p.File.Holding(p.Span.Start)], inFiles[p.File.Path] = true, true, true
		}
	}
	for _, f := range fresh {
		suspect(f.Place)
		for _, n := range f.Related {
			suspect(n.Place)
		}
	}
	delete(inFacts, nil)
	for _, suspected := range []func(path string, offset int) bool{
		func(path string, offset int) bool { return inFacts[after.Base.File(path).Holding(uint32(offset))] },
		func(path string, _ int) bool { return inFiles[path] },
	} {
		blamed := slices.Clone(bad)
		for _, i := range taken {
			if slices.ContainsFunc(before.Result.Findings[i].Fix.Edits, func(e rules.Edit) bool {
				return suspected(e.File.Path, edits[e.File.Path].shift(int(e.Span.Start)))
			}) {
				blamed = append(blamed, i)
			}
		}
		if len(blamed) > len(bad) {
			slices.Sort(blamed)
			return slices.Compact(blamed)
		}
	}
	return taken
}

// grown returns errors where there are more than there were: a fact that is in one
// contradiction may come into another by what is fixed.
func grown(before, after State, edits shifts) []*rules.Finding {
	count := map[spot]int{}
	total := 0
	each := func(s State, do func(*rules.Finding)) {
		for i := range s.Result.Findings {
			if f := &s.Result.Findings[i]; f.Severity == rules.Error {
				for _, p := range f.Contradictions() {
					do(&p)
				}
			}
		}
	}
	each(before, func(f *rules.Finding) { count[spotOf(f).after(edits)]++; total++ })
	var more []*rules.Finding
	each(after, func(f *rules.Finding) {
		total--
		if count[spotOf(f)]--; count[spotOf(f)] < 0 {
			more = append(more, f)
		}
	})
	if total >= 0 {
		return nil
	}
	return more
}
