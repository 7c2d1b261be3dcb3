package stn

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func BenchmarkBuild(b *testing.B) {
	eachWorld(b, func(b *testing.B, w *world) {
		for b.Loop() {
			builder := w.b
			if n, err := builder.Build(b.Context()); err != nil || !n.Consistent() {
				b.Fatal("not consistent")
			}
		}
	})
}

// BenchmarkBounds builds a network and finds the bounds of both sides.
func BenchmarkBounds(b *testing.B) {
	eachWorld(b, func(b *testing.B, w *world) {
		for b.Loop() {
			builder := w.b
			if !build(&builder).Consistent() {
				b.Fatal("not consistent")
			}
		}
	})
}

func eachWorld(b *testing.B, run func(b *testing.B, w *world)) {
	for _, local := range []bool{true, false} {
		for _, vars := range []int{10_000, 100_000, 1_000_000} {
			b.Run(fmt.Sprintf("local=%v/%d", local, vars), func(b *testing.B) {
				w := newWorld(rand.New(rand.NewPCG(1, 1)), vars/2, local)
				b.ReportAllocs()
				run(b, w)
				b.ReportMetric(float64(len(w.b.bounds)+len(w.b.edges))/float64(vars), "constraints/var")
			})
		}
	}
}

func TestMemory(t *testing.T) {
	const vars = 200_000
	w := newWorld(rand.New(rand.NewPCG(1, 1)), vars/2, true)
	constraints := len(w.b.bounds) + len(w.b.edges)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	builder := w.b
	n := build(&builder)
	runtime.GC()
	runtime.ReadMemStats(&after)
	bytes := float64(after.HeapAlloc) - float64(before.HeapAlloc)
	t.Logf("%.0f bytes a variable, %.0f a constraint", bytes/vars, bytes/float64(constraints))
	assert.LessOrEqual(t, bytes/float64(constraints), 64.0, "bytes a constraint")
	runtime.KeepAlive(n)
	runtime.KeepAlive(w)
}

func BenchmarkContradictions(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	w := newWorld(r, 50_000, true)
	for i := range 5000 {
		w.plant(r, 2+i%7)
	}
	n := build(&w.b)
	for b.Loop() {
		if got := len(everything(n, Options{}).Contradictions); got != 5000 {
			b.Fatal(got)
		}
	}
}

// BenchmarkSeats orders 5 000 offices of 20 tenures, half of them handed over
// from day to day, half known by years.
func BenchmarkSeats(b *testing.B) {
	const groups, k = 5000, 20
	r := rand.New(rand.NewPCG(1, 1))
	var builder Builder
	list := make([][]Tenure, groups)
	for g := range list {
		day := r.Int64N(50_000)
		for i := range k {
			f := Fact(g*k + i)
			begin := builder.Vars(2)
			builder.Relate(f, Relation{From: begin, To: begin + 1, Order: Strict})
			next := day + 365 + r.Int64N(2000)
			if g%2 == 0 {
				builder.Bound(f, begin, day, day, 0)
				builder.Bound(f, begin+1, next, next, 0)
			} else {
				builder.Bound(f, begin, day-day%365, day-day%365+364, 0)
				builder.Bound(f, begin+1, next-next%365, next-next%365+364, 0)
			}
			day = next
			list[g] = append(list[g], Tenure{Begin: begin, End: begin + 1, Fact: f})
		}
	}
	for b.Loop() {
		b.StopTimer()
		all := builder
		n := build(&all)
		b.StartTimer()
		if got := seats(n, list); len(got) > 0 || n.derivedOrders() < groups*(k-1)/2 {
			b.Fatal(len(got), n.derivedOrders())
		}
	}
}

// BenchmarkLoop judges one loop of that many facts and finds its chain.
func BenchmarkLoop(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				builder := spans(n)
				for f := range n {
					before(builder, f, (f+1)%n)
				}
				report := contradictions(build(builder), Options{})
				if len(report.Contradictions) != 1 || len(report.Contradictions[0].Facts) != n {
					b.Fatal(len(report.Contradictions))
				}
			}
		})
	}
}

// BenchmarkLooks measures the longest time between two looks at the context, in
// everything that a hostile network is asked.
func BenchmarkLooks(b *testing.B) {
	for _, h := range hostile {
		for _, n := range []int{100_000, 1_000_000} {
			b.Run(fmt.Sprint(h.name, "/", n), func(b *testing.B) {
				worst := time.Duration(0)
				for b.Loop() {
					var builder Builder
					groups := h.build(&builder, n)
					l := &timing{Context: b.Context(), last: time.Now()}
					if err := whole(l, &builder, groups); err != nil {
						b.Fatal(err)
					}
					worst = max(worst, l.worst, time.Since(l.last))
				}
				b.ReportMetric(float64(worst.Microseconds())/1000, "worst-ms")
			})
		}
	}
}

// timing is a context that notes the longest time between two looks at it.
type timing struct {
	context.Context
	last  time.Time
	worst time.Duration
}

func (t *timing) Err() error {
	now := time.Now()
	t.worst, t.last = max(t.worst, now.Sub(t.last)), now
	return nil
}
