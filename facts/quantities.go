package facts

import (
	"cmp"
	"math"
	"slices"
	"sort"

	"github.com/factlint/factlint/facts/edtf"
)

// A Quantity is a fact in the quantity role, with what it measures.
type Quantity struct {
	Fact  *Fact
	Of    *Fact
	Group string // "" for everybody
	At    edtf.Moment
	Dated bool
	// Min and Max are the range of the number: an open side is ±infinity.
	Min, Max float64
	Known    bool // Min or Max is known, and no error of its own spoils them

	kind, of, fact int32 // their numbers
}

type quantityIndex struct {
	all  []Quantity // sorted by Of, group, and the order of the facts
	runs []quantityRun
}

type quantityRun struct{ start, end int32 }

// MostPeople is more than ever lived at one time.
const MostPeople = 1e10

// CountsPeople reports whether the kind's numbers are of people, as those of
// built-in kinds are.
func (k *Kind) CountsPeople() bool { return k.Quantity != nil && k.Builtin }

// Counts reports whether the kind's numbers are never negative: people, what is
// spread over an area or divided into shares, and whole numbers of things.
// Other numbers may be anything.
func (k *Kind) Counts() bool {
	q := k.Quantity
	if q == nil || k.Builtin || q.Area != "" || q.Shares != "" {
		return q != nil
	}
	some := false
	for _, i := range [...]int{q.Min, q.Max, q.Value} {
		if i == None {
			continue
		}
		if k.Fields[i].Type != Integer {
			return false
		}
		some = true
	}
	return some
}

// ReadQuantity returns the fact as a quantity; Of is nil when it is not known.
// Its range is that from min to max; the value stands in for one that is not written.
func ReadQuantity(f *Fact) Quantity {
	role := f.Kind().Quantity
	q := Quantity{Fact: f, Of: f.Get(role.Of).Ref(), Group: f.Get(role.Group).Text(), Min: math.Inf(-1), Max: math.Inf(1), At: anyMoment}
	if d, ok := f.Get(role.At).Date(); ok {
		q.At, q.Dated = d.Hull(), true
	}
	low, high, value := f.Get(role.Min), f.Get(role.Max), f.Get(role.Value)
	if low.OK() || high.OK() || value.OK() {
		q.Known = !f.spoilt(role.At) && !f.spoilt(role.Group)
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
		if !low.OK() && !f.spoilt(role.Min) {
			q.Min = n
		}
		if !high.OK() && !f.spoilt(role.Max) {
			q.Max = n
		}
	}
	q.Known = q.Known && q.Min <= q.Max
	return q
}

func (x *quantityIndex) build(b *Base) {
	for _, k := range b.Vocabulary.Kinds {
		if k.Quantity != nil {
			for f := range b.OfKind(k) {
				x.add(f)
			}
		}
	}
	slices.SortFunc(x.all, compareQuantities)
	x.finish()
}

// add adds a fact in the quantity role if it may be held against others, in no order.
func (x *quantityIndex) add(f *Fact) {
	if q := ReadQuantity(f); q.Of != nil && q.Known && f.Comparable() {
		q.kind, q.of, q.fact = int32(f.Kind().Index), q.Of.Index, f.Index
		x.all = append(x.all, q)
	}
}

func compareQuantities(a, b Quantity) int {
	return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.of, b.of), cmp.Compare(a.Group, b.Group), cmp.Compare(a.fact, b.fact))
}

func (x *quantityIndex) finish() {
	for i := 0; i < len(x.all); {
		j := i
		for j < len(x.all) && x.all[j].of == x.all[i].of && x.all[j].Group == x.all[i].Group && x.all[j].kind == x.all[i].kind {
			j++
		}
		x.runs = append(x.runs, quantityRun{int32(i), int32(j)})
		i = j
	}
}

// QuantitiesOf yields those series whose figures are about one thing.
func (b *Base) QuantitiesOf(of *Fact) func(yield func(series []Quantity) bool) {
	return func(yield func(series []Quantity) bool) {
		x := &b.quantities
		for _, k := range b.Vocabulary.Kinds {
			if k.Quantity == nil {
				continue
			}
			kind := int32(k.Index)
			i := sort.Search(len(x.runs), func(i int) bool {
				q := &x.all[x.runs[i].start]
				return q.kind > kind || q.kind == kind && q.of >= of.Index
			})
			for ; i < len(x.runs); i++ {
				series := x.all[x.runs[i].start:x.runs[i].end]
				if series[0].kind != kind || series[0].of != of.Index {
					break
				}
				if !yield(series) {
					return
				}
			}
		}
	}
}

// Quantities yields the comparable figures of a base by kind, thing measured
// and group, each such series in the order of the facts. Disputed figures, and
// those with an error of their own, are left out.
func (b *Base) Quantities(yield func(series []Quantity) bool) {
	for _, r := range b.quantities.runs {
		if !yield(b.quantities.all[r.start:r.end]) {
			return
		}
	}
}
