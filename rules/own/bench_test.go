package own_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/factstest"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
	"github.com/factlint/factlint/rules/own"
)

// twins are rules of a base, each with the same rule in Go.
var twins = []struct {
	name         string
	kind         string
	when, assert string
	in           func(p *rules.Pass, f *facts.Fact) bool // whether it certainly fails
}{
	{"date", "event", "fact.status != 'planned'", `possibly_after(fact.date, "1000")`, func(_ *rules.Pass, f *facts.Fact) bool {
		if f.Status() == facts.Planned {
			return false
		}
		d, ok := f.Get(f.Kind().FieldIndex("date")).Date()
		return ok && d.Begin.Earliest < year1000
	}},
	{"ref", "tenure", "", `possibly_before(fact.person.born, fact.start)`, func(_ *rules.Pass, f *facts.Fact) bool {
		person := f.Get(f.Kind().FieldIndex("person")).Ref()
		if person == nil || !person.Comparable() || !f.Comparable() {
			return false
		}
		born, ok := person.Get(person.Kind().FieldIndex("born")).Date()
		start, ok2 := f.Get(f.Kind().FieldIndex("start")).Date()
		return ok && ok2 && born.End.Earliest > start.Begin.Latest
	}},
	{"list", "event", "", `all(fact.participants, has(.person.name))`, func(_ *rules.Pass, f *facts.Fact) bool {
		for a := range f.Get(f.Kind().FieldIndex("participants")).Actors() {
			if to := a.Person.Ref(); to != nil && to.Comparable() && !to.Has(to.Kind().FieldIndex("name")) {
				return true
			}
		}
		return false
	}},
	{"refs", "person", "", `len(refs_to(fact)) < 1000`, func(p *rules.Pass, f *facts.Fact) bool {
		n := 0
		for range p.Referrers().To(f) {
			n++
		}
		return n >= 1000
	}},
}

var year1000 = func() int64 {
	d, _ := edtf.Parse("1000")
	return d.Begin.Latest
}()

func generated(b *testing.B, n int) *facts.Base {
	b.Helper()
	base, err := facts.Load(context.Background(), facts.Options{Overlay: factstest.Generate(n)})
	require.NoError(b, err)
	return base
}

func rule(b testing.TB, d own.Declaration) *rules.Rule {
	b.Helper()
	r, mistakes := own.NewCompiler(vocabulary.Builtin()).Rule(&d)
	require.NotNil(b, r, mistakes)
	return r
}

// BenchmarkOwnRule runs each twin over 1e5 facts; divide the difference of the
// two by the number of facts of its kind, which is given too.
func BenchmarkOwnRule(b *testing.B) {
	base := generated(b, 1e5)
	for _, t := range twins {
		mine := rule(b, own.Declaration{Name: "house-" + t.name, Kinds: []string{t.kind}, When: t.when, Assert: t.assert, Message: "m"})
		inGo := *mine
		inGo.Fact = func(p *rules.Pass, f *facts.Fact) {
			if t.in(p, f) {
				p.Report(rules.Finding{Message: "m", Place: f.Place()})
			}
		}
		n := len(slices.Collect(base.OfKind(base.Vocabulary.Kind(t.kind))))
		for _, x := range []struct {
			name string
			rule *rules.Rule
		}{{"go", &inGo}, {"own", mine}} {
			b.Run(t.name+"/"+x.name, func(b *testing.B) {
				run(b, base, []*rules.Rule{x.rule})
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/fact")
			})
		}
	}
}

// BenchmarkFiftyOwnRules runs fifty rules over 1e5 facts, of which each judges
// those of a kind.
func BenchmarkFiftyOwnRules(b *testing.B) {
	base := generated(b, 1e5)
	var all []*rules.Rule
	for i := range 50 {
		t := twins[i%len(twins)]
		all = append(all, rule(b, own.Declaration{Name: fmt.Sprintf("house-%s-%d", t.name, i), Kinds: []string{t.kind}, When: t.when, Assert: t.assert, Message: "m"}))
	}
	b.ReportAllocs()
	run(b, base, all)
}

func run(b *testing.B, base *facts.Base, own []*rules.Rule) {
	names := make([]string, len(own))
	for i, r := range own {
		names[i] = r.Name
	}
	for b.Loop() {
		r, err := engine.Run(context.Background(), base, engine.Settings{Own: own, Select: names, Jobs: 1})
		if err != nil {
			b.Fatal(err)
		}
		if len(r.Findings) > 0 {
			b.Fatal(r.Findings[0].Message)
		}
	}
}
