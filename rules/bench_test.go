package rules_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/factstest"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

// BenchmarkRules runs all rules, each family of them, and the network of days
// alone, over a consistent base that is loaded already.
func BenchmarkRules(b *testing.B) {
	groups := []string{"all"}
	for _, r := range rules.All() {
		if g := r.Group(); g != groups[len(groups)-1] {
			groups = append(groups, g)
		}
	}
	for _, group := range append(groups, "date-contradiction") {
		b.Run(group, func(b *testing.B) {
			s := engine.Settings{Select: []string{group}}
			if group == "all" {
				s.Select = nil
			}
			factstest.Bench(b, func(b *testing.B, texts map[string][]byte) {
				base, err := facts.Load(context.Background(), facts.Options{Overlay: texts})
				require.NoError(b, err)
				for b.Loop() {
					mustRun(b, base, s)
				}
			})
		})
	}
}

// BenchmarkCheck reads and links a base and runs all rules.
func BenchmarkCheck(b *testing.B) {
	factstest.Bench(b, func(b *testing.B, texts map[string][]byte) {
		for b.Loop() {
			base, err := facts.Load(context.Background(), facts.Options{Overlay: texts})
			if err != nil {
				b.Fatal(err)
			}
			mustRun(b, base, engine.Settings{})
		}
	})
}

func mustRun(b *testing.B, base *facts.Base, s engine.Settings) {
	r, err := engine.Run(context.Background(), base, s)
	require.NoError(b, err)
	if s.Select == nil {
		require.Empty(b, r.Findings)
	}
}
