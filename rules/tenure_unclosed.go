package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/tenures"
)

var tenureUnclosed = &Rule{
	Name:     "tenure-unclosed",
	Summary:  "A tenure has no end, though later all seats of the office were certainly taken by others at one time.",
	Severity: Warning,
	OfTime:   true,
	Compares: true,
	Why: `Whoever held the office cannot hold it still once others have all its seats. The
end was most likely forgotten when the successor was added; it is the
successor's beginning at the latest.`,
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

[[tenure]]
person = "gagloev"
office = "president"
start = 2022-05-24
`, "start = 2017-04-21", `start = 2017-04-21
end = 2022-05-24`),
	Base: checkUnclosed,
}

func checkUnclosed(p *Pass) {
	repeated, acts := p.repeated(), p.acts().Proofs
	for office, held := range p.Base.Held {
		if !slices.ContainsFunc(held, unclosed) || !office.Comparable() {
			continue
		}
		seated := byTerm(held, repeated, func(t *facts.Tenure, term *tenures.Term) *tenures.Hold {
			if h := tenures.HoldOf(*t, t.Holder, acts[t.Fact]); term.Covers(h, 0) || unclosed(*t) {
				return h
			}
			return nil
		})
		reported := map[*facts.Fact]bool{}
		for term, holds := range seated.All {
			closeBy(p, holds, &term, reported)
		}
	}
}

// unclosed reports whether a tenure takes a seat and has no end.
func unclosed(t facts.Tenure) bool { return t.Open && tenures.Full(&t) }

// closeBy sweeps over the tenures and reports each without an end at the first
// moment of a term when others certainly have all seats, unless it is reported already.
func closeBy(p *Pass, holds []*tenures.Hold, term *tenures.Term, reported map[*facts.Fact]bool) {
	seats := int(term.Seats)
	if len(holds) <= seats {
		return
	}
	var waiting []*tenures.Hold
	open, sought := 0, 0
	tenures.SweepOver(holds, p.Look, func(s *tenures.Sweep, h *tenures.Hold) {
		if unclosed(h.Tenure) {
			waiting = append(waiting, h)
			open++
		}
		if len(waiting) == 0 || s.Others(h) < seats-1 || !term.Covers(h, 0) || sought > tenures.MaxSought {
			return
		}
		sought += seats
		with := append(s.Beside(h, seats), h) // one more than needed, lest it be the holder's own
		if len(with) < seats {
			return
		}
		waiting = slices.DeleteFunc(waiting, func(w *tenures.Hold) bool {
			sought += seats
			by := takenFrom(w, with, seats)
			if by != nil && !reported[w.Fact] {
				reported[w.Fact] = true
				reportUnclosed(p, w, h, by)
			}
			return by != nil
		})
	})
	if sought > tenures.MaxSought {
		p.Limit(Limit{
			Message: fmt.Sprintf("%s has too many tenures without an end: of %d, %d were not held against all that came after", holds[0].Of.Label(), open, len(waiting)),
			Judged:  open - len(waiting), All: open,
		})
	}
}

// takenFrom returns holds of others that certainly take all seats at one moment
// after w has begun, and need not have one in common with w; nil for none. The
// last of with is that which the others are beside.
func takenFrom(w *tenures.Hold, with []*tenures.Hold, seats int) []*tenures.Hold {
	last := with[len(with)-1]
	if last.Holder == w.Holder || last.From < w.To {
		return nil
	}
	by := []*tenures.Hold{last}
	for _, h := range with[:len(with)-1] {
		if len(by) < seats && h.Holder != w.Holder {
			by = append(by, h)
		}
	}
	if len(by) < seats || slices.ContainsFunc(by, func(h *tenures.Hold) bool { return h.To <= w.From }) {
		return nil
	}
	return by
}

func reportUnclosed(p *Pass, w, last *tenures.Hold, by []*tenures.Hold) {
	end := w.Fact.Kind().Fields[w.Fact.Kind().Period.End].Name
	f := Finding{Place: w.Fact.Place(), Words: "has no " + end, Fix: endAt(w.Fact, last.Fact)}
	if f.Fix != nil {
		f.Fix.Safe = len(by) == 1 && follows(p.Base, w, last)
	}
	acts := neededActs(append([]*tenures.Hold{w}, by...), func(from, to []int64) bool {
		return meet(from[1:], to[1:]) && from[1] >= to[0] && slices.Min(to[1:]) > from[0] // by begins with last
	})
	when := moments.From(last.Fact)
	if when == "" {
		when = moments.When(last.Fact)
	}
	switch i := slices.IndexFunc(acts, func(a *tenures.Act) bool { return a == last.Proof.Begun || a == last.Proof.Going }); {
	case len(by) > 1:
		f.Message = fmt.Sprintf("%s has no %s, though others hold all %d seats%s; write when it ended", w.Fact.Label(), end, len(by), wording.Spaced(when))
	case i >= 0:
		f.Message = fmt.Sprintf("%s has no %s, though %s acts as %s %s and there is only one seat; write when it ended", w.Fact.Label(), end, last.Holder.Label(), last.Of.Label(), acts[i].When())
	default:
		f.Message = fmt.Sprintf("%s has no %s, though %s %s, and there is only one seat; write when it ended", w.Fact.Label(), end, last.Holder.Label(), tenures.HoldsIt(last.Fact, when))
	}
	for i, h := range by {
		if i == namedHolders {
			f.Related[len(f.Related)-1].Words += fmt.Sprintf(", and %d others hold it then too", len(by)-i)
			break
		}
		f.Related = append(f.Related, facts.Note{Place: moments.Began(h.Fact), Words: tenures.HoldsIt(h.Fact, moments.When(h.Fact))})
	}
	for _, a := range acts {
		f.Related = append(f.Related, a.Note("acts in it "+a.When()))
		f.Related = append(f.Related, excluded(a)...)
	}
	p.Report(f)
}

// maxListed is more holders than an office has had. Beyond, looking through them
// for each of them would take time with the square of their number.
const maxListed = 1000

// follows reports whether the base leaves no room for anything but that a
// tenure ended when another began: it claims to list every holder of the only
// seat, and lists nobody between the two, not even acting.
func follows(b *facts.Base, w, next *tenures.Hold) bool {
	all := b.TenuresIn(w.Of)
	if !tenures.Claimed(w.Of, all).OK() || b.MayHaveLostTenure(w.Of) || len(all) > maxListed {
		return false
	}
	for _, t := range all {
		if t.Fact != w.Fact && t.Fact != next.Fact && t.Fact.End().Latest > w.Fact.Begin().Latest && t.Fact.Begin().Earliest < next.Fact.Begin().Latest {
			return false
		}
	}
	return true
}

// endAt ends a tenure when its successor begins, or returns nil when that is
// not a date that can stand there.
func endAt(f, successor *facts.Fact) *Fix {
	v := moments.BeginValue(successor)
	d, ok := v.Date()
	if !ok || f.File.InPlace() || successor.Inverted() || d.Interval() || d.Ongoing() || successor.Begin().Earliest < f.Begin().Earliest {
		return nil
	}
	src := f.File.Source
	after, key := f.Head(), "" // the line to write it below, and what stands before the date there
	if s := moments.BeginValue(f); s.OK() && !s.Inherited() {
		after, key = s.Span(), string(src[s.Key().End:s.Span().Start])
	}
	start := after.Start
	for start > 0 && src[start-1] != '\n' {
		start--
	}
	indent := string(src[start:after.Start])
	indent = indent[:len(indent)-len(strings.TrimLeft(indent, " \t"))]
	end := after.End
	for end < uint32(len(src)) && src[end] != '\n' {
		end++
	}
	name := f.Kind().Fields[f.Kind().Period.End].Name
	// Where the equal signs stand in one column, this one shall too.
	switch i := strings.IndexByte(key, '='); {
	case strings.TrimSpace(key) != "=":
		key = " = "
	case i > 1:
		column := int(moments.BeginValue(f).Key().End-moments.BeginValue(f).Key().Start) + i
		key = strings.Repeat(" ", max(column-len(name), 1)) + key[i:]
	}
	line := indent + name + key + v.Source()
	newline := "\n"
	if end > 0 && src[end-1] == '\r' || end == uint32(len(src)) && start > 1 && src[start-2] == '\r' {
		newline = "\r\n"
	}
	if end < uint32(len(src)) {
		end++
		line += newline
	} else {
		line = newline + line
	}
	return &Fix{Title: "End the tenure " + v.DatePhrase(), Edits: []Edit{{File: f.File, Span: facts.Span{Start: end, End: end}, Text: line}}}
}
