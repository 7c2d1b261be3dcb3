package rules_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/factstest"
	"github.com/factlint/factlint/rules"
)

// BenchmarkRules runs each family of rules, and all of them, over a consistent
// base that is loaded already.
func BenchmarkRules(b *testing.B) {
	groups := []string{"all"}
	for _, r := range rules.All() {
		if g := r.Group(); g != groups[len(groups)-1] {
			groups = append(groups, g)
		}
	}
	for _, n := range []int{1e3, 1e4, 1e5} {
		base, err := facts.Load(context.Background(), facts.Options{Overlay: factstest.Generate(n)})
		if err != nil {
			b.Fatal(err)
		}
		for _, group := range append(groups, "date-contradiction") {
			s := rules.Settings{Select: []string{group}}
			if group == "all" {
				s.Select = nil
			}
			b.Run(fmt.Sprintf("facts=%d/%s", n, group), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					r, err := rules.Run(context.Background(), base, s)
					if err != nil {
						b.Fatal(err)
					}
					if s.Select == nil && len(r.Findings) > 0 {
						b.Fatal(r.Findings[0].Message)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/fact")
			})
		}
	}
}
