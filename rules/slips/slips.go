// Package slips finds which value was meant where facts contradict each other. A
// slip of the hand leaves traces in what is written: one digit is wrong, two
// changed places, day and month did, a year is off by ten or a hundred, a date is
// that of its neighbour. It tries what each value of the facts in a finding may
// have been before such a slip, and proposes those with which the finding is gone
// and no rule finds anything new in the whole base.
//
// It promises that a proposal is never certain, that there are at most three for
// a finding, the likeliest first, and none where so many would do that none is
// likely; and that it takes a bounded number of steps, whatever the base.
package slips

import (
	"context"
	"math"
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

const (
	// most is how many proposals a finding gets.
	most = 3
	// maxFacts is how many facts of a finding are looked at: a slip in one of
	// many is the one that they are gathered under.
	maxFacts = 6
	// Budget is what may be spent to find out what was meant in one base, in facts
	// that rules run over: about a twentieth of a second.
	Budget = 150_000
	// runCost is what a run costs by itself, findingCost each contradiction in it.
	runCost, findingCost = 100, 20
)

// A Finder looks for slips in one base.
type Finder struct {
	base     *facts.Base
	settings engine.Settings
	found    tally
	dates    map[string]int // how many dates of the base are written so
	speller  *wording.Speller
	left     int // of the budget
}

// New returns a finder over a base that was checked with the settings, which may
// look at as many facts as the budget says.
func New(base *facts.Base, settings engine.Settings, budget int) *Finder {
	settings.Past, settings.Known = nil, nil
	return &Finder{base: base, settings: settings, speller: wording.NewSpeller(0), left: budget}
}

// Propose gives the findings of a run, errors first, fixes that write what was
// probably meant. The error is the context's.
func Propose(ctx context.Context, base *facts.Base, result *engine.Result, settings engine.Settings) error {
	finder := New(base, settings, Budget)
	for _, severity := range []rules.Severity{rules.Error, rules.Warning} {
		for i := range result.Findings {
			if f := &result.Findings[i]; f.Severity == severity {
				if err := finder.Add(ctx, f); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// Add gives a finding fixes that write what was probably meant, the likeliest as
// its Fix: at most three, and none of them safe. A rule that has a fix of its own
// knows better, unless it sees no more than one file: then its fix stays first unless
// another one meets the date of a neighbour. In a base too large to be run over twice
// nothing is looked for. The error is the context's.
func (s *Finder) Add(ctx context.Context, f *rules.Finding) error {
	if s.left < 2*len(s.base.Facts) || !f.Rule.Compares || f.Place.Fact == nil || f.Fix != nil && (f.Fix.Safe || f.Rule.File == nil) {
		return nil
	}
	found, err := s.find(ctx, f)
	if err != nil || len(found) == 0 {
		return err
	}
	var fixes []rules.Fix
	for _, c := range found {
		if f.Fix != nil && c.likely() >= 0 {
			fixes = append(fixes, *f.Fix)
			f.Fix = nil
		}
		fixes = append(fixes, c.fix())
	}
	if f.Fix != nil {
		fixes = append(fixes, *f.Fix)
	}
	fixes = fixes[:min(len(fixes), most)]
	f.Fix, f.Alternatives = &fixes[0], fixes[1:]
	return nil
}

// find returns the candidates that mend a finding, at most three, the likeliest first.
func (s *Finder) find(ctx context.Context, f *rules.Finding) ([]candidate, error) {
	if s.dates == nil {
		s.countDates()
	}
	all := s.candidates(f)
	if len(all) == 0 {
		return nil, nil
	}
	if s.found == nil {
		result, err := s.run(ctx, s.base)
		if err != nil || result == nil {
			return nil, err
		}
		s.found = tallyOf(result)
	}
	small, err := s.alone(ctx, f)
	if err != nil {
		return nil, err
	}
	var fitting []candidate
	for len(all) > 0 && len(fitting) < most && (all[0].slip < copied || len(fitting) == 0) {
		n := 1
		for n < len(all) && all[n].likely() == all[0].likely() {
			n++
		}
		fits, err := s.fitting(ctx, f, small, all[:n])
		if err != nil {
			return nil, err
		}
		if len(fitting)+len(fits) > most { // as likely as each other, and too many to tell
			break
		}
		fitting = append(fitting, fits...)
		all = all[n:]
	}
	// A slip may have hidden what is not in the base, such as a gap beside a term that
	// was far too long. What brings the least of that to light was meant.
	least := math.MaxInt
	for _, c := range fitting {
		least = min(least, c.brings)
	}
	return slices.DeleteFunc(fitting, func(c candidate) bool { return c.brings > least }), nil
}

// factsOf returns the facts of a finding, that of its own place first.
func factsOf(f *rules.Finding) (out []*facts.Fact) {
	add := func(p facts.Place) {
		if p.Fact != nil && len(out) < maxFacts && !slices.Contains(out, p.Fact) {
			out = append(out, p.Fact)
		}
	}
	add(f.Place)
	for _, n := range f.Related {
		add(n.Place)
	}
	return out
}

// fitting returns the candidates, all of one sort, that mend the finding and bring
// no other; with more than most of them the rest is not looked at.
func (s *Finder) fitting(ctx context.Context, f *rules.Finding, small *excerpt, all []candidate) (fits []candidate, err error) {
	for _, c := range all {
		if small != nil {
			ok, err := small.allows(ctx, s, f, c)
			if err != nil {
				return nil, err
			}
			if !ok {
				continue
			}
		}
		base, err := s.base.Edit(ctx, map[string][]byte{c.file.Path: c.apply(c.file.Source, c.span)}, facts.Options{})
		if err != nil {
			return nil, err
		}
		result, err := s.run(ctx, base)
		switch {
		case err != nil:
			return nil, err
		case result == nil: // the budget is spent: what is not looked at is not proposed
			return nil, nil
		}
		ok := false
		if c.brings, ok = tallyOf(result).mends(s.found, f); ok && (c.brings == 0 || c.meets > 0) && !hasErrorIn(result, c.fact) {
			if fits = append(fits, c); len(fits) > most {
				return fits, nil
			}
		}
	}
	return fits, nil
}

// hasErrorIn reports whether a run over an edited base found an error in a fact of
// the base before, whose header is where it stood.
func hasErrorIn(r *engine.Result, fact *facts.Fact) bool {
	is := func(p facts.Place) bool {
		return p.Fact != nil && p.File.Path == fact.File.Path && p.Fact.Head() == fact.Head()
	}
	return slices.ContainsFunc(r.Findings, func(f rules.Finding) bool {
		return f.Severity == rules.Error && (is(f.Place) || slices.ContainsFunc(f.Related, func(n facts.Note) bool { return is(n.Place) }))
	})
}

// run runs the rules over a base, and returns nil when that would be beyond the budget.
func (s *Finder) run(ctx context.Context, base *facts.Base) (*engine.Result, error) {
	if s.left -= runCost + len(base.Facts); s.left < 0 {
		return nil, ctx.Err()
	}
	result, err := engine.Run(ctx, base, s.settings)
	if err == nil {
		for i := range result.Findings {
			s.left -= findingCost * len(result.Findings[i].Contradictions())
		}
	}
	return result, err
}

// A tally counts the contradictions that a run found.
type tally map[sort]int

// A sort is what contradictions are counted by.
type sort struct {
	rule     *rules.Rule
	severity rules.Severity
}

func tallyOf(r *engine.Result) tally {
	t := tally{}
	for i := range r.Findings {
		f := &r.Findings[i]
		t[sort{f.Rule, f.Severity}] += len(f.Contradictions())
	}
	return t
}

// mends reports whether a run found what another did without the finding, and
// nothing else but what the slip may have hidden.
func (t tally) mends(before tally, f *rules.Finding) (brings int, ok bool) {
	for r, n := range t {
		if more := n - before[r]; more > 0 && r.rule != f.Rule && r.rule.Absence {
			brings += more
		} else if more > 0 {
			return 0, false
		}
	}
	its := sort{f.Rule, f.Severity}
	return brings, t[its] <= before[its]-len(f.Contradictions())
}
