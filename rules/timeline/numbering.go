package timeline

import (
	"cmp"
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules/stn"
)

// A numbering is an order of facts by what they say: with it the network is built in
// one and the same way wherever the facts stand.
type numbering struct {
	numbers    map[*facts.Fact]stn.Fact
	facts      []*facts.Fact // by number
	statements []statement
	replaying  bool
	look       func() // at the context, before facts are compared
}

// statement is a relation that waits until all are known and can be put in order.
type statement struct {
	premises []stn.Fact
	relation relation
	from, to point
	order    stn.Order
	days     int64
}

// numberFacts orders the facts that a timeline speaks of.
func (t *Timeline) numberFacts(look func()) *numbering {
	if look == nil {
		look = func() {}
	}
	s := &numbering{numbers: map[*facts.Fact]stn.Fact{}, look: look}
	add := func(f *facts.Fact) {
		if _, has := s.numbers[f]; f != nil && !has {
			s.numbers[f] = 0
			s.facts = append(s.facts, f)
		}
	}
	for _, p := range t.points {
		add(p.fact)
	}
	for first, sets := range t.wrong {
		add(first)
		for _, others := range sets {
			for _, f := range others {
				add(f)
			}
		}
	}
	for _, r := range t.relations {
		add(r.by)
		add(r.other)
		if r.kind == actLink { // which other tenures it is not is a premise
			for _, held := range t.base.TenuresBetween(tenureOf(r.other)) {
				add(held.Fact)
			}
		}
	}
	facts.SortByContent(s.facts, look)
	lasting := lastingKinds(t.base.Vocabulary)
	slices.SortStableFunc(s.facts, func(f, g *facts.Fact) int {
		switch {
		case lasting[f.Kind()] == lasting[g.Kind()]:
			return laterFirst(f, g)
		case lasting[f.Kind()]:
			return -1
		}
		return 1
	})
	for i, f := range s.facts {
		s.numbers[f] = stn.Fact(i)
	}
	return s
}

// lastingKinds returns the kinds of things in whose lifetimes others must lie: one
// wrong date of theirs contradicts much.
func lastingKinds(v *vocabulary.Vocabulary) map[*vocabulary.Kind]bool {
	out := map[*vocabulary.Kind]bool{}
	for _, k := range v.Kinds {
		for i := range k.Fields {
			if k.Fields[i].Lifetime {
				for _, to := range k.Fields[i].To {
					out[to] = true
				}
			}
		}
	}
	return out
}

// laterFirst puts the later of two facts first, for in a contradiction what is
// said to come first comes later, and those last of which nothing is known.
func laterFirst(f, g *facts.Fact) int {
	switch {
	case f.Dated() != g.Dated():
		if f.Dated() {
			return -1
		}
		return 1
	case !f.Dated():
		return 0
	}
	return cmp.Compare(g.Begin().Earliest, f.Begin().Earliest)
}

// tenureOf returns who a tenure says held what.
func tenureOf(f *facts.Fact) (holder, of *facts.Fact) {
	role := f.Kind().Tenure
	return f.Get(role.Holder).Ref(), f.Get(role.Of).Ref()
}

// replay states the waiting relations in order.
func (s *numbering) replay(t *Timeline) {
	type key struct {
		by    stn.Fact
		start uint32
		at    int // among the statements, the last to compare
	}
	keys := make([]key, len(s.statements))
	for i := range s.statements {
		r := &s.statements[i].relation
		keys[i] = key{s.numbers[r.by], r.value.Span().Start, i}
	}
	compared := 0
	slices.SortFunc(keys, func(a, b key) int {
		if compared++; compared%256 == 0 {
			s.look()
		}
		return cmp.Or(cmp.Compare(a.by, b.by), cmp.Compare(a.start, b.start), cmp.Compare(a.at, b.at))
	})
	s.replaying = true
	for i, k := range keys {
		if t.cancelled(i) {
			return
		}
		h := &s.statements[k.at]
		t.state(h.premises, h.relation, h.from, h.to, h.order, h.days)
	}
	s.statements = nil
}

// number returns the number by which the network knows a fact.
func (t *Timeline) number(f *facts.Fact) stn.Fact {
	if t.numbering == nil {
		return stn.Fact(f.Index)
	}
	n, has := t.numbering.numbers[f]
	if !has { // of too many in one seat others are looked at now
		n = stn.Fact(len(t.numbering.facts))
		t.numbering.numbers[f], t.numbering.facts = n, append(t.numbering.facts, f)
	}
	return n
}

// fact returns the fact of a number.
func (t *Timeline) fact(n stn.Fact) *facts.Fact {
	if t.numbering == nil {
		return &t.base.Facts[n]
	}
	return t.numbering.facts[n]
}
