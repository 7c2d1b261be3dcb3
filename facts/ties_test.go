package facts_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/factstest"
	"github.com/factlint/factlint/facts/vocabulary"
)

// TestTies holds orders and lifetimes of a base against those that a walk over all fields finds.
func TestTies(t *testing.T) {
	texts := factstest.Spread(factstest.Generate(2000), 0.3)
	texts["more.toml"] = []byte(`[defaults]
during = ["a", { id = "b", at_least = "1d" }]
[[event]]
id = "a"
title = "A"
before = "b"
by = { person = "person-1-0", as = "office-1-0" }
[[event]]
id = "b"
title = "B"
after = [{ id = "a", at_least = "3d" }, "nobody", "b"]
participants = ["person-1-0", { person = "person-1-1" }]
during = "a"
[[tenure]]
person = "person-1-0"
office = "nothing"
`)
	base, err := facts.Load(t.Context(), facts.Options{Overlay: texts})
	assert.NoError(t, err)
	type key struct {
		from, to *facts.Fact
		at       facts.Span
		order    vocabulary.Order
		lifetime bool
	}
	want := map[key]int{}
	for f := range base.All {
		k := f.Kind()
		if k.Period == nil {
			continue
		}
		for field, v := range f.Written {
			if field.Order != vocabulary.Unordered {
				for r := range v.Relations() {
					if to := r.To.Ref(); to != nil && to.Kind().Period != nil {
						want[key{f, to, r.Value.Span(), field.Order, false}]++
					}
				}
			}
			if !field.Lifetime {
				continue
			}
			for a := range v.Actors() {
				for _, ref := range []facts.Value{a.Person, a.As} {
					if to := ref.Ref(); to != nil && to.Kind().Period != nil {
						want[key{f, to, ref.Span(), vocabulary.Unordered, true}]++
					}
				}
			}
		}
	}
	got := map[key]int{}
	for tie := range base.Orders {
		got[key{tie.Fact, tie.To, tie.Value().Span(), tie.Order, false}]++
	}
	for tie := range base.Lifetimes {
		got[key{tie.Fact, tie.To, tie.Value().Span(), vocabulary.Unordered, true}]++
	}
	assert.Equal(t, want, got)
	assert.Greater(t, len(got), 1000)
}
