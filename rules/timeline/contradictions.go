package timeline

import (
	"fmt"
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/stn"
	"github.com/factlint/factlint/rules/tenures"
)

// maxReported is how many contradicting pairs the network is asked to work around.
// Where there are more, the base is in such a state that the longer chains
// matter little, and the relations of those pairs are left out instead.
const maxReported = 500

// A Contradiction is facts that cannot all be true in time.
type Contradiction struct {
	Message string
	Notes   []facts.Note  // what each fact says, in the order of time
	Facts   []*facts.Fact // in that order
	// Culprit is the fact of them whose absence resolves most; those of several
	// contradictions follow each other, the shortest first.
	Culprit  *facts.Fact
	Unlisted int // how many more of the culprit are not listed
}

// Contradictions returns what the network finds impossible and no other rule
// tells, and how many more there are, about. It is worked out once.
func (t *Timeline) Contradictions() (list []Contradiction, more int) {
	t.once.Do(func() {
		o := stn.Options{Reported: t.reported}
		if t.known != nil {
			o.Known = func(c *stn.Chain) bool { return t.known(t.facts(c)) }
		}
		report, err := t.net.Contradictions(t.ctx, o)
		if err != nil {
			return
		}
		t.more = report.More
		var all []chain
		for i := range report.Contradictions {
			all = append(all, t.chains(&report.Contradictions[i])...)
		}
		// Fewest facts first, for none is reported again as part of more.
		slices.SortStableFunc(all, func(a, b chain) int { return len(a.facts) - len(b.facts) })
		for _, c := range all {
			if len(c.facts) < 2 || t.reportedElsewhere(c.facts) {
				continue
			}
			t.contradictions = append(t.contradictions, t.contradiction(c))
			t.wrong[c.facts[0]] = append(t.wrong[c.facts[0]], c.facts[1:])
		}
	})
	return t.contradictions, t.more
}

// A chain is one of the network with its facts.
type chain struct {
	*stn.Chain
	facts   []*facts.Fact
	culprit *facts.Fact
	more    int // chains of the culprit that are not listed
}

// chains returns what goes away with one culprit.
func (t *Timeline) chains(c *stn.Contradiction) (all []chain) {
	add := func(one *stn.Chain) {
		if one.Loop {
			t.turn(one, c.Culprit)
		}
		all = append(all, chain{one, t.facts(one), t.fact(c.Culprit), c.MoreRelated})
	}
	add(&c.Chain)
	for i := range c.Related {
		add(&c.Related[i])
	}
	return all
}

// turn makes a loop begin with what its culprit declares, if it does, or else
// says.
func (t *Timeline) turn(c *stn.Chain, culprit stn.Fact) {
	indexOf := func(declares bool) int {
		return slices.IndexFunc(c.Links, func(l stn.Link) bool {
			return l.Kind == stn.Step && l.Tag > 0 && t.relations[l.Tag].by == t.fact(culprit) && (!declares || t.relations[l.Tag].kind <= distanceLink)
		})
	}
	i := indexOf(true)
	if i < 0 {
		i = indexOf(false)
	}
	if i > 0 {
		c.Links = slices.Concat(c.Links[i:], c.Links[:i])
	}
}

// reportedElsewhere reports whether some facts of the chain contradict each other by
// themselves, so that another rule reports them: by their dates or by what two
// declare of each other.
func (t *Timeline) reportedElsewhere(chain []*facts.Fact) bool {
	in := make(map[*facts.Fact]bool, len(chain))
	for _, f := range chain {
		in[f] = true
	}
	var ties []Tie
	for i, f := range chain {
		if t.cancelled(i) {
			return true
		}
		for _, others := range t.wrong[f] {
			if !slices.ContainsFunc(others, func(g *facts.Fact) bool { return !in[g] }) {
				return true
			}
		}
		ties = tiesWithin(ties, f, in)
	}
	reported, pairs := false, 0
	EachPair(ties, func(of []Tie) {
		pairs++
		reported = reported || t.cancelled(pairs) || NewPairing(t.base, of).Culprits() != 0
	})
	return reported
}

// tiesWithin adds what a fact says of its time and that of others among those given.
func tiesWithin(ties []Tie, f *facts.Fact, in map[*facts.Fact]bool) []Tie {
	if !f.Comparable() || f.Kind().Period == nil {
		return ties
	}
	for _, i := range f.Kind().Orders {
		if f.Status() == facts.Cancelled {
			break // a plan, which tells no contradiction
		}
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
	for i, l := range c.Links {
		if t.cancelled(i) {
			break
		}
		add(t.points[l.From].fact)
		for _, f := range l.Facts {
			add(t.fact(f))
		}
		add(t.points[l.To].fact)
	}
	return chain
}

// namedInMessage is how many facts a message names; the chain shows all.
const namedInMessage = 5

func (t *Timeline) contradiction(c chain) Contradiction {
	f := Contradiction{Notes: t.notes(c.Chain), Facts: c.facts, Culprit: c.culprit, Unlisted: c.more}
	all := "all"
	if len(c.facts) == 2 {
		all = "both"
	}
	why := ""
	switch {
	case c.Loop && c.Gap == 0:
		why = ", for each comes before the next, and the last before the first"
	case c.Loop:
		why = ", for what they say of the time between them does not add up, by " + wording.Days(c.Gap)
	case !endless(c.Gap):
		why = ", for they leave no room by " + wording.Days(c.Gap)
	}
	f.Message = fmt.Sprintf("these %d facts cannot %s be true%s: %s", len(c.facts), all, why, mentions(c.facts, namedInMessage))
	f.Message += "; correct or remove one of them"
	return f
}

// linking notes a fact of a link that says nothing in the chain by itself: one
// that others speak of, one of those that order tenures, or one that narrows down
// which tenure another means.
func (t *Timeline) linking(l stn.Link, f *facts.Fact, ordering bool) facts.Note {
	switch {
	case ordering:
		return facts.Note{Place: f.Place(), Words: f.Mention() + " tells in which order the office is held"}
	case !slices.Contains(l.Facts, t.number(f)):
	case t.relations[l.Tag].kind == actLink && orderBetween(t.relations[l.Tag].by, f).OK():
		return facts.Note{Place: f.Place(), Words: f.Mention() + " is not the tenure meant, for it is ordered before or after the act"}
	case t.relations[l.Tag].kind == actLink && t.relations[l.Tag].by != f:
		return facts.Note{Place: moments.Ended(f), Words: f.Mention() + " is not the tenure meant: " + tenures.HoldsIt(f, moments.When(f))}
	}
	return facts.Note{Place: f.Place(), Words: f.Mention() + " is what links them"}
}
