package engine

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"slices"
	"strconv"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
)

// A namer gives each contradiction, and each thing found wrong by itself, a
// fingerprint made of its rule and its facts: of what a fact is called, never of
// where it stands, which side of a contradiction comes first or how many others
// are told with it. Those that share one are numbered, the ones in facts that
// have not changed first: so when there is one more than before, the last
// number, which is new, goes to one that the change made.
type namer struct {
	identities map[*facts.Fact]string
	changed    func(facts.Place) bool // nil when nothing is known of changes
	keys       map[string][]named
	order      []string // of keys
	formerly   map[*facts.Fact]string
	former     map[string]string // keys by which others were known
	aliases    map[string]string // fingerprints, likewise
}

// named is something that waits for its fingerprint.
type named struct {
	changed bool
	set     func(fingerprint string)
}

func newNamer(s *Settings) *namer {
	return &namer{identities: map[*facts.Fact]string{}, changed: s.Changed, keys: map[string][]named{},
		formerly: s.Formerly, former: map[string]string{}, aliases: map[string]string{}}
}

// add has set called with the fingerprint of what a rule says at some places,
// by number. About, when not nil, are the facts that tell it apart; detail is
// what else does.
func (n *namer) add(r *rules.Rule, places []facts.Place, about []*facts.Fact, detail string, set func(string)) {
	one := named{set: set}
	for _, p := range places {
		one.changed = one.changed || n.changed != nil && n.changed(p)
	}
	key := n.key(r, places, about, detail, false)
	if n.keys[key] == nil {
		n.order = append(n.order, key)
		if len(n.formerly) > 0 {
			if former := n.key(r, places, about, detail, true); former != key {
				n.former[key] = former
			}
		}
	}
	n.keys[key] = append(n.keys[key], one)
}

// finish hands out the fingerprints, in the order of adding.
func (n *namer) finish() {
	for _, key := range n.order {
		sharing := n.keys[key]
		slices.SortStableFunc(sharing, func(a, b named) int {
			switch {
			case a.changed == b.changed:
				return 0
			case b.changed:
				return -1
			}
			return 1
		})
		for i, one := range sharing {
			fp := fingerprintAt(key, i)
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
		return hex.EncodeToString([]byte(key))
	}
	h := sha256.New()
	write(h, key, "#"+strconv.Itoa(i+1))
	return hex.EncodeToString(h.Sum(nil)[:len(key)])
}

// key returns the bytes of a fingerprint without a number; former, of that which
// the same had when its facts were called what they were formerly.
func (n *namer) key(r *rules.Rule, places []facts.Place, about []*facts.Fact, detail string, former bool) string {
	identity := n.identity
	if former {
		identity = func(f *facts.Fact) string {
			if was, ok := n.formerly[f]; ok {
				return short(was)
			}
			return n.identity(f)
		}
	}
	var parts []string
	for _, f := range about {
		parts = append(parts, identity(f))
	}
	if about == nil {
		for _, p := range places {
			if p.Fact != nil {
				parts = append(parts, identity(p.Fact))
			} else {
				parts = append(parts, "text "+textAt(p))
			}
		}
	}
	slices.Sort(parts)
	parts = slices.Compact(parts)
	if len(parts) <= 1 { // about one fact: what it says at those places tells several apart
		var texts []string
		for _, p := range places {
			texts = append(texts, textAt(p))
		}
		slices.Sort(texts)
		parts = append(parts, slices.Compact(texts)...)
	}
	if detail != "" {
		parts = append(parts, detail)
	}
	h := sha256.New()
	write(h, r.Name)
	write(h, parts...)
	return string(h.Sum(nil)[:16])
}

// chainKey returns the fingerprint of a contradiction in time among some facts.
func (e *engine) chainKey(chain []*facts.Fact, formerly map[*facts.Fact]string) string {
	name := "date-contradiction"
	if len(chain) == 2 {
		name = "date-order"
	}
	r := e.rules.Find(name)
	return hex.EncodeToString([]byte(newNamer(&Settings{Formerly: formerly}).key(r, nil, chain, "", true)))
}

func write(h hash.Hash, parts ...string) {
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
}

// textAt returns what stands at a place, without blanks and line ends, which
// may be others in another form of the same.
func textAt(p facts.Place) string {
	if p.File == nil {
		return ""
	}
	src := p.File.Source
	end := min(p.Span.End, uint32(len(src)))
	return string(bytes.Join(bytes.Fields(src[min(p.Span.Start, end):end]), nil))
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

func short(name string) string {
	if len(name) <= sha256.Size*2 {
		return name
	}
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:])
}

// addFinding names a finding that a rule reports as it is.
func (n *namer) addFinding(f *rules.Finding) {
	places := []facts.Place{f.Place}
	for _, r := range f.Related[:len(f.Related)-f.Beyond] {
		places = append(places, r.Place)
	}
	n.add(f.Rule, places, nil, f.Detail, func(fp string) { f.Fingerprint = fp })
}

// addConflicts names the conflicts of a rule. Those about one lack have one name.
func (n *namer) addConflicts(r *rules.Rule, all []conflict) {
	lacks := map[[2]*facts.Fact][]*conflict{}
	for i := range all {
		c := &all[i]
		if c.Lack != [2]*facts.Fact{} {
			if lacks[c.Lack] = append(lacks[c.Lack], c); len(lacks[c.Lack]) > 1 {
				continue
			}
			n.add(r, c.places(), c.Lack[:], "", func(fp string) {
				for _, c := range lacks[c.Lack] {
					c.fingerprint = fp
				}
			})
			continue
		}
		n.add(r, c.places(), c.About, "", func(fp string) { c.fingerprint = fp })
	}
}

func (c *conflict) places() []facts.Place {
	places := make([]facts.Place, 0, len(c.Sides)+len(c.Also))
	for _, s := range c.Sides {
		places = append(places, s.Place)
	}
	for _, a := range c.Also {
		places = append(places, a.Place)
	}
	return places
}

// fingerprintOf returns the fingerprint of a finding that gathers several
// contradictions.
func fingerprintOf(parts []rules.Part) string {
	if len(parts) == 1 {
		return parts[0].Fingerprint
	}
	all := make([]string, len(parts))
	for i, p := range parts {
		all[i] = p.Fingerprint
	}
	slices.Sort(all)
	h := sha256.New()
	write(h, all...)
	return hex.EncodeToString(h.Sum(nil)[:16])
}
