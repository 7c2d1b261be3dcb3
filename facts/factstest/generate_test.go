package factstest_test

import (
	"context"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/factstest"
	"github.com/factlint/factlint/rules/engine"
)

// TestGenerated holds the generator to its promise: as many facts as asked
// for, as many refs into other files, and nothing wrong with any.
func TestGenerated(t *testing.T) {
	const n = 2000
	plain := factstest.Generate(n)
	few := foreign(plain)
	assert.Less(t, few, 0.1)
	for _, share := range []float64{0, 0.3, 1} {
		texts := factstest.Spread(plain, share)
		b, err := facts.Load(context.Background(), facts.Options{Overlay: texts})
		require.NoError(t, err)
		assert.Len(t, b.Facts, n)
		r, err := engine.Run(context.Background(), b, engine.Settings{})
		require.NoError(t, err)
		for i, f := range r.Findings {
			require.Less(t, i, 10, "and more findings")
			assert.Failf(t, "a finding", "%s: %s: %s", f.Place.File.Path, f.Rule.Name, f.Message)
		}
		// One file in n/FactsInFile is that from which a fact came.
		assert.InDelta(t, few+(1-few)*share*(1-float64(factstest.FactsInFile)/n), foreign(texts), 0.05)
		assert.Equal(t, texts, factstest.Spread(plain, share), "it is the same each time")
	}
	assert.Equal(t, plain, factstest.Spread(plain, 0))
}

var (
	idPattern    = regexp.MustCompile(`(?m)^id = ("[^"]*")`)
	valuePattern = regexp.MustCompile(`"[^"]*"`)
)

// foreign returns the share of the refs in texts that lead into another file.
func foreign(texts map[string][]byte) float64 {
	home := map[string]string{}
	for path, src := range texts {
		for _, id := range idPattern.FindAllSubmatch(src, -1) {
			home[string(id[1])] = path
		}
	}
	refs, away := -len(home), 0 // each id is found at home once
	for path, src := range texts {
		for _, value := range valuePattern.FindAll(src, -1) {
			if to := home[string(value)]; to != "" {
				refs++
				if to != path {
					away++
				}
			}
		}
	}
	return float64(away) / float64(refs)
}
