package quantities_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules/quantities"
)

// TestFigures words figures, takes those of one time together, and finds two that
// cannot both be true.
func TestFigures(t *testing.T) {
	base, err := facts.Load(t.Context(), facts.Options{Overlay: map[string][]byte{"a.toml": []byte(`
[[place]]
id = "t"
name = "Town"

[[population]]
place = "t"
as_of = 2015
value = 60_000

[[population]]
place = "t"
as_of = 2015
min = 40_000
max = 50_000

[[population]]
place = "t"
value = 10
`)}})
	require.NoError(t, err)
	var words, times [][]string
	for series := range base.Quantities {
		for i := range series {
			q := &series[i]
			words = append(words, []string{quantities.FigureName(q), quantities.Amount(q), quantities.When(q)})
		}
		for figures := range quantities.EachTime(series, nil) {
			var amounts []string
			for _, q := range figures {
				amounts = append(amounts, quantities.Amount(q))
			}
			times = append(times, amounts)
			if len(figures) > 1 {
				top, bottom, meet := quantities.Extremes(figures, func(*facts.Quantity) float64 { return 0 })
				assert.Equal(t, []string{"60 000", "40 000 to 50 000"}, []string{quantities.Amount(top), quantities.Amount(bottom)})
				assert.False(t, meet, "60 000 is none of 40 000 to 50 000")
				_, _, meet = quantities.Extremes(figures, func(*facts.Quantity) float64 { return 0.2 })
				assert.True(t, meet, "a fifth more or less")
			}
		}
	}
	assert.ElementsMatch(t, [][]string{
		{"population of Town", "60 000", "in 2015"},
		{"population of Town", "40 000 to 50 000", "in 2015"},
		{"population of Town", "10", "undated"},
	}, words)
	assert.Contains(t, times, []string{"40 000 to 50 000", "60 000"}, "figures of 2015")
}
