package timeline

import (
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/stn"
)

// notes words the links of a chain, in the order of time: what each fact says,
// and what follows from it and those before. A fact that says nothing by itself
// is named where it first links others.
func (t *Timeline) notes(c *stn.Chain) []facts.Note {
	var out []facts.Note
	names := make([][]*facts.Fact, 0, len(c.Links)) // of the link behind each note
	var links []stn.Link
	speaks := map[*facts.Fact]bool{}
	for i, l := range c.Links {
		if t.cancelled(i) {
			break
		}
		if l.Kind == stn.Step && t.needsNoWords(l) {
			continue // an order that is only tried, or the same fact goes on
		}
		n, last := t.claim(l)
		switch {
		case c.Loop, l.Kind == stn.Lower && (t.exact(l) || endless(l.Value)):
		case l.Kind == stn.Upper && (endless(c.Gap) || endless(t.points[l.To].bounds().hi)):
			n.Words += ", which cannot be"
		case l.Kind == stn.Upper:
			n.Words += ", which is " + wording.Days(c.Gap) + " too early"
		default:
			n.Words += ", so " + t.consequence(l, last)
		}
		speaks[n.Fact] = true
		out, links, names = append(out, n), append(links, l), append(names, t.named(l))
	}
	ordering := map[*facts.Fact]bool{} // premises of orders of tenures
	for _, l := range links {
		if l.Kind == stn.Step && l.Tag < 0 {
			for _, f := range l.Facts {
				ordering[t.fact(f)] = true
			}
		}
	}
	var whole []facts.Note
	for i, n := range out {
		whole = append(whole, n)
		for _, f := range names[i] {
			if !speaks[f] {
				speaks[f] = true
				whole = append(whole, t.linking(links[i], f, ordering[f]))
			}
		}
	}
	return whole
}

// named returns the facts that a link is about, in the order of time.
func (t *Timeline) named(l stn.Link) []*facts.Fact {
	out := []*facts.Fact{t.points[l.From].fact}
	for _, f := range l.Facts {
		out = append(out, t.fact(f))
	}
	return append(out, t.points[l.To].fact)
}

// exact reports whether a lower bound is a day that is known, so that nothing
// needs to be concluded from it.
func (t *Timeline) exact(l stn.Link) bool {
	b := t.points[l.To].bounds()
	return b.lo == b.hi
}

// endless reports whether days are counted from something that has not ended,
// which is after everything.
func endless(days int64) bool { return days > stn.MaxDays/2 }

// consequence says what is known after a link: "it is on 30 May 2022 or later", of
// the fact that its claim names last. A fact's own span carries it on to where the next
// link needs it.
func (t *Timeline) consequence(l stn.Link, last *facts.Fact) string {
	p := t.points[l.To]
	name := again(p.fact, last)
	switch {
	case !endless(l.Value):
		return name + " " + p.words().Verb + " on " + edtf.NameDay(l.Value*moments.Day) + " or later"
	case p.what == begins:
		return name + " would have yet to begin"
	}
	return name + " has not ended"
}

// again names a fact in a sentence that named another, or the same, last. Who or what
// has a name keeps it: a person is no "it".
func again(f, last *facts.Fact) string {
	if f == last && !f.Kind().Lasting {
		return "it"
	}
	return f.Mention()
}

// Words are what is said of the beginning or the end of a fact, in words of its kind.
type Words struct {
	Verb      string // "begins", "died"
	NotBefore string // "did not die before"; "" for the verb, and "or later"
	Noun      string // "birth"; "" for what is both at once
	GoesOn    string // "is still alive", of an end that has not come
}

func (p point) words() Words {
	role := p.fact.Kind().Period
	switch {
	case p.fact.OneDate():
		return Words{Verb: role.Is}
	case p.what == begins:
		return Words{Verb: role.Begins, Noun: role.Beginning}
	}
	return Words{role.Ends, role.EndsNotBefore, role.Ending, role.GoesOn}
}

// claim words what one link says, and where; last is the fact that it names last, nil
// where several are.
func (t *Timeline) claim(l stn.Link) (n facts.Note, last *facts.Fact) {
	switch l.Kind {
	case stn.Lower:
		return t.dated(l.To, moments.BeginEarliest, moments.EndEarliest), t.points[l.To].fact
	case stn.Upper:
		return t.dated(l.To, moments.BeginLatest, moments.EndLatest), t.points[l.To].fact
	}
	if l.Tag < 0 {
		return t.succession(l), nil
	}
	r := &t.relations[l.Tag]
	n, last = facts.Note{Place: r.value.Place()}, r.other
	by, other := r.by.Mention(), r.other.Mention()
	switch r.kind {
	case orderLink, distanceLink:
		first, second := t.points[l.From].fact, t.points[l.To].fact
		if r.most {
			first, second = second, first
		}
		how := "comes before"
		if r.kind == distanceLink {
			how = "comes at least " + DurationWords(r.value.Text()) + " before"
			if r.most {
				how = "comes at most " + DurationWords(r.value.Text()) + " before"
			}
		}
		n.Words, last = first.Mention()+" "+how+" "+second.Mention(), second
	case duringLink:
		n.Words = by + " lies within " + other
	case lifetimeLink:
		n.Words, last = other+" "+r.other.Kind().Period.Lasts+" throughout "+by, r.by
	case actLink:
		n.Words = by + " is an act during " + other
	}
	return n, last
}

// dated words the date that bounds a variable.
func (t *Timeline) dated(v stn.Var, beginBound, endBound moments.Bound) facts.Note {
	p := t.points[v]
	b := beginBound
	if p.what == ends {
		b = endBound
	}
	d := moments.Evidence(p.fact, b)
	n := facts.Note{Place: moments.At(p.fact, d), Words: p.fact.Mention() + " " + moments.DateWords(d)}
	if b == moments.BeginLatest && endless(p.bounds().hi) {
		n.Words = p.fact.Mention() + " has begun"
	}
	return n
}

// mentions joins the names of facts, at most most of them: "A, B and C", or "A, x; B,
// y and C" when one of them has a comma that no quotes hold.
func mentions(fs []*facts.Fact, most int) string {
	var names []string
	comma := ", "
	for i, f := range fs {
		if i == most {
			names = append(names, wording.Count(len(fs)-most, "other"))
			break
		}
		names = append(names, f.Mention())
		if f.Kind().Lasting && strings.Contains(names[i], comma) {
			comma = "; "
		}
	}
	if len(names) == 1 {
		return names[0]
	}
	return strings.Join(names[:len(names)-1], comma) + " and " + names[len(names)-1]
}
