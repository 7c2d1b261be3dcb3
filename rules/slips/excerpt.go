package slips

import (
	"context"
	"maps"
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
)

// An excerpt is a base of the facts of one finding and what they refer to. Most
// candidates fail in it already, where a run costs next to nothing.
type excerpt struct {
	base   *facts.Base
	text   []byte
	starts map[*facts.Fact]uint32 // where each fact begins in text
	found  tally                  // rules that may speak of what is left out are not counted
}

const (
	excerptPath = "excerpt.toml"
	// maxExcerpt is how many facts an excerpt may have.
	maxExcerpt = 200
)

// alone returns the excerpt of a finding; nil when the finding is not there alone,
// as when it rests on [defaults] of its file.
func (s *Finder) alone(ctx context.Context, f *rules.Finding) (*excerpt, error) {
	all := factsOf(f)
	for _, n := range f.Related {
		if n.Fact != nil && !slices.Contains(all, n.Fact) {
			all = append(all, n.Fact)
		}
	}
	known := map[*facts.Fact]bool{}
	for _, fact := range all {
		known[fact] = true
	}
	for i := 0; i < len(all); i++ {
		for to := range all[i].Names {
			if !known[to] {
				known[to] = true
				all = append(all, to)
			}
		}
		if len(all) > maxExcerpt {
			return nil, nil
		}
	}
	e := &excerpt{starts: map[*facts.Fact]uint32{}}
	for _, fact := range all {
		at := fact.Extent()
		e.starts[fact] = uint32(len(e.text))
		text := fact.File.Source[at.Start:at.End]
		if fact.File.InPlace() {
			text = []byte(fact.Text())
		}
		e.text = append(append(e.text, text...), '\n')
	}
	var err error
	o := facts.Options{Overlay: map[string][]byte{excerptPath: e.text}, Vocabulary: s.base.Vocabulary, LocalClock: s.base.LocalClock, Jobs: 1}
	if e.base, err = facts.Load(ctx, o); err != nil {
		return nil, err
	}
	result, err := s.run(ctx, e.base)
	if err != nil || result == nil {
		return nil, err
	}
	e.found = tallyOf(result).present()
	if e.found[sort{f.Rule, f.Severity}] < len(f.Contradictions()) && !f.Rule.Absence {
		return nil, nil
	}
	return e, nil
}

// present returns the tally without rules that may speak of what is not there.
func (t tally) present() tally {
	maps.DeleteFunc(t, func(of sort, _ int) bool { return of.rule.Absence })
	return t
}

// allows reports whether a candidate mends the finding in the excerpt.
func (e *excerpt) allows(ctx context.Context, s *Finder, f *rules.Finding, c candidate) (bool, error) {
	by := e.starts[c.fact] - c.fact.Extent().Start
	text := c.apply(e.text, facts.Span{Start: c.span.Start + by, End: c.span.End + by})
	base, err := e.base.Edit(ctx, map[string][]byte{excerptPath: text}, facts.Options{Jobs: 1})
	if err != nil {
		return false, err
	}
	result, err := s.run(ctx, base)
	if err != nil || result == nil {
		return false, err
	}
	t := tallyOf(result).present()
	if f.Rule.Absence {
		for r, n := range t {
			if n > e.found[r] && r.severity == rules.Error {
				return false, nil
			}
		}
		return true, nil
	}
	_, ok := t.mends(e.found, f)
	return ok, nil
}
