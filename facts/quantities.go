package facts

import (
	"cmp"
	"iter"
	"math"
	"slices"
	"sort"

	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/grouped"
	"github.com/factlint/factlint/facts/vocabulary"
)

// A Quantity is a fact in the quantity role, with what it measures.
type Quantity struct {
	Fact  *Fact
	Of    *Fact
	Kind  *vocabulary.Kind // of the fact
	Group string           // "" for everybody
	At    edtf.Moment
	Dated bool
	// Min and Max are the range of the number: an open side is ±infinity.
	Min, Max float64
	Known    bool // Min or Max is known, and no error of its own spoils them
}

// quantityIndex holds the quantities of a base by what is measured, then by
// kind and group, then in the order of the facts.
type quantityIndex struct {
	all []Quantity
	of  buckets // all by what is measured
}

// MostPeople is more than ever lived at one time.
const MostPeople = 1e10

// ReadQuantity returns the fact as a quantity; Of is nil when it is not known.
// Its range is that from min to max; the value stands in for one that is not written.
func ReadQuantity(f *Fact) Quantity {
	q := f.figure()
	q.Fact, q.Of = f, f.Get(f.Kind().Quantity.Of).Ref()
	return q
}

// figure reads all of a quantity that the file knows.
func (f *Fact) figure() Quantity {
	role := f.Kind().Quantity
	q := Quantity{Kind: f.Kind(), Group: f.Get(role.Group).Text(), Min: math.Inf(-1), Max: math.Inf(1), At: anyMoment}
	if d, ok := f.Get(role.At).Date(); ok {
		q.At, q.Dated = d.Hull(), true
	}
	low, high, value := f.Get(role.Min), f.Get(role.Max), f.Get(role.Value)
	if low.OK() || high.OK() || value.OK() {
		q.Known = !f.isWrong(role.At) && !f.isWrong(role.Group)
	}
	for _, v := range [...]Value{low, high, value} {
		if n := v.Number(); v.OK() && (n < 0 && f.Kind().Counts() || n > MostPeople && f.Kind().CountsPeople()) {
			q.Known = false
		}
	}
	if low.OK() {
		q.Min = low.Number()
	}
	if high.OK() {
		q.Max = high.Number()
	}
	if value.OK() {
		n := value.Number()
		if n < q.Min || n > q.Max {
			q.Known = false
		}
		if !low.OK() && !f.isWrong(role.Min) {
			q.Min = n
		}
		if !high.OK() && !f.isWrong(role.Max) {
			q.Max = n
		}
	}
	q.Known = q.Known && q.Min <= q.Max
	return q
}

func (x *quantityIndex) build(b *Base) {
	n := 0
	for _, f := range b.Files {
		n += len(f.figures)
	}
	if n == 0 {
		return
	}
	x.of = newBuckets(len(b.Facts))
	for _, f := range b.Files {
		for i := range f.figures {
			if of := f.indexOf(f.figures[i].of); of >= 0 {
				x.of.count(of)
			} else {
				n--
			}
		}
	}
	x.of.counted()
	x.all = make([]Quantity, n)
	for _, f := range b.Files {
		for i := range f.figures {
			r := &f.figures[i]
			if of := f.indexOf(r.of); of >= 0 {
				at := x.of.place(of)
				x.all[at] = r.Quantity
				x.all[at].Fact, x.all[at].Of = &f.Facts[r.record], &b.Facts[of]
			}
		}
	}
	for same := range grouped.Runs(x.all, func(a, b *Quantity) bool { return a.Of == b.Of }) {
		slices.SortStableFunc(same, compareQuantities)
	}
}

func compareQuantities(a, b Quantity) int {
	return cmp.Or(cmp.Compare(a.Kind.Index, b.Kind.Index), cmp.Compare(a.Group, b.Group))
}

// An Asked is a value by which figures are judged that are about its fact: what that
// is a part of, or its area.
type Asked struct {
	Value   Value
	Figures []Quantity // about the fact, by series
	ref     int32
}

// Asked yields them in the order of the facts.
func (b *Base) Asked(yield func(Asked) bool) {
	for n, f := range b.Files {
		if b.ended(n * maxSteps) {
			return
		}
		for _, r := range f.asked {
			if !yield(Asked{Value{&f.Facts[r.record], f.valueAt(r.value)}, b.figuresOf(f.first + r.record), r.ref}) {
				return
			}
		}
	}
}

// Leads reports whether the value leads to a fact that figures are about too, or to several.
func (a *Asked) Leads() bool {
	to := a.Value.fact.File.indexOf(a.ref)
	return a.ref < 0 || to >= 0 && len(a.Value.fact.File.base.figuresOf(to)) > 0
}

// figuresOf returns the figures about one thing.
func (b *Base) figuresOf(of int32) []Quantity {
	lo, hi := b.quantities.of.of(of)
	return b.quantities.all[lo:hi:hi]
}

// Series yields the figures of one thing that are of one kind and group.
func (a *Asked) Series() iter.Seq[[]Quantity] { return seriesOf(a.Figures) }

// QuantitiesOf returns the figures for a thing of one kind and group.
func (b *Base) QuantitiesOf(of *Fact, kind *vocabulary.Kind, group string) []Quantity {
	all, alike := b.figuresOf(of.Index), Quantity{Kind: kind, Group: group}
	first, _ := slices.BinarySearchFunc(all, alike, compareQuantities)
	n := sort.Search(len(all)-first, func(i int) bool { return compareQuantities(all[first+i], alike) > 0 })
	return all[first : first+n : first+n]
}

// Quantities yields the comparable figures of a base by thing measured, kind
// and group, each such series in the order of the facts. Disputed figures, and
// those with an error of their own, are left out.
func (b *Base) Quantities(yield func(series []Quantity) bool) {
	for series := range seriesOf(b.quantities.all) {
		if b.ended(0) || !yield(series) { // of one thing there may be very many
			return
		}
	}
}

func seriesOf(all []Quantity) iter.Seq[[]Quantity] {
	return grouped.Runs(all, func(a, b *Quantity) bool { return a.Of == b.Of && a.Kind == b.Kind && a.Group == b.Group })
}
