package engine

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/grouped"
	"github.com/factlint/factlint/rules"
)

// unsilenced returns the conflicts of a rule that no comment silences, in order.
func (e *engine) unsilenced(r *Result, s *silencer, rule int, all []conflict) []conflict {
	kept := all[:0]
	for _, c := range all {
		e.look()
		if of := c.subject(); s.silences(e.rules[rule], &of) {
			r.silence(e.rules[rule], of)
		} else {
			kept = append(kept, c)
		}
	}
	slices.SortStableFunc(kept, looking(e, compareConflicts))
	return kept
}

// gather turns the conflicts of one rule into findings and appends them to out:
// those that have a fact in common become one finding at that fact, beginning
// with the fact in most conflicts. No finding mixes severities.
func (e *engine) gather(r *Result, out []rules.Finding, rule int, all []conflict) []rules.Finding {
	if len(all) == 0 {
		return out
	}
	ru := e.rules[rule]
	ranks := e.ranksIn(all)
	out, all = e.gatherAlike(r, out, ru, all)
	for _, severity := range []rules.Severity{rules.Error, rules.Warning} {
		other := func(c conflict) bool { return c.Severity != severity }
		some := all
		if slices.ContainsFunc(all, other) {
			some = slices.DeleteFunc(slices.Clone(all), other)
		}
		g := newGathering(some, ranks, e)
		for {
			anchor, mine, among := g.next(ru.Clash)
			if len(mine) == 0 {
				break
			}
			of := func(list []int) []*conflict {
				out := make([]*conflict, len(list))
				for i, n := range list {
					out[i] = &some[n]
				}
				return out
			}
			out = e.keep(r, out, nil, e.together(ru, anchor, of(mine), of(among), ranks))
		}
	}
	return out
}

// ranksIn orders the facts in some conflicts by what they say.
func (e *engine) ranksIn(all []conflict) map[*facts.Fact]int {
	ranks := map[*facts.Fact]int{}
	var list []*facts.Fact
	for i := range all {
		e.look()
		for _, side := range all[i].Sides {
			if _, seen := ranks[side.Fact]; !seen && side.Fact != nil {
				ranks[side.Fact] = 0
				list = append(list, side.Fact)
			}
		}
	}
	facts.SortByContent(list, e.look)
	for i, f := range list {
		ranks[f] = i
	}
	return ranks
}

// gatherAlike makes one finding of the conflicts that tell of one thing, at the
// first of them, appends it to out, and returns the others.
func (e *engine) gatherAlike(r *Result, out []rules.Finding, ru *rules.Rule, all []conflict) (found []rules.Finding, rest []conflict) {
	if !slices.ContainsFunc(all, func(c conflict) bool { return c.Lack != (rules.Lack{}) }) {
		return out, all
	}
	var alike grouped.By[rules.Lack, *conflict]
	for i := range all {
		e.look()
		c := &all[i]
		if c.Lack == (rules.Lack{}) {
			rest = append(rest, *c)
			continue
		}
		alike.Add(c.Lack, c)
	}
	for lack, list := range alike.All {
		if lack.ID == "" {
			slices.SortStableFunc(list, func(a, b *conflict) int { return a.Sides[0].Fact.Compare(b.Sides[0].Fact) })
		}
		f := list[0].alone(ru)
		if len(list) > 1 {
			group := rules.Group{Fact: lack.Facts[0]}
			for _, c := range list {
				group.Conflicts = append(group.Conflicts, &c.Conflict)
			}
			f.Message = ru.Together(&group)
			for _, c := range list[1:] {
				f.Related = append(f.Related, c.Sides...)
				if f.Fix != nil && c.Fix != nil && f.Fix.Title == c.Fix.Title && f.Fix.Edits[0].Text == c.Fix.Edits[0].Text && !inserts(c.Fix) {
					f.Fix = &rules.Fix{Title: f.Fix.Title, Safe: f.Fix.Safe && c.Fix.Safe, Edits: append(slices.Clone(f.Fix.Edits), c.Fix.Edits...)}
				}
			}
		}
		out = e.keep(r, out, nil, f)
	}
	return out, rest
}

// inserts reports whether a fix adds what is missing, which is done once.
func inserts(f *rules.Fix) bool { return f.Edits[0].Span.Start == f.Edits[0].Span.End }

func compareConflicts(a, b conflict) int {
	for i := range min(len(a.Sides), len(b.Sides)) {
		if c := comparePlaces(a.Sides[i].Place, b.Sides[i].Place); c != 0 {
			return c
		}
	}
	return cmp.Or(cmp.Compare(len(a.Sides), len(b.Sides)), strings.Compare(a.Message, b.Message))
}

// alone makes a conflict a finding by itself.
func (c *conflict) alone(r *rules.Rule) rules.Finding {
	f := rules.Finding{Rule: r, Severity: c.Severity, Message: c.Message, Fix: c.Fix, Fingerprint: c.fingerprint}
	if c.Culprit != nil {
		i := max(slices.IndexFunc(c.Sides, func(n facts.Note) bool { return n.Fact == c.Culprit }), 0)
		f.Place, f.Related = c.Sides[i].Place, slices.Concat(c.Sides, c.Also)
		return f
	}
	f.Place, f.Words = c.Sides[0].Place, c.Sides[0].Words
	f.Related = slices.Concat(c.Sides[1:], c.Also)
	return f
}

// together makes conflicts one finding at the fact common to them, with those
// among the other facts as further parts.
func (e *engine) together(r *rules.Rule, anchor *facts.Fact, all, among []*conflict, ranks map[*facts.Fact]int) rules.Finding {
	if len(all) == 1 && all[0].Unlisted == 0 {
		return all[0].alone(r)
	}
	// What is said and in which order does not depend on where the facts stand,
	// only the order of the places does.
	byPlace := all
	all = slices.Clone(all)
	for _, list := range [][]*conflict{all, among} {
		slices.SortStableFunc(list, looking(e, func(a, b *conflict) int { return compareInGroup(&a.Conflict, &b.Conflict, ranks) }))
	}
	group := rules.Group{Fact: anchor}
	named := map[*facts.Fact]bool{anchor: true}
	chains := true
	for _, c := range all {
		e.look()
		chains = chains && c.Culprit != nil
		group.Conflicts = append(group.Conflicts, &c.Conflict)
		for _, side := range c.Sides {
			if !named[side.Fact] {
				named[side.Fact] = true
				group.Partners = append(group.Partners, side.Fact)
			}
		}
	}
	slices.SortFunc(group.Partners, func(a, b *facts.Fact) int { return cmp.Compare(ranks[a], ranks[b]) })
	f := rules.Finding{Rule: r, Severity: all[0].Severity}
	f.Message = anchor.Label() + " disagrees with " + strconv.Itoa(len(group.Partners)) + " other facts; correct the one they have in common"
	if r.Together != nil {
		f.Message = r.Together(&group)
	}
	f.Parts = make([]rules.Finding, 0, len(all)+len(among))
	for _, c := range slices.Concat(all, among) {
		e.look()
		f.Parts = append(f.Parts, c.alone(r))
	}
	f.Fingerprint = e.fingerprintOf(f.Parts)
	if chains {
		chained(&f, &group)
	} else {
		e.spread(&f, anchor, byPlace)
	}
	if len(f.Parts) == 1 {
		f.Parts = nil
	}
	return f
}

// compareInGroup orders the conflicts of a group by what they say: the shortest
// first.
func compareInGroup(a, b *rules.Conflict, ranks map[*facts.Fact]int) int {
	if c := cmp.Compare(size(a), size(b)); c != 0 {
		return c
	}
	for i := range min(len(a.Sides), len(b.Sides)) {
		if c := cmp.Compare(ranks[a.Sides[i].Fact], ranks[b.Sides[i].Fact]); c != 0 {
			return c
		}
	}
	return strings.Compare(a.Message, b.Message)
}

// size returns how many facts a conflict takes.
func size(c *rules.Conflict) int {
	if c.Culprit == nil {
		return len(c.Sides)
	}
	n := 0
	for i, side := range c.Sides {
		if !slices.ContainsFunc(c.Sides[:i], func(s facts.Note) bool { return s.Fact == side.Fact }) {
			n++
		}
	}
	return n
}

// chained places a finding that gathers chains at the fact common to them. All
// chains are reported whole, and those after the first have numbers.
func chained(f *rules.Finding, group *rules.Group) {
	for i, c := range group.Conflicts {
		for _, n := range slices.Concat(c.Sides, c.Also) {
			if i == 0 && f.Place.File == nil && n.Fact == group.Fact {
				f.Place = n.Place
			}
			if i > 0 {
				n.Words = strconv.Itoa(i+1) + ": " + n.Words
			}
			f.Related = append(f.Related, n)
		}
	}
}

// spread places a finding at the fact common to its conflicts, and relates the
// other places, each with the name of its fact.
func (e *engine) spread(f *rules.Finding, anchor *facts.Fact, all []*conflict) {
	related := map[facts.Place]bool{}
	relate := func(n facts.Note) {
		if related[n.Place] {
			return
		}
		related[n.Place] = true
		if n.Fact != nil && n.Fact != anchor {
			if label := n.Fact.Label(); !strings.Contains(n.Words, label) {
				n.Words = label + ": " + n.Words
			}
		}
		f.Related = append(f.Related, n)
	}
	for _, c := range all {
		e.look()
		for _, side := range c.Sides {
			if side.Fact == anchor && f.Place.File == nil {
				f.Place, f.Words = side.Place, side.Words
				related[side.Place] = true
				continue
			}
			relate(side)
		}
		for _, also := range c.Also {
			relate(also)
		}
	}
}
