package picture

import (
	"slices"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
)

// maxChains is how many findings are reported; a picture of more of them shows nothing.
const maxChains = 99

// A chain is a finding about facts in the picture, and their places in the
// order of its argument.
type chain struct {
	number   int
	severity rules.Severity
	rule     string
	message  string
	links    []link
}

// A link is an item, and the place in its fact that the finding speaks of.
type link struct {
	item  *item
	place facts.Place
}

// link numbers the findings about time and hangs them on their items.
func (p *Picture) link(findings []rules.Finding) {
	shown := make(map[*facts.Fact]*item, len(p.items))
	for _, it := range p.items {
		shown[it.fact] = it
	}
	for i := range findings {
		f := &findings[i]
		if !f.Rule.OfTime {
			continue
		}
		c := &chain{severity: f.Severity, rule: f.Rule.Name, message: report.Visible(f.Message)}
		add := func(pl facts.Place) {
			it := shown[pl.Fact]
			if it != nil && !slices.ContainsFunc(c.links, func(l link) bool { return l.item == it }) {
				c.links = append(c.links, link{it, pl})
			}
		}
		// Where the primary place is among the related ones, these are the
		// whole chain in the order of time.
		if !slices.ContainsFunc(f.Related, func(n facts.Note) bool { return n.Place == f.Place }) {
			add(f.Place)
		}
		for _, n := range f.Related {
			add(n.Place)
		}
		if len(c.links) == 0 {
			continue
		}
		if len(p.chains) == maxChains {
			p.more++
			continue
		}
		c.number = len(p.chains) + 1
		p.chains = append(p.chains, c)
		for _, l := range c.links {
			l.item.chains = append(l.item.chains, c.number)
		}
	}
}

// moment is what a link speaks of: the beginning or the end of a fact where its
// place is that of the date, else the middle.
func (l link) moment() int64 {
	f, d := l.item.fact, &l.item.drawn
	if period := f.Kind().Period; period != nil && !l.item.point {
		switch {
		case stands(f.Get(period.Start), l.place):
			return d.begin
		case stands(f.Get(period.End), l.place):
			return d.end
		}
	}
	return d.begin + (d.end-d.begin)/2
}

func stands(v facts.Value, p facts.Place) bool { return v.OK() && v.Span() == p.Span }
