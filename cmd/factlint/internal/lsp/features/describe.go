package features

import (
	"strconv"

	"github.com/factlint/factlint/cmd/factlint/internal/show"
	"github.com/factlint/factlint/facts"
)

const (
	// maxHolders and maxSteps are how much of a long list is shown.
	maxHolders = 15
	maxSteps   = 8
)

// describe says in a few lines what is known of a fact.
func (sp *spot) describe(p *page, f *facts.Fact) {
	v := &show.View{Base: sp.Facts, Timeline: sp.Times, Referrers: sp.Referrers, Path: func(f *facts.File) string { return f.Path }}
	p.strong(f.Label()).line().text(f.Kind().Name + " ").code(f.ID())
	if period := periodOf(f); period != "" {
		p.text(" · " + period)
	}
	if s := f.Status().String(); s != "" {
		p.text(" · " + s)
	}
	p.paragraph()
	switch held := v.Holders(f); {
	case len(held) > 0:
		p.text("Holders").paragraph()
		p.tenures(held, func(t *show.Tenure) string { return t.Holder.Label })
	default:
		begin, end := v.Times(f)
		p.times(show.Statements(begin, end))
	}
	if held := v.Tenures(f); len(held) > 0 {
		p.paragraph().text("Tenures").paragraph()
		p.tenures(held, func(t *show.Tenure) string { return t.Of.Label })
	}
	_, sources := v.Fields(f)
	for i, s := range sources {
		if i == 3 {
			p.paragraph().text("… and " + strconv.Itoa(len(sources)-i) + " more sources")
			break
		}
		p.paragraph().text("Source: " + s.Text)
	}
}

func (p *page) tenures(list []*show.Tenure, name func(*show.Tenure) string) {
	if more := len(list) - maxHolders; more > 0 {
		p.item(0).text("… " + strconv.Itoa(more) + " earlier")
		list = list[more:]
	}
	for _, t := range list {
		p.item(0).text(t.From)
		if t.Until != t.From {
			p.text(" – " + t.Until)
		}
		p.text(": " + name(t))
		if t.Acting {
			p.text(", acting")
		}
		if t.Status != "" {
			p.text(", " + t.Status)
		}
	}
}

// times says when a fact begins and ends by all facts together, and why.
func (p *page) times(statements []show.Statement) {
	verb := ""
	for _, s := range statements {
		if !s.Repeated {
			verb = s.Verb
		}
		p.item(0)
		if verb != "" {
			p.text(verb + " ")
		}
		p.text(s.Words)
		for i, why := range s.Because {
			if i == maxSteps && len(s.Because) > maxSteps+1 {
				p.item(1).text("… and " + strconv.Itoa(len(s.Because)-i) + " more steps")
				break
			}
			p.item(1).text(why)
		}
	}
}

// periodOf words when a fact says itself that it begins and ends.
func periodOf(f *facts.Fact) string {
	k := f.Kind().Period
	if k == nil {
		return ""
	}
	name := func(i int) string {
		v := f.Get(i)
		if d, ok := v.Date(); ok && d.Ongoing() && !d.Interval() {
			return "today"
		}
		return v.DateName()
	}
	if date := name(k.Date); date != "" {
		return date
	}
	start, end := name(k.Start), name(k.End)
	switch {
	case start == "" && end == "":
		return ""
	case start == "":
		return "? – " + end
	case end == "":
		return start + " – ?"
	}
	return start + " – " + end
}
