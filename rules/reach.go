package rules

import (
	"iter"

	"github.com/factlint/factlint/facts"
)

// Reach is where an edit may change what a rule finds, so that a session looks
// there again and nowhere else. A rule that goes beyond what its Reach allows
// makes a session miss or keep findings that Run does not.
type Reach uint8

const (
	// Anywhere: the rule is run anew over the base.
	Anywhere Reach = iota
	// Named: what is found at a fact rests on it, and those that it refers to.
	Named
	// Terms: the same, and the tenures of those that it refers to.
	Terms
	// Held: Base goes through what is held by [Pass.Held] and acts by
	// [Pass.Acts]. What it finds at an office rests on its tenures and the acts in it.
	Held
	// HeldLoosely: the same, and it asks whether anybody may hold the office.
	HeldLoosely
	// Holding: Base goes through [Pass.Holders], and what it finds at one rests on
	// their tenures and the offices.
	Holding
	// Figures: Base goes through [Pass.Figures].
	Figures
	// Pairs: Base goes through the facts and reports what two of them say of
	// each other, by refs between the two.
	Pairs
)

// numbers is a set of facts, a bit each.
type numbers []uint64

func newNumbers(size int) numbers  { return make(numbers, (size+63)/64) }
func (n numbers) has(i int32) bool { return n[i/64]&(1<<(i%64)) != 0 }
func (n numbers) add(i int32)      { n[i/64] |= 1 << (i % 64) }
func (n numbers) list() (all []int32) {
	for w, bits := range n {
		for b := int32(0); bits != 0; b, bits = b+1, bits>>1 {
			if bits&1 != 0 {
				all = append(all, int32(w)*64+b)
			}
		}
	}
	return all
}

// asked is what a session asks a rule for.
type asked struct {
	units numbers // whose findings are wanted
	visit []int32 // the facts to go through, in order
	acts  []int32 // the acts to go through, by kind and in order
}

func (a *asked) wants(units [2]int32) bool { return a.units.has(units[0]) || a.units.has(units[1]) }

// at says to which fact belongs what is reported from here on.
func (p *Pass) at(f *facts.Fact) { p.units = [2]int32{f.Index, f.Index} }

// between is at for what two facts say of each other.
func (p *Pass) between(f, g *facts.Fact) { p.units = [2]int32{f.Index, g.Index} }

// OfKind yields the facts of a kind to go through, in order.
func (p *Pass) OfKind(k *facts.Kind) iter.Seq[*facts.Fact] {
	if p.only == nil {
		return p.Base.OfKind(k)
	}
	return func(yield func(*facts.Fact) bool) {
		for _, i := range p.only.visit {
			if f := p.Base.Facts[i]; f.Kind == k && !yield(f) {
				return
			}
		}
	}
}

// Held yields each thing to go through that somebody holds, with its tenures by
// holder. What is reported belongs to it.
func (p *Pass) Held(yield func(of *facts.Fact, tenures []facts.Tenure) bool) {
	if p.only == nil {
		for of, tenures := range p.Base.Held {
			if p.at(of); !yield(of, tenures) {
				return
			}
		}
		return
	}
	for _, i := range p.only.visit {
		of := p.Base.Facts[i]
		if tenures := p.Base.TenuresIn(of); len(tenures) > 0 {
			if p.at(of); !yield(of, tenures) {
				return
			}
		}
	}
}

// Acts yields the facts to go through in which somebody acts, by kind and in
// order: at least those in what Held yields.
func (p *Pass) Acts(yield func(*facts.Fact) bool) {
	if p.only == nil {
		eachAct(p.Base, yield)
		return
	}
	for _, i := range p.only.acts {
		if !yield(p.Base.Facts[i]) {
			return
		}
	}
}

func eachAct(b *facts.Base, yield func(*facts.Fact) bool) {
	for _, k := range b.Vocabulary.Kinds {
		if len(k.Acts) == 0 {
			continue
		}
		for f := range b.OfKind(k) {
			if !yield(f) {
				return
			}
		}
	}
}

// Holders yields each holder to go through. What is reported belongs to them.
func (p *Pass) Holders(yield func(*facts.Fact) bool) {
	if p.only == nil {
		for holder := range p.Base.Holders {
			if p.at(holder); !yield(holder) {
				return
			}
		}
		return
	}
	for _, i := range p.only.visit {
		holder := p.Base.Facts[i]
		if p.at(holder); !yield(holder) {
			return
		}
	}
}

// Figures yields each series of figures to go through. What is reported belongs
// to the thing measured.
func (p *Pass) Figures(yield func([]facts.Quantity) bool) {
	if p.only == nil {
		for series := range p.Base.Quantities {
			if p.at(series[0].Of); !yield(series) {
				return
			}
		}
		return
	}
	for _, i := range p.only.visit {
		of := p.Base.Facts[i]
		p.at(of)
		for series := range p.Base.QuantitiesOf(of) {
			if !yield(series) {
				return
			}
		}
	}
}
