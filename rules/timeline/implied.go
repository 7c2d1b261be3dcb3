package timeline

import (
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/stn"
)

// Implied is what is known of a moment: the bounds that all facts together
// imply, in whole days, each with the facts that imply it in the order of their
// reasoning. A bound by the fact's own date has that one step. An unknown bound
// is edtf.Past or edtf.Future, and has none; nor has one that only a proof too
// long to be searched for gives.
type Implied struct {
	edtf.Moment
	WhyEarliest, WhyLatest []Step
	Words                  // what the fact does then
}

// A Step is what one fact says on the way to a bound.
type Step struct {
	facts.Note
	// So is what follows from it and the steps before; "" when that is only
	// what it says.
	So string
	// Names are the facts that Words and So name by their labels, and those
	// that the step rests on.
	Names []*facts.Fact
}

// Sentence is the step in one sentence.
func (s *Step) Sentence() string {
	if s.So == "" {
		return s.Words
	}
	return s.Words + ", so " + s.So
}

// Consistent reports whether nothing in the base contradicts anything else in
// time, so that all bounds are the tightest.
func (t *Timeline) Consistent() bool { return t.net.Consistent() }

// Begin returns what is implied of the beginning of a fact.
func (t *Timeline) Begin(f *facts.Fact) Implied { return t.implied(point{f, begins}) }

// End returns what is implied of the end of a fact.
func (t *Timeline) End(f *facts.Fact) Implied { return t.implied(point{f, ends}) }

// Period returns the bounds of both without their reasons, which take longer.
func (t *Timeline) Period(f *facts.Fact) (begin, end edtf.Moment) {
	begin, _ = t.bounds(point{f, begins})
	end, _ = t.bounds(point{f, ends})
	return begin, end
}

const none stn.Var = -1

// bounds returns the bounds of a point and its variable, none when nothing
// relates it to others.
func (t *Timeline) bounds(p point) (edtf.Moment, stn.Var) {
	v := t.endOf[p.fact.Index]
	if v == 0 {
		return p.dates(), none
	}
	if p.what == begins {
		v--
	}
	m := edtf.Moment{Earliest: edtf.Past, Latest: edtf.Future}
	switch lo := t.net.Lo(v); {
	case endless(lo):
		m.Earliest = edtf.Future
	case lo > stn.NegInf:
		m.Earliest = lo * moments.Day
	}
	if hi := t.net.Hi(v); !endless(hi) {
		m.Latest = hi*moments.Day + moments.Day - 1
	}
	if own := p.dates(); p.fact.File.LocalClock() { // what is written stays as it is
		m.Earliest, m.Latest = max(m.Earliest, own.Earliest), min(m.Latest, own.Latest)
	}
	return m, v
}

func (t *Timeline) implied(p point) Implied {
	m, v := t.bounds(p)
	if v == none {
		return t.own(p, m)
	}
	out := Implied{Moment: m, Words: p.words()}
	if moments.Known(m.Earliest) {
		out.WhyEarliest = t.steps(t.net.WhyLo(v), true)
	}
	if moments.Known(m.Latest) {
		out.WhyLatest = t.steps(t.net.WhyHi(v), false)
	}
	return out
}

// steps words the links of a proof of a lower bound, or else of an upper one.
func (t *Timeline) steps(links []stn.Link, lower bool) []Step {
	var out []Step
	for i, l := range links {
		if l.Kind == stn.Step && t.needsNoWords(l) {
			continue
		}
		q := t.points[l.From]
		if lower {
			q = t.points[l.To]
		}
		s := Step{Names: []*facts.Fact{t.points[l.From].fact, t.points[l.To].fact}}
		for _, f := range l.Facts {
			s.Names = append(s.Names, t.fact(f))
		}
		var last *facts.Fact
		s.Note, last = t.claim(l)
		if l.Kind == stn.Step && l.Tag >= 0 {
			s.Names = append(s.Names, t.relations[l.Tag].by, t.relations[l.Tag].other)
		}
		if i > 0 || !t.exact(l) {
			s.So = q.follows(l.Value, lower, last)
		}
		out = append(out, s)
	}
	return out
}

// follows says that a point lies on a day or later, or on it or earlier, in a sentence
// that named a fact last.
func (p point) follows(d int64, lower bool, last *facts.Fact) string {
	name := again(p.fact, last)
	date := edtf.NameDay(d * moments.Day)
	switch words := p.words(); {
	case lower && words.NotBefore != "":
		return name + " " + words.NotBefore + " " + date
	case lower:
		return name + " " + words.Verb + " on " + date + " or later"
	default:
		return name + " " + words.Verb + " on " + date + " or earlier"
	}
}

// succession words an order that follows from there being one seat, and names
// what rules out the other order.
func (t *Timeline) succession(l stn.Link) facts.Note {
	first, second := t.points[l.From].fact, t.points[l.To].fact
	why := "only one holds it at a time"
	if first.Kind().Vacancy != nil || second.Kind().Vacancy != nil {
		why = "nobody holds it while it is vacant"
	}
	n := facts.Note{Place: second.Place(), Words: why + ", and " + first.Mention() + " comes before " + second.Mention()}
	var others []*facts.Fact
	for _, f := range l.Facts {
		if o := t.fact(f); o != first && o != second {
			others = append(others, o)
		}
	}
	if len(others) > 0 {
		n.Words += " because of " + mentions(others, namedInMessage)
	}
	return n
}

// needsNoWords reports whether a link is only that a fact begins before it ends.
func (t *Timeline) needsNoWords(l stn.Link) bool {
	return len(l.Facts) == 0 || l.Tag == 0 && len(l.Facts) == 1
}

// own returns what the fact says of the point itself.
func (t *Timeline) own(p point, m edtf.Moment) Implied {
	out := Implied{Moment: m, Words: p.words()}
	low, high := moments.BeginEarliest, moments.BeginLatest
	if p.what == ends {
		low, high = moments.EndEarliest, moments.EndLatest
	}
	if moments.Known(m.Earliest) {
		out.WhyEarliest = []Step{p.step(low)}
	}
	if moments.Known(m.Latest) {
		out.WhyLatest = []Step{p.step(high)}
	}
	return out
}

// step is what the point's own fact says of it.
func (p point) step(b moments.Bound) Step {
	n := moments.Note(p.fact, moments.Evidence(p.fact, b))
	n.Words = p.fact.Mention() + " " + n.Words
	return Step{Note: n, Names: []*facts.Fact{p.fact}}
}
