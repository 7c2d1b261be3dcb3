package stn

import (
	"math"
	"math/rand/v2"
	"slices"
	"sort"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// world is a consistent base made from a hidden truth: periods with dates of
// various precision and relations that hold.
type world struct {
	begin, end []int64 // the truth, in days
	vague      []bool  // no date is known
	order      []int32 // facts by begin
	b          Builder
	next       Fact
}

// newWorld makes a base of n periods, thus 2n variables, and about six
// constraints for each. Fact f has the variables 2f and 2f+1. Facts close in
// time refer to each other; if not local, they lie anywhere in the base, which
// is the worst for the cache, else about as in files that each tell one story.
func newWorld(r *rand.Rand, n int, local bool) *world {
	w := &world{next: Fact(n)}
	w.b.Grow(2*n, 4*n)
	w.b.Vars(2 * n)
	for f := range n {
		begin := r.Int64N(100_000)
		if local {
			begin = int64(f/500)*7919%95_000 + r.Int64N(5_000)
		}
		w.begin = append(w.begin, begin)
		w.end = append(w.end, begin+r.Int64N(2000))
		w.order = append(w.order, int32(f))
	}
	sort.Slice(w.order, func(i, j int) bool { return w.begin[w.order[i]] < w.begin[w.order[j]] })
	for f := range n {
		w.vague = append(w.vague, r.IntN(5) == 0)
		if !w.vague[f] {
			w.date(r, Fact(f), Var(2*f), w.begin[f])
			w.date(r, Fact(f), Var(2*f+1), w.end[f])
		}
		w.b.Relate(Fact(f), Relation{From: Var(2 * f), To: Var(2*f + 1), Order: Weak})
	}
	for i, f := range w.order {
		for range 3 {
			w.relate(r, f, w.order[max(0, min(n-1, i+r.IntN(200)-100))])
		}
	}
	return w
}

func (w *world) date(r *rand.Rand, f Fact, v Var, day int64) {
	switch r.IntN(4) {
	case 0:
		w.b.Bound(f, v, day-day%365, day-day%365+364, 0)
	case 1:
		w.b.Bound(f, v, day-r.Int64N(40), day+r.Int64N(40), 0)
	default:
		w.b.Bound(f, v, day, day, 0)
	}
}

// relate says something true of two periods on behalf of the first.
func (w *world) relate(r *rand.Rand, f, g int32) {
	if f == g {
		return
	}
	fb, fe, gb, ge := Var(2*f), Var(2*f+1), Var(2*g), Var(2*g+1)
	relate := func(u, v Var, o Order, days int64) {
		w.b.Relate(Fact(f), Relation{From: u, To: v, Order: o, Days: days})
	}
	switch {
	case w.end[f] < w.begin[g]:
		relate(fe, gb, Strict, 0)
		if r.IntN(20) == 0 {
			relate(gb, fe, Days, -(w.begin[g] - w.end[f] + r.Int64N(300)))
		}
	case w.begin[g] <= w.begin[f] && w.end[f] <= w.end[g]:
		relate(gb, fb, Weak, 0)
		relate(fe, ge, Weak, 0)
	case w.begin[f] <= w.end[g]:
		relate(fb, ge, Weak, 0)
	}
}

// plant adds k facts of the future that contradict: the first two dates the
// wrong way round, and the facts between linked in a chain. Each is tied to
// the base by true relations as well, which prove nothing about it.
func (w *world) plant(r *rand.Rand, k int) []Fact {
	var facts []Fact
	day := 200_000 + r.Int64N(1_000_000)
	var last Var
	gap := 1 + r.Int64N(50)
	for i := range k {
		f := w.next
		w.next++
		facts = append(facts, f)
		begin := w.b.Vars(2)
		end := begin + 1
		w.b.Relate(f, Relation{From: begin, To: end, Order: Weak})
		w.b.Relate(f, Relation{From: Var(2*r.IntN(len(w.begin)) + 1), To: begin, Order: Order(1 + r.IntN(2))})
		switch {
		case i == 0:
			w.b.Bound(f, end, day+gap, Inf, 0)
		case i == k-1:
			w.b.Bound(f, begin, NegInf, day, 0)
			w.b.Relate(f, Relation{From: last, To: begin, Order: Weak})
		default:
			w.b.Relate(f, Relation{From: last, To: begin, Order: Order(1 + r.IntN(2))})
		}
		last = end
	}
	return facts
}

// without is what the others say. Only a plain owner is looked at.
func (b Builder) without(f Fact) *Builder {
	b.edges = slices.DeleteFunc(slices.Clone(b.edges), func(e edge) bool { return e.owner == int32(f) })
	b.bounds = slices.DeleteFunc(slices.Clone(b.bounds), func(s bound) bool { return s.owner == int32(f) })
	return &b
}

func TestPlantedContradictions(t *testing.T) {
	rounds := 40
	if !*thorough {
		rounds = 8
	}
	for seed := range uint64(rounds) {
		r := rand.New(rand.NewPCG(seed, 5))
		require.True(t, build(&newWorld(r, 1500, false).b).Consistent(), "seed %d: the clean base is not consistent", seed)
		w := newWorld(r, 1500, false)
		var planted [][]Fact
		for i := range 84 {
			planted = append(planted, w.plant(r, 2+i%7))
		}
		report := everything(build(&w.b), Options{})
		var found [][]Fact
		for _, c := range report.Contradictions {
			found = append(found, c.Facts)
			assert.Empty(t, c.Related, "seed %d: %v", seed, c.Facts)
			assert.Greater(t, c.Gap, int64(0), "seed %d: %v", seed, c.Facts)
		}
		compare := func(a, b []Fact) int { return slices.Compare(a, b) }
		slices.SortFunc(found, compare)
		slices.SortFunc(planted, compare)
		assert.True(t, slices.EqualFunc(found, planted, slices.Equal), "seed %d: found %v\nplanted %v", seed, found, planted)
	}
}

// TestFalsifiedDates makes dates inside a base false. What then contradicts is
// not known beforehand, but it must be irreducible, must name a false fact, and
// leaving out the culprits must mend everything.
func TestFalsifiedDates(t *testing.T) {
	rounds := 40
	if !*thorough {
		rounds = 8
	}
	findings, wrong := 0, 0
	for seed := range uint64(rounds) {
		r := rand.New(rand.NewPCG(seed, 6))
		w := newWorld(r, 1500, false)
		false_ := map[Fact]bool{}
		for range 20 {
			i := r.IntN(len(w.b.bounds))
			s := &w.b.bounds[i]
			shift := int64(3000 + r.IntN(20_000))
			s.lo, s.hi = s.lo+shift, s.hi+shift
			false_[Fact(s.owner)] = true
		}
		rest := w.b
		n := build(&w.b)
		report := everything(n, Options{})
		findings, wrong = findings+len(report.Contradictions), wrong+len(false_)
		for _, c := range report.Contradictions {
			rest = *rest.without(c.Culprit)
			p := n.part(c.Facts)
			out := make([]bool, len(p.facts))
			assert.False(t, p.network(out).Consistent(), "seed %d: %v do not contradict", seed, c.Facts)
			for i := range out {
				out[i] = true
				assert.True(t, p.network(out).Consistent(), "seed %d: %d is superfluous in %v", seed, p.facts[i], c.Facts)
				out[i] = false
			}
			assert.True(t, slices.ContainsFunc(c.Facts, func(f Fact) bool { return false_[f] }), "seed %d: %v are all true", seed, c.Facts)
		}
		assert.True(t, build(&rest).Consistent(), "seed %d: something is left", seed)
	}
	// One false fact, one finding: the culprit may be a true fact, and then
	// now and again the false one comes up twice.
	t.Logf("%d findings for %d false facts", findings, wrong)
	assert.LessOrEqual(t, findings, wrong, "findings for so many false facts")
}

// TestManyContradictions sees that none of the shapes that thousands of
// contradictions can take leads to minutes.
func TestManyContradictions(t *testing.T) {
	k := 5000
	if !*thorough {
		k = 1000
	}
	period := func(b *Builder, f Fact, lo, hi int64) (begin, end Var) {
		begin = b.Vars(2)
		b.Relate(f, Relation{From: begin, To: begin + 1, Order: Weak})
		b.Bound(f, begin, lo, lo, 0)
		b.Bound(f, begin+1, hi, hi, 0)
		return begin, begin + 1
	}
	during := func(b *Builder, f Fact, begin, end, from, to Var) {
		b.Relate(f, Relation{From: from, To: begin, Order: Weak})
		b.Relate(f, Relation{From: end, To: to, Order: Weak})
	}
	for _, test := range []struct {
		name     string
		findings int // 0: any
		build    func(b *Builder)
	}{
		{"separate", k, func(b *Builder) {
			for f := range Fact(k) {
				_, end := period(b, 3*f, 100, 200)
				begin, _ := period(b, 3*f+1, 50, 60)
				b.Relate(3*f+2, Relation{From: end, To: begin, Order: Strict})
			}
		}},
		{"one false hub", 1, func(b *Builder) {
			from, to := period(b, 0, 5000, 9000)
			for f := range Fact(20 * k) {
				begin, end := period(b, f+1, int64(f%1000), int64(f%1000)+10)
				during(b, f+1, begin, end, from, to)
			}
		}},
		{"around a hub", k, func(b *Builder) {
			from, to := period(b, 0, 0, 9000)
			for f := range Fact(k) {
				begin, end := period(b, 3*f+1, 100, 200)
				during(b, 3*f+1, begin, end, from, to)
				early, late := period(b, 3*f+2, 50, 60)
				during(b, 3*f+2, early, late, from, to)
				b.Relate(3*f+3, Relation{From: end, To: early, Order: Strict})
			}
		}},
		{"through a hub", 0, func(b *Builder) {
			hub := b.Vars(1)
			b.Relate(0, Relation{From: hub, To: hub, Order: Weak})
			for f := range Fact(k) {
				v := b.Vars(1)
				b.Bound(2*f+1, v, int64(f), Inf, 0)
				b.Relate(2*f+1, Relation{From: v, To: hub, Order: Weak})
				v = b.Vars(1)
				b.Bound(2*f+2, v, NegInf, int64(f), 0)
				b.Relate(2*f+2, Relation{From: hub, To: v, Order: Weak})
			}
		}},
		{"one false date in a long chain", 1, func(b *Builder) {
			last := b.Vars(1)
			b.Bound(0, last, 100, Inf, 0)
			for f := range Fact(20 * k) {
				v := b.Vars(1)
				b.Relate(f+1, Relation{From: last, To: v, Order: Weak})
				last = v
			}
			b.Bound(Fact(20*k+1), last, NegInf, 50, 0)
		}},
		{"loops of days in one component", k, func(b *Builder) {
			last := b.Vars(1)
			for f := range Fact(k) {
				v := b.Vars(1)
				b.Relate(3*f, Relation{From: last, To: v, Days: 10})
				b.Relate(3*f+1, Relation{From: v, To: last, Days: -5})
				b.Relate(3*f+2, Relation{From: v, To: last, Days: -20})
				last = v
			}
		}},
		{"strict loops in one ring", 0, func(b *Builder) {
			first := b.Vars(2 * k)
			for i := range Var(2 * k) {
				b.Relate(Fact(i), Relation{From: first + i, To: first + (i+1)%Var(2*k), Order: Weak})
			}
			for i := range Var(k) {
				b.Relate(Fact(2*k)+Fact(i), Relation{From: first + 2*i, To: first + (2*i+1003)%Var(2*k), Order: Strict})
			}
		}},
		{"strict loops one by one", k, func(b *Builder) {
			last := b.Vars(1)
			for f := range Fact(k) {
				v := b.Vars(1)
				b.Relate(3*f, Relation{From: last, To: v, Order: Weak})
				b.Relate(3*f+1, Relation{From: v, To: last, Order: Weak})
				b.Relate(3*f+2, Relation{From: last, To: v, Order: Strict})
				last = v
			}
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var b Builder
			test.build(&b)
			n := build(&b)
			built := n.work
			for _, limit := range []int{math.MaxInt, maxReports} {
				r := newReporter(t.Context(), n, &Options{})
				r.limit = limit
				report := r.run()
				related := 0
				for _, c := range report.Contradictions {
					related += len(c.Related) + c.MoreRelated
				}
				t.Logf("limit %d: %d steps to build, %d findings in %d, %d related, %d more", limit, built, len(report.Contradictions), r.net.work, related, report.More)
				assert.Less(t, r.net.work, 20_000*len(n.edges), "steps for %d relations", len(n.edges))
				found := len(report.Contradictions) + report.More
				assert.NotZero(t, found)
				if test.findings > 0 {
					assert.Equal(t, test.findings, found)
				}
			}
		})
	}
}
