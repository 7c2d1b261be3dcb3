package fix

import (
	"bytes"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

const (
	// maxRounds bounds how often the result is checked again. Two or three are
	// common: a fix brings to light what it hid, or waits for another.
	maxRounds = 20
	// maxTries bounds how often a round is tried without the fixes that spoil it.
	maxTries = 5
)

// A State is a base and what the rules find in it.
type State struct {
	Base   *facts.Base
	Result *engine.Result
}

// A Fixer applies fixes until none is left.
type Fixer struct {
	// Check reads and checks the base with texts in place of files, by their
	// paths in the base.
	Check func(texts map[string][]byte) (State, error)
	// May returns which findings of a state may be fixed.
	May func(State) func(*rules.Finding) bool
}

// An Outcome is a base after its fixes.
type Outcome struct {
	State            // what is left
	Changes []Change // sorted by path
	Fixed   int      // findings whose fixes are taken
	// Refused is how many fixes are not taken because their findings would
	// stay, or errors would come of them.
	Refused int
}

// A Change is a file and its text before and after.
type Change struct {
	Path     string // in the base
	Old, New []byte

	edits []edit // from Old to New
}

// Edits yields the ranges of Old that New has other text for, in order, and that text.
func (c *Change) Edits(yield func(facts.Span, string) bool) {
	for _, e := range c.edits {
		if !yield(facts.Span{Start: uint32(e.start), End: uint32(e.end)}, e.text) {
			return
		}
	}
}

// Fix applies the fixes of a state, checks the result, and goes on until it
// stays as it is. The error is that of Check.
func (m *Fixer) Fix(s State) (*Outcome, error) {
	o := &Outcome{State: s}
	changes := map[string]*Change{}
	refused := map[spot]bool{}
	tried := true // the refused ones since others were taken, after which they may do
	for range maxRounds {
		may := m.May(o.State)
		taken := choose(o.Result.Findings, func(f *rules.Finding) bool { return may(f) && !refused[spotOf(f)] })
		if len(taken) == 0 {
			if tried || len(refused) == 0 {
				break
			}
			refused, tried = map[spot]bool{}, true
			continue
		}
		next, edits, err := m.try(o.State, &taken, changes, refused)
		if err != nil {
			return nil, err
		}
		if len(taken) == 0 {
			continue // those that overlapped with the refused ones have their turn
		}
		for path, list := range edits {
			c := changes[path]
			if c == nil {
				src := o.Base.File(path).Source
				c = &Change{Path: path, Old: src, New: src}
				changes[path] = c
			}
			c.edits = compose(c.edits, c.New, list)
			c.New = apply(c.New, list)
		}
		by := newShifts(edits)
		moved := make(map[spot]bool, len(refused))
		for s := range refused {
			moved[s.after(by)] = true
		}
		refused = moved
		o.State, o.Fixed, tried = next, o.Fixed+len(taken), false
	}
	o.Refused = len(refused)
	for _, c := range changes {
		if !bytes.Equal(c.Old, c.New) {
			o.Changes = append(o.Changes, *c)
		}
	}
	slices.SortFunc(o.Changes, func(a, b Change) int { return strings.Compare(a.Path, b.Path) })
	return o, nil
}

// try applies the fixes taken and checks the result. Those that spoil it are
// moved from taken to refused, until what is left is sound.
func (m *Fixer) try(s State, taken *[]int, changes map[string]*Change, refused map[spot]bool) (State, map[string][]edit, error) {
	for tries := 1; len(*taken) > 0; tries++ {
		edits := editsOf(s.Result.Findings, *taken)
		texts := make(map[string][]byte, len(changes)+len(edits))
		for path, c := range changes {
			texts[path] = c.New
		}
		for path, list := range edits {
			texts[path] = apply(s.Base.File(path).Source, list)
		}
		next, err := m.Check(texts)
		if err != nil {
			return s, nil, err
		}
		bad := harmful(s, next, *taken, newShifts(edits))
		if len(bad) == 0 {
			return next, edits, nil
		}
		if tries == maxTries {
			bad = *taken
		}
		for _, i := range bad {
			refused[spotOf(&s.Result.Findings[i])] = true
		}
		*taken = slices.DeleteFunc(*taken, func(i int) bool { _, is := slices.BinarySearch(bad, i); return is })
	}
	return s, nil, nil
}
