package stn

import (
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// TestAsideAgainstFloydWarshall sets facts aside and puts them back at random.
func TestAsideAgainstFloydWarshall(t *testing.T) {
	for seed := range uint64(rounds(t, 100_000)) {
		r := rand.New(rand.NewPCG(seed, 2))
		in := random(r)
		n := in.build()
		out := map[Fact]bool{}
		for range 8 {
			f := Fact(r.IntN(in.facts))
			if r.IntN(2) == 0 {
				n.SetAside(f)
				out[f] = true
			} else {
				n.PutBack(f)
				delete(out, f)
			}
			checkState(t, seed, in, n, out)
		}
		checkReport(t, seed, in, n, out)
		if t.Failed() {
			t.Fatalf("seed %d: out %v of %v", seed, out, in)
		}
	}
}

// TestEditedIsRebuilt drops and adds facts at random and compares with a
// network built afresh from what is left, down to the reports.
func TestEditedIsRebuilt(t *testing.T) {
	loops := 0
	for seed := range uint64(rounds(t, 100_000)) {
		r := rand.New(rand.NewPCG(seed, 3))
		in := random(r)
		n := in.build()
		out := map[Fact]bool{}
		for range 6 {
			if r.IntN(4) == 0 { // edits must respect what is set aside
				f := Fact(r.IntN(in.facts))
				if out[f] {
					n.PutBack(f)
					delete(out, f)
				} else {
					n.SetAside(f)
					out[f] = true
				}
			}
			in = randomEdit(r, in, n, out)
			checkState(t, seed, in, n, out)
			fresh := in.build()
			for f := range out {
				fresh.SetAside(f)
			}
			checkSame(t, seed, n, fresh)
			if len(fresh.loops) > 0 {
				loops++
			}
			if t.Failed() {
				t.Fatalf("seed %d: out %v of %v", seed, out, in)
			}
		}
		checkReport(t, seed, in, n, out)
	}
	if loops == 0 {
		t.Error("no edit led to a loop")
	}
}

// randomEdit drops some facts and says other things, partly for the same
// facts, partly on new variables; it returns what is said afterwards.
func randomEdit(r *rand.Rand, in *instance, n *Network, out map[Fact]bool) *instance {
	next := &instance{vars: in.vars, facts: in.facts}
	e := n.Edit()
	drop := map[Fact]bool{}
	for range r.IntN(3) {
		f := Fact(r.IntN(in.facts))
		drop[f] = true
		e.Drop(f)
		delete(out, f)
	}
	for _, x := range in.said {
		if x.counts(drop) {
			next.said = append(next.said, x)
		}
	}
	if r.IntN(3) == 0 && next.vars < 12 {
		next.vars++
		e.Var()
	}
	if r.IntN(3) == 0 && next.facts < 10 {
		next.facts++
	}
	more := random(r)
	for _, x := range more.said[:min(len(more.said), r.IntN(6))] {
		for i := range x.facts {
			x.facts[i] %= Fact(next.facts)
		}
		slices.Sort(x.facts)
		x.facts = slices.Compact(x.facts)
		x.v %= Var(next.vars)
		x.rel.From, x.rel.To = x.rel.From%Var(next.vars), x.rel.To%Var(next.vars)
		if r.IntN(2) == 0 {
			x.v, x.rel.From = Var(next.vars-1), Var(next.vars-1)
		}
		next.said = append(next.said, x)
	}
	// Tags are places in what is said; give all of them anew on both sides.
	next.said = slices.Clone(next.said)
	addNew(e, next, n, in, drop)
	return next
}

// addNew says what is new. What is kept holds tags of the old instance, so it
// is renumbered in place, which no caller could do but a test may.
func addNew(e *Edit, next *instance, n *Network, in *instance, drop map[Fact]bool) {
	tags := map[int32]int32{}
	for i := range in.said {
		if in.said[i].counts(drop) {
			tags[int32(i)] = int32(len(tags))
		}
	}
	for i, tag := range n.tag {
		if n.off[i]&offGone == 0 && tag >= 0 {
			n.tag[i] = tags[tag]
		}
	}
	for i, tag := range n.boundTag {
		if n.boff[i]&offGone == 0 {
			n.boundTag[i] = tags[tag]
		}
	}
	for i := len(tags); i < len(next.said); i++ {
		next.said[i].addTo(&e.statements, i)
	}
	e.Apply()
}

func checkSame(t *testing.T, seed uint64, a, b *Network) {
	t.Helper()
	if a.violated != b.violated || !slices.Equal(a.lo, b.lo) || !slices.Equal(a.neg, b.neg) ||
		!slices.Equal(a.bad, b.bad) || !slices.Equal(a.ulo, b.ulo) || !slices.Equal(a.uhi, b.uhi) {
		t.Errorf("seed %d: edited lo %v hi %v bad %v, rebuilt lo %v hi %v bad %v",
			seed, a.lo, a.neg, a.bad, b.lo, b.neg, b.bad)
	}
	if ra, rb := a.Contradictions(Options{}), b.Contradictions(Options{}); !reflect.DeepEqual(ra, rb) {
		t.Errorf("seed %d: edited reports\n%+v\nrebuilt\n%+v", seed, ra, rb)
	}
	for v := range Var(a.Vars()) {
		if !reflect.DeepEqual(a.WhyLo(v), b.WhyLo(v)) || !reflect.DeepEqual(a.WhyHi(v), b.WhyHi(v)) {
			t.Errorf("seed %d: variable %d is explained otherwise", seed, v)
		}
	}
}

// TestToldSets checks that nothing told is told again and nothing else is lost.
func TestToldSets(t *testing.T) {
	for seed := range uint64(rounds(t, 50_000)) {
		r := rand.New(rand.NewPCG(seed, 4))
		in := random(r)
		n := in.build()
		var told [][]Fact
		for range 1 + r.IntN(3) {
			told = append(told, []Fact{Fact(r.IntN(in.facts)), Fact(r.IntN(in.facts))})
		}
		report := n.Contradictions(Options{Told: told, Reports: -1})
		gone := map[Fact]bool{}
		for _, c := range report.Contradictions {
			gone[c.Culprit] = true
			for _, c := range append(c.Related, c.Chain) {
				checkChain(t, seed, in, &c)
				for _, pair := range told {
					if slices.Contains(c.Facts, pair[0]) && slices.Contains(c.Facts, pair[1]) {
						t.Errorf("seed %d: %v told again in %v", seed, pair, c.Facts)
					}
				}
			}
		}
		if !mendable(in, gone, told) {
			t.Errorf("seed %d: what is left contradicts without any told set", seed)
		}
		if t.Failed() {
			t.Fatalf("seed %d: told %v of %v", seed, told, in)
		}
	}
}

// mendable reports whether leaving out the culprits and one fact of each told
// set, well chosen, makes the rest consistent.
func mendable(in *instance, gone map[Fact]bool, told [][]Fact) bool {
	if len(told) == 0 {
		return in.judge(gone).ok()
	}
	for _, f := range told[0] {
		out := maps.Clone(gone)
		out[f] = true
		if mendable(in, out, told[1:]) {
			return true
		}
	}
	return false
}
