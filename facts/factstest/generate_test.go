package factstest_test

import (
	"context"
	"testing"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/factstest"
	"github.com/factlint/factlint/rules"
)

// TestGenerated holds the generator to its promise: as many facts as asked
// for, and nothing wrong with them.
func TestGenerated(t *testing.T) {
	const n = 2000
	b, err := facts.Load(context.Background(), facts.Options{Overlay: factstest.Generate(n)})
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Facts) != n {
		t.Errorf("%d facts, want %d", len(b.Facts), n)
	}
	r, err := rules.Run(context.Background(), b, rules.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range r.Findings {
		if i == 10 {
			t.Fatalf("… and %d more", len(r.Findings)-i)
		}
		t.Errorf("%s: %s: %s", f.Place.File.Path, f.Rule.Name, f.Message)
	}
}
