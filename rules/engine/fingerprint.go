package engine

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"slices"
	"strconv"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
)

// A subject is what tells a contradiction, or a thing found wrong by itself,
// apart from others of its rule.
type subject struct {
	places []facts.Place
	about  []*facts.Fact // that tell it apart; nil for all that have a place in it
	detail string        // what else does
}

func subjectOf(f *rules.Finding) subject {
	s := subject{places: []facts.Place{f.Place}, detail: f.Detail}
	for _, r := range f.Related {
		s.places = append(s.places, r.Place)
	}
	return s
}

func (c *conflict) subject() subject {
	s := subject{about: c.About}
	for _, side := range c.Sides {
		s.places = append(s.places, side.Place)
	}
	for _, a := range c.Also {
		s.places = append(s.places, a.Place)
	}
	switch {
	case c.Lack.ID != "":
		s.about, s.detail = []*facts.Fact{}, c.Lack.ID
	case c.Lack != rules.Lack{}:
		s.about = c.Lack.Facts[:]
	}
	return s
}

// facts yields those that have a place in it.
func (s *subject) facts(yield func(*facts.Fact) bool) {
	for i, p := range s.places {
		repeated := slices.ContainsFunc(s.places[:i], func(q facts.Place) bool { return q.Fact == p.Fact })
		if p.Fact != nil && !repeated && !yield(p.Fact) {
			return
		}
	}
}

// compare orders subjects by what their facts say, wherever those stand.
func (s *subject) compare(t *subject) int {
	a, b := slices.Collect(s.facts), slices.Collect(t.facts)
	facts.SortByContent(a, nil)
	facts.SortByContent(b, nil)
	return slices.CompareFunc(a, b, (*facts.Fact).Compare)
}

// A namer gives each contradiction, and each thing found wrong by itself, a
// fingerprint made of its rule and its facts: of what a fact is called, never of
// where it stands, which side of a contradiction comes first or how many others
// are reported with it. Those that share one are numbered, the ones in facts that
// have not changed first: so when there is one more than before, the last
// number, which is new, goes to one that the change made.
type namer struct {
	identities map[*facts.Fact]string
	look       func()   // see engine.look
	changes    *changes // nil when nothing is known of them
	waiting    map[string][]named
	order      []string          // of keys
	former     map[string]string // keys by which others were known
	aliases    map[string]string // fingerprints, likewise
	numbered   map[string]string // keys of the fingerprints that have a number
}

// named is something that waits for its fingerprint.
type named struct {
	subject
	changed bool
	message string
	set     func(fingerprint string)
}

func newNamer(c *changes, look func()) *namer {
	return &namer{look: look, identities: map[*facts.Fact]string{}, changes: c, waiting: map[string][]named{},
		former: map[string]string{}, aliases: map[string]string{}, numbered: map[string]string{}}
}

// name gives every contradiction its fingerprint.
func (e *engine) name(single []rules.Finding, conflicts [][]conflict) {
	n := newNamer(e.changes, e.look)
	for i := range single {
		f := &single[i]
		n.add(f.Rule, subjectOf(f), f.Message, func(fp string) { f.Fingerprint = fp })
	}
	for i := range conflicts {
		n.addConflicts(e.rules[i], conflicts[i])
	}
	n.number()
	e.aliases, e.keys = n.aliases, n.numbered
}

// add has set called with the fingerprint of a contradiction, by number.
func (n *namer) add(r *rules.Rule, s subject, message string, set func(string)) {
	n.look()
	key := n.fingerprint(r, s)
	if n.waiting[key] == nil {
		n.order = append(n.order, key)
		if n.changes != nil && len(n.changes.formerIdentities) > 0 {
			if former := n.key(r, s, n.formerIdentity); former != key {
				n.former[key] = former
			}
		}
	}
	n.waiting[key] = append(n.waiting[key], named{s, slices.ContainsFunc(s.places, n.changes.at), message, set})
}

// addConflicts names the conflicts of a rule. Those about one lack have one name.
func (n *namer) addConflicts(r *rules.Rule, all []conflict) {
	lacks := map[rules.Lack][]*conflict{}
	for i := range all {
		c := &all[i]
		if c.Lack == (rules.Lack{}) {
			n.add(r, c.subject(), c.Message, func(fp string) { c.fingerprint = fp })
			continue
		}
		if lacks[c.Lack] = append(lacks[c.Lack], c); len(lacks[c.Lack]) > 1 {
			continue
		}
		n.add(r, c.subject(), c.Message, func(fp string) {
			for _, c := range lacks[c.Lack] {
				c.fingerprint = fp
			}
		})
	}
}

// number hands out the fingerprints, in the order of adding.
func (n *namer) number() {
	for _, key := range n.order {
		n.look()
		sharing := n.waiting[key]
		slices.SortStableFunc(sharing, func(a, b named) int {
			n.look()
			switch {
			case a.changed == b.changed:
				return cmp.Or(a.compare(&b.subject), strings.Compare(a.message, b.message))
			case b.changed:
				return -1
			}
			return 1
		})
		for i, one := range sharing {
			fp := fingerprintAt(key, i)
			if i > 0 {
				n.numbered[fp] = key
			}
			if former := n.former[key]; former != "" {
				n.aliases[fp] = fingerprintAt(former, i)
			}
			one.set(fp)
		}
	}
}

// fingerprintAt returns the fingerprint of the contradiction at i among those that
// share a key.
func fingerprintAt(key string, i int) string {
	if i == 0 {
		return key
	}
	h := sha256.New()
	raw, _ := hex.DecodeString(key) // we have written it
	write(h, string(raw), "#"+strconv.Itoa(i+1))
	return hex.EncodeToString(h.Sum(nil)[:len(raw)])
}

// fingerprint returns that of a contradiction without a number.
func (n *namer) fingerprint(r *rules.Rule, s subject) string { return n.key(r, s, n.identity) }

func (n *namer) key(r *rules.Rule, s subject, identity func(*facts.Fact) string) string {
	var parts []string
	for _, f := range s.about {
		n.look()
		parts = append(parts, identity(f))
	}
	if s.about == nil {
		for _, p := range s.places {
			n.look()
			if p.Fact != nil {
				parts = append(parts, identity(p.Fact))
			} else {
				parts = append(parts, "text "+p.Meaning())
			}
		}
	}
	slices.Sort(parts)
	parts = slices.Compact(parts)
	if len(parts) <= 1 { // about one fact: what it says at those places tells several apart
		var texts []string
		for _, p := range s.places {
			texts = append(texts, p.Meaning())
		}
		slices.Sort(texts)
		parts = append(parts, slices.Compact(texts)...)
	}
	if s.detail != "" {
		parts = append(parts, s.detail)
	}
	h := sha256.New()
	write(h, r.Name)
	write(h, parts...)
	return hex.EncodeToString(h.Sum(nil)[:16])
}

func write(h hash.Hash, parts ...string) {
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
}

// identity returns the name of a fact. It is kept, for one fact may be in a
// hundred thousand contradictions, and its name a megabyte long.
func (n *namer) identity(f *facts.Fact) string {
	name, known := n.identities[f]
	if !known {
		name = strings.Clone(short(f.Identity()))
		n.identities[f] = name
	}
	return name
}

// formerIdentity returns the name that a fact had.
func (n *namer) formerIdentity(f *facts.Fact) string {
	if was, ok := n.changes.formerIdentities[f]; ok {
		return short(was)
	}
	return n.identity(f)
}

func short(name string) string {
	if len(name) <= sha256.Size*2 {
		return name
	}
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:])
}

// fingerprintOf returns the fingerprint of a finding that gathers several
// contradictions.
func (e *engine) fingerprintOf(parts []rules.Finding) string {
	if len(parts) == 1 {
		return parts[0].Fingerprint
	}
	all := make([]string, len(parts))
	for i, p := range parts {
		all[i] = p.Fingerprint
	}
	slices.SortFunc(all, looking(e, strings.Compare))
	h := sha256.New()
	write(h, all...)
	return hex.EncodeToString(h.Sum(nil)[:16])
}
