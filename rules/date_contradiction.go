package rules

import (
	"fmt"
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules/stn"
)

var dateContradiction = &Rule{
	Name:     "date-contradiction",
	Summary:  "Three or more facts together cannot be true in time, though no two of them disagree.",
	Severity: Error,
	Why: `Each of these facts may be true, and each two of them may; together they cannot. The chain is shown
in the order of time: what each fact says, and what follows from it and those before. Every link is needed:
without any one of the facts the others agree. Which of them is wrong the chain does not tell; one whose
absence resolves other contradictions too comes first.`,
	Bad: `[[event]]
id     = "decree"
title  = "The decree"
date   = 2022-05-30
before = "protest"

[[event]]
id     = "protest"
title  = "The protest"
during = "sitting"

[[event]]
id    = "sitting"
title = "The sitting"
start = 2022-05-10
end   = 2022-05-24
`,
	Good: `[[event]]
id     = "decree"
title  = "The decree"
date   = 2022-05-13
before = "protest"

[[event]]
id     = "protest"
title  = "The protest"
during = "sitting"

[[event]]
id    = "sitting"
title = "The sitting"
start = 2022-05-10
end   = 2022-05-24
`,
	Base: checkContradictions,
}

// maxTold is how many contradicting pairs the network is asked to work around.
// Where there are more, the base is in such a state that the longer chains
// matter little, and the relations of those pairs are left out instead.
const maxTold = 500

func checkContradictions(p *Pass) {
	t := p.timeline()
	report := t.net.Contradictions(stn.Options{Told: t.told})
	var found []Finding
	for i := range report.Contradictions {
		c := &report.Contradictions[i]
		// Two facts alone are told by the rule for what links them, and are not
		// told again as part of more.
		if chain := t.facts(&c.Chain); len(chain) > 2 && !t.toldOf(chain) {
			found = append(found, t.finding(c, chain))
		}
	}
	if n := len(found); n > 0 && report.More > 0 {
		found[n-1].Message += fmt.Sprintf("; about %d more contradictions are not listed", report.More)
	}
	for _, f := range found {
		p.Report(f)
	}
}

// toldOf reports whether two facts of the chain contradict each other by themselves.
func (t *timeline) toldOf(chain []*facts.Fact) bool {
	for _, a := range chain {
		for _, b := range chain {
			if t.pairs[[2]*facts.Fact{a, b}] {
				return true
			}
		}
	}
	return false
}

// facts returns the facts of a chain in the order of time: those that say
// something, and those of whose moments it is said.
func (t *timeline) facts(c *stn.Chain) []*facts.Fact {
	var chain []*facts.Fact
	add := func(f *facts.Fact) {
		if !slices.Contains(chain, f) {
			chain = append(chain, f)
		}
	}
	for _, l := range c.Links {
		add(t.points[l.From].fact)
		for _, f := range l.Facts {
			add(t.base.Facts[f])
		}
		add(t.points[l.To].fact)
	}
	return chain
}

// namedInMessage is how many facts a message names; the chain shows all.
const namedInMessage = 5

func (t *timeline) finding(c *stn.Contradiction, chain []*facts.Fact) Finding {
	f := Finding{Related: t.notes(&c.Chain)}
	f.Message = fmt.Sprintf("these %d facts cannot all be true: %s", len(chain), labels(chain, namedInMessage))
	if c.Loop && c.Gap == 0 {
		f.Message += "; each comes before the next, and the last before the first"
	}
	culprit := t.base.Facts[c.Culprit]
	if n := len(c.Related) + c.MoreRelated; n > 0 {
		f.Message += fmt.Sprintf("; leaving out %s also resolves %s", culprit.Label(), numbered(int64(n), "other contradiction"))
	}
	f.Place = culprit.Place()
	for _, n := range f.Related {
		if n.Fact == culprit {
			f.Place = n.Place
			break
		}
	}
	// A fact that only links others is named too.
	for _, link := range chain {
		if link != culprit && !slices.ContainsFunc(f.Related, func(n Note) bool { return n.Fact == link }) {
			f.Related = append(f.Related, Note{Place: link.Place(), Words: "is what links them"})
		}
	}
	f.Related = append(f.Related, t.others(c, chain)...)
	return f
}

// others notes the facts of contradictions that go away with the same fact.
func (t *timeline) others(c *stn.Contradiction, named []*facts.Fact) []Note {
	var out []Note
	for i := range c.Related {
		for _, n := range t.notes(&c.Related[i]) {
			if n.Fact != nil && !slices.Contains(named, n.Fact) {
				named = append(named, n.Fact)
				out = append(out, Note{Place: n.Place, Words: "in another of them: " + n.Words})
			}
		}
	}
	return out
}
