package engine

import (
	"bytes"
	"cmp"
	"reflect"
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
)

// A Past is a base as it was, with what was found in it.
type Past struct {
	base     *facts.Base
	settings *Settings
	found    map[string]bool // fingerprints
	silenced map[string]bool // keys
}

// NewPast returns what a run over the base as it was has found. Whoever holds
// another base against it learns which contradictions it had by what their facts
// mean, not by how they are written or where they are.
func NewPast(base *facts.Base, r *Result) *Past {
	p := &Past{base: base, settings: r.settings, found: map[string]bool{}, silenced: r.silenced}
	for _, list := range [][]rules.Finding{r.Findings, r.Before, r.Known} {
		for i := range list {
			for _, c := range list[i].Contradictions() {
				p.found[c.Fingerprint] = true
			}
		}
	}
	return p
}

// changes are what makes a base other than it was.
type changes struct {
	files   []bool // by File.Index: whether the text is other
	changed map[*facts.Fact]bool
	moved   map[*facts.Fact]bool // that say the same in another file
	// formerIdentities holds the identities that changed facts had, of those that have
	// others now.
	formerIdentities map[*facts.Fact]string
	// comparable says that the rules are the same and run in the same way.
	comparable bool
}

// changesIn compares a base with the past. Of a fact and its copy the one that
// is in its old file is the same.
func (p *Past) changesIn(base *facts.Base, s *Settings) *changes {
	c := &changes{
		files:      make([]bool, len(base.Files)),
		changed:    map[*facts.Fact]bool{},
		moved:      map[*facts.Fact]bool{},
		comparable: base.Vocabulary == p.base.Vocabulary && reflect.DeepEqual(judging(s), judging(p.settings)),
	}
	was := map[uint64][]*facts.Fact{} // by meaning: facts that no fact of their file has the meaning of
	var elsewhere []*facts.Fact       // facts of the base, likewise
	compare := func(then, is *facts.File) {
		left := map[uint64][]*facts.Fact{}
		if then != nil {
			for i := range then.Facts {
				f := &then.Facts[i]
				left[f.Meaning()] = append(left[f.Meaning()], f)
			}
		}
		if is != nil {
			for i := range is.Facts {
				f := &is.Facts[i]
				if m := f.Meaning(); len(left[m]) > 0 {
					left[m] = left[m][1:]
				} else {
					elsewhere = append(elsewhere, f)
				}
			}
		}
		for m, some := range left {
			was[m] = append(was[m], some...)
		}
	}
	i := 0
	for _, is := range base.Files {
		for i < len(p.base.Files) && p.base.Files[i].Path < is.Path {
			compare(p.base.Files[i], nil)
			i++
		}
		switch {
		case i == len(p.base.Files) || p.base.Files[i].Path != is.Path:
			c.files[is.Index] = true
			compare(nil, is)
			continue
		case !bytes.Equal(p.base.Files[i].Source, is.Source):
			c.files[is.Index] = true
			compare(p.base.Files[i], is)
		}
		i++
	}
	for ; i < len(p.base.Files); i++ {
		compare(p.base.Files[i], nil)
	}
	for _, f := range elsewhere {
		if m := f.Meaning(); len(was[m]) > 0 {
			was[m] = was[m][1:]
			c.moved[f] = true
		} else {
			c.changed[f] = true
		}
	}
	c.formerIdentities = formerIdentities(c.changed, was)
	return c
}

// judging returns what of the settings decides what is found. Rules of a base's
// own are compared by nothing: what they find is held against what they found.
func judging(s *Settings) Settings {
	return Settings{Rules: s.Rules, Overrides: s.Overrides, Select: s.Select, Ignore: s.Ignore, Today: s.Today}
}

// at reports whether a place is not as it was: in a fact that was not there
// with its meaning, or outside of facts in a file whose text is other. Without a
// past nothing has changed.
func (c *changes) at(p facts.Place) bool {
	switch {
	case c == nil:
		return false
	case p.Fact != nil:
		return c.changed[p.Fact]
	case p.File != nil:
		return c.files[p.File.Index]
	}
	return false
}

// settled reports whether all that a contradiction rests on was there in the
// past: its facts and, unless the rule is one of dates, which name every fact in
// the proof, what they refer to, such as an office with its seats. What is in
// dispute by now proves nothing: only which kind it is may be other than it was.
func (c *changes) settled(r *rules.Rule, s subject, overrides bool) bool {
	same := func(f *facts.Fact) bool { return !c.changed[f] && !(overrides && c.moved[f]) }
	for f := range s.facts {
		if !same(f) {
			return false
		}
		if r.Group() == "date" {
			continue
		}
		for to := range f.Names {
			if !same(to) && (to.Status() != facts.Disputed || r.Group() == "ref") {
				return false
			}
		}
	}
	return !slices.ContainsFunc(s.places, func(p facts.Place) bool { return p.Fact == nil && c.at(p) })
}

// turn makes a changed place the primary one of a finding that has another
// there, which becomes the first of the related places.
func (c *changes) turn(f *rules.Finding) {
	if c == nil || c.at(f.Place) {
		return
	}
	for i, n := range f.Related {
		if !c.at(n.Place) {
			continue
		}
		was := facts.Note{Place: f.Place, Words: cmp.Or(f.Words, "is the other side of it")}
		f.Place, f.Words = n.Place, n.Words
		for _, other := range f.Related {
			if other.Place == was.Place {
				return // it is among the related places already, as in a chain
			}
		}
		copy(f.Related[1:i+1], f.Related[:i])
		f.Related[0] = was
		return
	}
}

// A novelty is where a contradiction goes.
type novelty uint8

const (
	fresh novelty = iota
	before
	known
	standings
)

// novelty reports whether a contradiction is new.
func (e *engine) novelty(r *rules.Rule, s subject, fingerprint string) novelty {
	former := e.aliases[fingerprint]
	if p := e.settings.Past; p != nil {
		if p.found[fingerprint] || former != "" && p.found[former] {
			return before
		}
		// What was found among those facts in the past need not have been reported:
		// it stood behind another, or was one of too many.
		key := cmp.Or(e.keys[fingerprint], fingerprint)
		if !r.Absence && e.changes.comparable && !p.silenced[key] && e.changes.settled(r, s, len(e.settings.Overrides) > 0) {
			return before
		}
	}
	if has := e.settings.Known; has != nil && (has(fingerprint) || former != "" && has(former)) {
		return known
	}
	return fresh
}

// part parts the conflicts of a rule by where they are.
func (e *engine) part(rule int, all []conflict) (out [standings][]conflict) {
	each := make([]novelty, len(all))
	for i, c := range all {
		each[i] = e.novelty(e.rules[rule], c.subject(), c.fingerprint)
	}
	if len(all) > 0 && !slices.ContainsFunc(each, func(s novelty) bool { return s != each[0] }) {
		out[each[0]] = all
		return out
	}
	for i, c := range all {
		out[each[i]] = append(out[each[i]], c)
	}
	return out
}

// knows reports whether a contradiction among some facts is not new.
func (e *engine) knows(r *rules.Rule, among []*facts.Fact) bool {
	s := subject{about: among}
	for _, f := range among {
		s.places = append(s.places, f.Place())
	}
	n := newNamer(e.changes, e.look)
	if e.novelty(r, s, n.fingerprint(r, s)) != fresh {
		return true
	}
	return e.changes != nil && len(e.changes.formerIdentities) > 0 && e.novelty(r, s, n.key(r, s, n.formerIdentity)) != fresh
}
