package rules

import (
	"fmt"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/timeline"
)

var dateContradiction = &Rule{
	Name:     "date-contradiction",
	Summary:  "Three or more facts together cannot be true in time, though no two of them disagree.",
	Severity: Error,
	OfTime:   true,
	Compares: true,
	Why: `Each of these facts may be true, and each two of them may; together they cannot. The chain is shown
in the order of time: what each fact says, and what follows from it and those before. Every link is needed:
without any one of the facts the others agree. Which of them is wrong the chain does not tell; one whose
absence resolves other contradictions too comes first.`,
	Example: mended(`[[event]]
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
`, "date   = 2022-05-30", "date   = 2022-05-13"),
	Together: inTimeTogether,
	Base:     checkContradictions,
}

// ruleFor returns the rule that tells a contradiction in time which the network
// of all facts finds.
func ruleFor(among []*facts.Fact) *Rule {
	if len(among) == 2 {
		return All().Find("date-order")
	}
	return All().Find("date-contradiction")
}

func checkContradictions(p *Pass) {
	if n := p.timeline().Unplaced; n > 0 {
		p.Limit(Limit{
			Message: fmt.Sprintf("chains in time through %s were not looked for: the actor has too many tenures in the office", wording.Count(n, "act")),
			All:     n,
		})
	}
	found, more := p.timeline().Contradictions()
	reportContradictions(p, found, more)
}

func reportContradictions(p *Pass, found []timeline.Contradiction, more int) {
	last := -1
	for i, f := range found {
		if len(f.Facts) > 2 {
			last = i
		}
	}
	switch {
	case more == 0:
	case last < 0:
		p.Report(tooEntangled(p.Base, more))
	default: // the finding that says so may be known, or silenced
		p.Limit(Limit{
			Message: fmt.Sprintf("about %d more contradictions in time among three and more facts are not listed; mend what is, or see what binds a fact with factlint show ID", more),
			Judged:  len(found), All: len(found) + more,
		})
	}
	for i, f := range found {
		if i == last && more > 0 {
			f.Message += fmt.Sprintf("; about %d more contradictions are not listed", more)
		}
		if len(f.Facts) > 2 {
			p.Conflict(inTime(&f))
		}
	}
}

// tooEntangled says that contradictions may be there which were not looked into:
// no proof, so a warning, but nothing is passed over in silence.
func tooEntangled(base *facts.Base, more int) Finding {
	at := &base.Facts[0] // there are some, or nothing would contradict
	return Finding{
		Severity: Warning,
		Place:    at.Place(),
		Message: fmt.Sprintf("the facts of this base are so entangled in time that about %d loops and overruns among three and more of them were not looked into; "+
			"mend what else is found, or see what binds a fact with factlint show ID", more),
	}
}

// inTime makes a contradiction in time a conflict.
func inTime(c *timeline.Contradiction) Conflict {
	return Conflict{Message: c.Message, Sides: c.Notes, Culprit: c.Culprit, Unlisted: c.Unlisted}
}

// inTimeTogether words several chains that one fact takes part in: the first,
// which has the fewest facts, and how many more there are.
func inTimeTogether(g *Group) string {
	first := g.Conflicts[0]
	more := int64(len(g.Conflicts) - 1 + first.Unlisted)
	return fmt.Sprintf("%s (leaving out %s also resolves %s)", first.Message, g.Fact.Label(), wording.Count(more, "other contradiction"))
}
