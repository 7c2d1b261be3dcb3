package timeline

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/factstest"
	"github.com/factlint/factlint/rules/tenures"
)

func load(t *testing.T, texts map[string][]byte) *facts.Base {
	t.Helper()
	base, err := facts.Load(t.Context(), facts.Options{Overlay: texts})
	require.NoError(t, err)
	return base
}

// TestOnlyWhatMatters sees that what the dates of a base fulfil, and what leads
// nowhere, costs the network nothing: of a hundred generated facts three are
// not dated and placed between two others.
func TestOnlyWhatMatters(t *testing.T) {
	t.Parallel()
	base := load(t, factstest.Generate(1000))
	line := ForContradictions(t.Context(), base, tenures.Repeated(base), nil, nil)
	assert.Len(t, line.points, 10*2*(3+2))
	assert.Len(t, line.relations, 1+10*3*2)
	full, err := NewTimeline(t.Context(), base)
	require.NoError(t, err)
	assert.Greater(t, len(full.points), 10*len(line.points), "bounds may reach further")
}

// TestThroughLifetimes sees that a chain goes through facts of which only others
// tell when they existed, as long as something bounds them in the end.
func TestThroughLifetimes(t *testing.T) {
	t.Parallel()
	const text = `
[[place]]
id = "land"
name = "The land"
%s

[[office]]
id = "chair"
name = "Chair of the land"
of = "land"
%s

[[person]]
id = "ann"
name = "Ann"

[[event]]
id = "speech"
title = "The speech"
date = 2010-05-01
by = { person = "ann", as = "chair" }
`
	for _, test := range []struct {
		name, land, chair string
		points, found     int
	}{
		{"nothing is known", "", "", 0, 0},
		{"the land ended", `existed = "1950/2000"`, "", 6, 1},
		{"the land began late", `existed = "2020/2030"`, "", 6, 1},
		{"the land was there", `existed = "1990/2030"`, "", 6, 0},
		{"the land ended and the chair is dated", `existed = "1950/2000"`, `existed = "1980/1999"`, 4, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			base := load(t, map[string][]byte{"a.toml": fmt.Appendf(nil, text, test.land, test.chair)})
			line := ForContradictions(t.Context(), base, nil, nil, nil)
			found, more := line.Contradictions()
			assert.Len(t, found, test.found)
			assert.Zero(t, more)
			assert.Len(t, line.points, test.points)
		})
	}
}
