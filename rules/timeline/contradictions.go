package timeline

import (
	"fmt"
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/stn"
	"github.com/factlint/factlint/rules/tenures"
)

// maxTold is how many contradicting pairs the network is asked to work around.
// Where there are more, the base is in such a state that the longer chains
// matter little, and the relations of those pairs are left out instead.
const maxTold = 500

// A Contradiction is facts that cannot all be true in time, with the chain of
// what they say.
type Contradiction struct {
	Message string
	Place   facts.Place  // of the fact whose absence resolves most
	Notes   []facts.Note // what each fact says, in the order of time
	// Others are contradictions that the same fact takes part in; the last
	// Beyond of the notes belong to those.
	Others []Contradiction
	Beyond int
	Facts  int // how many it takes
}

// Contradictions returns what the network finds impossible and no other rule
// tells, and how many more there are, about. It is worked out once.
func (t *Timeline) Contradictions() (list []Contradiction, more int) {
	type found struct {
		c     *stn.Contradiction
		chain []*facts.Fact
	}
	t.once.Do(func() {
		o := stn.Options{Told: t.told}
		if t.new != nil {
			o.Known = func(c *stn.Chain) bool { return t.new.Knows(t.facts(c)) }
		}
		report, err := t.net.Contradictions(t.ctx, o)
		if err != nil {
			return
		}
		if t.new != nil {
			// What has not changed was so in the past too, and only was not told:
			// behind another, or for one that the same fact resolves.
			report.Contradictions = slices.DeleteFunc(report.Contradictions, func(c stn.Contradiction) bool {
				return !o.Known(&c.Chain) && !slices.ContainsFunc(t.facts(&c.Chain), func(f *facts.Fact) bool { return t.new.Changed(f.Place()) })
			})
		}
		list := make([]found, len(report.Contradictions))
		for i := range list {
			c := &report.Contradictions[i]
			list[i] = found{c, t.facts(&c.Chain)}
			// The network counts links, a reader facts.
			for j := range c.Related {
				if chain := t.facts(&c.Related[j]); len(chain) > 1 && len(chain) < len(list[i].chain) {
					c.Chain, c.Related[j], list[i].chain = c.Related[j], c.Chain, chain
				}
			}
		}
		// Fewest facts first, for none is told again as part of more.
		slices.SortStableFunc(list, func(a, b found) int { return len(a.chain) - len(b.chain) })
		for _, f := range list {
			if len(f.chain) < 2 || t.toldOf(f.chain) {
				continue
			}
			t.untold = append(t.untold, t.contradiction(f.c, f.chain))
			t.wrong[f.chain[0]] = append(t.wrong[f.chain[0]], f.chain[1:])
		}
		t.more = report.More
	})
	return t.untold, t.more
}

// toldOf reports whether some facts of the chain contradict each other by
// themselves, so that another rule reports them: by their dates or by what two
// declare of each other.
func (t *Timeline) toldOf(chain []*facts.Fact) bool {
	in := make(map[*facts.Fact]bool, len(chain))
	for _, f := range chain {
		in[f] = true
	}
	var ties []Tie
	for _, f := range chain {
		for _, others := range t.wrong[f] {
			if !slices.ContainsFunc(others, func(g *facts.Fact) bool { return !in[g] }) {
				return true
			}
		}
		ties = tiesWithin(ties, f, in)
	}
	told := false
	EachPair(ties, func(of []Tie) {
		told = told || len(of) > 1 && NewPairing(t.base, of).Culprits() != 0
	})
	return told
}

// tiesWithin adds what a fact says of its time and that of others among those given.
func tiesWithin(ties []Tie, f *facts.Fact, in map[*facts.Fact]bool) []Tie {
	if !f.Comparable() || f.Kind().Period == nil {
		return ties
	}
	for _, i := range f.Kind().Orders {
		for r := range f.Get(i).Relations() {
			if to := r.To.Ref(); to != f && in[to] && to.Comparable() && to.Kind().Period != nil {
				ties = append(ties, NewTie(f, to, f.Kind().Fields[i].Order, r.Value, len(ties)))
			}
		}
	}
	if !f.Happens() {
		return ties
	}
	for _, i := range f.Kind().Lifetimes {
		for z, v := range moments.Lifetimes(f, i) {
			if z != f && in[z] && z.Comparable() && z.Kind().Period != nil {
				lives := NewTie(f, z, vocabulary.During, v, len(ties))
				lives.Lives = true
				ties = append(ties, lives)
			}
		}
	}
	return ties
}

// facts returns the facts of a chain in the order of time: those that say
// something, and those of whose moments it is said.
func (t *Timeline) facts(c *stn.Chain) []*facts.Fact {
	var chain []*facts.Fact
	in := map[*facts.Fact]bool{}
	add := func(f *facts.Fact) {
		if !in[f] {
			in[f] = true
			chain = append(chain, f)
		}
	}
	for _, l := range c.Links {
		add(t.points[l.From].fact)
		for _, f := range l.Facts {
			add(&t.base.Facts[f])
		}
		add(t.points[l.To].fact)
	}
	return chain
}

// namedInMessage is how many facts a message names; the chain shows all.
const namedInMessage = 5

func (t *Timeline) contradiction(c *stn.Contradiction, chain []*facts.Fact) Contradiction {
	f := Contradiction{Notes: t.notes(&c.Chain), Facts: len(chain)}
	all := "all"
	if len(chain) == 2 {
		all = "both"
	}
	f.Message = fmt.Sprintf("these %d facts cannot %s be true: %s", len(chain), all, labels(chain, namedInMessage))
	switch {
	case c.Loop && c.Gap == 0:
		f.Message += "; each comes before the next, and the last before the first"
	case c.Loop:
		f.Message += "; what they say of the time between them does not add up, by " + tenures.Numbered(c.Gap, "day")
	}
	f.Message += "; correct or remove one of them"
	culprit := &t.base.Facts[c.Culprit]
	if n := len(c.Related) + c.MoreRelated; n > 0 {
		f.Message += fmt.Sprintf(" (leaving out %s also resolves %s)", culprit.Label(), tenures.Numbered(int64(n), "other contradiction"))
	}
	// A fact that only links others is named too.
	named := map[*facts.Fact]bool{}
	for _, n := range f.Notes {
		named[n.Fact] = true
	}
	for _, link := range chain {
		if !named[link] {
			f.Notes = append(f.Notes, t.linking(&c.Chain, link))
		}
	}
	for _, n := range f.Notes {
		if n.Fact == culprit {
			f.Place = n.Place
			break
		}
	}
	for i := range c.Related {
		if other := t.facts(&c.Related[i]); len(other) > 1 && !t.toldOf(other) {
			f.Others = append(f.Others, t.contradiction(&stn.Contradiction{Chain: c.Related[i], Culprit: c.Culprit}, other))
		}
	}
	others := t.others(c, chain)
	f.Notes, f.Beyond = append(f.Notes, others...), len(others)
	return f
}

// linking notes a fact of a chain that says nothing in it by itself: one that
// others speak of, or one that narrows down which tenure another means.
func (t *Timeline) linking(c *stn.Chain, f *facts.Fact) facts.Note {
	for _, l := range c.Links {
		if l.Kind != stn.Step || !slices.Contains(l.Facts, stn.Fact(f.Index)) {
			continue
		}
		if l.Tag < 0 {
			return facts.Note{Place: f.Place(), Words: "tells in which order the office is held"}
		}
		switch r := &t.relations[l.Tag]; {
		case r.by == f:
		case r.kind == actLink:
			return facts.Note{Place: moments.Ended(f), Words: "is not the tenure meant, " + tenures.HoldsIt(f, moments.When(f))}
		}
	}
	return facts.Note{Place: f.Place(), Words: "is what links them"}
}

// others notes the facts of contradictions that go away with the same fact.
func (t *Timeline) others(c *stn.Contradiction, chain []*facts.Fact) []facts.Note {
	named := map[*facts.Fact]bool{}
	for _, f := range chain {
		named[f] = true
	}
	var out []facts.Note
	for i := range c.Related {
		for _, n := range t.notes(&c.Related[i]) {
			if n.Fact != nil && !named[n.Fact] {
				named[n.Fact] = true
				out = append(out, facts.Note{Place: n.Place, Words: "in another of them: " + n.Words})
			}
		}
	}
	return out
}

// Novelty says what was known of a base before: a contradiction in time that
// another one hides is told when it is new.
type Novelty struct {
	// Changed says of places that they are not as they were.
	Changed func(facts.Place) bool
	// Knows says of the facts of a contradiction in time that it was found before.
	Knows func(chain []*facts.Fact) bool
}
