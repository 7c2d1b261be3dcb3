package stn

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"
)

func BenchmarkBuild(b *testing.B) {
	for _, vars := range []int{10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(vars), func(b *testing.B) {
			w := newWorld(rand.New(rand.NewPCG(1, 1)), vars/2, true)
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

func BenchmarkEdit(b *testing.B) {
	for _, vars := range []int{10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(vars), func(b *testing.B) {
			r := rand.New(rand.NewPCG(1, 1))
			w := newWorld(r, vars/2, true)
			builder := w.b
			n := builder.Build()
			says := map[Fact]*Builder{}
			of := func(f int32) *Builder {
				if says[Fact(f)] == nil {
					says[Fact(f)] = &Builder{}
				}
				return says[Fact(f)]
			}
			for _, e := range w.b.edges {
				of(e.owner).edges = append(of(e.owner).edges, e)
			}
			for _, s := range w.b.bounds {
				of(s.owner).bounds = append(of(s.owner).bounds, s)
			}
			n.index()
			worst := time.Duration(0)
			for b.Loop() {
				start := time.Now()
				first := r.IntN(vars/2 - 10)
				out, in := n.Edit(), n.Edit()
				for f := first; f < first+5; f++ {
					out.Drop(Fact(f))
				}
				out.Apply()
				n.Contradictions(Options{})
				in = n.Edit()
				for f := first; f < first+5; f++ {
					s := says[Fact(f)]
					in.edges, in.bounds = append(in.edges, s.edges...), append(in.bounds, s.bounds...)
				}
				in.Apply()
				if len(n.Contradictions(Options{}).Contradictions) > 0 {
					b.Fatal("not consistent")
				}
				worst = max(worst, time.Since(start))
			}
			b.ReportMetric(float64(worst.Microseconds()), "worst-µs")
		})
	}
}

func BenchmarkContradictions(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	w := newWorld(r, 50_000, true)
	for i := range 5000 {
		w.plant(r, 2+i%7)
	}
	n := w.b.Build()
	for b.Loop() {
		if got := len(n.Contradictions(Options{Reports: -1}).Contradictions); got != 5000 {
			b.Fatal(got)
		}
	}
}
