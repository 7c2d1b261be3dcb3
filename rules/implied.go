package rules

import (
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/rules/stn"
)

// A Timeline tells what all facts of a base together imply of the times of
// each. When they contradict each other, what it tells is true of those that do
// not, and perhaps not the tightest.
type Timeline struct{ t *timeline }

// NewTimeline works out the times of a base.
func NewTimeline(base *facts.Base) *Timeline { return &Timeline{newTimeline(base, true)} }

// Implied is what is known of a moment: the bounds that all facts together
// imply, in whole days, each with the facts that imply it in the order of their
// reasoning. A bound by the fact's own date has that one note. An unknown bound
// is edtf.Past or edtf.Future, and has none.
type Implied struct {
	edtf.Moment
	WhyEarliest, WhyLatest []Note
}

// Begin returns what is implied of the beginning of a fact.
func (t *Timeline) Begin(f *facts.Fact) Implied { return t.t.implied(point{f, begins}) }

// End returns what is implied of the end of a fact.
func (t *Timeline) End(f *facts.Fact) Implied { return t.t.implied(point{f, ends}) }

func (t *timeline) implied(p point) Implied {
	v := t.first[p.fact.Index]
	own := edtf.Moment{Earliest: p.earliest(), Latest: p.latest()}
	if v == none {
		return t.own(p, own)
	}
	if p.what == ends {
		v++
	}
	out := Implied{Moment: edtf.Moment{Earliest: edtf.Past, Latest: edtf.Future}}
	if lo := t.net.Lo(v); lo > stn.NegInf && lo < stn.MaxDays {
		out.Earliest = lo * day
		for i, l := range t.net.WhyLo(v) {
			if l.Kind == stn.Step && t.silent(l) {
				continue
			}
			n := t.claim(l)
			if i > 0 || !t.exact(l) {
				n.Words += ", so " + t.consequence(&stn.Chain{Links: []stn.Link{l}}, 0)
			}
			out.WhyEarliest = append(out.WhyEarliest, n)
		}
	} else if lo >= stn.MaxDays {
		out.Earliest = edtf.Future
	}
	if hi := t.net.Hi(v); hi < stn.Inf {
		out.Latest = hi*day + day - 1
		for i, l := range t.net.WhyHi(v) {
			if l.Kind == stn.Step && t.silent(l) {
				continue
			}
			n := t.claim(l)
			if i > 0 {
				q := t.points[l.From]
				n.Words += ", so " + q.fact.Label() + " " + q.verb() + " on " + edtf.NameDay(l.Value*day) + " or earlier"
			}
			out.WhyLatest = append(out.WhyLatest, n)
		}
	}
	return out
}

// silent reports whether a link is only that a fact begins before it ends.
func (t *timeline) silent(l stn.Link) bool {
	return len(l.Facts) == 0 || l.Tag == 0 && len(l.Facts) == 1
}

// own returns what the fact says of the point itself.
func (t *timeline) own(p point, m edtf.Moment) Implied {
	out := Implied{Moment: m}
	low, high := beginEarliest, beginLatest
	if p.what == ends {
		low, high = endEarliest, endLatest
	}
	if m.Earliest > edtf.Past {
		out.WhyEarliest = []Note{note(p.fact, evidence(p.fact, low))}
	}
	if m.Latest < edtf.Future {
		out.WhyLatest = []Note{note(p.fact, evidence(p.fact, high))}
	}
	return out
}
