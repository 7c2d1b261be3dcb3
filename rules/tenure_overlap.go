package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/grouped"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/tenures"
	"github.com/factlint/factlint/rules/timeline"
)

var tenureOverlap = &Rule{
	Name:     "tenure-overlap",
	Summary:  "More people certainly hold an office at one moment than it has seats, one person twice, or somebody while it is vacant.",
	Severity: Error,
	OfTime:   true,
	Compares: true,
	Why: `Two presidents at once are a wrong date or a wrong name. An office says how many
may hold it with seats; without that only the same person twice is reported. Who
holds an office with acting = true takes no seat.

A day is an interval whose moment is unknown: one tenure may end, and the next
begin, on one day. An act in the office counts as evidence: who signs as
president in June had not left in May.

A vacancy says that nobody held the office for a while; of several seats, each
leaves one empty.`,
	Example: mended(`[[person]]
id = "bibilov"
name = "Anatoly Bibilov"

[[person]]
id = "gagloev"
name = "Alan Gagloev"

[[office]]
id = "president"
name = "President of South Ossetia"
seats = 1

[[tenure]]
person = "bibilov"
office = "president"
start = 2017-04-21
end = 2022-05-24

[[tenure]]
person = "gagloev"
office = "president"
start = 2022-05-08
`, "start = 2022-05-08", "start = 2022-05-24"),
	Together: overlapTogether,
	Clash:    true,
	Base:     checkOverlaps,
}

// checkOverlaps reports first what the dates of tenures, or acts, show by
// themselves, then what takes the times of other facts.
func checkOverlaps(p *Pass) {
	clashing := map[pair]bool{}
	noting := *p
	noting.Conflict = func(c Conflict) {
		a, b := c.About[0], c.About[1]
		of := pairOf(a, b)
		if clashing[of] {
			return
		}
		clashing[of] = true
		p.Conflict(c)
	}
	checkHeld(&noting)
	checkVacancies(p)
	for c := range p.timeline().Crowds {
		because := "it has " + c.Seats
		if c.Vacant {
			because = becauseVacant
		}
		noting.Conflict(Conflict{Message: c.Message, Sides: c.Sides, Also: c.Also, About: c.About, Because: because})
	}
	for _, u := range p.timeline().Unordered {
		what := "%s has too many tenures whose dates do not tell their order: of %d, %d were held against each other by what other facts say of their times"
		if u.Pairs {
			what = "%s has too many tenures and vacancies whose dates do not tell their order: of %d pairs, %d were held against each other by what other facts say of their times"
		}
		p.Limit(Limit{Message: fmt.Sprintf(what, u.Office.Label(), u.All, u.Judged), Judged: u.Judged, All: u.All})
	}
	if proved, all := p.timeline().Proved(); proved < all {
		p.Limit(Limit{
			Message: fmt.Sprintf("of %d pairs of tenures that exclude each other and have no order by what other facts say of their times, %d are told", all, proved),
			Judged:  proved, All: all,
		})
	}
	if followed, all := p.timeline().Followed(); followed < all {
		p.Limit(Limit{
			Message: fmt.Sprintf("of %d tenures that exclude others, %d were not followed to all that other facts say of their times", all, all-followed),
			Judged:  followed, All: all,
		})
	}
	for d := range p.timeline().SeatClashes {
		if !rests(d, clashing) {
			p.Conflict(Conflict{Message: d.Message, Sides: d.Sides, Also: d.Also, About: d.About, Because: "by what other facts say of their times neither of two comes before the other"})
		}
	}
}

// A pair is two facts, whichever is named first.
type pair [2]*facts.Fact

func pairOf(a, b *facts.Fact) pair {
	if a.Index > b.Index {
		a, b = b, a
	}
	return pair{a, b}
}

// rests reports whether two of the facts in a disagreement clash by themselves.
func rests(d timeline.Disagreement, clashing map[pair]bool) bool {
	var all []*facts.Fact
	for _, n := range slices.Concat(d.Sides, d.Also) {
		if slices.ContainsFunc(all, func(f *facts.Fact) bool { return clashing[pairOf(f, n.Fact)] }) {
			return true
		}
		all = append(all, n.Fact)
	}
	return false
}

func checkHeld(p *Pass) {
	repeated, acts := p.repeated(), p.acts().Proofs
	var spans []span // of one office, in the same space for each
	for _, held := range p.Base.Held {
		if spans = spansOf(held, acts, spans); anyMeet(spans) {
			checkOffice(p, held, repeated, acts, tenures.HoldOf, 0)
		}
		if instants(held) > 1 {
			checkOffice(p, held, repeated, acts, tenures.HoldInUTC, moments.Offset)
		}
	}
}

// instants counts the tenures whose dates carry offsets from UTC.
func instants(held []facts.Tenure) (n int) {
	for i := range held {
		if held[i].Fact.HasInstants() {
			n++
		}
	}
	return n
}

// hold makes a hold of a tenure.
type hold func(t facts.Tenure, key *facts.Fact, p tenures.Proof) *tenures.Hold

// checkOffice holds the tenures of one office against each other. The dates of others
// may be off by some seconds.
func checkOffice(p *Pass, held []facts.Tenure, repeated map[*facts.Fact]bool, acts map[*facts.Fact]tenures.Proof, hold hold, off int64) {
	for of := range byHolder(held) {
		checkTwice(p, of, repeated, acts, hold)
	}
	seated := byTerm(held, repeated, func(t *facts.Tenure, term *tenures.Term) *tenures.Hold {
		p.Look()
		if h := hold(*t, t.Holder, acts[t.Fact]); term.Covers(h, off) {
			return h
		}
		return nil
	})
	for term, holds := range seated.All {
		checkSeats(p, holds, &term)
	}
}

// byTerm returns the holds, where there are any, of full tenures of one office in the
// terms in which it has seats.
func byTerm(held []facts.Tenure, repeated map[*facts.Fact]bool, hold func(t *facts.Tenure, in *tenures.Term) *tenures.Hold) (all grouped.By[tenures.Term, *tenures.Hold]) {
	var terms []tenures.Term
	var kind *vocabulary.Kind // of which the terms are
	for i := range held {
		t := &held[i]
		if repeated[t.Fact] || !tenures.Full(t) {
			continue
		}
		if t.Kind != kind {
			kind, terms = t.Kind, tenures.Terms(t)
		}
		for j := range terms {
			if terms[j].Seats < 1 {
				continue
			}
			if h := hold(t, &terms[j]); h != nil {
				all.Add(terms[j], h)
			}
		}
	}
	return all
}

// A span is the time between which a tenure has certainly begun and has certainly
// not ended, whichever comes first.
type span struct{ from, to int64 }

// spansOf returns the spans of the tenures of an office that can certainly have
// a moment in common with another.
func spansOf(held []facts.Tenure, acts map[*facts.Fact]tenures.Proof, space []span) []span {
	space = space[:0]
	for i := range held {
		t := &held[i]
		if !t.TookPlace {
			continue
		}
		from, to := tenures.Begun(t), t.End.Earliest
		if p, ok := acts[t.Fact]; ok {
			h := tenures.HoldOf(*t, nil, p)
			from, to = h.From, h.To
		}
		if from < edtf.Future && to > edtf.Past {
			space = append(space, span{min(from, to), max(from, to)})
		}
	}
	return space
}

// anyMeet reports whether any two of the spans meet: if none do, no tenures do.
func anyMeet(spans []span) bool {
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	for i := 1; i < len(spans); i++ {
		if spans[i].from < spans[i-1].to {
			return true
		}
	}
	return false
}

// checkTwice reports tenures of one person in one office that certainly have a
// moment in common. Full ones and acting ones are held against their like.
func checkTwice(p *Pass, held []facts.Tenure, repeated map[*facts.Fact]bool, acts map[*facts.Fact]tenures.Proof, hold hold) {
	if len(held) < 2 {
		return
	}
	type sort struct {
		kind   *vocabulary.Kind
		acting bool
	}
	var holds grouped.By[sort, *tenures.Hold]
	for _, t := range held {
		p.Look()
		if acting := t.Fact.Get(t.Fact.Kind().Tenure.Acting).Bool(); !repeated[t.Fact] && tenures.TookPlace(t.Fact) && (acting || tenures.Full(&t)) {
			holds.Add(sort{t.Kind, acting}, hold(t, t.Fact, acts[t.Fact]))
		}
	}
	for _, alike := range holds.All {
		c := clash{pass: p, room: 1, word: twiceWords, because: becauseTwice}
		c.judge(alike)
	}
}

// checkSeats reports full tenures of which more than seats certainly share a moment.
func checkSeats(p *Pass, holds []*tenures.Hold, term *tenures.Term) {
	if int64(len(holds)) <= term.Seats {
		return
	}
	c := clash{pass: p, room: int(term.Seats), seats: term.Words(), word: seatWords, because: "it has " + term.Words()}
	c.judge(holds)
}

// becauseTwice is why tenures of one person clash.
const becauseTwice = "one person holds an office once at a time"

// namedInGroup is how many of those that a tenure clashes with its message names.
const namedInGroup = 3

// overlapTogether words tenures that clash with one: when that one is held, when
// the others are, and why there is no room for both.
func overlapTogether(g *Group) string {
	switch k := g.Fact.Kind(); {
	case k.Vacancy != nil:
		return whileVacant(g)
	case k.Tenure == nil:
		return overlapByAct(g)
	}
	var reasons, others []string
	twice := true
	for _, c := range g.Conflicts {
		twice = twice && c.Because == becauseTwice
		if !slices.Contains(reasons, c.Because) {
			reasons = append(reasons, c.Because)
		}
	}
	slices.Sort(reasons)
	var partners []*facts.Fact
	for _, f := range g.Partners {
		if f.Kind().Tenure != nil || f.Kind().Vacancy != nil {
			partners = append(partners, f)
		}
	}
	for i, f := range partners {
		if i == namedInGroup {
			others = append(others, wording.Count(len(partners)-i, "other"))
			break
		}
		when := cmp.Or(moments.When(f), "at some time") + evidence(g, f)
		switch holder := holderOf(f); {
		case !twice && i == 0:
			when = holder + " " + tenures.Role(f).HoldsIt + " " + when
		case !twice:
			when = holder + " " + when
		}
		others = append(others, when)
	}
	role := g.Fact.Kind().Tenure
	if role == nil { // an act that proves several clashes
		return fmt.Sprintf("%s, but %s, and %s; check its date first", g.claim(), wording.And(others), wording.And(reasons))
	}
	claim := holderOf(g.Fact) + " " + role.Holds + " " + g.Fact.Get(role.Of).Ref().Label() + wording.Spaced(moments.When(g.Fact)) + evidence(g, g.Fact)
	if twice {
		return fmt.Sprintf("%s, but by %d other records %s; make them one, or correct their dates", claim, len(partners), wording.And(others))
	}
	return fmt.Sprintf("%s, but %s, and %s; check its dates first", claim, wording.And(others), wording.And(reasons))
}

// whileVacant words tenures at a time when nobody holds the office.
var whileVacant = together("{claim}, but by {n} tenures somebody does; correct one of the dates, or remove the vacancy")

// overlapByAct words tenures that clash by one and the same act.
var overlapByAct = together("{claim}, by which {n} tenures leave no room for each other; check its date first")

// evidence names the acts of a holder that prove some of the clashes: " (acts in
// it on 3 May 2001)".
func evidence(g *Group, tenure *facts.Fact) string {
	prefix := holderOf(tenure) + " acts in it"
	var acts []string
	for _, c := range g.Conflicts {
		if !slices.ContainsFunc(c.About, func(f *facts.Fact) bool { return f == tenure }) {
			continue
		}
		for _, side := range c.Sides {
			if words, ok := strings.CutPrefix(side.Words, prefix); ok && side.Fact.Kind().Tenure == nil && !slices.Contains(acts, words) {
				acts = append(acts, words)
			}
		}
	}
	if len(acts) == 0 {
		return ""
	}
	slices.Sort(acts)
	return " (acts in it" + wording.And(acts[:min(len(acts), namedInGroup)]) + ")"
}

func seatWords(h *tenures.Hold, with []*tenures.Hold, acts []*tenures.Act, n int, seats string) string {
	mend := tenures.MendDates(h.Fact)
	if n > 1 {
		return fmt.Sprintf("%s %s, when %d others certainly hold it, and it has %s; %s",
			h.Holder.Label(), laterWords(h, acts), n, seats, mend)
	}
	g := with[0]
	return fmt.Sprintf("%s %s, but %s %s, and it has %s; %s",
		h.Holder.Label(), laterWords(h, acts), g.Holder.Label(), stillWords(h, g, acts), seats, mend)
}

func twiceWords(h *tenures.Hold, with []*tenures.Hold, acts []*tenures.Act, n int, seats string) string {
	if n > 1 {
		return fmt.Sprintf("%s %s, and then certainly holds it %d times more; keep one of these tenures, or correct their dates",
			h.Holder.Label(), laterWords(h, acts), n)
	}
	return fmt.Sprintf("%s %s, but another record says that %s %s; make the two one, or correct one of the dates",
		h.Holder.Label(), laterWords(h, acts), h.Holder.Label(), stillWords(h, with[0], acts))
}
