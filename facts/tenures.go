package facts

import (
	"cmp"
	"slices"
	"sort"

	"github.com/factlint/factlint/facts/edtf"
)

// A Tenure is a fact in the tenure role whose holder and held thing are known.
type Tenure struct {
	Fact       *Fact
	Holder, Of *Fact
	Acting     bool // takes no seat
	key        tenureKey
}

// A tenureKey is what tenures are sorted by, the numbers of their facts, and
// the time that one may take up.
type tenureKey struct {
	of, holder, fact int32
	begin, end       int64
}

// tenureIndex holds the tenures of a base sorted by what is held, then by
// holder, then in the order of the facts.
type tenureIndex struct {
	all []Tenure
	// latest is, within each run of one holder in one office sorted by earliest
	// beginning, the latest possible end so far; order lists that sorting.
	order  []int32
	latest []int64
	held   []heldRun // one for each thing held, sorted by fact
	by     []int32   // indexes into all, sorted by holder

	vague   []int32 // facts in the tenure role of which the holder or what is held is not known
	unknown []int32 // facts of an unknown kind, each of which may be a tenure
	loose   looseTenures
}

type heldRun struct {
	of         *Fact
	start, end int32
}

func (x *tenureIndex) build(b *Base) {
	for _, k := range b.Vocabulary.Kinds {
		if k.Tenure != nil {
			for f := range b.OfKind(k) {
				x.add(f)
			}
		}
	}
	for f := range b.All {
		if f.UnknownKind() {
			x.unknown = append(x.unknown, f.Index)
		}
	}
	slices.SortFunc(x.all, compareTenures)
	x.findWords(b)
	x.finish(b)
}

// add adds a fact in the tenure role, in no order.
func (x *tenureIndex) add(f *Fact) {
	role := f.Kind().Tenure
	holder, of := f.Get(role.Holder).Ref(), f.Get(role.Of).Ref()
	if holder == nil || of == nil {
		x.vague = append(x.vague, f.Index)
		return
	}
	x.all = append(x.all, Tenure{
		f, holder, of, f.Get(role.Acting).Bool() || f.spoilt(role.Acting),
		tenureKey{of.Index, holder.Index, f.Index, f.Begin().Earliest, f.End().Latest},
	})
}

func compareTenures(a, b Tenure) int {
	return cmp.Or(cmp.Compare(a.key.of, b.key.of), cmp.Compare(a.key.holder, b.key.holder), cmp.Compare(a.key.fact, b.key.fact))
}

// finish indexes the tenures once they are sorted.
func (x *tenureIndex) finish(b *Base) {
	x.findLoose(b)
	x.order, x.latest = make([]int32, len(x.all)), make([]int64, len(x.all))
	if x.by == nil {
		x.by = make([]int32, len(x.all))
		for i := range x.all {
			x.by[i] = int32(i)
		}
		slices.SortStableFunc(x.by, func(i, j int32) int { return cmp.Compare(x.all[i].key.holder, x.all[j].key.holder) })
	}
	for i := 0; i < len(x.all); {
		j := i
		for j < len(x.all) && x.all[j].key.of == x.all[i].key.of {
			j++
		}
		x.held = append(x.held, heldRun{x.all[i].Of, int32(i), int32(j)})
		i = j
	}
	for i := 0; i < len(x.all); {
		j := x.runEnd(i)
		run := x.order[i:j]
		for n := range run {
			run[n] = int32(i + n)
		}
		if len(run) > 1 {
			slices.SortStableFunc(run, func(a, b int32) int { return cmp.Compare(x.all[a].key.begin, x.all[b].key.begin) })
		}
		latest := edtf.Past
		for n, t := range run {
			latest = max(latest, x.all[t].key.end)
			x.latest[i+n] = latest
		}
		i = j
	}
}

// runEnd returns where the run of one holder in one office that begins at i ends.
func (x *tenureIndex) runEnd(i int) int {
	j := i
	for j < len(x.all) && x.all[j].key.of == x.all[i].key.of && x.all[j].key.holder == x.all[i].key.holder {
		j++
	}
	return j
}

// Held yields each thing that somebody holds, with its tenures by holder.
func (b *Base) Held(yield func(of *Fact, tenures []Tenure) bool) {
	for _, r := range b.tenures.held {
		if !yield(r.of, b.tenures.all[r.start:r.end]) {
			return
		}
	}
}

// TenuresIn returns the tenures of what is held, disputed ones too, by holder.
func (b *Base) TenuresIn(of *Fact) []Tenure {
	held := b.tenures.held
	i := sort.Search(len(held), func(i int) bool { return held[i].of.Index >= of.Index })
	if i == len(held) || held[i].of != of {
		return nil
	}
	return b.tenures.all[held[i].start:held[i].end]
}

// TenuresOf yields the tenures of a holder, disputed ones too, in any office.
func (b *Base) TenuresOf(holder *Fact) func(yield func(Tenure) bool) {
	return func(yield func(Tenure) bool) {
		x := &b.tenures
		i := sort.Search(len(x.by), func(i int) bool { return x.all[x.by[i]].key.holder >= holder.Index })
		for ; i < len(x.by) && x.all[x.by[i]].Holder == holder; i++ {
			if !yield(x.all[x.by[i]]) {
				return
			}
		}
	}
}

// Holders yields each holder of some tenure, in the order of the facts.
func (b *Base) Holders(yield func(holder *Fact) bool) {
	var last *Fact
	for _, i := range b.tenures.by {
		if h := b.tenures.all[i].Holder; h != last {
			last = h
			if !yield(h) {
				return
			}
		}
	}
}

// TenuresBetween returns the tenures of holder in what is held, disputed ones too.
func (b *Base) TenuresBetween(holder, of *Fact) []Tenure {
	lo, hi := b.tenureRun(holder, of)
	return b.tenures.all[lo:hi]
}

func (b *Base) tenureRun(holder, of *Fact) (lo, hi int) {
	all := b.tenures.all
	lo = sort.Search(len(all), func(i int) bool {
		t := &all[i]
		return t.key.of > of.Index || t.key.of == of.Index && t.key.holder >= holder.Index
	})
	n := sort.Search(len(all)-lo, func(i int) bool { t := &all[lo+i]; return t.Of != of || t.Holder != holder })
	return lo, lo + n
}

// MayHold reports whether holder may hold of at some moment between begin and
// end, disputed tenures included: whether a tenure begins no later than end may
// be, and ends no earlier than begin may be. Tenures of which a slip hides whose
// they are, or of what, count too. The time it takes does not grow with the
// number of tenures but by its logarithm.
func (b *Base) MayHold(holder, of *Fact, begin, end edtf.Moment) bool {
	if b.MayHoldLoosely(holder, of, begin, end) {
		return true
	}
	x := &b.tenures
	lo, hi := b.tenureRun(holder, of)
	run := x.order[lo:hi]
	n := sort.Search(len(run), func(i int) bool { return x.all[run[i]].key.begin > end.Latest })
	return n > 0 && x.latest[lo+n-1] >= begin.Earliest
}
