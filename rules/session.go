package rules

import (
	"context"
	"slices"

	"github.com/factlint/factlint/facts"
)

// A Session keeps the findings of a base up to date while the base is edited.
// After every edit its result is what Run finds, but only what the edit bears on
// is looked at again. It is for one goroutine at a time; results may be read by any.
type Session struct {
	settings Settings
	base     *facts.Base
	result   *Result
	kept     *kept // nil when all must be found anew
	anew     int   // how often that was
}

// NewSession runs the rules over a base. The error is the context's.
func NewSession(ctx context.Context, base *facts.Base, s Settings) (*Session, error) {
	out := &Session{settings: s}
	if _, err := out.Update(ctx, base); err != nil {
		return nil, err
	}
	return out, nil
}

// Base returns the base that the result is about.
func (s *Session) Base() *facts.Base { return s.base }

// Result returns what the last update found.
func (s *Session) Result() *Result { return s.result }

// Update finds what is wrong with a base made from that of the session by one
// or more calls of Edit. It takes a few milliseconds unless very much changed;
// with any other base, or with Seen or Changed among the settings, it takes as long as Run. No Edit of the base may be made
// before it returns. After an error, which is the context's, Result and Base
// are what they were, and the next update is none the slower.
func (s *Session) Update(ctx context.Context, base *facts.Base) (*Result, error) {
	if s.kept != nil && s.settings.Changed == nil && s.settings.Seen == nil {
		if c, ok := base.Since(s.kept.about); ok && len(c.Facts) <= max(500, len(base.Facts)/40) {
			r, err := s.kept.update(ctx, &s.settings, base, &c)
			if err != nil {
				return nil, err
			}
			s.base, s.result = base, r
			return r, nil
		}
	}
	e := newEngine(base, &s.settings)
	found := e.run(ctx)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.base, s.result, s.kept = base, e.result(found), keep(e, found)
	s.anew++
	return s.result, nil
}

// kept is what a session knows of its base beside the findings.
type kept struct {
	about    *facts.Base // the base; newer than that of the result after an update that was given up
	profiles *profiles
	// What each rule found, but for what the network of times shows.
	findings  [][]Finding
	conflicts [][]Conflict
	referrers [][]int32  // by Fact.Index: the facts that refer to it, once for each ref
	said      *sayings   // nil when no rule asks for times
	late      *collector // what Times found; nil when that is not known
	steps     [][]int64  // of rules that count them, by Fact.Index; nil when not known
	over      []func(*facts.Fact) bool
	holders   map[*facts.Kind]bool // kinds that may hold something
	banless   bool                 // no office is declared incompatible with another
}

func keep(e *engine, found []*collector) *kept {
	n := len(e.rules)
	k := &kept{about: e.base, profiles: e.profiles, findings: make([][]Finding, n), conflicts: make([][]Conflict, n), over: make([]func(*facts.Fact) bool, n), steps: make([][]int64, n), holders: map[*facts.Kind]bool{}}
	for _, c := range found {
		for _, f := range c.findings {
			if f.units != ofTimes {
				i := e.position(f.Rule)
				k.findings[i] = append(k.findings[i], f)
			}
		}
		for i, conflicts := range c.conflicts {
			for _, c := range conflicts {
				if c.units != ofTimes {
					k.conflicts[i] = append(k.conflicts[i], c)
				}
			}
		}
	}
	v := e.base.Vocabulary
	for i, r := range e.rules {
		if r.Over != nil {
			k.over[i] = r.Over(v)
		}
		if r.Times != nil && e.anywhere(i) {
			k.said = e.shared.timeline().said
		}
	}
	for _, kind := range v.Kinds {
		if t := kind.Tenure; t != nil {
			to := kind.Fields[t.Holder].To
			if len(to) == 0 {
				to = v.Kinds
			}
			for _, h := range to {
				k.holders[h] = true
			}
		}
	}
	k.banless = len(e.shared.bans().of) == 0
	k.indexReferrers(e.base)
	return k
}

func (k *kept) indexReferrers(b *facts.Base) {
	counts := make([]int32, len(b.Facts))
	total := 0
	for _, f := range b.Facts {
		for to := range f.RefersTo {
			counts[to]++
			total++
		}
	}
	all := make([]int32, total)
	k.referrers = make([][]int32, len(b.Facts))
	for i, n := range counts {
		k.referrers[i], all = all[:0:n], all[n:]
	}
	for _, f := range b.Facts {
		for to := range f.RefersTo {
			k.referrers[to] = append(k.referrers[to], f.Index)
		}
	}
}

// forget takes the refs of facts as they were out of the index.
func (k *kept) forget(old *facts.Base, changed []int32) {
	for _, i := range changed {
		for to := range old.Facts[i].RefersTo {
			list := k.referrers[to]
			if at := slices.Index(list, i); at >= 0 {
				list[at] = list[len(list)-1]
				k.referrers[to] = list[:len(list)-1]
			}
		}
	}
}
