package facts

import (
	"slices"
	"sort"
	"sync"

	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/grouped"
	"github.com/factlint/factlint/facts/vocabulary"
)

// A Tenure is a fact in the tenure role whose holder and held thing are known.
type Tenure struct {
	Fact, Holder, Of *Fact
	Kind             *vocabulary.Kind // of the fact
	Begin, End       edtf.Moment      // of the fact
	TenureTraits
}

// TenureTraits is what rules ask a tenure for most.
type TenureTraits struct {
	TookPlace bool // it is neither disputed, planned nor cancelled
	Acting    bool // it takes no seat, or may take none
	Open      bool // no end is written, where the kind has one, nor a date
}

// tenureTraits reads the traits of a fact in the tenure role.
func (f *Fact) tenureTraits() TenureTraits {
	role, period := f.Kind().Tenure, f.Kind().Period
	return TenureTraits{
		TookPlace: f.Comparable() && f.Happens(),
		Acting:    f.Get(role.Acting).Bool() || f.isWrong(role.Acting),
		Open:      period.End != vocabulary.None && !f.Has(period.End) && !f.Has(period.Date),
	}
}

// tenureIndex holds the tenures of a base sorted by what is held, then by
// holder, then in the order of the facts.
type tenureIndex struct {
	all        []Tenure
	of         buckets               // all by what is held
	holders    []int32               // of all
	often      map[int32]*edtf.Spans // of runs with one holder that are long, by where they begin in all
	holder     func() holderIndex
	incomplete incompleteTenures
}

// holderIndex lists tenures by holder, each holder's as in all.
type holderIndex struct {
	buckets
	order []int32 // indexes into all
}

// few is how many tenures are gone through one by one.
const few = 16

func (x *tenureIndex) build(b *Base) {
	x.holder = sync.OnceValue(func() holderIndex { return x.sortByHolder(len(b.Facts)) })
	n := 0
	for _, f := range b.Files {
		n += len(f.tenures)
	}
	vague := x.place(b, n)
	x.incomplete.build(b, vague)
	holders := x.holders
	for held := range x.held {
		byHolder{held, holders[:len(held)]}.sort()
		holders = holders[len(held):]
	}
	x.findOften()
}

// place puts the tenures of a base, of which there are at most n, in the order
// of what is held, and returns those of which it is not known, or the holder is not.
func (x *tenureIndex) place(b *Base, n int) (vague []*Fact) {
	if n == 0 {
		return nil
	}
	type pair struct{ holder, of int32 }
	pairs := make([]pair, 0, n)
	x.of = newBuckets(len(b.Facts))
	for _, f := range b.Files {
		for i := range f.tenures {
			r := &f.tenures[i]
			p := pair{f.indexOf(r.holder), f.indexOf(r.of)}
			if p.holder >= 0 && p.of >= 0 {
				x.of.count(p.of)
			} else {
				vague = append(vague, &f.Facts[r.record])
			}
			pairs = append(pairs, p)
		}
	}
	x.of.counted()
	x.all, x.holders = make([]Tenure, n-len(vague)), make([]int32, n-len(vague))
	for _, f := range b.Files {
		for i := range f.tenures {
			r, p := &f.tenures[i], pairs[i]
			if p.holder < 0 || p.of < 0 {
				continue
			}
			at := x.of.place(p.of)
			t := &f.Facts[r.record]
			x.all[at] = Tenure{t, &b.Facts[p.holder], &b.Facts[p.of], t.Kind(), r.begin, r.end, r.TenureTraits}
			x.holders[at] = p.holder
		}
		pairs = pairs[len(f.tenures):]
	}
	return vague
}

// byHolder sorts the tenures of one thing by holder.
type byHolder struct {
	all     []Tenure
	holders []int32
}

func (r byHolder) Len() int           { return len(r.all) }
func (r byHolder) Less(i, j int) bool { return r.holders[i] < r.holders[j] }
func (r byHolder) Swap(i, j int) {
	r.all[i], r.all[j] = r.all[j], r.all[i]
	r.holders[i], r.holders[j] = r.holders[j], r.holders[i]
}

func (r byHolder) sort() {
	if len(r.all) > few {
		sort.Stable(r)
		return
	}
	for i := 1; i < len(r.all); i++ {
		for j := i; j > 0 && r.Less(j, j-1); j-- {
			r.Swap(j, j-1)
		}
	}
}

// findOften indexes by time the tenures of those who held one thing many times.
func (x *tenureIndex) findOften() {
	i := 0
	for held := range grouped.Runs(x.all, func(a, b *Tenure) bool { return a.Holder == b.Holder && a.Of == b.Of }) {
		if len(held) > few {
			if x.often == nil {
				x.often = map[int32]*edtf.Spans{}
			}
			r := &edtf.Spans{}
			for _, t := range held {
				r.Add(t.Begin, t.End)
			}
			r.Sort()
			x.often[int32(i)] = r
		}
		i += len(held)
	}
}

// held yields the tenures of each thing that is held.
func (x *tenureIndex) held(yield func([]Tenure) bool) {
	grouped.Runs(x.all, func(a, b *Tenure) bool { return a.Of == b.Of })(yield)
}

func (x *tenureIndex) sortByHolder(facts int) holderIndex {
	if len(x.all) == 0 {
		return holderIndex{}
	}
	by := holderIndex{newBuckets(facts), make([]int32, len(x.all))}
	for _, h := range x.holders {
		by.count(h)
	}
	by.counted()
	for i, h := range x.holders {
		by.order[by.place(h)] = int32(i)
	}
	return by
}

// Held yields each thing that somebody holds, with its tenures by holder.
func (b *Base) Held(yield func(of *Fact, tenures []Tenure) bool) {
	step := 0
	for held := range b.tenures.held {
		if b.ended(step) || !yield(held[0].Of, held) {
			return
		}
		step += maxSteps / 64 // each has tenures of its own
	}
}

// TenuresIn returns the tenures of what is held, disputed ones too, by holder.
func (b *Base) TenuresIn(of *Fact) []Tenure {
	lo, hi := b.tenures.of.of(of.Index)
	return b.tenures.all[lo:hi:hi]
}

// TenuresOf yields the tenures of a holder, disputed ones too, in any office.
func (b *Base) TenuresOf(holder *Fact) func(yield func(Tenure) bool) {
	return func(yield func(Tenure) bool) {
		by := b.tenures.holder()
		lo, hi := by.of(holder.Index)
		for _, i := range by.order[lo:hi] {
			if !yield(b.tenures.all[i]) {
				return
			}
		}
	}
}

// Holders yields each holder of some tenure, in the order of the facts.
func (b *Base) Holders(yield func(holder *Fact) bool) {
	var last *Fact
	for step, i := range b.tenures.holder().order {
		if b.ended(step) {
			return
		}
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
	run := b.tenuresBetween(holder.Index, of.Index)
	return b.tenures.all[run.lo:run.hi:run.hi]
}

// tenureRun is where tenures begin and end in tenureIndex.all.
type tenureRun struct{ lo, hi int32 }

// tenuresBetween finds the tenures of a holder in what is held, by their indexes.
func (b *Base) tenuresBetween(holder, of int32) tenureRun {
	lo, hi := b.tenures.of.of(of)
	holders := b.tenures.holders
	if hi-lo > few {
		run := holders[lo:hi]
		n := sort.Search(len(run), func(i int) bool { return run[i] > holder })
		return tenureRun{lo + int32(sort.Search(n, func(i int) bool { return run[i] >= holder })), lo + int32(n)}
	}
	for lo < hi && holders[lo] < holder {
		lo++
	}
	end := lo
	for end < hi && holders[end] == holder {
		end++
	}
	return tenureRun{lo, end}
}

// MayHold reports whether holder may hold of at some moment between begin and
// end, disputed tenures included: whether a tenure begins no later than end may
// be, and ends no earlier than begin may be. Tenures of which a slip hides whose
// they are, or of what, count too. The time it takes does not grow with the
// number of tenures but by its logarithm.
func (b *Base) MayHold(holder, of *Fact, begin, end edtf.Moment) bool {
	if b.HasIncompleteTenure(holder, of, begin, end) {
		return true
	}
	run := b.tenuresBetween(holder.Index, of.Index)
	if run.hi-run.lo > few {
		return b.tenures.often[run.lo].Meet(begin, end)
	}
	for _, t := range b.tenures.all[run.lo:run.hi] {
		if t.Begin.Earliest <= end.Latest && t.End.Latest >= begin.Earliest {
			return true
		}
	}
	return false
}

// incompleteTenures are the tenures whose holder or office a mistake hides: a rule
// that finds a tenure missing must allow for each of them being that one.
type incompleteTenures struct {
	times map[incompleteKey]*edtf.Spans
	words idWords // in facts of an unknown kind, each of which may be a tenure
}

// An incompleteKey is what is known of such a tenure: one of the two is nil, or both
// are. Tenures whose holder is known are under {nil, elsewhere} too.
type incompleteKey struct{ holder, of *Fact }

var elsewhere = &Fact{}

// build indexes the incomplete tenures, and the facts that may be one.
func (x *incompleteTenures) build(b *Base, vague []*Fact) {
	for _, f := range vague {
		x.add(f, f.Get(f.Kind().Tenure.Holder).Ref(), f.Get(f.Kind().Tenure.Of).Ref())
	}
	for _, r := range x.times {
		r.Sort()
	}
	for _, f := range b.Files {
		if len(f.unknown) == 0 {
			continue
		}
		for i := range f.Facts {
			if f.Facts[i].UnknownKind() { // a slip in the name of the kind hides a tenure too
				x.words.add(alias(f.Facts[i].text()))
			}
		}
	}
}

func (x *incompleteTenures) add(f, holder, of *Fact) {
	if x.times == nil {
		x.times = map[incompleteKey]*edtf.Spans{}
	}
	keys := []incompleteKey{{holder, of}}
	if holder != nil {
		keys = append(keys, incompleteKey{nil, elsewhere})
	}
	for _, k := range keys {
		if x.times[k] == nil {
			x.times[k] = &edtf.Spans{}
		}
		x.times[k].Add(f.Begin(), f.End())
	}
}

// text returns the part of the file from the fact's header to the next fact.
func (f *Fact) text() []byte { return f.File.source[f.head.Start:f.textEnd()] }

// HasIncompleteTenure reports whether a tenure whose holder or office a mistake hides
// may be one of holder in of, at some time between begin and end. A nil holder stands
// for anybody.
func (b *Base) HasIncompleteTenure(holder, of *Fact, begin, end edtf.Moment) bool {
	times := b.tenures.incomplete.times
	if len(times) == 0 {
		return false
	}
	if holder == nil {
		if times[incompleteKey{nil, elsewhere}].Meet(begin, end) {
			return true
		}
	} else if times[incompleteKey{holder, nil}].Meet(begin, end) {
		return true
	}
	return times[incompleteKey{nil, of}].Meet(begin, end) || times[incompleteKey{}].Meet(begin, end)
}

// MayHaveLostTenure reports whether a tenure that names one of the facts may
// be where nothing could be read, or in a fact of an unknown kind.
func (b *Base) MayHaveLostTenure(of ...*Fact) bool {
	words := &b.tenures.incomplete.words
	if len(b.lost.words) == 0 && len(words.words) == 0 {
		return b.lost.any || words.any // as mostly; the ids are not looked up then
	}
	return slices.ContainsFunc(of, func(f *Fact) bool { return b.lost.has(f.ID()) || words.has(f.ID()) })
}

// Memberships yields the memberships of all who have several, as if what they belong to
// were held.
func (b *Base) Memberships(yield func(Tenure) bool) {
	const several = 2
	times := make([]uint8, len(b.Facts)) // how often a fact is a member
	for _, f := range b.Files {
		for _, r := range f.belongings {
			if member := f.indexOf(r.member); member >= 0 {
				times[member] = min(times[member]+1, several)
			}
		}
	}
	for n, f := range b.Files {
		if b.ended(n * maxSteps) {
			return
		}
		for _, r := range f.belongings {
			member, of := f.indexOf(r.member), f.indexOf(r.of)
			if member < 0 || of < 0 || times[member] < several {
				continue
			}
			by := &f.Facts[r.record]
			t := Tenure{Fact: by, Holder: &b.Facts[member], Of: &b.Facts[of], Kind: by.Kind(), Begin: by.begin, End: by.end}
			if !yield(t) {
				return
			}
		}
	}
}
