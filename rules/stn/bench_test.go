package stn

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
)

func BenchmarkBuild(b *testing.B) {
	for _, local := range []bool{true, false} {
		for _, vars := range []int{10_000, 100_000, 1_000_000} {
			b.Run(fmt.Sprintf("local=%v/%d", local, vars), func(b *testing.B) {
				w := newWorld(rand.New(rand.NewPCG(1, 1)), vars/2, local)
				for b.Loop() {
					builder := w.b
					if !builder.Build().Consistent() {
						b.Fatal("not consistent")
					}
				}
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
	n := builder.Build()
	runtime.GC()
	runtime.ReadMemStats(&after)
	bytes := float64(after.HeapAlloc) - float64(before.HeapAlloc)
	t.Logf("%.0f bytes a variable, %.0f a constraint", bytes/vars, bytes/float64(constraints))
	if bytes/float64(constraints) > 64 {
		t.Errorf("%.0f bytes a constraint", bytes/float64(constraints))
	}
	runtime.KeepAlive(n)
	runtime.KeepAlive(w)
}

func BenchmarkContradictions(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	w := newWorld(r, 50_000, true)
	for i := range 5000 {
		w.plant(r, 2+i%7)
	}
	n := w.b.Build()
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
		n := all.Build()
		b.StartTimer()
		if got := n.Seats(list); len(got.Clashes) > 0 || n.derivedOrders() < groups*(k-1)/2 {
			b.Fatal(len(got.Clashes), n.derivedOrders())
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
				report := builder.Build().Contradictions(Options{})
				if len(report.Contradictions) != 1 || len(report.Contradictions[0].Facts) != n {
					b.Fatal(len(report.Contradictions))
				}
			}
		})
	}
}
